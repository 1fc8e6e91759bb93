"""Papers to hand over, made from what was told."""
