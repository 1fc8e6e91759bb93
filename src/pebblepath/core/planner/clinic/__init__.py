"""Clinic days and school weeks: who is seen when, where, by whom and with what."""
