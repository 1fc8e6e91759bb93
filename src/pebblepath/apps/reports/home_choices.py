"""The home programme as a family sees it: what was given, and what they chose of it since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed, Role, Scope
from pebblepath.apps.reports.home_facts import pictures_of
from pebblepath.apps.reports.home_models import A_WEEK, HomeChoice
from pebblepath.apps.reports.models import Report, ReportKind
from pebblepath.core.reports.document import Bullets, Document, Line, Paragraph, Quote, Section, words_of
from pebblepath.core.reports.document import to_json as document_to_json
from pebblepath.core.reports.home import (
    MOST_IDEAS,
    HomeFacts,
    HomeIdea,
    HomeIdeas,
    from_json,
    home_programme,
    idea_section,
    section_key,
    to_json,
)

NOT_THERE = "This idea isn’t in the programme any more. Pick one of those that are shown."


@dataclass(frozen=True)
class Told:
    """A line of a card: how it is led in, its words; or several short lines."""

    lead: str = ""
    words: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """One idea as it stands now.

    Attributes:
        home: the home's key where the child has two.
        place: 0 the first.
        idea: what it is.
        lines: what is said of it.
        rests_until: the day when it comes back, where the family said "not this week".
        swapped: whether the family picked it in place of the one that was proposed.
        others: what it can be swapped for.
        goal: the public id of its goal, for telling a moment; empty where that path is at rest.
    """

    home: int | None
    place: int
    idea: HomeIdea
    lines: tuple[Told, ...]
    rests_until: dt.date | None
    swapped: bool
    others: tuple[HomeIdea, ...]
    goal: str

    @property
    def strategy(self) -> str:
        """The public id of the given strategy, to tick it when a moment is told; empty for play."""
        kind, _, key = self.idea.key.partition(":")
        return key if kind == "strategy" else ""


@dataclass(frozen=True)
class HomeCards:
    """The cards of one home, and whether this person chooses there."""

    name: str
    cards: tuple[Card, ...]
    may_choose: bool


@dataclass(frozen=True)
class Programme:
    """A home programme that was given, as one person sees it."""

    report: Report
    facts: HomeFacts
    homes: tuple[HomeCards, ...]


def newest_programme(access: Access) -> Programme | None:
    """The newest home programme that was given, as this person may see it; None where there is none."""
    given = Report.objects.signed().filter(child=access.child, kind=ReportKind.HOME).order_by("-signed_at", "-pk")
    report = given.select_related("signed_by").first()
    return None if report is None else programme_of(access, report)


def programme_of(access: Access, report: Report) -> Programme:
    """A home programme with what the families chose."""
    facts = from_json(report.facts["home"])
    choices = {(one.household_id, one.place): one for one in report.choices.all()}
    active = Goal.objects.filter(child=access.child, state=State.ACTIVE)
    goals = frozenset(active.values_list("public_id", flat=True))
    document, today = report.as_signed(), access.child.today()
    homes = (
        HomeCards(home.name, tuple(_cards(document, home, facts, choices, goals, today)), may_choose(access, home.home))
        for home in facts.homes
        if sees_home(access, home.home)
    )
    return Programme(report, facts, tuple(homes))


def sees_home(access: Access, home: int | None) -> bool:
    """Whether a home's ideas are for this person: one's own home, or the other one where that was agreed."""
    return home is None or home == access.member.household_id or access.may(Scope.OTHER_HOME)


def may_choose(access: Access, home: int | None) -> bool:
    """Whether this person chooses for a home: it is for those who live there."""
    lives_there = home is None or home == access.member.household_id
    return access.member.role == Role.FAMILY and access.may(Scope.TELL) and lives_there


def _cards(
    document: Document,
    home: HomeIdeas,
    facts: HomeFacts,
    choices: Mapping[tuple[int | None, int], HomeChoice],
    goals: frozenset[str],
    today: dt.date,
) -> Iterator[Card]:
    sections = {section.key: section for section in document.sections}
    chosen = {place: choices.get((home.home, place)) for place in range(len(home.ideas))}
    picked = {place: _idea_at(home, place, chosen[place]) for place in chosen}
    for place, idea in picked.items():
        section = sections.get(section_key(home.home, place))
        if section is None:
            continue
        swapped = idea.key != home.ideas[place].key
        shown = idea_section(section.key, idea, pictures_of(facts)) if swapped else section
        choice = chosen[place]
        yield Card(
            home=home.home,
            place=place,
            idea=idea,
            lines=tuple(_told(shown)),
            rests_until=choice.rests_until if choice and choice.rests_on(today) else None,
            swapped=swapped,
            others=tuple(_free(home, picked.values())),
            goal=idea.goal_key if idea.goal_key in goals else "",
        )


def _idea_at(home: HomeIdeas, place: int, choice: HomeChoice | None) -> HomeIdea:
    picked = home.find(choice.idea) if choice else None
    return picked or home.ideas[place]


def _free(home: HomeIdeas, picked: Iterable[HomeIdea]) -> Iterator[HomeIdea]:
    """The ideas that stand in no place now."""
    here = {idea.key for idea in picked}
    return (idea for idea in (*home.ideas, *home.others) if idea.key not in here)


def _told(section: Section) -> Iterator[Told]:
    for block in section.blocks:
        match block:
            case Paragraph(told):
                lead, words = _led(told)
                yield Told(lead, words)
            case Bullets(lines):
                yield Told(steps=tuple(words_of(one) for one in lines))
            case Quote(words, who):
                yield Told(who, words)


def _led(told: Line) -> tuple[str, str]:
    """How a line is led in, and the rest of it."""
    first, *rest = told
    if rest and first.words.endswith(": "):
        return first.words.removesuffix(": "), words_of(tuple(rest))
    return "", words_of(told)


@transaction.atomic
def swap(access: Access, report: Report, home: int | None, place: int, key: str) -> HomeIdea:
    """Put another idea in a place; swapping back to the proposed one is a swap like any other.

    Raises:
        NotPossible: there is no such place or idea, or the idea stands in another place already.
    """
    there = _home_in(report, home)
    idea = there.find(key)
    others = {one.place: one.idea for one in report.choices.filter(household=home).exclude(place=place)}
    elsewhere = {others.get(n) or proposed.key for n, proposed in enumerate(there.ideas) if n != place}
    if idea is None or place >= len(there.ideas) or key in elsewhere:
        raise NotPossible(NOT_THERE)
    _choose(access, report, home, place, idea=key, rests_until=None)
    return idea


@transaction.atomic
def rest(access: Access, report: Report, home: int | None, place: int, today: dt.date) -> bool:
    """Let an idea rest for seven days, or take it up again when it rests.

    Returns:
        Whether it rests now.

    Raises:
        NotPossible: there is no such place.
    """
    if place >= len(_home_in(report, home).ideas):
        raise NotPossible(NOT_THERE)
    before = report.choices.filter(household=home, place=place).first()
    until = None if before and before.rests_on(today) else today + A_WEEK
    _choose(access, report, home, place, rests_until=until)
    return until is not None


@transaction.atomic
def propose(access: Access, report: Report, picked: Mapping[int | None, Sequence[str]]) -> Report:
    """Put other ideas into a draft, before it is given; lines that were left out are in again.

    Args:
        access: a therapist's.
        report: a draft.
        picked: for each home, or None for the one home, the keys of the ideas that shall stand, in any order.

    Raises:
        NotPossible: it was given meanwhile; there are too many ideas, none, or one that isn't there.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("child__practice", "by").get(pk=report.pk)
    if report.signed_at:
        raise NotPossible("This programme was given meanwhile. Nothing was changed; make a new one.")
    facts = from_json(report.facts["home"])
    facts = replace(facts, homes=tuple(_picked(home, picked.get(home.home, ())) for home in facts.homes))
    report.facts = report.facts | {"home": to_json(facts)}
    report.drafted, report.left_out = document_to_json(home_programme(facts, pictures_of(facts))), []
    report.changed_at = timezone.now()
    report.save()
    audit.record(access.user, Deed.CHANGED, "report", ref=report.public_id, child=access.child)
    return report


