"""What a first report is made of, read from what is kept; nothing is judged here."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone

from pebblepath.apps.goals.models import Goal, Importance, State, Voice
from pebblepath.apps.insights.views import may_see_place
from pebblepath.apps.moments.models import Ease, Help, Moment
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Child, Consent, Member, Role, Scope, Setting
from pebblepath.apps.play.quotes import in_marks
from pebblepath.apps.reports.models import Report
from pebblepath.apps.reports.report_facts import answers_of, behind_since, owed_on
from pebblepath.apps.understanding.about import line_of
from pebblepath.apps.understanding.models import How, Intake, Kind, Routine, Sense, TimeOfDay, Trait
from pebblepath.core.reports.counts_and_days import counted, long_date
from pebblepath.core.reports.document import Document
from pebblepath.core.reports.first import QUOTES, first_report
from pebblepath.core.reports.first_told import (
    Asked,
    Felt,
    Finding,
    FirstFacts,
    GoalBegun,
    Happened,
    Measured,
    Seen,
    Told,
)

ORDER = (Role.CHILD, Role.FAMILY, Role.TEACHER, Role.THERAPIST, Role.OTHER)
# Of a strategy that was asked for in words, only what its own days speak for; the rest stands on the page "What helps".
SPOKEN_OF = frozenset({"helps", "promising", "better_since_then"})
WORDS_READ = 200


def draft_first(access: Access, report: Report) -> Document:
    """Draft a first report from what this person may read, and keep in the report which moments it counts."""
    facts, moments, homes = read_first(access, report)
    report.facts = {
        "as_of": timezone.now().isoformat(),
        "moments": [_kept(moment) for moment in moments],
        "homes": sorted(homes),
    }
    return first_report(facts)


def read_first(access: Access, report: Report) -> tuple[FirstFacts, Sequence[Moment], set[int]]:
    """The facts of a first report, every moment that it counts, and the homes that it tells of.

    Args:
        access: the therapist's.
        report: with the days it tells of, and the goals that were asked for (none named: all on the way).

    Returns:
        The facts; the moments; the keys of each home from which something is counted, quoted or found.
    """
    child, members = access.child, _by_role(access.child)
    goals = _goals(access, report)
    told = _moments(access, report, goals)
    keys = {goal.pk for goal in goals}
    on_paths = [moment for moment in told if moment.goal_id in keys and moment.step is not None]
    in_words = [moment for moment in told if moment.goal_id is None and moment.words and moment.ease is not None]
    traits = list(child.traits.current().filter(kept_back=False).select_related("told_by"))
    quotes, effects = _quotes(told), list(_effects(access, goals))
    facts = FirstFacts(
        child=child.name,
        pronouns=child.pronouns,
        born=child.born,
        practice=child.practice.name,
        therapist=access.member.name,
        first=report.first,
        last=report.last,
        asked=tuple(_asked(access, members, traits)),
        own=_own(traits),
        quotes=tuple((words, moment.told_by.name) for words, moment in quotes),
        strengths=_told(traits, Kind.STRENGTH),
        joys=_told(traits, Kind.JOY),
        signs=_told(traits, Kind.SIGN),
        harder=_told(traits, Kind.WORSE),
        helps=_told(traits, Kind.HELPS),
        safe=_told(traits, Kind.CARE),
        feels=_feels(traits),
        routines=_routines(access),
        happened=tuple(_happened(moment) for moment in in_words if moment.ease != Ease.OKAY),
        goals=tuple(_goal(goal, on_paths) for goal in goals),
        given=_given(child),
        findings=tuple(_findings(child, effects)),
        measures=_measures(child, report.last),
        promised=_promised(child, report.last),
    )
    rests_on = [*on_paths, *in_words]
    told_in = {moment.household_id for moment in (*rests_on, *(moment for _, moment in quotes[:QUOTES]))}
    found_in = {int(home) for effect, _ in effects if (home := effect["setting"].partition(":")[2])}
    return facts, rests_on, {home for home in told_in if home} | found_in


def _by_role(child: Child) -> list[Member]:
    return sorted(child.members.present(), key=lambda member: (ORDER.index(Role(member.role)), member.joined_at))


def _goals(access: Access, report: Report) -> list[Goal]:
    asked_for = report.asked.get("goals") or []
    goals = Goal.objects.seen_by(access).filter(state=State.ACTIVE).with_newest_steps().prefetch_related("stones")
    return list(goals.filter(public_id__in=asked_for) if asked_for else goals)


def _moments(access: Access, report: Report, goals: Iterable[Goal]) -> list[Moment]:
    """The moments of these days, the newest first; those of the goals with their goal and its stones."""
    in_days = Moment.objects.kept().seen_by(access).filter(day__gte=report.first, day__lte=report.last)
    by_key = {goal.pk: goal for goal in goals}
    told = list(in_days.select_related("told_by"))
    for moment in told:
        if moment.goal_id in by_key:
            moment.goal = by_key[moment.goal_id]
    return told


def _asked(access: Access, members: Iterable[Member], traits: Iterable[Trait]) -> Iterator[Asked]:
    """Each person of the circle but the writer, with all that they told; of other people's moments only how many."""
    child = access.child
    told = {
        row["told_by"]: row for row in _counted(Moment.objects.kept().filter(child=child), "told_by", "happened_at")
    }
    voices = {row["member"]: row for row in _counted(Voice.objects.filter(goal__child=child), "member", "at")}
    intakes = {intake.member_id: intake for intake in Intake.objects.filter(member__child=child)}
    lines: dict[int, list[Trait]] = defaultdict(list)
    for trait in traits:
        lines[trait.told_by_id].append(trait)
    for member in members:
        if member.pk == access.member.pk:
            continue
        intake = intakes.get(member.pk)
        days, what = _what_was_told(lines[member.pk], told.get(member.pk), voices.get(member.pk))
        yield Asked(
            who=member.name,
            role=member.role,
            day=max(days).astimezone(child.zone).date() if days else None,
            told=tuple(what),
            hope=intake.hope if intake else "",
        )


