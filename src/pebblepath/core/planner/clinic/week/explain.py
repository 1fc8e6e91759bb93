"""Why owed minutes can't be delivered: the rules that clash, and what to loosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from pebblepath.core.planner.clinic.clash import Clash
from pebblepath.core.planner.clinic.clock import clock
from pebblepath.core.planner.clinic.loosen import Impossible, Loosening, clashing, fewest, patient

from .instance import DAYS, Hours, Therapist, Week
from .outline import OutlineModel
from .timetable import TimetableModel

TEST_SECONDS = 2.0
TIMES_SECONDS = 5.0
EARLY, LATE = 6 * 60, 18 * 60


def why_not(week: Week, names: Iterable[str], *, seconds: float = 20.0, seed: int = 0) -> tuple[Clash, ...]:
    """Say why these children can't get all they are owed: by themselves, or beside all others (who must, if they must).

    Args:
        week: what is known.
        names: who lacks minutes.
        seconds: after so many the clash is told as far as it has been narrowed down.
        seed: of the solver.

    Returns:
        First what is asked for, then each rule of one smallest clash with what to loosen; empty when there is no proof
        that it can't be done.
    """
    lacking = list(names)
    must = any(week.child[name].must for name in lacking)
    others = [child.name for child in week.children if child.must or not must]
    for asked in (lacking, others):
        for test in (_by_outline, _by_times):
            impossible = patient(partial(test, seed=seed), seconds / 4)
            if impossible(_only(week, asked)):
                return _told(week, asked, impossible)
    return ()


def _told(week: Week, asked: list[str], impossible: Impossible[Week]) -> tuple[Clash, ...]:
    few = _only(week, fewest(asked, lambda some: impossible(_only(week, some))))
    rules = clashing(few, _loosenings(few), impossible)
    return (_asked(few, bool(rules)), *rules)


def _only(week: Week, names: Iterable[str]) -> Week:
    """The week with only some children, who must all get what they are owed."""
    chosen = set(names)
    return replace(
        week,
        children=tuple(replace(child, must=True) for child in week.children if child.name in chosen),
        apart=tuple(pair for pair in week.apart if chosen.issuperset(pair)),
        previous=(),
        changed=(),
    )


def _by_outline(week: Week, *, seed: int) -> bool:
    """Whether it is proven that days and buildings can't be chosen, whatever the times."""
    model = OutlineModel(week, hard=True)
    model.costs = [0]
    return model.solve(seconds=TEST_SECONDS, workers=2, seed=seed, close=1.0).feasible is False


def _by_times(week: Week, *, seed: int) -> bool:
    """Whether it is proven that times can't be found."""
    model = TimetableModel(week, hard=True)
    model.costs = [0]
    return model.plan_times(seconds=TIMES_SECONDS, workers=2, seed=seed, close=1.0).feasible is False


def _asked(week: Week, can_be_loosened: bool) -> Clash:
    owed = "; ".join(
        f"{child.name} is owed {child.sessions} x {child.session_minutes} minutes"
        for child in week.children
        if child.must
    )
    ending = "" if can_be_loosened else " Even with all other rules loosened it doesn't fit."
    return Clash(
        "owed_in_full",
        f"{owed}; a child has at most one session a day, all with one therapist.{ending}",
        "More time of a therapist, another therapist or longer sessions would help.",
    )


def _everybody(change: Callable[[Therapist], Therapist]) -> Callable[[Week], Week]:
    return lambda week: replace(week, therapists=tuple(change(one) for one in week.therapists))


def _long_days(one: Therapist) -> Therapist:
    return replace(one, hours=tuple(Hours(day, EARLY, LATE) for day in DAYS))


def _without_timetables(week: Week) -> Week:
    return replace(
        week,
        classrooms=tuple(replace(room, not_during=()) for room in week.classrooms),
        children=tuple(replace(child, not_during=()) for child in week.children),
    )


def _without_roads(week: Week) -> Week:
    return replace(
        week,
        travel=tuple(replace(way, minutes=0) for way in week.travel),
        buildings=tuple(replace(place, set_up_minutes=0) for place in week.buildings),
    )


def _hours(one: Therapist) -> str:
    return (
        f"{one.name} works {', '.join(f'{h.day} {clock(h.start)} to {clock(h.end)}' for h in one.hours) or 'on no day'}"
    )


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(parts)) + "."


def _loosenings(week: Week) -> list[Loosening[Week]]:
    """All that can be loosened, the law and the child's own day last."""
    musts = [child for child in week.children if child.must]
    here = {week.where(child.name) for child in musts}
    who = [one for one in week.therapists if here & set(one.buildings)]
    places = [place for place in week.buildings if place.name in here]
    blocked = dict.fromkeys(b.what for child in musts for day in DAYS for b in week.not_during(child.name, day))
    meetings = [f"{m.what}, {', '.join(m.days)} {m.span}" for one in who for m in one.meetings]
    return [
        Loosening(
            "lunch",
            _listed(f"{one.name} has {one.lunch_minutes} minutes of lunch within {one.lunch_between}" for one in who),
            "Let lunch be at another time or shorter.",
            _everybody(lambda one: replace(one, lunch_minutes=0)),
        ),
        Loosening(
            "meetings",
            _listed(meetings or ["there are no meetings"]),
            "Move a meeting.",
            _everybody(lambda one: replace(one, meetings=())),
        ),
        Loosening(
            "free_minutes",
            _listed(f"{one.name} keeps {one.free_minutes} minutes a day free" for one in who),
            "Keep fewer minutes free for notes and calls.",
            _everybody(lambda one: replace(one, free_minutes=0)),
        ),
        Loosening(
            "one_stay",
            _listed(f"{one.name} is in at most {one.most_buildings} buildings a day" for one in who),
            "Allow more buildings on one day.",
            _everybody(lambda one: replace(one, most_buildings=5)),
        ),
        Loosening(
            "time_to_travel",
            "Roads between buildings and setting up take time.",
            "Plan near buildings on one day, or leave things in the building.",
            _without_roads,
        ),
        Loosening(
            "building_days",
            _listed(f"{place.name} has a place on {', '.join(place.days) or 'no day'}" for place in places),
            "Ask for a place on another day.",
            lambda asked: replace(asked, buildings=tuple(replace(place, days=DAYS) for place in asked.buildings)),
        ),
        Loosening(
            "groups_of_like_goals",
            "Some children are seen alone, and only like goals share a session.",
            "Let children share a session where their plans allow it.",
            lambda asked: replace(
                asked,
                apart=(),
                children=tuple(replace(child, service="either", goal="any") for child in asked.children),
            ),
        ),
        Loosening(
            "one_therapist",
            _listed(f"{c.name} may be seen by {' or '.join(week.who_may_see(c)) or 'nobody'}" for c in musts),
            "Let another therapist see them.",
            lambda asked: replace(asked, children=tuple(replace(child, therapists=()) for child in asked.children)),
        ),
        Loosening("within_hours", _listed(map(_hours, who)), "Add hours or a day.", _everybody(_long_days)),
        Loosening(
            "not_during",
            f"Nothing is taken from {', '.join(blocked) or 'class times'}.",
            "Ask a teacher for one of these times.",
            _without_timetables,
        ),
    ]
