"""What a path of stones means: where a child stands, what counts as a victory, how the path is drawn."""
