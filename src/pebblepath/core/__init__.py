"""What Pebblepath knows by heart: pure functions and frozen dataclasses. No Django, no clock, no files."""