def _counted(rows: Any, by: str, at: str) -> Any:
    return rows.order_by().values(by).annotate(count=Count("pk"), newest=Max(at))


def _what_was_told(
    lines: Sequence[Trait], moments: dict[str, Any] | None, voices: dict[str, Any] | None
) -> tuple[list[dt.datetime], list[str]]:
    days, what = [trait.told_at for trait in lines], []
    if lines:
        what.append(counted(len(lines), "line about the child", "lines about the child"))
    for row, one, many in ((voices, "word on a path", "words on paths"), (moments, "moment", "moments")):
        if row:
            what.append(counted(row["count"], one, many))
            days.append(row["newest"])
    return days, what


def _own(traits: Iterable[Trait]) -> tuple[str, ...]:
    """What the child told herself; that something is just fine stands with the senses alone."""
    hers = [trait for trait in traits if trait.told_by.role == Role.CHILD and trait.how != How.FINE]
    return tuple(dict.fromkeys(line_of(trait) for trait in hers))


def _told(traits: Iterable[Trait], kind: Kind) -> tuple[Told, ...]:
    """Lines of one kind, the same words of several people once; the child's own come first."""
    same: dict[str, list[Trait]] = {}
    for trait in sorted(traits, key=lambda trait: trait.told_by.role != Role.CHILD):
        if trait.kind == kind:
            same.setdefault(line_of(trait).casefold().strip(" ."), []).append(trait)
    return tuple(
        Told(_without_place(said[0]), tuple(dict.fromkeys(one.told_by.name for one in said)), _place(said[0].setting))
        for said in same.values()
    )


def _without_place(trait: Trait) -> str:
    """The line of a trait; its place is told beside who told it."""
    return line_of(trait).removesuffix(f" ({_place(trait.setting)})")


def _feels(traits: Iterable[Trait]) -> tuple[Felt, ...]:
    order = Sense.values
    senses = sorted((trait for trait in traits if trait.kind == Kind.SENSE), key=lambda one: order.index(one.sense))
    return tuple(
        Felt(
            sense=str(trait.get_sense_display()),
            how=trait.how,
            words=trait.words,
            who=trait.told_by.name,
            where=_place(trait.setting),
        )
        for trait in senses
    )


def _place(setting: str) -> str:
    """A place within a sentence; empty: everywhere."""
    return str(Setting(setting).label).lower() if setting else ""


def _routines(access: Access) -> tuple[tuple[str, str, str], ...]:
    """A usual day in the order of the day. Of two homes nothing is told, unless all of both agreed to share it."""
    told = list(Routine.objects.filter(child=access.child).select_related("household"))
    if any(routine.household for routine in told) and not homes_share(access.child):
        return ()
    order = TimeOfDay.values
    told.sort(key=lambda one: (order.index(one.time), one.household.name if one.household else ""))
    return tuple((str(one.get_time_display()), one.words, one.household.name if one.household else "") for one in told)


def homes_share(child: Child) -> bool:
    """Whether everybody in the homes of a child may see what was told in the other one; true of one home."""
    at_homes = child.members.present().filter(role=Role.FAMILY).exclude(household=None)
    agreed = Consent.objects.in_force(timezone.now()).filter(member__in=at_homes, scope=Scope.OTHER_HOME)
    return set(at_homes.values_list("pk", flat=True)) <= set(agreed.values_list("member", flat=True))


