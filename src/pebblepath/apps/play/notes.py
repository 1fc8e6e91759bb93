"""The facts of a session from what is kept of it, and where its note, door card and pages are found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from pydantic import TypeAdapter

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.moments.models import Moment, VictoryKind
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Role, Scope, Setting
from pebblepath.apps.play.models import Caught, Note, Session
from pebblepath.apps.play.quotes import in_marks
from pebblepath.core.notes import Facts, GoalPlayed, Played, Said
from pebblepath.core.notes.facts import First, Teller
from pebblepath.library import load_library

PLACES = {
    Setting.HOME: "at home",
    Setting.SCHOOL: "at school",
    Setting.COMMUNITY: "out and about",
    Setting.CLINIC: "at the clinic",
}
TELLERS: dict[str, Teller] = {Role.FAMILY: "family", Role.TEACHER: "teacher", Role.CHILD: "child"}
FIRSTS: dict[str, First] = {
    VictoryKind.NEW_STONE: "new_stone",
    VictoryKind.NEW_PLACE: "new_place",
    VictoryKind.BY_SELF: "by_self",
}
EARLIER_SESSIONS = 4
EARLIER_MOMENTS = 400
LOOKED_BACK = dt.timedelta(days=14)
NEWEST = 30
_FACTS = TypeAdapter(Facts)


def writes_notes(access: Access) -> bool:
    """Whether a person may write and sign notes of this child."""
    return access.is_therapist and access.may(Scope.PLAY)


def reads_for_family(access: Access) -> bool:
    """Whether a person reads the family's or the child's version of what was signed: family and the child herself."""
    mine = access.member.role in {Role.FAMILY, Role.CHILD}
    return mine and access.goals_for(Scope.SEE) is None


def ended_session(access: Access, session: str) -> Session:
    """A session of this child that has ended.

    Raises:
        Http404: there is none with this public id, or it isn't over yet.
    """
    played = Session.objects.played().filter(child=access.child).select_related("by", "note__signed_by", "door_card")
    found = get_object_or_404(played, public_id=session)
    found.child = access.child
    return found


def signed_note(access: Access, session: str) -> Note:
    """The signed note of a session.

    Raises:
        Http404: there is no such session of this child, or its note isn't signed.
    """
    kept: Note | None = getattr(ended_session(access, session), "note", None)
    if kept is None or not kept.signed_at:
        raise Http404
    return kept


def for_writers(access: Access) -> None:
    """Stop who may not write notes.

    Raises:
        Http404: for them there is nothing here.
    """
    if not writes_notes(access):
        raise Http404


def facts_of(access: Access, session: Session) -> Facts:
    """All that was planned, tapped and said of one session, as this person may read it; nothing is judged here."""
    caught = _caught(session)
    told = [one.moment for one in caught]
    quotes, noted = _words_of(told)
    return Facts(
        child=session.child.name,
        pronouns=session.child.pronouns,  # type: ignore[arg-type]  # the model's choices are these three
        day=session.day,
        therapist=session.by.name,
        place=PLACES[Setting(session.setting)],
        minutes=minutes_of(session),
        said=_said_before(access, session),
        quotes=quotes,
        noted=noted,
        played=tuple(_played(session)),
        not_played=tuple(_name(session, entry) for entry in _entries(session) if entry.get("skipped")),
        goals=_goals(session, told),
        felt=tuple(moment.felt_good for moment in told if moment.felt_good is not None),
        proud=sum(bool(moment.proud) for moment in told),
        breaks=sum(moment.asked_break for moment in told),
        asks=sum(moment.asked_help for moment in told),
        supports=_supports(told),
    )


def as_json(facts: Facts) -> dict[str, Any]:
    """Facts as a note keeps them."""
    kept: dict[str, Any] = _FACTS.dump_python(facts, mode="json")
    return kept


def from_json(kept: dict[str, Any]) -> Facts:
    """Facts as a note kept them."""
    return _FACTS.validate_python(kept)


def minutes_of(session: Session) -> int | None:
    """How long a session was, in whole minutes: from begin to end, or what its play took; None if nobody counted."""
    if session.started_at and session.ended_at and session.ended_at > session.started_at:
        return max(1, round((session.ended_at - session.started_at).total_seconds() / 60))
    counted = sum(float(entry.get("minutes") or 0) for entry in _entries(session))
    return max(1, round(counted)) if counted else None


def _caught(session: Session) -> list[Caught]:
    caught = session.caught.filter(moment__removed_at=None).select_related("moment__goal")
    shown = caught.prefetch_related("moment__strategies", "moment__victories", "moment__goal__stones")
    return list(shown.order_by("moment__happened_at", "pk"))


def _entries(session: Session) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = session.played.get("items", [])
    return entries


def _card(session: Session, entry: dict[str, Any]) -> dict[str, Any]:
    """The card that was played at a place of the plan: the planned one, or the other that the child chose."""
    place, card = int(entry["item"]), entry.get("chosen") or entry.get("card")
    planned = session.plan[place] if place < len(session.plan) else {}
    other = planned.get("or") or {}
    return other if other.get("card") == card else planned


def _name(session: Session, entry: dict[str, Any]) -> str:
    return str(_card(session, entry).get("name") or entry.get("card", ""))


def _played(session: Session) -> Iterable[Played]:
    for entry in _entries(session):
        if entry.get("skipped"):
            continue
        card = _card(session, entry)
        in_library = load_library().play.get(str(card.get("card", "")))
        yield Played(
            name=_name(session, entry),
            minutes=float(entry.get("minutes") or 0),
            purposes=tuple(card.get("goals") or ()),
            chosen=bool(entry.get("chosen")),
            at_home=str(card.get("at_home") or (in_library.at_home if in_library else "")),
        )


def _words_of(told: Sequence[Moment]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the child said (it stands in quotation marks), and what else was written down."""
    quotes: list[str] = []
    noted: list[str] = []
    for moment in told:
        said, beside = in_marks(moment.words)
        quotes += said
        noted += [beside] if beside else []
    return tuple(dict.fromkeys(quotes)), tuple(noted)


