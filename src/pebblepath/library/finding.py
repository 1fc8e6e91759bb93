"""Find a card by what people type, in everyday words and with slips of the finger; and reads that are alike.

A word that no card knows is read as the nearest known words (Damerau-Levenshtein similarity), then it is cut to its
stem and taken to one everyday word ("hoover" and "vacuum" are one). Rare words weigh more than common ones (inverse
document frequency, Spärck Jones 1972). A card's score, 0 to 1, is two thirds how much of the query's weight the card
covers and one third the mean cosine between the query and its three nearest wordings. English only.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pebblepath.library.everyday_words import COMMON, ONE_WORD_FOR, PHRASES
from pebblepath.library.learn import Article
from pebblepath.library.lens import LensEntry

LOWEST_SCORE = 0.26
NEAREST = 0.7
GUESSES = 3
WEIGHT_OF_COMMON = 0.15
WEIGHT_OF_COVERAGE = 2 / 3
NEAREST_WORDINGS = 3
WEIGHT_OF_ALIKE = 0.6

_WORD = re.compile(r"[a-z]+")
_DOUBLED = re.compile(r"(bb|dd|gg|mm|nn|pp|rr|tt)$")
_ENDINGS = ((r"ie[sd]$", "y"), (r"ing$", ""), (r"ed$", ""), (r"(?<=[sxzo])es$|(?<=[cs]h)es$", ""), (r"s$", ""))
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """A card that fits what was typed, with how well (0 to 1)."""

    entry: LensEntry
    score: float


@dataclass(frozen=True, slots=True)
class _Index:
    wordings: tuple[tuple[Weights, ...], ...]
    counts: tuple[Counter[str], ...]
    idf: Weights
    unknown_idf: float
    vocabulary: tuple[str, ...]


def find(query: str, entries: Sequence[LensEntry], limit: int = 5) -> list[Found]:
    """The entries that fit the query, best first; none when nothing fits."""
    index = _index_of(tuple(entries))
    asked = _query_weights(query, index)
    if not asked:
        return []
    scored = [Found(entry, _score(asked, index, place)) for place, entry in enumerate(entries)]
    fitting = [found for found in scored if found.score >= LOWEST_SCORE]
    return sorted(fitting, key=lambda found: (-found.score, found.entry.id))[:limit]


def similar(article: Article, articles: Iterable[Article], limit: int = 3) -> list[Article]:
    """The other articles nearest in content (cosine of TF-IDF weights), nearest first."""
    others = [other for other in articles if other.id != article.id]
    counts = [_article_counts(one) for one in (article, *others)]
    idf = _idf_of([set(count) for count in counts])
    mine, *theirs = ({stem: (1 + math.log(n)) * idf[stem] for stem, n in count.items()} for count in counts)
    ranked = sorted(zip(others, theirs, strict=True), key=lambda pair: (-_cosine(mine, pair[1]), pair[0].id))
    return [other for other, _ in ranked[:limit]]


def stem_of(word: str) -> str:
    """Cut a word's everyday endings and take it to one word for the same thing ("hoovers" becomes "vacuum")."""
    if word in COMMON:
        return word
    if word in ONE_WORD_FOR:
        return ONE_WORD_FOR[word]
    stem = _cut(word)
    return ONE_WORD_FOR.get(stem, stem)


def _cut(word: str) -> str:
    if word.endswith("ss"):
        return word
    for ending, instead in _ENDINGS:
        stem = re.sub(ending, instead, word)
        if stem != word and len(stem) >= 3:
            word = _DOUBLED.sub(lambda pair: pair.group(0)[0], stem) if instead == "" else stem
            break
    return word.removesuffix("e") if len(word) > 4 else word


def _words(text: str) -> list[str]:
    """The words of a text, without apostrophes and with fixed phrases taken together ("can't", "car park")."""
    plain = re.sub(r"['’`]", "", text.lower())
    joined = " ".join(_WORD.findall(plain))
    for phrase, instead in PHRASES.items():
        joined = re.sub(rf"\b{phrase}\b", instead, joined)
    return joined.split()


@lru_cache(maxsize=4)
def _index_of(entries: tuple[LensEntry, ...]) -> _Index:
    texts = [[entry.sees, entry.name, *entry.also] for entry in entries]
    stems = [[[stem_of(word) for word in _words(text)] for text in wording] for wording in texts]
    counts = tuple(Counter(stem for wording in entry for stem in set(wording)) for entry in stems)
    idf = _idf_of([set(count) for count in counts])
    words = {word for wording in texts for text in wording for word in _words(text)}
    return _Index(
        wordings=tuple(tuple(dict.fromkeys(wording, 1.0) for wording in entry) for entry in stems),
        counts=counts,
        idf=idf,
        unknown_idf=math.log(1 + len(entries) / 2),
        vocabulary=tuple(sorted(words | COMMON | ONE_WORD_FOR.keys())),
    )