def _quotes(told: Iterable[Moment]) -> tuple[tuple[str, Moment], ...]:
    """What somebody heard her say and in which moment, the newest first, each once: it stands in quotation marks."""
    with_words = [moment for moment in told if moment.words][:WORDS_READ]
    said = [(words, moment) for moment in with_words for words in in_marks(moment.words)[0]]
    hers = [(moment.words, moment) for moment in with_words if moment.told_by_child]
    first_said = {words.rstrip(" ,;"): moment for words, moment in reversed([*hers, *said])}
    return tuple(reversed(first_said.items()))


def _happened(moment: Moment) -> Happened:
    assert moment.ease is not None
    return Happened(
        id=str(moment.pk),
        day=moment.day,
        who=moment.told_by.name,
        where=_place(moment.setting),
        words=moment.words,
        well=moment.ease > Ease.OKAY,
    )


def _goal(goal: Goal, told: Iterable[Moment]) -> GoalBegun:
    stones = list(goal.stones.all())
    return GoalBegun(
        key=goal.public_id,
        title=goal.title,
        matters=tuple(_matters(goal)),
        places=tuple(_place(place) for place in Setting.values if place in goal.settings),
        stones=tuple(stone.words for stone in stones),
        start=goal.start_step,
        here=goal.standing().step,
        reached=tuple(stone.lit_on for stone in stones),
        seen=tuple(_seen(goal, [moment for moment in told if moment.goal_id == goal.pk], len(stones))),
    )


def _matters(goal: Goal) -> Iterator[tuple[str, str]]:
    for who, importance in ((goal.child.name, goal.child_importance), ("the family", goal.family_importance)):
        if importance:
            yield who, str(Importance(importance).label)


def _seen(goal: Goal, told: Sequence[Moment], stones: int) -> Iterator[Seen]:
    """Each person in each place by itself: they see the child at different times, and nothing is averaged."""
    by_place: dict[tuple[str, int], list[Moment]] = defaultdict(list)
    for moment in told:
        by_place[moment.setting, moment.told_by_id].append(moment)
    for setting in Setting.values:
        for (place, _), moments in sorted(by_place.items()):
            if place == setting:
                days = [moment.day for moment in moments]
                steps = tuple(tuple(str(m.pk) for m in moments if m.step == step) for step in range(stones))
                yield Seen(moments[0].told_by.name, _place(place), min(days), max(days), steps)


def _given(child: Child) -> tuple[tuple[str, str], ...]:
    return tuple(
        (one.name, ", ".join(_place(place) for place in Setting.values if place in one.settings))
        for one in child.strategies.in_use()
    )


def _effects(access: Access, goals: Sequence[Goal]) -> Iterator[tuple[dict[str, Any], dt.date | None]]:
    """What the engine says clearly enough to be told, and only where this person may see the place.

    Each comes with the day until which it holds, where the worker hasn't counted the newest moments yet.
    """
    answers = answers_of(goals)
    for goal in goals:
        until = behind_since(answers[goal.pk], access.child)
        for effect in answers[goal.pk].result["effects"]:
            if effect["verdict"] in SPOKEN_OF and may_see_place(access, effect["setting"]):
                yield effect, until


def _findings(child: Child, effects: Iterable[tuple[Mapping[str, Any], dt.date | None]]) -> Iterator[Finding]:
    """What the engine says, in its own words: never stronger."""
    names = dict(child.strategies.values_list("pk", "name"))
    for effect, until in effects:
        if effect["strategy"] in names:
            says = f"{effect['label']}. {effect['saying']}"
            yield Finding(str(effect["place"]), names[effect["strategy"]], says, until)


def _measures(child: Child, last: dt.date) -> tuple[Measured, ...]:
    kept = child.measures.filter(day__lte=last).select_related("by").order_by("day", "pk")
    return tuple(
        Measured(
            name=one.name,
            day=one.day,
            licence_holder=one.licence_holder,
            by=one.by.name,
            totals=tuple((str(row["name"]), str(row["value"])) for row in one.totals),
            words=one.words,
        )
        for one in kept
    )


def _promised(child: Child, day: dt.date) -> str:
    owed = owed_on(child, day)
    if owed is None:
        return ""
    return f"{owed.minutes} minutes with {child.name} {owed.get_per_display()}, since {long_date(owed.first)}"


def _kept(moment: Moment) -> dict[str, Any]:
    """A moment as it stood: what is said of it later can be held against it."""
    reached = moment.goal and next((one.words for one in moment.goal.stones.all() if one.step == moment.step), "")
    return {
        "id": str(moment.pk),
        "day": moment.day.isoformat(),
        "goal": moment.goal.title if moment.goal else "",
        "setting": str(Setting(moment.setting).label),
        "who": moment.told_by.name,
        "role": moment.told_by.role,
        "step": moment.step,
        "reached": reached or "",
        "help": str(Help(moment.help).label) if moment.help is not None else "",
    }
