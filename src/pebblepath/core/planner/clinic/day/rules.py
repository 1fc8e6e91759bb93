"""The rules of a clinic day. Each is one function that looks at a plan and names what doesn't keep it; no solver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from pebblepath.core.planner.clinic.clash import Clash
from pebblepath.core.planner.clinic.clock import clock

from .costs import lunch_span, taken
from .instance import Day, DayPlan

Rule = Callable[[Day, DayPlan], Iterator[Clash]]


def one_child_at_a_time(day: Day, plan: DayPlan) -> Iterator[Clash]:
    """A therapist's visits with their notes, her lunch and breaks don't overlap."""
    for one in day.therapists:
        things = [(taken(one, v), f"{v.child} with the note") for v in plan.visits if v.therapist == one.name]
        things += [(lunch_span(one, lunch.start), "lunch") for lunch in plan.lunches if lunch.therapist == one.name]
        things += [(span, "a break") for span in one.breaks]
        for (a, what), (b, other) in combinations(sorted(things), 2):
            if a.meets(b) and (what, other) != ("a break", "a break"):
                yield Clash(
                    "one_child_at_a_time", f"{one.name} has {what} and {other} at the same time, {clock(b.start)}."
                )


def within_hours(day: Day, plan: DayPlan) -> Iterator[Clash]:
    """Visits with their notes lie in the therapist's hours."""
    for visit in plan.visits:
        one = day.therapist[visit.therapist]
        if not one.hours.holds(taken(one, visit)):
            yield Clash(
                "within_hours",
                f"{one.name} works {one.hours}; {visit.child}'s visit and note take {taken(one, visit)}.",
            )


def when_the_child_can(day: Day, plan: DayPlan) -> Iterator[Clash]:
    """A visit lies in one of the child's times."""
    for visit in plan.visits:
        windows = day.child[visit.child].windows
        if not any(window.holds(visit.span) for window in windows):
            times = " or ".join(map(str, windows))
            yield Clash("when_the_child_can", f"{visit.child} can be there {times}, not {visit.span}.")


def one_visit(day: Day, plan: DayPlan) -> Iterator[Clash]:
    """A child comes once, for as long as she needs."""
    names = [visit.child for visit in plan.visits]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Clash("one_visit", f"{name} has more than one visit.")
    for visit in plan.visits:
        minutes = day.child[visit.child].minutes
        if visit.minutes != minutes:
            yield Clash("one_visit", f"{visit.child}'s visit has {visit.minutes} minutes; it takes {minutes}.")


def by_whom(day: Day, plan: DayPlan) -> Iterator[Clash]:
    """A child is seen by somebody who may see her."""
    for visit in plan.visits:
        if day.therapist[visit.therapist] not in day.who_may_see(day.child[visit.child]):
            yield Clash("by_whom", f"{visit.therapist} may not see {visit.child}.")


def one_visit_a_room(day: Day, plan: DayPlan) -> Iterator[Clash]:
    """A room has one visit at a time, and none while somebody else has it."""
    for a, b in combinations(plan.visits, 2):
        if a.room == b.room and a.span.meets(b.span):
            yield Clash("one_visit_a_room", f"{a.child} and {b.child} are in {a.room} at the same time.")
    for visit in plan.visits:
        for span in day.room[visit.room].taken:
            if span.meets(visit.span):
                words = f"{visit.child} is in {visit.room} at {clock(visit.start)}; somebody else has it {span}."
                yield Clash("one_visit_a_room", words)


def kind_of_room(day: Day, plan: DayPlan) -> Iterator[Clash]:
    """A child is in a room of a kind that will do."""
    for visit in plan.visits:
        kinds = day.kinds_for(day.child[visit.child])
        if day.room[visit.room].kind not in kinds:
            yield Clash("kind_of_room", f"{visit.child} needs {' or '.join(kinds)}; {visit.room} isn't one.")


def shared_things(day: Day, plan: DayPlan) -> Iterator[Clash]:
    """No more of a shared thing is in use than there is, by visits and by somebody else."""
    for thing in day.things:
        using = [visit for visit in plan.visits if thing.name in day.child[visit.child].things]
        for at in dict.fromkeys([*(visit.start for visit in using), *(span.start for span in thing.taken)]):
            with_it = [visit.child for visit in using if visit.span.start <= at < visit.span.end]
            elsewhere = sum(span.start <= at < span.end for span in thing.taken)
            if with_it and len(with_it) + elsewhere > thing.count:
                who = " and ".join(with_it + ["somebody else"] * bool(elsewhere))
                yield Clash("shared_things", f"{who} need {thing.name} at {clock(at)}; there is {thing.count}.")


def lunch_in_its_time(day: Day, plan: DayPlan) -> Iterator[Clash]:
    """A lunch lies in the time of lunch, and nobody has two."""
    for lunch in plan.lunches:
        one = day.therapist[lunch.therapist]
        if not one.lunch_between.holds(lunch_span(one, lunch.start)):
            yield Clash("lunch_in_its_time", f"{one.name}'s lunch isn't within {one.lunch_between}.")
    names = [lunch.therapist for lunch in plan.lunches]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Clash("lunch_in_its_time", f"{name} has more than one lunch.")


def who_must_be_seen(day: Day, plan: DayPlan) -> Iterator[Clash]:
    """Children who must be seen are."""
    seen = {visit.child for visit in plan.visits}
    for child in day.children:
        if child.must and child.name not in seen:
            yield Clash("who_must_be_seen", f"{child.name} must be seen and isn't.")


RULES: tuple[Rule, ...] = (
    one_child_at_a_time,
    within_hours,
    when_the_child_can,
    one_visit,
    by_whom,
    one_visit_a_room,
    kind_of_room,
    shared_things,
    lunch_in_its_time,
    who_must_be_seen,
)


def check(day: Day, plan: DayPlan) -> list[Clash]:
    """Judge any plan, whoever made it: all rules that it doesn't keep; none for a plan that can be lived."""
    unknown = [visit.child for visit in plan.visits if visit.child not in day.child]
    unknown += [visit.room for visit in plan.visits if visit.room not in day.room]
    unknown += [visit.therapist for visit in plan.visits if visit.therapist not in day.therapist]
    unknown += [lunch.therapist for lunch in plan.lunches if lunch.therapist not in day.therapist]
    if unknown:
        return [Clash("known_names", f"{name} is in the plan but not in the day.") for name in dict.fromkeys(unknown)]
    return [clash for rule in RULES for clash in rule(day, plan)]
