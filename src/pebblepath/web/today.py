"""The day's pages, which bring together what all apps know: a child's day, and a therapist's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery, Window, prefetch_related_objects
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pebblepath.apps.goals.paths import Path, active_paths_of, paths_of
from pebblepath.apps.insights.models import Answer
from pebblepath.apps.insights.try_outs import Line, lines_for
from pebblepath.apps.insights.views import best_findings, harder_in, kept_answers, surest_labels
from pebblepath.apps.moments.models import Moment, Victory
from pebblepath.apps.moments.views import with_all
from pebblepath.apps.myspace.own_words import own_words_of, with_own_words
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page, open_places, places_of
from pebblepath.apps.people.messages import with_unread
from pebblepath.apps.people.models import Member, Role, Scope, User
from pebblepath.apps.play.door_cards import newest_card, with_newest_card
from pebblepath.apps.play.models import Session
from pebblepath.apps.play.plan_views import line_of
from pebblepath.apps.understanding.energy import load_of, may_say_load, with_load
from pebblepath.apps.understanding.intake_views import offer_for
from pebblepath.apps.understanding.models import Amount, Care, How, Kind, Strategy, Trait
from pebblepath.apps.understanding.models import Answer as Said
from pebblepath.apps.understanding.one_idea import Idea, idea_for, with_day
from pebblepath.core.planner.session.words import listed
from pebblepath.library import load_library
from pebblepath.web.greeting import day_and_time

NEWEST = 3
CARDS = 8
EACH = 10
LATELY = dt.timedelta(days=10)
NEWS = dt.timedelta(days=21)
TOO_MUCH = {
    "touch": "touch", "sound": "sounds", "sight": "light and sights", "movement": "moving", "body": "pushing",
    "taste": "tastes", "smell": "smells", "inside": "what is felt inside",
}  # fmt: skip


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


@dataclass(frozen=True)
class TodayCard:
    """What a therapist wants to know of one child before she comes through the door."""

    access: Access
    age: int | None
    paths: list[Path]
    from_home: Moment | None
    from_school: Moment | None
    victory: Victory | None
    asked_break: bool
    minds: str
    plan: PlanOnCard | None

    @property
    def week_is_full(self) -> bool:
        """Whether the family said that there is no room this week."""
        return load_of(self.access.member, self.access.child.today()) == Amount.NONE

    @property
    def may_plan(self) -> bool:
        """Whether this person plans sessions with the child."""
        return self.access.may(Scope.PLAY)


@dataclass(frozen=True)
class PlanOnCard:
    """A child's last plan.

    Attributes:
        session: whose plan it is.
        is_today: it is for today.
        can_start: it is for today and isn't over.
        line: for each activity its colour, name and minutes.
    """

    session: Session
    is_today: bool
    can_start: bool
    line: list[tuple[str, str, int]]


def therapist_day(request: HttpRequest, user: User) -> HttpResponse:
    """The children that were heard from lately, one card each: levels, the newest from home and school, victories."""
    places = places_of(user)
    mine = open_places(user, [*_heard_from(places), *places.exclude(child__source="")])
    heard = [access for access in mine if not access.child.source]
    paths, told = active_paths_of(heard), _newest_told(heard)
    minds, plans = _to_mind(heard), _last_plans(heard)
    cards = [_card(access, paths[access.child.pk], told[access.child.pk]) for access in heard]
    cards = [replace(card, minds=minds[card.access.child.pk], plan=plans.get(card.access.child.pk)) for card in cards]
    audit.opened_on_one_page(user, "therapist_day", request.path, [access.child for access in heard])
    context = {
        "when": day_and_time(timezone.localtime(timezone=_zone_of(heard))),
        "cards": _in_order(cards),
        "unsigned": Session.objects.unsigned().filter(by__user=user).count(),
        "studies": studies_of([access for access in mine if access.child.source]),
    }
    return render(request, "therapist_day.html", context)


def _in_order(cards: list[TodayCard]) -> list[TodayCard]:
    """Who comes today is seen first, in the order of the plans; the others stay as they were heard from."""
    coming = [(card.plan.session.made_at, card) for card in cards if card.plan and card.plan.can_start]
    others = [card for card in cards if not (card.plan and card.plan.can_start)]
    return [card for _, card in sorted(coming, key=lambda pair: pair[0])] + others


def studies_of(studies: list[Access]) -> list[tuple[Access, tuple[str, str] | None]]:
    """The children known only from published studies, each with the surest answer."""
    labels = surest_labels(studies)
    return [(access, labels.get(access.child.pk)) for access in studies]


def _zone_of(accesses: list[Access]) -> ZoneInfo:
    return ZoneInfo(accesses[0].child.practice.time_zone if accesses else "UTC")


def _heard_from(places: QuerySet[Member]) -> QuerySet[Member]:
    """The places at the children that were heard from last; those never heard from come by name."""
    newest = Moment.objects.kept().filter(child=OuterRef("child")).order_by("-happened_at").values("happened_at")[:1]
    real = with_load(places.filter(child__source="")).annotate(newest=Subquery(newest))
    return real.order_by(F("newest").desc(nulls_last=True), "child__name")[:CARDS]


def _newest_told(accesses: list[Access]) -> dict[int, list[Moment]]:
    """The newest moments of each child, in one query, with no more than a card shows."""
    told: dict[int, list[Moment]] = {access.child.pk: [] for access in accesses}
    place = Window(RowNumber(), partition_by="child", order_by=[F("happened_at").desc(), F("id").desc()])
    lately = Moment.objects.kept().seen_by(*accesses).filter(happened_at__gte=timezone.now() - LATELY)
    newest = lately.annotate(place=place).filter(place__lte=EACH).select_related("told_by")
    shown = newest.only("child", "happened_at", "day", "words", "asked_break", "told_by__name", "told_by__role")
    for moment in shown.prefetch_related("victories").order_by("-happened_at", "-id"):
        told[moment.child_id].append(moment)
    return told


def _card(access: Access, paths: list[Path], newest: list[Moment]) -> TodayCard:
    worded = [moment for moment in newest if moment.words]
    won = next((moment for moment in newest if moment.victories.all()), None)
    today = access.child.today()
    return TodayCard(
        access=access,
        age=access.child.age_on(today),
        paths=paths,
        from_home=next((m for m in worded if m.told_by.role == Role.FAMILY), None),
        from_school=next((m for m in worded if m.told_by.role == Role.TEACHER), None),
        victory=won.victories.all()[0] if won else None,
        asked_break=any(m.asked_break and m.told_by.role == Role.CHILD and m.day == today for m in newest),
        minds="",
        plan=None,
    )


def _to_mind(accesses: list[Access]) -> dict[int, str]:
    """What needs minding around each child, and which senses are too much; one query."""
    minds: dict[int, list[str]] = {access.child.pk: [] for access in accesses}
    told = Trait.objects.current().filter(child__in=list(minds)).order_by("kind", "pk")
    needed = told.filter(Q(kind=Kind.CARE) & ~Q(care="") | Q(kind=Kind.SENSE, how=How.TOO_MUCH))
    much: dict[int, list[str]] = {}
    for child, care, sense in needed.values_list("child", "care", "sense"):
        words = minds[child] if care else much.setdefault(child, [])
        one = str(Care(care).label) if care else TOO_MUCH[sense]
        if one not in words:
            words.append(one)
    for child, senses in much.items():
        minds[child].append(f"too much: {listed(senses)}")
    lines = {child: " · ".join(words) for child, words in minds.items()}
    return {child: line[:1].upper() + line[1:] for child, line in lines.items()}


def _last_plans(accesses: list[Access]) -> dict[int, PlanOnCard]:
    """The newest plan of each child of whom one may plan sessions; one query."""
    children = {access.child.pk: access.child for access in accesses if access.may(Scope.PLAY)}
    place = Window(RowNumber(), partition_by="child", order_by=[F("day").desc(), F("made_at").desc()])
    newest = Session.objects.filter(child__in=list(children)).annotate(place=place).filter(place=1)
    shown = newest.only("child", "public_id", "day", "plan", "made_at", "started_at", "ended_at")
    return {one.child_id: _plan_on_card(one, children[one.child_id].today()) for one in shown}


def _plan_on_card(session: Session, today: dt.date) -> PlanOnCard:
    is_today = session.day == today
    return PlanOnCard(session, is_today, is_today and session.ended_at is None, line_of(session))
