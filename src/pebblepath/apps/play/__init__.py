"""Play with a purpose: plans, sessions as they are played, the notes and minutes that come of them."""
