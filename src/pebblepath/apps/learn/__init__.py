"""Short articles for newcomers, and a place to leave a question."""
