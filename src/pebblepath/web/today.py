"""The day of one child: what her circle sees first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pebblepath.apps.goals.paths import Path, paths_of
from pebblepath.apps.insights.models import Answer
from pebblepath.apps.insights.try_outs import Line, lines_for
from pebblepath.apps.insights.views import best_findings, harder_in, kept_answers
from pebblepath.apps.moments.models import Moment, Victory
from pebblepath.apps.moments.views import with_all
from pebblepath.apps.myspace.own_words import own_words_of, with_own_words
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.messages import with_unread
from pebblepath.apps.people.models import Member, Role, Scope
from pebblepath.apps.play.door_cards import newest_card, with_newest_card
from pebblepath.apps.understanding.energy import load_of, may_say_load, with_load
from pebblepath.apps.understanding.intake_views import offer_for
from pebblepath.apps.understanding.models import Amount, Strategy
from pebblepath.apps.understanding.models import Answer as Said
from pebblepath.apps.understanding.one_idea import Idea, idea_for, with_day
from pebblepath.library import load_library
from pebblepath.web.greeting import day_and_time

NEWEST = 3
NEWS = dt.timedelta(days=21)


@child_page()
def child_day(request: HttpRequest, access: Access) -> HttpResponse:
    """A child's day: her paths to tell from, the newest victory, what helps, the newest moments."""
    paths = paths_of(access, only_active=True)
    moments, victory = newest_told(access)
    lines, answers = lines_for(access, access.child.today()), kept_answers(path.goal for path in paths)
    own = _own_part(access, lines, answers, paths)
    context = {
        "when": day_and_time(timezone.localtime(timezone=ZoneInfo(access.child.practice.time_zone))),
        "paths": [(path, access.may(Scope.TELL, path.goal.public_id)) for path in paths],
        "lines": lines,
        "moments": moments,
        "victory": victory,
        "findings": best_findings(access, answers),
        "may_shape": access.may(Scope.SHAPE),
        "age": access.child.age_on(access.child.today()),
        **own,
    }
    return render(request, "child_day.html", context)


def _own_part(access: Access, lines: list[Line], answers: list[Answer], paths: list[Path]) -> dict[str, object]:
    """How full the week is; for the family also the day's idea, a card from the door, and how far the telling is.

    One query, and one for the toolkit, which what helps is read with, too.
    """
    today = access.child.today()
    rows = with_own_words(with_unread(Member.objects.filter(pk=access.member.pk)), access)
    if access.member.role != Role.FAMILY:
        member = with_load(rows).get()
        return {"load": load_of(member, today), **_told(member)}
    told = with_load(with_day(with_newest_card(rows), access.member, today), own_home=access.member)
    member = told.select_related("intake").get()
    prefetch_related_objects([access.child], Prefetch("strategies", Strategy.objects.pictured()))
    left_out = harder_in(answers, access.member.setting)
    left_out |= {line.try_out.strategy_id for line in lines if not line.with_it and not line.skipped}
    idea = idea_for(member, access.child.strategies.all(), today, left_out) if access.may(Scope.TELL) else None
    return {
        "door": newest_card(access, member),
        "intake": offer_for(replace(access, member=member)),
        "idea": idea,
        "idea_goal": _goal_of(idea, access, paths) if idea else "",
        "answers": Said.choices,
        "load": load_of(member, today),
        "amounts": Amount.choices[::-1] if may_say_load(access) else [],
        **_told(member),
    }


def _told(member: Member) -> dict[str, object]:
    """What the child told with pictures today, and how many messages wait."""
    return {"own_words": own_words_of(member), "unread": member.unread}  # type: ignore[attr-defined]


def _goal_of(idea: Idea, access: Access, paths: list[Path]) -> str:
    """The goal that a moment with an idea is about, by what its card was made for; "any" where there is none."""
    card = load_library().strategies.get(idea.strategy.card)
    fit = (path.goal for path in paths if card and path.goal.occupation in card.occupations)
    return next((goal.public_id for goal in fit if access.may(Scope.TELL, goal.public_id)), "any")


def newest_told(access: Access) -> tuple[list[Moment], Victory | None]:
    """The newest moments that this person may see, and the newest reason to celebrate of the last three weeks.

    The moment that was won may be older than the others; both are found at once.
    """
    since = timezone.now() - NEWS
    told = Moment.objects.kept().seen_by(access).order_by("-happened_at", "-id")
    won = told.filter(happened_at__gte=since, victories__isnull=False)
    wanted = Q(pk__in=told.values("pk")[:NEWEST]) | Q(pk__in=won.values("pk")[:1])
    found = list(with_all(Moment.objects.filter(wanted)))
    worth = (moment for moment in found if moment.happened_at >= since and moment.victories.all())
    first = next(worth, None)
    return found[:NEWEST], min(first.victories.all(), key=lambda one: one.pk) if first else None
