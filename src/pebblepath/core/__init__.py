"""What Pebblepath knows by heart: pure functions and frozen dataclasses.

No Django, no clock, and no files but its own data.
"""
