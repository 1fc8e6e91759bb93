"""What a device gets to know of the PIN of My space."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password

from pebblepath.apps.myspace.models import Setup
from pebblepath.apps.myspace.pin_check import check_of


@pytest.fixture
def pbkdf2(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def test_the_right_pin_has_the_mark_that_a_browser_makes_of_it(pbkdf2: None):
    check = check_of(Setup(pin=make_password("4711")))
    assert check is not None and check.rounds >= 600_000 and (check.misses, check.rest_seconds) == (5, 300)

    def mark(pin: str) -> int:
        made = hashlib.pbkdf2_hmac("sha256", pin.encode(), check.salt.encode(), check.rounds)
        return hashlib.sha256(made).digest()[0]

    assert mark("4711") == check.mark and 0 <= check.mark <= 255


def test_the_check_holds_nothing_from_which_the_kept_pin_could_be_made(pbkdf2: None):
    pin = make_password("4711")
    kept = pin.rpartition("$")[2]
    told = repr(check_of(Setup(pin=pin)))
    assert kept not in told and base64.b64decode(kept).hex() not in told


@pytest.mark.parametrize("pin", ["", "md5$salt$0123456789abcdef", "argon2$argon2id$v=19$m=1,t=2,p=8$salt$hash"])
def test_without_a_pin_that_a_browser_can_check_there_is_no_check(pin: str):
    assert check_of(Setup(pin=pin)) is None
