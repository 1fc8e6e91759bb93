"""Finding wording that stings, with what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .finding import Finding
from .left_alone import Span, left_alone
from .patterns import Match, Pattern, match_at, spans_in
from .rulebook import Rule, RuleBook, kind_words
from .spoken_of import of_a_thing
from .verbs import inflected
from .words import NEW_THOUGHT, Word, sentence_of, words_of

NEGATORS = frozenset(
    "not never no nor neither nothing without nobody none cannot hardly avoid stop unlike rather instead".split()
)
_REACH_OF_NOT = 4
_NAMES_THE_WORD = frozenset("word words term terms label labels phrase phrases wording".split())
_REACH_OF_NAMING = 4


def check(text: str) -> list[Finding]:
    """Find deficit-based, judging, fixing, norm-comparing or infantilising wording in a note, report or message.

    Quotations, names of laws, measures and diagnoses, and clauses with a diagnosis code are left alone. Where findings
    overlap, the longest stays.

    Args:
        text: any text in English.

    Returns:
        The findings in the order of the text; their spans don't overlap. Each rule names its source.
    """
    return check_with(kind_words(), text)


def check_with(book: RuleBook, text: str) -> list[Finding]:
    """As :func:`check`, with other rules."""
    words = words_of(text)
    alone, terms = left_alone(text), list(_terms(book, words))
    found = [_finding(book, rule, match, words, text) for rule, match in _matches(book, words)]
    return _longest([one for one in found if not _is_left_alone(one, alone, terms)])


def _is_left_alone(one: Finding, alone: Sequence[Span], terms: Sequence[Span]) -> bool:
    """Whether it touches a quotation or a name, or begins inside a term ("despite Down syndrome" doesn't)."""
    if any(one.start < end and start < one.end for start, end in alone):
        return True
    return any(start <= one.start < end for start, end in terms)


def _terms(book: RuleBook, words: Sequence[Word]) -> Iterator[Span]:
    for term in book.terms:
        for match in spans_in(term, words):
            yield words[match.start].start, words[match.end - 1].end


def _matches(book: RuleBook, words: Sequence[Word]) -> Iterator[tuple[Rule, Match]]:
    for place, word in enumerate(words):
        candidates = [pair for key in word.keys for pair in book.by_key.get(key, ())]
        for rule, pattern in (*candidates, *book.by_form.get(word.form, ())):
            match = match_at(pattern, words, place)
            if match and match.end > match.start and _holds(book, rule, match, words):
                yield rule, match


def _holds(book: RuleBook, rule: Rule, match: Match, words: Sequence[Word]) -> bool:
    """Whether the words around a match leave it standing."""
    first, sentence = sentence_of(words, match.start)
    if rule.negation_passes and _negated(words, match.start):
        return False
    if any(first + one.whole[1] <= match.start for one in spans_in_any(book.disclaimed, sentence)):
        return False
    if rule.of and of_a_thing(book.classes, rule.of, match, words):
        return False
    if _named(words, match.start) or any(spans_in_any((*book.about_words, *rule.beside), sentence)):
        return False
    if rule.times > 1 and sum(1 for _ in spans_in_any(rule.words, sentence)) < rule.times:
        return False
    if rule.only_with and not any(spans_in_any(rule.only_with, sentence)):
        return False
    return not any(
        first + one.start < match.end and match.start < first + one.end for one in spans_in_any(rule.unless, sentence)
    )


def spans_in_any(patterns: Sequence[Pattern], words: Sequence[Word]) -> Iterator[Match]:
    """Every place of some words where one of the patterns is found."""
    for pattern in patterns:
        yield from spans_in(pattern, words)


def _negated(words: Sequence[Word], place: int) -> bool:
    """Whether a "not" reaches the word: at most four words before, no stop between, and not as "not only"."""
    for back in range(place - 1, max(-1, place - 1 - _REACH_OF_NOT), -1):
        word = words[back]
        if words[back + 1].stop or word.sentence != words[place].sentence or word.form in NEW_THOUGHT:
            return False
        if word.form in NEGATORS or word.form.endswith("n't"):
            return words[back + 1].form not in ("only", "just", "longer")
    return False


def _named(words: Sequence[Word], place: int) -> bool:
    """Whether the text speaks about the word itself: "we don't use the term low-functioning"."""
    before = words[max(0, place - _REACH_OF_NAMING) : place]
    return any(word.form in _NAMES_THE_WORD and word.sentence == words[place].sentence for word in before)


def _finding(book: RuleBook, rule: Rule, match: Match, words: Sequence[Word], text: str) -> Finding:
    start, end = words[match.start].start, words[match.end - 1].end
    person = text[words[match.end - 1].start : end]
    better = tuple(inflected(phrase.replace("{person}", person), book, match, words) for phrase in rule.better)
    return Finding(start, end, text[start:end], rule.id, rule.group, rule.why, better, rule.source)


def _longest(findings: Sequence[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for one in sorted(findings, key=lambda one: (one.start - one.end, one.start, one.rule)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
