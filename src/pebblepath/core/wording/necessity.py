"""Medical necessity without shaming words: the same facts in a family's words and in a payer's, side by side.

A payer asks for the function, a measure, the baseline, the change, and why a therapist's skill is needed (Medicare
Benefit Policy Manual, chapter 15, section 220.3); none of these needs a word that judges.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from string import Formatter

from .rulebook import FOLDER


@dataclass(frozen=True)
class Facts:
    """What is known about one goal of one child; what isn't known stays empty and is left out.

    Attributes:
        child: what the child is called.
        activity: the everyday activity as a verb ("zip a jacket").
        setting: where ("home", "school").
        reached: the level reached, in plain words ("with a tap on the hand").
        help: how much help of which kind, or what makes it work ("a ring on the zipper").
        times, out_of: how often it worked, of how many tries (0 ≤ times ≤ out_of).
        baseline: what it was like at the start, in plain words.
        baseline_month: when that was ("May").
        change: what is new since then.
        frequency: how often child and therapist meet ("once a week for 45 minutes").
        skilled: what only a therapist can do here, as a verb ("grade the steps and fit the tools").
        next_step: the next step of the goal, in plain words.
    """

    child: str
    activity: str
    setting: str
    reached: str
    help: str = ""
    times: int | None = None
    out_of: int | None = None
    baseline: str = ""
    baseline_month: str = ""
    change: str = ""
    frequency: str = ""
    skilled: str = ""
    next_step: str = ""

    def __post_init__(self) -> None:
        for name in ("child", "activity", "setting", "reached"):
            if not getattr(self, name).strip():
                raise ValueError(f"The {name} is missing; without it there is nothing to tell.")
        if (self.times is None) != (self.out_of is None):
            raise ValueError("A count needs both how often it worked and of how many tries.")
        if self.times is not None and self.out_of is not None and not 0 <= self.times <= self.out_of:
            raise ValueError(f"It can't have worked {self.times} of {self.out_of} times.")


@dataclass(frozen=True)
class Pair:
    """One fact in both wordings; either is empty where that reader doesn't need it."""

    about: str
    family: str
    payer: str


@dataclass(frozen=True)
class SideBySide:
    """The facts as rows, in the order in which they are told."""

    rows: tuple[Pair, ...]

    @property
    def family(self) -> str:
        """All that the family reads, as one text."""
        return " ".join(row.family for row in self.rows if row.family)

    @property
    def payer(self) -> str:
        """All that the payer reads, as one text."""
        return " ".join(row.payer for row in self.rows if row.payer)


def side_by_side(facts: Facts) -> SideBySide:
    """Tell the same facts to a family and to a payer.

    Only what is known is told. The sentences around the facts hold no wording that :func:`~.check.check` finds; the
    facts are the writer's own and are to be checked with it.
    """
    known = {name: str(value) for name, value in asdict(facts).items() if value not in ("", None)}
    family, payer = _sentences("family"), _sentences("payer")
    about = list(dict.fromkeys([*payer, *family]))
    rows = (Pair(name, _told(family.get(name, ""), known), _told(payer.get(name, ""), known)) for name in about)
    return SideBySide(tuple(row for row in rows if row.family or row.payer))


def _told(sentence: str, known: Mapping[str, str]) -> str:
    """The sentence with its facts, or nothing where one of them isn't known."""
    asked = [name for _, name, _, _ in Formatter().parse(sentence) if name]
    if not sentence or any(name not in known for name in asked):
        return ""
    return sentence.format_map({name: fact.strip().rstrip(".") for name, fact in known.items()})


@cache
def _templates() -> dict[str, dict[str, str]]:
    return tomllib.loads(FOLDER.joinpath("necessity.toml").read_text(encoding="utf-8"))


def _sentences(reader: str) -> dict[str, str]:
    return _templates()[reader]
