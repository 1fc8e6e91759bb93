"""Pebblepath: software for pediatric occupational therapy."""
