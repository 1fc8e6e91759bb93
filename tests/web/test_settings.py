"""Settings come from the environment, and a wrong one stops with its name and what is accepted."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pebblepath.web.environment import Environment, SettingsFault, environment, secret_key


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch):
    """An environment without any of our variables, read anew."""
    for name in [name for name in os.environ if name.startswith("PEBBLEPATH_")]:
        monkeypatch.delenv(name)
    environment.cache_clear()
    yield
    environment.cache_clear()


def test_without_any_variable_it_is_safe_and_local():
    settings = environment()
    assert not (settings.debug or settings.demo) and settings.hosts == "localhost,127.0.0.1,[::1]"


def test_an_unknown_variable_stops_with_its_name_and_the_known_ones(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PEBBLEPATH_DEUBG", "true")
    with pytest.raises(SettingsFault, match=r"PEBBLEPATH_DEUBG.*Known are: .*PEBBLEPATH_DEBUG"):
        environment()


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("PEBBLEPATH_DEBUG", "perhaps", "true only while developing"),
        ("PEBBLEPATH_DEMO", "2", "one-click sign-in"),
        ("PEBBLEPATH_HTTPS", "", "true behind TLS"),
        ("PEBBLEPATH_REQUIRE_MFA", "sometimes", "second factor"),
        ("PEBBLEPATH_EMAIL_URL", "http://mail", "accepted are: file, console, smtp"),
    ],
)
def test_a_value_that_isnt_accepted_stops_with_the_variable_and_what_is_accepted(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, accepted: str
):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsFault) as fault:
        environment()
    assert str(fault.value).startswith(f"{name}='{value}' isn't accepted") and accepted in str(fault.value)


@pytest.mark.parametrize("value", ["file", "console", "smtp://me:pw@mail.example.org:587", "smtps://mail.example.org"])
def test_each_way_of_sending_e_mail_is_accepted(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("PEBBLEPATH_EMAIL_URL", value)
    assert environment().email_url == value


def test_a_short_secret_key_stops():
    with pytest.raises(SettingsFault, match=r"PEBBLEPATH_SECRET_KEY is too short.*32"):
        secret_key(Environment(secret_key="short"))


def test_a_secret_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path):
    settings = Environment(data_dir=tmp_path / "new")
    first = secret_key(settings)
    assert len(first) >= 32 and secret_key(settings) == first
    kept = tmp_path / "new" / "secret_key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600 and list(kept.parent.iterdir()) == [kept]


def test_every_setting_says_what_it_is():
    assert all(field.description for field in Environment.model_fields.values())


def test_a_wrong_setting_stops_the_whole_program_with_one_line():
    wrong = {**os.environ, "PEBBLEPATH_DEBUG": "perhaps"}
    ran = subprocess.run(
        [sys.executable, "-c", "import pebblepath.web.settings"], env=wrong, capture_output=True, text=True
    )
    assert ran.returncode == 1 and ran.stderr.startswith("PEBBLEPATH_DEBUG='perhaps'") and "Traceback" not in ran.stderr
