"""Plans: a session of play, a clinic day, a school week."""
