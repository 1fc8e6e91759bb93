"""The child's own screens."""
