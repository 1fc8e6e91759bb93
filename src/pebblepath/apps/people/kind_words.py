"""Kinder and plainer words for what somebody is writing, offered beside the field.

Nothing of it is kept, and nothing ever stops anybody from sending what they wrote. A therapist is told why; home and
school are offered one other way to say it, and that's all; a child's words are a child's words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pebblepath.apps.people.models import Member, Role, User

if TYPE_CHECKING:
    from pebblepath.core.wording import Finding

LONGEST = 20_000
FEWEST_FOR_A_GRADE = 12  # a school grade of fewer words says nothing

# What a field asks for. STAFF: only who works for a practice is offered anything (what others tell there is theirs).
KIND, PLAIN, FACTS, STAFF = "kind", "plain", "facts", "staff"
CHECKS = (KIND, PLAIN, FACTS, STAFF)


class Reader(Enum):
    """To whom hints are shown."""

    STAFF = "staff"
    AROUND = "around"
    CHILD = "child"


@dataclass(frozen=True)
class Way:
    """One phrase to take instead.

    Attributes:
        words: as it is shown.
        place: which of the finding's phrases it is.
        start, end: which letters it takes the place of, counted as a browser counts (UTF-16).
        was: these letters.
        put: what stands there then; with "a" or "an" before it put right.
    """

    words: str
    place: int
    start: int
    end: int
    was: str
    put: str


@dataclass(frozen=True)
class Hint:
    """Words that could be said better.

    Attributes:
        words: as they were written, shortened where they are a long sentence.
        why: why they sting, or are hard to read.
        rule: the same words give the same rule, so that a "keep mine" holds.
        start: where they stand, counted as Python counts.
        ways: what can be taken instead; none where only advice can be given.
        advice: what to do where nothing can be taken.
        source: who says so.
    """

    words: str
    why: str
    rule: str
    start: int
    ways: Sequence[Way]
    advice: str = ""
    source: str = ""

    @property
    def chosen(self) -> list[tuple[str, Way]]:
        """Each phrase with what a form's button says of it."""
        return [(f"{self.start}:{way.place}:{self.rule}", way) for way in self.ways]


@dataclass(frozen=True)
class Hints:
    """What is offered for one text.

    Attributes:
        hints: in the order of the text.
        reading: how easy it is to read, in a sentence; empty where that wasn't asked, or the text is too short to say.
        gentle: whether it is only another way to say it, without a why.
        act: beginning of what a button sends where it is also a form's button; empty where only the script acts.
    """

    hints: Sequence[Hint] = ()
    reading: str = ""
    gentle: bool = False
    act: str = ""

    def __bool__(self) -> bool:
        return bool(self.hints or self.reading)


def reader_of(user: User) -> Reader:
    """Who is writing: staff of a practice, a child, or somebody around a child; two queries at most."""
    if user.is_staff_somewhere():
        return Reader.STAFF
    is_child = Member.objects.present().filter(user=user, role=Role.CHILD).exists()
    return Reader.CHILD if is_child else Reader.AROUND


def hints_for(reader: Reader, text: str, checks: Collection[str]) -> Hints:
    """What to offer somebody for what stands in a field.

    Args:
        reader: who writes.
        text: what stands there; of more than ``LONGEST`` letters only the first are looked at.
        checks: what the field asks for, of ``CHECKS``.
    """
    if reader is Reader.CHILD or (reader is Reader.AROUND and STAFF in checks):
        return Hints()
    if reader is Reader.AROUND:
        return Hints(_one_way(text), gentle=True)
    return hints_of(text, checks)


def hints_of(text: str, checks: Collection[str], *, act: str = "") -> Hints:
    """What to offer a therapist for a text; see `hints_for`."""
    text = one_line_end(text)[:LONGEST]
    found = sorted(_findings(text, checks), key=lambda one: (one.start, -one.end))
    reading = _reading(text) if PLAIN in checks else ""
    return Hints([_hint(text, one) for one in found], reading, act=act)


def taken(text: str, which: str) -> str:
    """A text with one phrase taken, as a form without script asks for it; as it was where the words have gone.

    Args:
        text: what was written.
        which: the words' place, the phrase's and the rule, as `Hint.chosen` told them.
    """
    from pebblepath.core.wording import take

    for one in _findings(text, CHECKS):
        for place, phrase in enumerate(one.better):
            if which == f"{one.start}:{place}:{one.rule}" and one.rule != LONG:
                return take(text, one, phrase)
    return text


def one_line_end(text: str) -> str:
    """A text with line ends as a browser's field holds them, so that places in it agree."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


LONG = "long-sentence"


def _findings(text: str, checks: Collection[str]) -> Iterator[Finding]:
    # The rules are read on first use: many workers never look at a text.
    from pebblepath.core.wording import check, check_vague, plain_words

    if KIND in checks:
        yield from check(text)
    if FACTS in checks:
        yield from check_vague(text)
    if PLAIN in checks:
        yield from plain_words(text)


def _hint(text: str, one: Finding) -> Hint:
    if one.rule == LONG:
        return Hint(_shortened(one.text), one.why, f"{LONG}-{one.start}", one.start, (), "Make two or three of it.")
    ways = [_way(text, one, place) for place in range(len(one.better))]
    return Hint(one.text, one.why, one.rule, one.start, ways, source=_source(one))


def _source(one: Finding) -> str:
    """Who says so, as short as a page has room for: "Park et al., 2021"."""
    if one.source is None:
        return ""
    first, _, others = one.source.authors.partition(",")
    several = "&" in others or "et al" in others
    return f"{first}{' et al.' if several else ''}, {one.source.year}"


def _one_way(text: str) -> list[Hint]:
    """The first words that could be said otherwise, with one phrase that has no gap to fill."""
    text = one_line_end(text)[:LONGEST]
    for one in _findings(text, (KIND,)):
        for place, phrase in enumerate(one.better):
            if "[" not in phrase:
                return [Hint(one.text, "", one.rule, one.start, [_way(text, one, place)])]
    return []


def _way(text: str, one: Finding, place: int) -> Way:
    """What changes in the text when a phrase is taken, as the smallest piece that has it."""
    from pebblepath.core.wording import take

    after = take(text, one, one.better[place])
    start = one.start
    while start > 0 and text[:start] != after[:start]:
        start -= 1
    end = one.end
    put = after[start : len(after) - (len(text) - end)]
    was = text[start:end]
    return Way(one.better[place], place, _letters(text[:start]), _letters(text[:end]), was, put)


def _letters(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _shortened(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= 8 else f"{' '.join(words[:6])} …"


def _reading(text: str) -> str:
    from pebblepath.core.wording.plain import HIGHEST_GRADE
    from pebblepath.library.reading import join_phrases, reading_grade, words_of

    if len(words_of(text)) < FEWEST_FOR_A_GRADE:
        return ""
    grade = reading_grade(join_phrases([line for line in text.splitlines() if line.strip()]))
    told = f"Reads at about grade {max(1, round(grade))}."
    if grade <= HIGHEST_GRADE:
        return f"{told} Easy for most families."
    return f"{told} Grade {HIGHEST_GRADE:g} or below is easier: short sentences, everyday words."
