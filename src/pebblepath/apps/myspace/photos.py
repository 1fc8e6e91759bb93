"""A photo made anew: small, upright, and without what a camera writes into it about place and time."""

from __future__ import annotations

import io
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 12_000_000
MOST_DOTS = 60_000_000
SIDE = 600
KINDS = ("JPEG", "PNG", "WEBP", "GIF")
ACCEPTED = "Accepted is a photo as JPEG, PNG, WebP or GIF of up to 12 megabytes."


class NoPhoto(Exception):
    """What was sent can't be used as a photo; the message says why, in a sentence."""


def made_anew(sent: IO[bytes]) -> bytes:
    """A JPEG of at most 600 by 600 dots with nothing in it but the picture.

    Args:
        sent: what somebody sent, at its beginning.

    Raises:
        NoPhoto: it isn't a photo of a kind that is accepted, or it is too large.
    """
    whole = sent.read(MOST_BYTES + 1)
    if len(whole) > MOST_BYTES:
        raise NoPhoto(f"This photo is too large. {ACCEPTED}")
    try:
        with Image.open(io.BytesIO(whole), formats=KINDS) as picture:
            if picture.width * picture.height > MOST_DOTS:  # before anything is unpacked
                raise NoPhoto(f"This photo has too many dots. {ACCEPTED}")
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NoPhoto(f"This file isn’t a photo that can be read. {ACCEPTED}") from None
    upright.thumbnail((SIDE, SIDE))
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
