"""Taking in what a tablet tells of a session: each tap becomes a moment in the timeline, once."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.moments.actions import Draft, change_moment, record_moment, remove_moment
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed, Scope, Setting
from pebblepath.apps.play.catching import (
    CaughtTold,
    Fault,
    NotUnderstood,
    SessionTold,
    faults_in,
    laid_over,
    within,
)
from pebblepath.apps.play.models import Caught, Note, Session
from pebblepath.apps.understanding.models import Strategy

# While a session goes on, the taps on one moment belong together: what it said a few minutes ago is no history worth
# keeping. After that, or once the session has ended, each change keeps how it stood before.
STILL_TAPPING = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Taken:
    """What came of it.

    Attributes:
        session: as it is now.
        taken: whether the tablet's own account of the session stands; if not, somebody else told a newer one.
    """

    session: Session
    taken: bool


@dataclass(frozen=True)
class _Known:
    """What a child's record knows, by public id."""

    goals: dict[str, Goal]
    strategies: dict[str, Strategy]


@transaction.atomic
def take_in(access: Access, session: Session, told: SessionTold) -> Taken:
    """Keep what a tablet tells of a session. Telling it again changes nothing.

    Args:
        access: who tells, for which child.
        session: of this child.
        told: the whole session, as the tablet has it.

    Returns:
        The session as it is now, and whether the tablet's account of it stands.

    Raises:
        NotUnderstood: something in it can't be; then nothing of it is kept here.
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    known = _known(access)
    levels = {id: goal.levels for id, goal in known.goals.items()}
    faults = list(faults_in(told, levels=levels, strategies=known.strategies))
    if faults:
        raise NotUnderstood(faults)
    for row, had in _changed(session, told):
        _keep(access, session, row, had, known)
    return Taken(*_play_on(access, session, told))


def _known(access: Access) -> _Known:
    goals = Goal.objects.seen_by(access, scope=Scope.TELL)
    strategies = Strategy.objects.filter(child=access.child)
    return _Known({goal.public_id: goal for goal in goals}, {given.public_id: given for given in strategies})


def _changed(session: Session, told: SessionTold) -> list[tuple[CaughtTold, Caught | None]]:
    """The rows that say something new, in the order in which they happened, each with what was kept of it before."""
    ids = [row.id for row in told.caught]
    kept = {caught.moment_id: caught for caught in session.caught.select_related("moment__goal")}
    elsewhere = set(Moment.objects.filter(pk__in=[id for id in ids if id not in kept]).values_list("pk", flat=True))
    if elsewhere:
        number = 1 + ids.index(next(id for id in ids if id in elsewhere))
        words = f"caught {number}, id: this number belongs to another moment already."
        raise NotUnderstood([Fault(f"caught {number}, id", words)])
    gone = set(session.played.get("gone", []))
    rows = [(row, kept.get(row.id)) for row in sorted(told.caught, key=lambda row: row.at)]
    return [(row, had) for row, had in rows if (row.rev > had.rev if had else str(row.id) not in gone)]


def _keep(access: Access, session: Session, row: CaughtTold, had: Caught | None, known: _Known) -> None:
    """Make, change or take away the moment of one row."""
    if had is None and row.removed:
        # Tapped away before we ever heard of it: only remembered, so that an older word of it doesn't bring it in.
        session.played = dict(session.played) | {"gone": [*session.played.get("gone", []), str(row.id)]}
    elif had is None:
        moment, _ = record_moment(access, _draft(access, session, row, known))
        Caught.objects.create(session=session, moment=moment, item=row.item, card=row.card, rev=row.rev)
    elif had.moment.told_by_id == access.member.pk:
        _change(access, session, row, had, known)


def _change(access: Access, session: Session, row: CaughtTold, had: Caught, known: _Known) -> None:
    moment = had.moment
    # What was taken back on the moment's own page stays so.
    if moment.removed_at is None and row.removed:
        remove_moment(access, moment)
    elif moment.removed_at is None:
        draft = _draft(access, session, row, known, happened_at=moment.happened_at)
        if _differs(moment, draft):
            tapping = session.ended_at is None and timezone.now() - moment.told_at < STILL_TAPPING
            change_moment(access, moment, draft, keep_before=not tapping)
    Caught.objects.filter(pk=had.pk).update(item=row.item, card=row.card, rev=row.rev)


def _differs(moment: Moment, draft: Draft) -> bool:
    parts = ("goal", "step", "help", "felt_good", "proud", "asked_break", "asked_help", "words")
    used = {strategy.pk for strategy in moment.strategies.all()}
    return used != {strategy.pk for strategy in draft.strategies} or any(
        getattr(moment, part) != getattr(draft, part) for part in parts
    )


def _draft(
    access: Access, session: Session, row: CaughtTold, known: _Known, happened_at: dt.datetime | None = None
) -> Draft:
    return Draft(
        id=uuid.UUID(str(row.id)),
        happened_at=happened_at or within(row.at, session.made_at, timezone.now()),
        time_zone=access.child.practice.time_zone,
        setting=Setting(session.setting),
        goal=known.goals[row.goal] if row.goal else None,
        step=row.step,
        felt_good=row.felt_good,
        proud=row.proud,
        help=row.help,
        asked_break=row.asked_break,
        asked_help=row.asked_help,
        words=row.words.strip(),
        strategies=[known.strategies[given] for given in row.strategies],
    )


def _play_on(access: Access, session: Session, told: SessionTold) -> tuple[Session, bool]:
    """Keep how the session was played. Once its note is signed, that stands as it was signed."""
    if Note.objects.filter(session=session, signed_at__isnull=False).exists():
        session.save(update_fields=["played"])
        return session, True
    before = (session.started_at, session.ended_at)
    session.played, taken = laid_over(session.played, told)
    if taken:
        session.played["strategies"] = sorted(
            {given for row in told.caught if not row.removed for given in row.strategies}
        )
        session.started_at, session.ended_at = _clamped(session, told.began), _clamped(session, told.ended)
    session.save(update_fields=["played", "started_at", "ended_at"])
    if (session.started_at, session.ended_at) != before:
        audit.record(access.user, Deed.CHANGED, "session", ref=session.public_id, child=access.child)
    return session, taken


def _clamped(session: Session, at: dt.datetime | None) -> dt.datetime | None:
    return within(at, session.made_at, timezone.now()) if at else None


def told_back(access: Access, sessions: list[Session]) -> dict[int, dict[str, Any]]:
    """What is kept of sessions, in the words of a tablet, so that another tablet can go on with them.

    Args:
        access: who asks; what colleagues caught comes with their name and stays as they told it.
        sessions: of one child or several.

    Returns:
        For each session's key, the same as a tablet tells, and the first times that came of it.
    """
    kept: dict[int, dict[str, Any]] = {}
    for session in sessions:
        played = session.played or {}
        kept[session.pk] = {
            "rev": played.get("rev", 0),
            "began": _iso(session.started_at),
            "ended": _iso(session.ended_at),
            "items": played.get("items", []),
            "caught": [],
            "first_times": [],
        }
    rows = Caught.objects.filter(session__in=sessions).select_related("moment__goal", "moment__told_by")
    for caught in rows.prefetch_related("moment__strategies", "moment__victories"):
        told = kept[caught.session_id]
        told["caught"].append(_row(caught, access))
        if caught.moment.removed_at is None:
            told["first_times"] += first_times_of(caught.moment)
    return kept


def _iso(at: dt.datetime | None) -> str | None:
    return at.isoformat() if at else None


def first_times_of(moment: Moment) -> list[dict[str, str]]:
    """What was worth celebrating in a moment, for the tablet."""
    return [
        {"id": str(moment.pk), "kind": str(victory.kind), "words": victory.get_kind_display()}
        for victory in sorted(moment.victories.all(), key=lambda victory: victory.pk)
    ]


def _row(caught: Caught, access: Access) -> dict[str, Any]:
    moment = caught.moment
    return {
        "id": str(moment.pk),
        "rev": caught.rev,
        "item": caught.item,
        "card": caught.card,
        "goal": moment.goal.public_id if moment.goal else None,
        "step": moment.step,
        "help": moment.help,
        "felt_good": moment.felt_good,
        "proud": moment.proud,
        "asked_break": moment.asked_break,
        "asked_help": moment.asked_help,
        "words": moment.words,
        "strategies": [strategy.public_id for strategy in moment.strategies.all()],
        "at": moment.happened_at.isoformat(),
        "removed": moment.removed_at is not None,
        "by": None if moment.told_by.user_id == access.user.pk else moment.told_by.name,
    }
