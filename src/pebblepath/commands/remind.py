"""`pebblepath remind`: the reminders that are due, and what ends by the clock."""

import os

import click


@click.command()
def remind() -> None:
    """Send the reminders that people asked for at this time; `pebblepath serve` does so every few minutes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pebblepath.web.settings")
    import django

    django.setup()
    from django.utils import timezone

    from pebblepath.apps.moments.class_actions import end_run_out_links
    from pebblepath.apps.reports.deletion import let_go
    from pebblepath.apps.understanding.reminders import send_what_is_due

    # A class whose link ran out can't do anything any more; its place in the circles is tidied here.
    end_run_out_links()
    # What the law made a practice keep of a deleted record ends with its last day.
    let_go(timezone.localdate())
    sent = send_what_is_due(timezone.now())
    click.echo(
        "No reminder is due." if not sent else "One reminder is sent." if sent == 1 else f"{sent} reminders are sent."
    )