def _idf_of(documents: Sequence[set[str]]) -> dict[str, float]:
    """ln(1 + N / df) for each stem; everyday filler words keep only a trace of it."""
    frequency = Counter(stem for document in documents for stem in document)
    return {
        stem: math.log(1 + len(documents) / count) * (WEIGHT_OF_COMMON if stem in COMMON else 1.0)
        for stem, count in frequency.items()
    }


def _query_weights(query: str, index: _Index) -> list[dict[str, float]]:
    """For each word of the query the stems that it may stand for, with how near each is (0 to 1)."""
    readings = [_readings(word, index) for word in _words(query)]
    return list({max(one, key=one.__getitem__): one for one in readings}.values())


def _readings(word: str, index: _Index) -> dict[str, float]:
    stem = stem_of(word)
    if word in index.vocabulary or stem in index.idf:
        return {stem: 1.0}
    if len(word) < 4:
        return {word: 0.0}
    near = process.extract(
        word, index.vocabulary, scorer=OSA.normalized_similarity, score_cutoff=NEAREST, limit=GUESSES
    )
    readings: dict[str, float] = {}
    for guess, nearness, _ in near:
        # Slips at the first letter are rare, so such a guess counts for less.
        sure = nearness if guess[0] == word[0] else nearness - 0.15
        readings[stem_of(guess)] = max(sure, readings.get(stem_of(guess), 0.0))
    return readings or {word: 0.0}


def _score(asked: Sequence[Weights], index: _Index, place: int) -> float:
    counts = index.counts[place]
    weight = matched = 0.0
    for readings in asked:
        weights = {stem: _weight(stem, index) for stem in readings}
        weight += max(weights.values())
        # A word that stands in several wordings of a card is at its heart: 1 of them counts 0.67, 2 count 0.8, …
        matched += max(sure * weights[stem] * (counts[stem] / (counts[stem] + 0.5)) for stem, sure in readings.items())
    alike = max(_share_of_words(asked, wording) for wording in index.wordings[place])
    telling = any(counts[stem] and stem not in COMMON and sure for readings in asked for stem, sure in readings.items())
    if not telling and alike < 1:
        return 0.0
    coverage = matched / weight
    cosines = sorted((_cosine_of_query(asked, wording, index) for wording in index.wordings[place]), reverse=True)
    nearest = sum(cosines[:NEAREST_WORDINGS]) / NEAREST_WORDINGS
    score = WEIGHT_OF_COVERAGE * coverage + (1 - WEIGHT_OF_COVERAGE) * nearest
    # The very words of a card win over all else, filler words and all.
    return score + (1 - score) * WEIGHT_OF_ALIKE * alike**3


def _share_of_words(asked: Sequence[Weights], wording: Weights) -> float:
    """The share of all words, common ones too, that query and wording have in common (Dice; 1: the same words)."""
    shared = sum(max(sure if stem in wording else 0.0 for stem, sure in readings.items()) for readings in asked)
    return min(1.0, 2 * shared / (len(asked) + len(wording)))


def _weight(stem: str, index: _Index) -> float:
    if stem in COMMON:
        return index.idf.get(stem, WEIGHT_OF_COMMON)
    return index.idf.get(stem, index.unknown_idf)


def _cosine_of_query(asked: Sequence[Weights], wording: Weights, index: _Index) -> float:
    shared = norm = 0.0
    for readings in asked:
        norm += max(_weight(stem, index) for stem in readings) ** 2
        shared += max(sure * _weight(stem, index) ** 2 if stem in wording else 0.0 for stem, sure in readings.items())
    length = math.sqrt(norm) * math.sqrt(sum(_weight(stem, index) ** 2 for stem in wording))
    return min(1.0, shared / length) if length else 0.0


def _cosine(left: Weights, right: Weights) -> float:
    shared = sum(value * right[stem] for stem, value in left.items() if stem in right)
    length = math.hypot(*left.values()) * math.hypot(*right.values())
    return shared / length if length else 0.0


def _article_counts(article: Article) -> Counter[str]:
    words = _words(" ".join([article.name, article.lead, article.text]))
    return Counter(stem for word in words if (stem := stem_of(word)) not in COMMON and word not in COMMON)
