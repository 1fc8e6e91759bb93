"""One file a command; see `pebblepath.cli.COMMANDS`."""
