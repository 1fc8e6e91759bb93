"""Every setting that may differ between installations, read from the environment and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "PEBBLEPATH_"


class SettingsFault(SystemExit):
    """A setting is missing, unknown or out of range; the message says which and what is accepted."""


class Environment(BaseSettings):
    """The installation's settings; each field is the variable ``PEBBLEPATH_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    secret_key: str = Field(default="", description="at least 32 random characters; kept in DATA_DIR if not given")
    data_dir: Path = Field(default=Path("var"), description="folder for the database, e-mail files and the secret key")
    hosts: str = Field(default="localhost,127.0.0.1,[::1]", description="host names that may be served, with commas")
    origins: str = Field(default="", description="origins trusted for forms, with commas, e.g. https://ot.example.org")
    debug: bool = Field(default=False, description="true only while developing")
    demo: bool = Field(default=False, description="true offers one-click sign-in: never with real children")
    https: bool = Field(default=False, description="true behind TLS: secure cookies, HSTS, redirect to https")
    require_mfa: bool = Field(default=False, description="true asks staff to set up a second factor")
    email_url: str = Field(default="file", description="file, console or smtp://user:password@host:port")
    email_from: str = Field(default="Pebblepath <hello@localhost>", description="sender of e-mail")
    vapid_key: str = Field(default="", description="private key of web push, PEM; kept in DATA_DIR if not given")

    @field_validator("email_url")
    @classmethod
    def _known_email(cls, value: str) -> str:
        if value in {"file", "console"} or value.startswith(("smtp://", "smtps://")):
            return value
        raise ValueError("accepted are: file, console, smtp://… or smtps://…")


@cache
def environment() -> Environment:
    """The settings of this process.

    Raises:
        SettingsFault: a variable that begins with PEBBLEPATH_ is unknown or its value isn't accepted.
    """
    known = {PREFIX + name.upper() for name in Environment.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingsFault(f"Unknown setting {unknown[0]}. Known are: {', '.join(sorted(known))}.")
    try:
        return Environment()
    except ValidationError as fault:
        first = fault.errors()[0]
        name = str(first["loc"][0])
        field = Environment.model_fields[name]
        raise SettingsFault(
            f"{PREFIX}{name.upper()}={first.get('input')!r} isn't accepted: {first['msg']}. It is {field.description}."
        ) from fault


def secret_key(settings: Environment) -> str:
    """The key that signs sessions and links: the one given, or one made once and kept in the data folder."""
    if settings.secret_key:
        if len(settings.secret_key) < 32:
            raise SettingsFault("PEBBLEPATH_SECRET_KEY is too short: it needs at least 32 random characters.")
        return settings.secret_key
    import secrets

    return _made_once(settings.data_dir / "secret_key", lambda: secrets.token_urlsafe(48))


def vapid_key(settings: Environment) -> str:
    """The private key by which browsers' makers know our reminders, as PEM: the one given, or one made once."""
    if settings.vapid_key:
        return settings.vapid_key.replace("\\n", "\n")

    def make() -> str:
        from py_vapid import Vapid02  # type: ignore[import-untyped]

        made = Vapid02()
        made.generate_keys()
        return str(made.private_pem().decode())

    return _made_once(settings.data_dir / "vapid_key.pem", make)


def _made_once(kept: Path, make: Callable[[], str]) -> str:
    """What a file holds; it is made if it isn't there, and whoever comes first makes it for all."""
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        made = kept.with_name(f"{kept.name}.{os.getpid()}")
        made.write_text(make())
        made.chmod(0o600)
        with suppress(FileExistsError):
            os.link(made, kept)
        made.unlink()
    return kept.read_text()
