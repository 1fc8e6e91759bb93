"""Finding wording that stings, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .finding import Finding
from .left_alone import Span, left_alone
from .patterns import Classes, Match, Pattern, match_at, spans_in
from .rulebook import Rule, RuleBook, Verb, kind_words
from .words import Word, words_of

_VERB = re.compile(r"\{(\w+)\}")
NEGATORS = frozenset(
    [
        "not",
        "never",
        "no",
        "nor",
        "neither",
        "nothing",
        "without",
        "nobody",
        "none",
        "cannot",
        "hardly",
        "avoid",
        "stop",
        "unlike",
        "rather",
        "instead",
    ]
)
# After these a new thought begins, which an earlier "not" doesn't reach.
_NEW_THOUGHT = frozenset(["and", "but", "because", "so", "when", "while", "although", "though", "that", "if"])
_REACH_OF_NOT = 4
_NAMES_THE_WORD = frozenset(["word", "words", "term", "terms", "label", "labels", "phrase", "phrases", "wording"])
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
    first, sentence = _sentence(words, match.start)
    if rule.negation_passes and _negated(words, match.start):
        return False
    if any(first + one.whole[1] <= match.start for one in spans_in_any(book.disclaimed, sentence)):
        return False
    if rule.of and _of_a_thing(book.classes, rule, match, words):
        return False
    if _named(words, match.start) or any(spans_in_any(rule.beside, sentence)):
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


def _sentence(words: Sequence[Word], place: int) -> tuple[int, Sequence[Word]]:
    first = last = place
    while first > 0 and words[first - 1].sentence == words[place].sentence:
        first -= 1
    while last < len(words) and words[last].sentence == words[place].sentence:
        last += 1
    return first, words[first:last]


def _negated(words: Sequence[Word], place: int) -> bool:
    """Whether a "not" reaches the word: at most four words before, no stop between, and not as "not only"."""
    for back in range(place - 1, max(-1, place - 1 - _REACH_OF_NOT), -1):
        word = words[back]
        if words[back + 1].stop or word.sentence != words[place].sentence or word.form in _NEW_THOUGHT:
            return False
        if word.form in NEGATORS or word.form.endswith("n't"):
            return words[back + 1].form not in ("only", "just", "longer")
    return False


_THE = frozenset(["the", "a", "an", "this", "our", "my", "its"])
_OWNERS = frozenset(["his", "her", "their", "your", "these", "those"])
_ON = frozenset(["on", "of", "in", "at", "from", "for", "with", "under", "near", "behind", "beside", "by"])
_ADJECTIVES_OF_ALL = frozenset(["old", "young", "little", "big", "small", "new"])
_LINKS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "seems",
        "seemed",
        "looks",
        "looked",
        "felt",
    ]
)


def _of_a_thing(classes: Classes, rule: Rule, match: Match, words: Sequence[Word]) -> bool:
    """Whether the words are said of a thing: "the stubborn zipper", "the pen refused", "the glue is aggressive"."""
    about = classes["somebody"] | classes["conduct"] | classes["skill"]
    if rule.of == "somebody" and _is_adjective(words[match.start : match.end]) and match.end < len(words):
        after = words[match.end]
        if after.form in _ADJECTIVES_OF_ALL and match.end + 1 < len(words):
            after = words[match.end + 1]
        small = len(after.form) < 3 or after.form.endswith("ly") or not classes["small"].isdisjoint(after.keys)
        if not after.stop and not small and about.isdisjoint(after.keys):
            return True
    place = match.start - 1
    if rule.of == "somebody" and (place < 0 or not _is_between(classes, words[place])):
        return False
    while place > 0 and not words[place + 1].stop and _is_between(classes, words[place]):
        place -= 1
    if place < 1 or words[place + 1].stop or words[place].stop:
        return False
    place = _head(words, place)
    noun, the = words[place], words[place - 1]
    return the.form in _THE and noun.form not in classes["small"] and about.isdisjoint(noun.keys)


def _head(words: Sequence[Word], place: int) -> int:
    """The place of the noun that a sentence speaks of: the zipper in "the zipper on her (warm) coat"."""
    for the in (place - 1, place - 2):
        if the > 2 and words[the].form in _THE | _OWNERS and words[the - 1].form in _ON:
            return place if any(word.stop for word in words[the - 1 : place + 1]) else the - 2
    return place


def _is_adjective(words: Sequence[Word]) -> bool:
    return len(words) == 1 and not words[0].form.endswith(("ity", "ness", "ion", "s", "ed", "ing", "ly"))


def _is_between(classes: Classes, word: Word) -> bool:
    """Whether a word may stand between a subject and what is said of it: "is", "was very", "often"."""
    return word.form in _LINKS or word.form in classes["very"] or word.form.endswith("ly")


def _named(words: Sequence[Word], place: int) -> bool:
    """Whether the text speaks about the word itself: "we don't use the term low-functioning"."""
    before = words[max(0, place - _REACH_OF_NAMING) : place]
    return any(word.form in _NAMES_THE_WORD and word.sentence == words[place].sentence for word in before)


def _finding(book: RuleBook, rule: Rule, match: Match, words: Sequence[Word], text: str) -> Finding:
    start, end = words[match.start].start, words[match.end - 1].end
    person = text[words[match.end - 1].start : end]
    better = tuple(_inflected(phrase.replace("{person}", person), book, match, words) for phrase in rule.better)
    return Finding(start, end, text[start:end], rule.id, rule.group, rule.why, better, rule.source)


def _longest(findings: Sequence[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for one in sorted(findings, key=lambda one: (one.start - one.end, one.start, one.rule)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _inflected(phrase: str, book: RuleBook, match: Match, words: Sequence[Word]) -> str:
    """A suggestion with its verbs in the form of the first word found ("refused" → "chose")."""
    form = words[match.start].form
    before = words[match.start - 1].form if match.start > 0 and not words[match.start].stop else ""

    def verb(found: re.Match[str]) -> str:
        name = found.group(1)
        if name in book.nouns:
            return book.nouns[name] if words[match.end - 1].form.endswith("s") else name
        return _form_of(book.verbs[name], form, before, many=_of_many(words, match.start))

    return _VERB.sub(verb, phrase)


_PAST = frozenset(
    [
        *("threw", "thrown", "had", "was", "were", "did", "done", "made", "felt", "took", "taken", "gave", "given"),
        *("went", "gone", "lost", "fell", "flew", "blew", "didn't", "couldn't", "wouldn't", "could"),
    ]
)
_MANY = frozenset(
    ["they", "we", "you", "children", "kids", "students", "parents", "boys", "girls", "peers", "teachers"]
)
# Between a subject and its second verb: "they cried and then had a tantrum".
_ON_TO_THE_NEXT = frozenset(["and", "then", "both", "all", "also"])
# Before the noun of a subject: "when both of the other boys …".
_BEFORE_A_SUBJECT = _NEW_THOUGHT | frozenset(
    [
        *("the", "a", "an", "both", "all", "of", "some", "most", "many", "other", "two", "three", "four", "these"),
        *("those", "my", "our", "your", "her", "his", "their", "older", "younger", "little", "big"),
    ]
)
_ONLY_SUBJECTS = frozenset(["he", "she", "i", "they", "we"])
_NOW = frozenset(["has", "is", "does", "doesn't", "can't", "cannot", "won't", "never", "isn't"])
_HAVE = frozenset(["has", "have", "had"])
_BASE_AFTER = frozenset(
    [
        "to",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "shall",
        "do",
        "does",
        "did",
        "not",
        "cannot",
        "won't",
        "wouldn't",
        "can't",
        "couldn't",
        "don't",
        "doesn't",
        "didn't",
    ]
)


def _of_many(words: Sequence[Word], place: int) -> bool:
    """Whether the verb at a place is said of more than one: "the boys had", "Mia and Leo had", "they cried and had"."""
    if place == 0 or words[place].stop:
        return False
    before = words[place - 1].form
    if before in _MANY:
        return True
    goes_on, first = before in _ON_TO_THE_NEXT, place - 1
    while first > 0 and not words[first].stop:
        first -= 1
    if all(word.form in _ON_TO_THE_NEXT for word in words[first:place]):  # "they cried, kicked, and had"
        first, _ = _sentence(words, place)
    said = [word.form for word in words[first:place] if word.form == "and" or word.form not in _BEFORE_A_SUBJECT]
    said = said[said[:1] == ["and"] :]
    while said and said[-1] in _ON_TO_THE_NEXT:
        said.pop()
    if said[1:2] == ["and"]:
        return goes_on or len(said) == 3
    if not goes_on:
        return False
    subject = next((form for form in reversed(said) if form in _ONLY_SUBJECTS), said[0] if said else "")
    return subject in _MANY


def _form_of(verb: Verb, like: str, before: str, *, many: bool) -> str:
    """The form of a verb that can stand where another's form stood, after the word before it and of one or many."""
    if like.endswith("ing"):
        return verb.gerund
    if before in _HAVE:
        return verb.participle
    if like in _PAST or like.endswith("ed"):
        return "were" if verb.base == "be" and many else verb.past
    if like in _NOW or (like.endswith("s") and not like.endswith("ss")):
        return verb.third
    if verb.base == "be" and before not in _BASE_AFTER:
        return "are"
    return verb.base
