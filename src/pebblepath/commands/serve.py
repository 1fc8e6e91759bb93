"""`pebblepath serve`: real use."""

import os

import click

from .serving import serve_with_worker


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
    serve_with_worker(workers)
