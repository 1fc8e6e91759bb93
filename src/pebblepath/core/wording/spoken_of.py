"""Whether words are said of somebody, or of a thing: "a stubborn boy", "the stubborn zipper"."""

from __future__ import annotations

from collections.abc import Sequence

from .patterns import Classes, Match
from .words import Word

_THE = frozenset("the a an this our my its".split())
_OWNERS = frozenset("his her their your these those".split())
_ON = frozenset("on of in at from for with under near behind beside by".split())
_ADJECTIVES_OF_ALL = frozenset("old young little big small new".split())
_ADJECTIVES_OF_THINGS = _ADJECTIVES_OF_ALL | frozenset(
    (
        "red blue green yellow black white top bottom left right front back side first second third last next "
        "other same whole main spare tight stiff plastic wooden metal paper heavy cheap borrowed broken rusty "
        "ancient school"
    ).split()
)
_CALLING = frozenset("call find make consider declare name".split())
_LINKS = frozenset("is are was were be been being has have had seems seemed looks looked felt".split())


def of_a_thing(classes: Classes, of: str, match: Match, words: Sequence[Word]) -> bool:
    """Whether the words are said of a thing: "the stubborn zipper", "the pen refused", "the glue is aggressive".

    Args:
        classes: who is somebody, what is conduct, a skill, a thing.
        of: ``somebody`` where a rule's words only sting when said of somebody, ``doer`` where only the doer counts.
        match: where the words stand.
        words: the whole text.
    """
    if of == "somebody" and _stands_before_a_thing(classes, match, words):
        return True
    if _is_called(classes, match, words):
        return True
    place = _before_another(words, match.start) - 1
    if of == "somebody" and (place < 0 or not _is_between(classes, words[place])):
        return False
    while place > 0 and not words[place + 1].stop and _is_between(classes, words[place]):
        place -= 1
    if place < 1 or words[place + 1].stop or words[place].stop:
        return False
    head = _head(words, place)
    if head < place and not classes["conduct"].isdisjoint(words[head].keys) and _is_thing(classes, words, place):
        return True  # the noise of the drawer
    return head > 0 and _is_thing(classes, words, head)


def _stands_before_a_thing(classes: Classes, match: Match, words: Sequence[Word]) -> bool:
    """Whether an adjective is followed by a noun that isn't known for somebody or what they do."""
    if not _is_adjective(words[match.start : match.end]) or match.end >= len(words):
        return False
    after = words[match.end]
    if after.form in _ADJECTIVES_OF_ALL and match.end + 1 < len(words):
        after = words[match.end + 1]
    small = len(after.form) < 3 or after.form.endswith("ly") or not classes["small"].isdisjoint(after.keys)
    return not after.stop and not small and _about_nobody(classes, after)


def _about_nobody(classes: Classes, word: Word) -> bool:
    return (classes["somebody"] | classes["conduct"] | classes["skill"]).isdisjoint(word.keys)


def _is_thing(classes: Classes, words: Sequence[Word], place: int) -> bool:
    """Whether a noun is known for a thing, or stands after "the" and isn't known for somebody or what they do."""
    noun, the = words[place], words[place - 1]
    if not classes["thing"].isdisjoint(noun.keys):
        return True
    if the.form in _ADJECTIVES_OF_THINGS and place > 1 and not the.stop:
        the = words[place - 2]
    return the.form in _THE and noun.form not in classes["small"] and _about_nobody(classes, noun)


def _is_called(classes: Classes, match: Match, words: Sequence[Word]) -> bool:
    """Whether somebody calls a thing so: "Grandpa called the old truck stubborn"."""
    place, first = match.start - 1, max(0, match.start - 5)
    if place < 2 or words[match.start].stop or not _is_thing(classes, words, place):
        return False
    return any(not _CALLING.isdisjoint(word.keys) for word in words[first:place])


def _before_another(words: Sequence[Word], place: int) -> int:
    """Where the first of two adjectives stands: "stiff" in "the buttonhole was stiff and stubborn"."""
    joined = place >= 3 and words[place - 1].form in ("and", "but") and words[place - 3].form in _LINKS
    return place - 2 if joined and not any(word.stop for word in words[place - 1 : place + 1]) else place


def _head(words: Sequence[Word], place: int) -> int:
    """The place of the noun that a sentence speaks of: the zipper in "the zipper on her (warm) coat"."""
    for the in (place - 1, place - 2):
        if the > 2 and words[the].form in _THE | _OWNERS | {"that"} and words[the - 1].form in _ON:
            return place if any(word.stop for word in words[the - 1 : place + 1]) else the - 2
    return place


def _is_adjective(words: Sequence[Word]) -> bool:
    return len(words) == 1 and not words[0].form.endswith(("ity", "ness", "ion", "s", "ed", "ing", "ly"))


def _is_between(classes: Classes, word: Word) -> bool:
    """Whether a word may stand between a subject and what is said of it: "is", "was very", "often"."""
    return word.form in _LINKS or word.form in classes["very"] or word.form.endswith("ly")
