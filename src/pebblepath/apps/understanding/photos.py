"""Own photos: made small, and made to say nothing but what is seen on them; a strategy's photo is kept here."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.db import transaction

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed
from pebblepath.apps.understanding.models import Photo, Strategy

SIDE = 900
MOST_BYTES = 150 * 1024
LARGEST_SENT = 15 * 1024 * 1024
MOST_PIXELS = 60_000_000
QUALITIES = (84, 76, 66, 54, 42, 30)
NAMES = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WebP", "GIF": "GIF"}
KINDS = ("JPEG", "PNG", "WEBP")


class PhotoFault(ValueError):
    """A file can't be used as a photo; the message says why and what is accepted."""


def small_jpeg(sent: bytes, *, side: int = SIDE, kinds: Sequence[str] = KINDS, largest: int = LARGEST_SENT) -> bytes:
    """A photo as a new JPEG of at most 150 KB, upright, on white where it is see-through.

    Nothing that lay beside the pixels comes along: no place, no camera, no time, no comment.

    Args:
        sent: the bytes of a file.
        side: the most pixels a side.
        kinds: the kinds of file that are accepted.
        largest: the most bytes that may be sent.

    Raises:
        PhotoFault: it is none of these, is broken, or is too large to be opened.
    """
    # Loaded on first use: most web workers never see a photo.
    from PIL import Image, ImageOps, UnidentifiedImageError

    names = [NAMES[kind] for kind in kinds]
    accepted = f"Accepted are {', '.join(names[:-1])} or {names[-1]}."
    if len(sent) > largest:
        raise PhotoFault(f"The photo is too large. Up to {largest // 2**20} MB can be sent.")
    try:
        with Image.open(io.BytesIO(sent), formats=list(kinds)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PhotoFault(
                    "The photo has too many pixels (too many dots). Please take it again with a smaller size."
                )
            opened.draft("RGB", (2 * side, 2 * side))
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except UnidentifiedImageError:
        raise PhotoFault(f"This file isn’t a photo that we can read. {accepted}") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        if isinstance(fault, PhotoFault):
            raise
        broken = "The photo is broken and can’t be opened. Please take or choose it again."
        raise PhotoFault(f"{broken} {accepted}") from None
    while True:
        upright.thumbnail((side, side))
        clean = Image.new("RGB", upright.size, "white")
        clean.paste(upright, mask=upright.getchannel("A"))
        for quality in QUALITIES:
            made = io.BytesIO()
            clean.save(made, "JPEG", quality=quality, optimize=True, progressive=True)
            if made.tell() <= MOST_BYTES:
                return made.getvalue()
        side = side * 3 // 4


@transaction.atomic
def keep_photo(access: Access, strategy: Strategy, jpeg: bytes, words: str) -> Photo:
    """Give a strategy its photo, in place of one that it had."""
    told = {"jpeg": jpeg, "words": words, "by": access.user}
    photo, _ = Photo.objects.update_or_create(strategy=strategy, defaults=told)
    audit.record(access.user, Deed.ADDED, "photo", ref=strategy.public_id, child=access.child)
    return photo


@transaction.atomic
def remove_photo(access: Access, strategy: Strategy) -> None:
    """Take the photo away for good."""
    Photo.objects.filter(strategy=strategy).delete()
    audit.record(access.user, Deed.REMOVED, "photo", ref=strategy.public_id, child=access.child)
