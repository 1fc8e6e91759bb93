"""Ids and chance that come out the same each time the demo is made, so that its addresses and pictures stay."""

from __future__ import annotations

import hashlib
import uuid

import numpy as np

from pebblepath.apps.people.public_ids import ALPHABET, LENGTH


def stable_id(*names: str) -> str:
    """A public id for a thing of the demo. Real ids are random; here nobody has to be hidden."""
    digest = hashlib.sha256("|".join(("pebblepath demo", *names)).encode()).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:LENGTH])


def chance(seed: int, *names: str) -> np.random.Generator:
    """A generator of its own for a thing of the demo: changing one family leaves the others as they are."""
    digest = hashlib.sha256("|".join(names).encode()).digest()
    return np.random.default_rng([seed, int.from_bytes(digest[:8], "big")])


def moment_id(rng: np.random.Generator) -> uuid.UUID:
    """A moment's id, as a phone would make it."""
    return uuid.UUID(bytes=rng.bytes(16), version=4)
