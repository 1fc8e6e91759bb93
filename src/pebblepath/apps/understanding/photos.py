"""A family's own photo of a strategy: made small, and made to say nothing but what is seen on it."""

from __future__ import annotations

import io

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
ACCEPTED = "JPEG, PNG or WebP"


class PhotoFault(ValueError):
    """A file can't be used as a photo; the message says why and what is accepted."""


def small_jpeg(sent: bytes) -> bytes:
    """A photo as a new JPEG of at most 900 pixels a side and 150 KB, upright, on white where it is see-through.

    Nothing that lay beside the pixels comes along: no place, no camera, no time, no comment.

    Args:
        sent: the bytes of a JPEG, PNG or WebP file.

    Raises:
        PhotoFault: it is none of these, is broken, or is too large to be opened.
    """
    # Loaded on first use: most web workers never see a photo.
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(sent) > LARGEST_SENT:
        raise PhotoFault(f"The photo has {len(sent) // 2**20} MB. Up to {LARGEST_SENT // 2**20} MB can be sent.")
    try:
        with Image.open(io.BytesIO(sent), formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PhotoFault("The photo has too many pixels. Please take it again with a smaller size.")
            opened.draft("RGB", (2 * SIDE, 2 * SIDE))
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except UnidentifiedImageError:
        raise PhotoFault(f"This file isn’t a photo that we can read. Accepted are {ACCEPTED}.") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        if isinstance(fault, PhotoFault):
            raise
        raise PhotoFault("The photo is broken and can’t be opened. Please take or choose it again.") from None
    side = SIDE
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
