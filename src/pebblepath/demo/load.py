"""Make the demo: Willow Street OT with six families and ninety days, and children from published studies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

import numpy as np
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.insights.actions import begin_try_out
from pebblepath.apps.insights.answers import answer_for
from pebblepath.apps.moments.models import Victory
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.models import AuditLine, Child, Consent, Member, Practice, Setting, User
from pebblepath.apps.understanding.models import Strategy
from pebblepath.demo.about import say_about_all
from pebblepath.demo.bulk import keep_all
from pebblepath.demo.cast import SIGN_IN
from pebblepath.demo.circles import Circle, join_those_who_see_some_goals, make_practice, open_circle
from pebblepath.demo.class_link import write_to_each_other
from pebblepath.demo.families import load_practice
from pebblepath.demo.generator import calendar
from pebblepath.demo.home_ideas import give_home_ideas
from pebblepath.demo.own_spaces import set_up_own_spaces
from pebblepath.demo.paths import give_strategies, make_goals, rest_a_strategy, settle_goals
from pebblepath.demo.practice_cards import say_of_cards
from pebblepath.demo.published import bring_in_studies
from pebblepath.demo.reports import write_reports
from pebblepath.demo.rooms import make_rooms, plan_today
from pebblepath.demo.scales import look_at_scales
from pebblepath.demo.schema import ChildTruth
from pebblepath.demo.sessions import play_sessions
from pebblepath.demo.sorted_cards import sort_some_cards
from pebblepath.demo.stable import chance, stable_id
from pebblepath.demo.telling import tellings_of
from pebblepath.demo.timetable import plan_day_and_week
from pebblepath.demo.voices import hear_voices
from pebblepath.demo.week import say_how_the_week_is

# Chosen so that every answer that the page can give appears, whatever weekday it is; see docs/demo.md.
SEED = 319
CHEERS = 0.45
NOT_OURS = "This database holds a practice that isn't the demo's. The demo needs a database of its own."


class DemoNotPossible(Exception):
    """The demo can't be made here; the message says why, in a sentence."""


def demo_is_here() -> bool:
    """Whether the demo practice is in this database."""
    return Practice.objects.filter(public_id=stable_id(load_practice().name)).exists()


@transaction.atomic
def load_demo(
    today: dt.date,
    *,
    seed: int = SEED,
    now: dt.datetime | None = None,
    say: Callable[[str], None] = lambda sentence: None,
) -> None:
    """Make everything, or nothing.

    Args:
        today: the last of the ninety days, where the practice is.
        seed: same seed, same day, same moments.
        now: nothing is told after this time; the present if not given.
        say: is told in a sentence what is being made.

    Raises:
        DemoNotPossible: the demo is here already, or the database holds other practices, which may be real.
    """
    _only_into_an_empty_place()
    truth = load_practice()
    practice, staff = make_practice(truth, truth.name)
    say_of_cards(practice, next(iter(staff.values())))
    make_rooms(practice, next(iter(staff.values())))
    until = min(now or timezone.now(), _end_of(today, truth.time_zone))
    for child in truth.children:
        say(f"{child.name} and the people around {child.name} …")
        circle = settle_in(child, practice, staff, today)
        _live_ninety_days(circle, today=today, until=until, zone=truth.time_zone, seed=seed)
    say("Sessions with Robin …")
    play_sessions(today)
    say("Children from published studies …")
    studies, _ = make_practice(truth, truth.studies_name)
    bring_in_studies(studies, next(iter(staff.values())))
    say("What helps …")
    for goal in Goal.objects.all():
        answer_for(goal)
    _begin_a_fair_try(today, seed)
    sort_some_cards()
    say_about_all()
    hear_voices(seed, until)
    look_at_scales(today, until)
    say_how_the_week_is()
    write_to_each_other(today)
    set_up_own_spaces()
    say("Reports …")
    write_reports(today)
    give_home_ideas(today)
    say("Today’s sessions …")
    plan_today()
    plan_day_and_week(today)


def _begin_a_fair_try(today: dt.date, seed: int) -> None:
    """Mia's circle time, with or without her day in pictures: the coin says so on the day's page from today on."""
    goal = Goal.objects.get(child__name="Mia", occupation="circle-time")
    pictures = Strategy.objects.get(child=goal.child, card="picture-day")
    therapist = User.objects.get(email=SIGN_IN["therapist"].email)
    access = get_access_for(therapist, goal.child.public_id)
    begin_try_out(access, goal, pictures, Setting.SCHOOL, length=14, first=today, seed=seed)


def clear_demo() -> None:
    """Empty the database, if what it holds is a demo.

    Raises:
        DemoNotPossible: it holds a practice and no demo: that may be a real one.
    """
    if Practice.objects.exists() and not demo_is_here():
        raise DemoNotPossible(NOT_OURS)
    call_command("flush", interactive=False, verbosity=0)


def today_at(zone: str) -> dt.date:
    """The date at the practice, now."""
    return timezone.localdate(timezone=ZoneInfo(zone))


def _only_into_an_empty_place() -> None:
    if demo_is_here():
        raise DemoNotPossible("The demo is here already. Ask for it afresh to make it anew.")
    if Practice.objects.exists():
        raise DemoNotPossible(NOT_OURS)


def _end_of(today: dt.date, zone: str) -> dt.datetime:
    return dt.datetime.combine(today, dt.time(23, 59), ZoneInfo(zone))


def settle_in(child: ChildTruth, practice: Practice, staff: dict[str, User], today: dt.date) -> Circle:
    """A child with circle, strategies and goals, dated to the day before the ninety; nothing is told yet."""
    circle = open_circle(child, practice, staff, today)
    give_strategies(circle)
    make_goals(circle)
    join_those_who_see_some_goals(circle)
    _set_back(circle, calendar(today), practice.time_zone)
    return circle


def _live_ninety_days(circle: Circle, *, today: dt.date, until: dt.datetime, zone: str, seed: int) -> None:
    won = keep_all(tellings_of(circle, today=today, until=until, zone=zone, seed=seed))
    _cheer(circle, won, chance(seed, circle.truth.id, "cheers"))
    settle_goals(circle, today)
    rest_a_strategy(circle, today)


def _set_back(circle: Circle, dates: Sequence[dt.date], zone: str) -> None:
    """Date everything that was just made to the morning of the day it would have been made."""
    child = circle.child
    began = dt.datetime.combine(dates[0] - dt.timedelta(days=1), dt.time(9), ZoneInfo(zone))
    Child.objects.filter(pk=child.pk).update(created_at=began)
    Member.objects.filter(child=child).update(joined_at=began)
    Consent.objects.filter(member__child=child).update(given_at=began)
    Strategy.objects.filter(child=child).update(given_at=began)
    AuditLine.objects.filter(child=child).update(at=began)
    for place, truth in enumerate(circle.truth.goals):
        made = began + dt.timedelta(days=truth.begins, minutes=place)
        Goal.objects.filter(pk=circle.goals[truth.id].pk).update(made_at=made)


def _cheer(circle: Circle, won: Iterable[Victory], rng: np.random.Generator) -> None:
    """The family and the therapist cheer for about half of what was won."""
    fans = [access.member for access in circle.accesses.values() if access.member.role in {"family", "therapist"}]
    through = Victory.cheers.through
    through.objects.bulk_create(
        through(victory_id=victory.pk, member_id=fan.pk) for victory in won for fan in fans if rng.random() < CHEERS
    )
