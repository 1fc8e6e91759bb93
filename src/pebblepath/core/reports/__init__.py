"""Reports before they have a look: what they say, in which order, and from which moments each number comes."""
