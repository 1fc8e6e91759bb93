"""Everyday goals and their paths of stones."""
