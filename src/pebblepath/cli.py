"""The command line: `pebblepath …`.

Each command lives in `pebblepath.commands` and is imported only when it is used or listed; what a command
needs that is slow to import, it imports inside its function. A new command is one line in `COMMANDS`.
"""

from importlib import import_module

import click

COMMANDS = {
    "check-library": "pebblepath.commands.check_library:check_library",
    "check-words": "pebblepath.commands.check_words:check_words",
    "clinic-day": "pebblepath.commands.clinic_day:clinic_day",
    "demo": "pebblepath.commands.demo:demo",
    "lens": "pebblepath.commands.lens:lens",
    "new-practice": "pebblepath.commands.new_practice:new_practice",
    "plan": "pebblepath.commands.plan:plan",
    "remind": "pebblepath.commands.remind:remind",
    "serve": "pebblepath.commands.serve:serve",
    "single-case": "pebblepath.commands.single_case:single_case",
    "try-out": "pebblepath.commands.try_out:try_out",
    "what-helps": "pebblepath.commands.what_helps:what_helps",
}


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]} is not a click command.")
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pebblepath", prog_name="pebblepath")
def main() -> None:
    """Pebblepath: from a child's everyday goal to an honest answer about what helps."""
