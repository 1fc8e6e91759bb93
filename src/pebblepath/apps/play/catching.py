"""What a tablet tells of a session: reading it, judging it, and laying it over what was told before.

Nothing here touches the database. A tablet always tells the whole session; each part of it carries a count that goes
up with every tap, so that it can be told again, late, twice or from two tablets, and nothing newer is ever lost to
something older.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

MOST_WORDS = 600
MOST_ITEMS = 30
MOST_CAUGHT = 300
MOST_BYTES = 1_000_000
LONGEST_SHOWN = 40

Rev = Annotated[int, Field(ge=0, le=2_000_000_000)]
Item = Annotated[int, Field(ge=0, lt=MOST_ITEMS)]
CardId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
PublicId = Annotated[str, StringConstraints(min_length=1, max_length=12)]


def _without_nul(words: str) -> str:
    if "\0" in words:
        raise ValueError("Words have no NUL characters")
    return words


class _FromTablet(BaseModel):
    """What a tablet may say; what a newer tablet says beside it is passed over."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class ItemTold(_FromTablet):
    """How one activity of the plan went.

    Attributes:
        item: its place in the plan, 0 the first.
        rev: the session's count when it was last touched.
        card: the card that stood there.
        minutes: how long it was played, in all.
        chosen: the card that the child chose, where there was a choice.
        skipped: it was left out.
    """

    item: Item
    rev: Rev = 0
    card: CardId
    minutes: float = Field(default=0, ge=0, le=600)
    chosen: CardId | None = None
    skipped: bool = False


class CaughtTold(_FromTablet):
    """One moment that was tapped; see `Moment` for the meaning of each part.

    Attributes:
        rev: how often it was touched.
        goal: public id of the child's goal; None: it is about the play itself.
        at: when it was first tapped, by the tablet's clock.
        removed: it was tapped away again.
    """

    id: Annotated[uuid.UUID, Field(strict=False)]
    rev: Annotated[Rev, Field(ge=1)]
    item: Item
    card: CardId
    goal: PublicId | None = None
    step: int | None = Field(default=None, ge=0, le=6)
    help: int | None = Field(default=None, ge=0, le=3)
    felt_good: int | None = Field(default=None, ge=0, le=2)
    proud: bool | None = None
    asked_break: bool = False
    asked_help: bool = False
    words: Annotated[str, StringConstraints(max_length=MOST_WORDS), AfterValidator(_without_nul)] = ""
    strategies: list[PublicId] = Field(default_factory=list, max_length=30)
    at: AwareDatetime = Field(strict=False)
    removed: bool = False


class SessionTold(_FromTablet):
    """A whole session, as one tablet has it.

    Attributes:
        rev: counts up with each tap.
        tablet: a name that the tablet gave itself, to tell two of them apart.
        began: when it began; None before that.
        ended: when it ended; None while it goes on.
    """

    rev: Rev
    tablet: Annotated[str, StringConstraints(max_length=40)] = ""
    began: Annotated[AwareDatetime, Field(strict=False)] | None = None
    ended: Annotated[AwareDatetime, Field(strict=False)] | None = None
    items: list[ItemTold] = Field(default_factory=list, max_length=MOST_ITEMS)
    caught: list[CaughtTold] = Field(default_factory=list, max_length=MOST_CAUGHT)


@dataclass(frozen=True)
class Fault:
    """What can't be taken: the field, and a sentence that says what was sent and what is accepted."""

    field: str
    words: str


class NotUnderstood(Exception):
    """What a tablet told can't be taken; nothing of it was kept on the server, and the tablet keeps it all."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.words for fault in faults))
        self.faults = tuple(faults)


def read_told(body: bytes) -> SessionTold:
    """Read what a tablet sends.

    Args:
        body: JSON in UTF-8.

    Raises:
        NotUnderstood: it isn't JSON, or a field has a value that can't be; every such field is named.
    """
    if len(body) > MOST_BYTES:
        raise NotUnderstood([Fault("", f"{len(body)} bytes were sent. Up to {MOST_BYTES} are read at once.")])
    try:
        return SessionTold.model_validate_json(body)
    except ValidationError as wrong:
        raise NotUnderstood([_fault(error) for error in wrong.errors(include_url=False)]) from None


def _fault(error: Mapping[str, Any]) -> Fault:
    field = _field(error["loc"])
    sent = f"{error['input']!r}"
    shown = sent if len(sent) <= LONGEST_SHOWN else f"{sent[:LONGEST_SHOWN]}…"
    why = str(error["msg"]).removeprefix("Value error, ").removesuffix(".")
    if error["type"] == "missing":
        return Fault(field, f"{field} is missing.")
    if not field:
        return Fault("", f"This isn't a session: {why}.")
    return Fault(field, f"{field}: {shown} was sent. {why}.")


def _field(loc: Sequence[object]) -> str:
    """Where a value stands, in words: ``caught 3, step`` (rows are counted from 1)."""
    words: list[str] = []
    for part in loc:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words)


def faults_in(told: SessionTold, *, levels: Mapping[str, int], strategies: Collection[str]) -> Iterator[Fault]:
    """What can't be, as far as only the child's record knows it.

    Args:
        told: a session.
        levels: how many stones each of the child's goals has, by public id.
        strategies: public ids of all that was ever given to the child.
    """
    for number, row in enumerate(told.caught, 1):
        if row.goal is not None and row.goal not in levels:
            yield Fault(f"caught {number}, goal", f"caught {number}, goal: {row.goal!r} isn't a goal of this child.")
        elif row.goal is None and row.step is not None:
            yield Fault(f"caught {number}, step", f"caught {number}, step: without a goal there are no stones.")
        elif row.goal is not None and row.step is not None and row.step >= levels[row.goal]:
            last = levels[row.goal] - 1
            yield Fault(
                f"caught {number}, step", f"caught {number}, step: {row.step} was sent. Stones are 0 to {last}."
            )
        unknown = [given for given in row.strategies if given not in strategies]
        if unknown:
            words = f"caught {number}, strategies: {unknown[0]!r} was never given to this child."
            yield Fault(f"caught {number}, strategies", words)


def laid_over(kept: Mapping[str, Any], told: SessionTold) -> tuple[dict[str, Any], bool]:
    """How a session was played, once a tablet told of it; the moments are apart from this.

    Args:
        kept: ``Session.played`` as it stands; empty before anything was told.
        told: what a tablet tells now.

    Returns:
        The new ``Session.played``, and whether the tablet's own was taken: it is newer than what was kept, or the same
        tablet tells the same once more. An older one changes nothing but what it alone knows: items it touched last.
    """
    rev = int(kept.get("rev", 0))
    taken = told.rev > rev or (told.rev == rev and told.tablet == kept.get("tablet", told.tablet))
    items = {int(item["item"]): dict(item) for item in kept.get("items", [])}
    for new in told.items:
        had = items.get(new.item)
        if had is None or (new.rev >= had.get("rev", 0) if taken else new.rev > had.get("rev", 0)):
            items[new.item] = new.model_dump(mode="json")
    played = dict(kept) | {"items": [items[place] for place in sorted(items)]}
    if taken:
        played |= {"rev": told.rev, "tablet": told.tablet, "began": _iso(told.began), "ended": _iso(told.ended)}
    return played, taken


def _iso(at: dt.datetime | None) -> str | None:
    return at.isoformat() if at else None


def within(at: dt.datetime, first: dt.datetime, last: dt.datetime) -> dt.datetime:
    """The nearest time from the first to the last: a tablet's clock may be wrong, what was tapped isn't."""
    return min(max(at, first), last)
