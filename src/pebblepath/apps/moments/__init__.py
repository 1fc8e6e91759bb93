"""Everyday moments: the quick log, the timeline, victories, and moments as a file."""
