"""How moments come in and go out: plain tables and open formats."""
