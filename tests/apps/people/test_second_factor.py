from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from cryptography.fernet import InvalidToken
from django.db import connection
from django.test import Client
from django.urls import reverse

from cast import PASSWORD, Cast
from pebblepath.apps.people.adapters import EncryptedSecrets

PAGES = ["/", "/children/", "/children/new/", "/staff/", "/c/{child}/", "/c/{child}/moments/"]


@pytest.fixture
def asks_for_it(settings) -> None:
    settings.REQUIRE_MFA = True


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        return str(cursor.fetchall())


def test_the_secret_of_a_second_factor_is_never_kept_in_clear(cast: Cast):
    secret = generate_totp_secret()
    TOTP.activate(cast.robin, secret)
    assert "secret" in stored() and secret not in stored()
    kept = Authenticator.objects.get(user=cast.robin).data["secret"]
    assert EncryptedSecrets().decrypt(kept) == secret


def test_recovery_codes_cant_be_read_from_the_database(cast: Cast):
    codes = RecoveryCodes.activate(cast.robin)
    seed = EncryptedSecrets().decrypt(codes.instance.data["seed"])
    assert seed not in stored() and not any(code in stored() for code in codes.generate_codes())


def test_the_same_secret_looks_different_each_time_it_is_kept(cast: Cast):
    assert EncryptedSecrets().encrypt("SECRET") != EncryptedSecrets().encrypt("SECRET")


def test_a_copied_database_is_no_use_without_the_installations_key(cast: Cast, settings):
    kept = EncryptedSecrets().encrypt("SECRET")
    settings.SECRET_KEY = "another key of another installation, long enough"
    with pytest.raises(InvalidToken):
        EncryptedSecrets().decrypt(kept)


def test_who_has_a_second_factor_is_asked_for_it_at_sign_in(client: Client, cast: Cast):
    secret = generate_totp_secret()
    TOTP.activate(cast.robin, secret)
    answer = client.post(reverse("account_login"), {"login": cast.robin.email, "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate") and "_auth_user_id" not in client.session
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert client.post(reverse("mfa_authenticate"), {"code": code})["Location"] == "/"
    assert client.session["_auth_user_id"] == str(cast.robin.pk)


@pytest.mark.parametrize("page", PAGES)
def test_staff_without_one_come_to_set_it_up_where_the_practice_asks_for_it(as_, cast: Cast, asks_for_it, page: str):
    answer = as_(cast.robin).get(page.format(child=cast.mia.public_id))
    assert answer.status_code == 302 and answer["Location"] == reverse("mfa_activate_totp")


def test_nothing_can_be_sent_either_before_it_is_set_up(as_, cast: Cast, asks_for_it):
    answer = as_(cast.robin).post(reverse("change_child", args=[cast.mia.public_id]), {"name": "X"})
    assert answer["Location"] == reverse("mfa_activate_totp")
    cast.mia.refresh_from_db()
    assert cast.mia.name == "Mia"


def test_the_way_to_set_it_up_and_to_sign_out_stays_open(as_, cast: Cast, asks_for_it):
    robin = as_(cast.robin)
    for page in (reverse("mfa_activate_totp"), reverse("account_logout"), reverse("look")):
        assert robin.get(page).get("Location", "") != reverse("mfa_activate_totp"), page


def test_staff_who_have_one_come_in(as_, cast: Cast, asks_for_it):
    TOTP.activate(cast.robin, generate_totp_secret())
    assert as_(cast.robin).get("/").status_code == 200


def test_family_isnt_asked_for_it(as_, cast: Cast, asks_for_it):
    assert as_(cast.ana).get(reverse("child", args=[cast.mia.public_id])).status_code == 200


def test_nobody_is_asked_for_it_unless_the_practice_wants_it(as_, cast: Cast, settings):
    settings.REQUIRE_MFA = False
    assert as_(cast.robin).get("/").status_code == 200