def _picked(home: HomeIdeas, keys: Sequence[str]) -> HomeIdeas:
    every = (*home.ideas, *home.others)
    if not set(keys) <= {idea.key for idea in every}:
        raise NotPossible(NOT_THERE)
    if every and not 1 <= len(set(keys)) <= MOST_IDEAS:
        raise NotPossible(
            f"Please tick one, two or three ideas; {len(set(keys)) or 'none'} are ticked. A longer list stays undone."
        )
    ideas = tuple(idea for idea in every if idea.key in keys)
    return replace(home, ideas=ideas, others=tuple(idea for idea in every if idea.key not in keys))


def _home_in(report: Report, home: int | None) -> HomeIdeas:
    homes = from_json(report.facts["home"]).homes
    found = next((one for one in homes if one.home == home), None)
    if found is None:
        raise NotPossible(NOT_THERE)
    return found


def _choose(access: Access, report: Report, home: int | None, place: int, **changed: Any) -> None:
    told = changed | {"by": access.member, "at": timezone.now()}
    household = next((one for one in access.child.households.all() if one.pk == home), None)
    HomeChoice.objects.update_or_create(report=report, household=household, place=place, defaults=told)
    audit.record(access.user, Deed.CHANGED, "home_programme", ref=report.public_id, child=access.child)
