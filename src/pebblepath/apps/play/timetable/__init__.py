"""A clinic's day and a school week: what is known once, planning, keeping, moving by hand."""
