"""What a device may know of the PIN of My space, so that a grown-up gets out without network."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from pebblepath.apps.myspace.models import Setup
from pebblepath.apps.myspace.setting_up import MISSES, REST

PBKDF2 = "pbkdf2_sha256"


@dataclass(frozen=True)
class PinCheck:
    """With this a device tells the right PIN from nearly every other, and still doesn't know which it is.

    Attributes:
        salt: as it is kept on the server.
        rounds: how often PBKDF2 turns (SHA-256).
        mark: the first byte (0 to 255) of the SHA-256 of what PBKDF2 makes of the PIN. One wrong PIN in 256 has the
            same; of all PINs of four digits about 39 have, so that none can be read out of a device.
        misses: how many tries there are before a rest.
        rest_seconds: how long it is.
    """

    salt: str
    rounds: int
    mark: int
    misses: int = MISSES
    rest_seconds: int = int(REST.total_seconds())


def check_of(setup: Setup) -> PinCheck | None:
    """The check for a child's PIN; None where there is no PIN, or one that a browser can't check."""
    algorithm, _, rest = setup.pin.partition("$")
    if algorithm != PBKDF2:
        return None
    rounds, salt, made = rest.split("$")
    return PinCheck(salt, int(rounds), hashlib.sha256(base64.b64decode(made)).digest()[0])