def _supports(told: Sequence[Moment]) -> tuple[tuple[str, int], ...]:
    used = [strategy.name for moment in told for strategy in moment.strategies.all()]
    return tuple((name, used.count(name)) for name in dict.fromkeys(used))


def _goals(session: Session, told: Sequence[Moment]) -> tuple[GoalPlayed, ...]:
    goals = {moment.goal.pk: moment.goal for moment in told if moment.goal}
    earlier = _earlier(session, goals)
    return tuple(
        _goal(goal, [moment for moment in told if moment.goal_id == key], earlier[key]) for key, goal in goals.items()
    )


def _goal(goal: Goal, told: Sequence[Moment], earlier: Sequence[tuple[int, int | None, int | None]]) -> GoalPlayed:
    sessions = list(dict.fromkeys(session for session, _, _ in earlier))[:EARLIER_SESSIONS]
    by_session = [[row for row in earlier if row[0] == session] for session in sessions]
    won = {victory.kind for moment in told for victory in moment.victories.all()}
    return GoalPlayed(
        title=goal.title,
        stones=tuple(stone.words for stone in goal.stones.all()),
        start=goal.start_step,
        steps=tuple(moment.step for moment in told if moment.step is not None),
        helps=tuple(moment.help for moment in told if moment.help is not None),
        firsts=tuple(name for kind, name in FIRSTS.items() if kind in won),
        earlier=tuple(tuple(step for _, step, _ in rows if step is not None) for rows in by_session),
        earlier_helps=tuple(help for rows in by_session for _, _, help in rows if help is not None),
    )


def _earlier(session: Session, goals: Iterable[int]) -> dict[int, list[tuple[int, int | None, int | None]]]:
    """For each goal what was caught in sessions before this one, the newest first: session, step, help."""
    found: dict[int, list[tuple[int, int | None, int | None]]] = {goal: [] for goal in goals}
    before = Caught.objects.filter(session__child=session.child, session__ended_at__lt=_began(session))
    kept = before.filter(moment__removed_at=None, moment__step__isnull=False, moment__goal__in=found)
    columns = ("moment__goal_id", "session_id", "moment__step", "moment__help")
    for goal, played, step, help in kept.order_by("-session__ended_at", "pk").values_list(*columns)[:EARLIER_MOMENTS]:
        assert goal is not None
        found[goal].append((played, step, help))
    return found


def _began(session: Session) -> dt.datetime:
    return session.started_at or session.ended_at or session.made_at


def _said_before(access: Access, session: Session) -> tuple[Said, ...]:
    """The newest that home, school and the child told in words since the session before, at most two weeks back."""
    began = _began(session)
    before = Session.objects.played().filter(child=session.child, ended_at__lt=began).order_by("-ended_at")
    since = Coalesce(Subquery(before.values("ended_at")[:1]), began - LOOKED_BACK)
    lately = Moment.objects.kept().seen_by(access).filter(happened_at__gt=began - LOOKED_BACK, happened_at__lte=began)
    told = lately.filter(happened_at__gt=since)
    told = told.filter(Q(caught=None), told_by__role__in=TELLERS).exclude(words="").select_related("told_by")
    newest: dict[Teller, Said] = {}
    for moment in told.order_by("-happened_at")[:NEWEST]:
        role = TELLERS[moment.told_by.role]
        newest.setdefault(role, Said(moment.told_by.name, role, moment.day, moment.words))
    return tuple(newest.values())
