"""`pebblepath new-practice`: the first practice and the person who leads it."""

import os

import click


@click.command("new-practice")
@click.argument("name")
@click.option("--lead", required=True, help="Name of the person who leads it.")
@click.option("--email", required=True, help="Her or his e-mail.")
@click.option("--time-zone", default="UTC", show_default=True, help="For example America/Chicago.")
@click.password_option(help="At least ten characters.")
def new_practice(name: str, lead: str, email: str, time_zone: str, password: str) -> None:
    """Make the first practice NAME; everybody else comes by invitation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pebblepath.web.settings")
    import django

    django.setup()
    from pebblepath.apps.people.actions import NotPossible, found_practice

    try:
        practice = found_practice(name, lead=lead, email=email, password=password, time_zone=time_zone)
    except NotPossible as why:
        raise click.ClickException(str(why)) from None
    click.echo(f"{practice.name} is there. {lead} can sign in with {email}.")
