"""Opaque ids for addresses: nothing about a child, and no counting of children, can be read from them."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 12


def new_public_id() -> str:
    """Twelve characters from 31 that can't be confused when read aloud (59 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
