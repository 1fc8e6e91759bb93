"""`pebblepath serve`: real use."""

import os
import sys

import click


@click.command()
@click.option("--workers", default=2, show_default=True, help="How many pages are made at the same time.")
def serve(workers: int) -> None:
    """Bring the database up to date and serve on 127.0.0.1:8000 (PORT to change). See docs/running.md."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pebblepath.web.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    gunicorn(workers)


def gunicorn(workers: int) -> None:
    """Become the web server: gunicorn's sync workers on loopback, meant to stand behind a TLS proxy."""
    port = os.environ.get("PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise click.ClickException(f"PORT={port} isn't a port: a whole number from 1 to 65535 is accepted.")
    command = [sys.executable, "-m", "gunicorn", "pebblepath.web.wsgi", "--no-control-socket"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--max-requests", "20000"]
    command += ["--max-requests-jitter", "2000", "--access-logfile", os.devnull]
    os.execv(sys.executable, command)
