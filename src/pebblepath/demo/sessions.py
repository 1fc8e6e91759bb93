"""Sessions that two children of the demo played with Robin: notes signed and waiting, door cards, minutes."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.moments.actions import Draft, record_moment
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.access import Access, get_access_for
from pebblepath.apps.people.models import AuditLine, Child, Setting, User
from pebblepath.apps.play.door_cards import card_of, keep_card
from pebblepath.apps.play.minutes import add_minutes, count_session, promise
from pebblepath.apps.play.models import Amendment, Caught, DoorCard, GoalInPlay, Minutes, Owed, Per, Session, TimeKind
from pebblepath.apps.play.note_actions import OWN, open_note
from pebblepath.apps.play.planning import as_in_a_plan
from pebblepath.core.planner.session.words import listed, to_family, to_therapist
from pebblepath.demo.cast import SIGN_IN
from pebblepath.demo.stable import chance, moment_id, stable_id
from pebblepath.library import load_library

PLAYED = Path(__file__).parent / "practice_sessions.toml"
BEGIN = dt.time(15, 30)
SOON = dt.timedelta(minutes=4)
TRANSITION = 2
PROMISED_FOR = dt.timedelta(weeks=2)


def play_sessions(today: dt.date) -> None:
    """Let the sessions be played, the oldest first; of each child the newest note waits to be signed."""
    told = tomllib.loads(PLAYED.read_text(encoding="utf-8"))
    for name, owed in told.pop("promised").items():
        promise(_robin(name), Owed(first=_promised_on(today, Per(owed["per"])), **owed))
    for name, rows in told.pop("written_down").items():
        for row in rows:
            day = today - dt.timedelta(days=row["days_ago"])
            kept = Minutes(day=day, kind=TimeKind(row["kind"]), minutes=row["minutes"], words=row["words"])
            add_minutes(_robin(name), kept)
    for name, sessions in told.items():
        access = _robin(name)
        for session in reversed(sessions):
            _play(access, session, _working_day_before(today) - dt.timedelta(weeks=session["weeks_ago"]))


def _robin(child: str) -> Access:
    robin = User.objects.get(email=SIGN_IN["therapist"].email)
    return get_access_for(robin, Child.objects.get(name=child, source="").public_id)


def _promised_on(today: dt.date, per: Per) -> dt.date:
    """The first day of a week or a month, some weeks back."""
    day = today - PROMISED_FOR
    return day.replace(day=1) if per == Per.MONTH else day - dt.timedelta(days=day.weekday())


def _working_day_before(today: dt.date) -> dt.date:
    day = today - dt.timedelta(days=1)
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def _play(access: Access, told: dict[str, Any], day: dt.date) -> None:
    before = AuditLine.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    session = _session(access, told, day)
    for row in told["caught"]:
        _catch(access, session, row)
    _write(access, session, told)
    assert session.ended_at is not None
    AuditLine.objects.filter(pk__gt=before).update(at=session.ended_at + SOON)


def _session(access: Access, told: dict[str, Any], day: dt.date) -> Session:
    began = dt.datetime.combine(day, BEGIN, ZoneInfo(access.child.practice.time_zone))
    goals = {goal.occupation: goal for goal in access.child.goals.all()}
    wanted = dict.fromkeys(row["goal"] for row in told["caught"] if "goal" in row)
    session = Session.objects.create(
        public_id=stable_id(access.child.name, "session", str(told["weeks_ago"])),
        child=access.child,
        by=access.member,
        day=day,
        made_at=began - dt.timedelta(hours=2),
        started_at=began,
        ended_at=began + dt.timedelta(minutes=told["minutes"]),
        plan=_plan(told["play"], [goals[name] for name in wanted]),
        played={"rev": 1, "items": [_item(place, row) for place, row in enumerate(told["play"])]},
    )
    GoalInPlay.objects.bulk_create(GoalInPlay(session=session, goal=goals[name], weight=2) for name in wanted)
    return session


def _plan(play: list[dict[str, Any]], goals: list[Goal]) -> list[dict[str, Any]]:
    plan: list[dict[str, Any]] = []
    start = 0
    for place, row in enumerate(play):
        minutes = round(row["minutes"]) or 8
        start += TRANSITION if place else 0
        item = {"item": place, "start": start, "minutes": minutes, "before": TRANSITION if place else 0}
        other = _card(row["or"], goals) if "or" in row else None
        plan.append(item | _card(row["card"], goals) | {"locked": False, "new": False, "or": other})
        start += minutes
    return plan


def _card(name: str, goals: list[Goal]) -> dict[str, Any]:
    library = load_library()
    card = as_in_a_plan(library.play[name])
    deeper = card["goals"]
    serves = [goal.public_id for goal in goals if set(deeper) & set(library.occupations[goal.occupation].works_on)]
    reasons = {
        "child": library.play[name].fun,
        "therapist": f"Works on {listed(map(to_therapist, deeper))}.",
        "family": f"For {listed(map(to_family, deeper))}.",
    }
    return card | {"reasons": reasons, "serves": serves, "pitch": ""}


def _item(place: int, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "item": place,
        "rev": 1,
        "card": row["card"],
        "minutes": row["minutes"],
        "chosen": row.get("chosen"),
        "skipped": row.get("skipped", False),
    }


def _catch(access: Access, session: Session, row: dict[str, Any]) -> None:
    assert session.started_at is not None
    at = session.started_at + dt.timedelta(minutes=row["at"])
    goal = access.child.goals.filter(occupation=row["goal"]).prefetch_related("stones").get() if "goal" in row else None
    draft = Draft(
        id=moment_id(chance(0, session.public_id, str(row["at"]))),
        happened_at=at,
        time_zone=access.child.practice.time_zone,
        setting=Setting.CLINIC,
        goal=goal,
        step=row.get("step"),
        help=row.get("help"),
        felt_good=row.get("felt"),
        proud=row.get("proud"),
        asked_break=row.get("asked_break", False),
        asked_help=row.get("asked_help", False),
        words=row.get("words", ""),
        strategies=list(access.child.strategies.filter(card__in=row.get("strategies", []))),
    )
    moment, _ = record_moment(access, draft)
    Moment.objects.filter(pk=moment.pk).update(told_at=at, changed_at=at)
    Caught.objects.create(
        session=session, moment=moment, item=row["item"], card=session.plan[row["item"]]["card"], rev=1
    )


def _write(access: Access, session: Session, told: dict[str, Any]) -> None:
    """The door card, and the note: signed where it has a sentence of Robin's own."""
    assert session.ended_at is not None
    if told.get("door"):
        card = card_of(access, session)
        keep_card(access, session, card.lines, card.idea, send=True)
        DoorCard.objects.filter(session=session).update(made_at=session.ended_at, sent_at=session.ended_at)
    if "own" not in told:
        return
    note, _ = open_note(access, session)
    note.sections = {**note.sections, OWN: told["own"]}
    note.changed_at = note.signed_at = session.ended_at + SOON
    note.signed_by = access.user
    note.save()
    count_session(session)
    if told["weeks_ago"] > 1:
        words = "Ana told at the door that the jacket at home has a ring on its zip by now."
        Amendment.objects.create(
            note=note,
            by=access.user,
            reason="Told after the note was signed.",
            words=words,
            at=note.signed_at + 5 * SOON,
        )
