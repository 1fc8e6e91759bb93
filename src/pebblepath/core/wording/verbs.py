"""A better phrase with its verb in the form of the words that it takes the place of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .patterns import Match
from .rulebook import RuleBook, Verb
from .words import NEW_THOUGHT, Word, sentence_of

_VERB = re.compile(r"\{(\w+)\}")


def inflected(phrase: str, book: RuleBook, match: Match, words: Sequence[Word]) -> str:
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
    (
        "threw thrown had was were did done made felt took taken gave given went gone lost fell flew blew "
        "didn't couldn't wouldn't could"
    ).split()
)
_MANY = frozenset("they we you children kids students parents boys girls peers teachers".split())
# Between a subject and its second verb: "they cried and then had a tantrum".
_ON_TO_THE_NEXT = frozenset("and then both all also".split())
# Before the noun of a subject: "when both of the other boys …".
_BEFORE_A_SUBJECT = NEW_THOUGHT | frozenset(
    (
        "the a an both all of some most many other two three four these those my our your her his their older "
        "younger little big"
    ).split()
)
_ONLY_SUBJECTS = frozenset("he she i they we".split())
_NOW = frozenset("has is does doesn't can't cannot won't never isn't".split())
_HAVE = frozenset("has have had".split())
_BASE_AFTER = frozenset(
    (
        "to will would can could may might must should shall do does did not cannot won't wouldn't can't "
        "couldn't don't doesn't didn't"
    ).split()
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
        first, _ = sentence_of(words, place)
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
