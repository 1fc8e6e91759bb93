"""`pebblepath demo`: a practice with made-up families to look around in."""

from __future__ import annotations

import datetime as dt
import os
import socket
import sys

import click

from .files import stop
from .serving import HOST, chosen_port, serve_with_worker

WORKERS = 2


@click.command("demo")
@click.option("--fresh", is_flag=True, help="Make the demo anew: everything that was changed in it is gone.")
@click.option("--no-serve", is_flag=True, help="Only load it.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The last of the ninety days; today if not given.")
def demo(fresh: bool, no_serve: bool, today: dt.datetime | None) -> None:
    """Load the demo practice and serve it on http://127.0.0.1:8000 (another port: PORT=8080)."""
    port = chosen_port()
    _set_up()
    _load(fresh, today.date() if today else None)
    if not no_serve:
        _serve(port)


def _set_up() -> None:
    """Start Django as a demo, bring the database and the static files up to date."""
    os.environ["PEBBLEPATH_DEMO"] = "true"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pebblepath.web.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)


def _load(fresh: bool, today: dt.date | None) -> None:
    from pebblepath.demo.families import load_practice
    from pebblepath.demo.load import DemoNotPossible, clear_demo, demo_is_here, load_demo, today_at

    here = today_at(load_practice().time_zone)
    if today and today > here:
        stop(f"{today} is still to come. Accepted are days up to {here}.")
    try:
        if fresh:
            clear_demo()
        if demo_is_here():
            click.echo("The demo is here already. (--fresh makes it anew.)")
            return
        click.echo("Making the demo: six families and ninety days.")
        load_demo(today or here, say=lambda sentence: click.echo(f"  {sentence}"))
    except DemoNotPossible as why:
        stop(str(why))


def _serve(port: int) -> None:
    from pebblepath.demo.cast import SIGN_IN

    _stop_if_taken(port)
    click.echo(f"\nPebblepath is at http://{HOST}:{port}")
    click.echo("Sign in with one click on the first page, as one of:")
    for door in SIGN_IN.values():
        click.echo(f"  · {door.label} ({door.note})")
    click.echo("Everybody in it is made up. Ctrl+C ends it.")
    sys.stdout.flush()
    serve_with_worker(WORKERS)


def _stop_if_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            stop(f"Port {port} can't be used ({error.strerror}). Choose another one, such as PORT={port + 1}.")
