"""From a family's own words to everyday activities that could become a goal."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from pebblepath.library import Occupation
from pebblepath.library.everyday_words import COMMON
from pebblepath.library.finding import stem_of
from pebblepath.library.reading import words_of

SHOWN = 4
WEIGHT_OF_STONES = 0.3
FAR_BELOW = 0.5
# Words that tell where or how a wish begins, not what it is about.
ASIDE = frozenset({"school", "home", "clinic", "start", "find", "help", "day", "time", "life"})


def activities_for(hope: str, occupations: Iterable[Occupation], limit: int = SHOWN) -> list[Occupation]:
    """The everyday activities that share the telling words of a hope, best first; none when no word is shared.

    A card's score is the sum, over the hope's words that it has, of ln(1 + cards / cards with that word), so that
    rare words say more than common ones (inverse document frequency, Spärck Jones 1972). A word of a stone, and not
    of the name, counts for less, and what scores far below the best isn't offered.
    """
    cards = list(occupations)
    names = [telling_stems(card.name, card.child_name) for card in cards]
    stones = [telling_stems(*card.stones) for card in cards]
    known = Counter(stem for name, rest in zip(names, stones, strict=True) for stem in name | rest)
    rare = {stem: math.log(1 + len(cards) / count) for stem, count in known.items()}
    asked = telling_stems(hope) & rare.keys() - {stem_of(word) for word in ASIDE}
    scores = [
        sum(rare[stem] * (1 if stem in name else WEIGHT_OF_STONES) for stem in asked & (name | rest))
        for name, rest in zip(names, stones, strict=True)
    ]
    ranked = sorted(zip(scores, cards, strict=True), key=lambda pair: (-pair[0], pair[1].id))
    return [card for score, card in ranked[:limit] if score > 0 and score >= FAR_BELOW * ranked[0][0]]


def telling_stems(*texts: str) -> set[str]:
    """The stems of all words but those that everybody uses all the time."""
    return {stem_of(word) for text in texts for word in words_of(text) if word not in COMMON} - COMMON
