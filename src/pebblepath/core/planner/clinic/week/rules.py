"""The rules of a school week. Each is one function that looks at a plan and names what doesn't keep it; no solver."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise

from pebblepath.core.planner.clinic.clash import Clash
from pebblepath.core.planner.clinic.clock import Span, clock, longest_free

from .costs import days_of, routes, shortfalls
from .instance import DAYS, Duty, Lunch, Session, Week, WeekPlan
from .outline import room

Rule = Callable[[Week, WeekPlan], Iterator[Clash]]


def one_thing_at_a_time(week: Week, plan: WeekPlan) -> Iterator[Clash]:
    """A therapist's sessions, lunch and meetings don't overlap."""
    for (name, day), sessions in by_duty(plan.sessions).items():
        things = [(one.span, _who(one)) for one in sessions]
        things += [(span, "a meeting") for span in week.therapist[name].meetings_on(day)]
        things += [(lunch_span(week, one), "lunch") for one in plan.lunches if (one.therapist, one.day) == (name, day)]
        for (a, what), (b, other) in combinations(sorted(things), 2):
            if a.meets(b):
                yield Clash(
                    "one_thing_at_a_time", f"{name} has {what} and {other} at the same time on {day}, {clock(b.start)}."
                )


def within_hours(week: Week, plan: WeekPlan) -> Iterator[Clash]:
    """Sessions lie in the therapist's hours, between the bells, on days with a place to work, in her buildings."""
    for one in plan.sessions:
        therapist, place = week.therapist[one.therapist], week.building[week.where(one.children[0])]
        hours = therapist.on(one.day)
        if hours is None or not hours.holds(one.span):
            yield Clash(
                "within_hours", f"{one.therapist} doesn't work on {one.day}, {one.span}, when {_who(one)} is planned."
            )
        if one.day not in place.days or not place.bells.holds(one.span):
            yield Clash(
                "within_hours", f"{place.name} has no place or no school on {one.day}, {one.span} ({_who(one)})."
            )
        if place.name not in therapist.buildings:
            yield Clash("within_hours", f"{one.therapist} doesn't work in {place.name}, where {_who(one)} is planned.")


def not_during(week: Week, plan: WeekPlan) -> Iterator[Clash]:
    """Recess, lunch, specials and a child's own times off aren't taken."""
    for one, name in each_child(plan.sessions):
        for block in week.not_during(name, one.day):
            if block.span.meets(one.span):
                yield Clash(
                    "not_during", f"{name}'s session on {one.day}, {one.span}, takes from {block.what} ({block.span})."
                )


def one_session_a_day(week: Week, plan: WeekPlan) -> Iterator[Clash]:
    """A child has at most one session on a day."""
    for name, days in days_of(plan.sessions).items():
        for day in sorted({day for day in days if days.count(day) > 1}):
            yield Clash("one_session_a_day", f"{name} has more than one session on {DAYS[day]}.")


def one_therapist(week: Week, plan: WeekPlan) -> Iterator[Clash]:
    """A child is seen by one of those who may see her, the same all week."""
    seen: dict[str, dict[str, None]] = {}
    for one, name in each_child(plan.sessions):
        seen.setdefault(name, {})[one.therapist] = None
    for name, who in seen.items():
        if len(who) > 1:
            yield Clash("one_therapist", f"{name} is seen by {' and '.join(who)}; one therapist sees a child all week.")
        for therapist in who:
            if therapist not in week.who_may_see(week.child[name]):
                yield Clash("one_therapist", f"{therapist} may not see {name}.")


def as_long_as_owed(week: Week, plan: WeekPlan) -> Iterator[Clash]:
    """Sessions are as long as the child's plan says, and not more of them than are owed."""
    counts: dict[str, int] = {}
    for one, name in each_child(plan.sessions):
        counts[name] = counts.get(name, 0) + 1
        minutes = week.child[name].session_minutes
        if one.minutes != minutes:
            yield Clash(
                "as_long_as_owed",
                f"{name}'s session on {one.day} takes {one.minutes} minutes; it should take {minutes}.",
            )
    for name, count in counts.items():
        owed = week.child[name].sessions
        if count > owed:
            yield Clash("as_long_as_owed", f"{name} has {count} sessions; {owed} deliver what is owed.")


def groups_of_like_goals(week: Week, plan: WeekPlan) -> Iterator[Clash]:
    """Children share a session only with like goals, in one building, none to be alone; groups stay small."""
    for one in plan.sessions:
        if len(one.children) > week.group_size:
            yield Clash("groups_of_like_goals", f"{_who(one)} are more than {week.group_size} in one session.")
        for a, b in combinations(one.children, 2):
            if not week.may_share(week.child[a], week.child[b]):
                yield Clash("groups_of_like_goals", f"{a} and {b} may not share the session on {one.day}, {one.span}.")


def time_to_travel(week: Week, plan: WeekPlan) -> Iterator[Clash]:
    """Before the first session in a building there is time, in one piece, for the road there and for setting up."""
    for (name, day), sessions in by_duty(plan.sessions).items():
        hours = week.therapist[name].on(day)
        if hours is None:
            continue
        taken = week.therapist[name].meetings_on(day)
        taken += [lunch_span(week, one) for one in plan.lunches if (one.therapist, one.day) == (name, day)]
        place, since = "", hours.start
        for one in sessions:
            here = week.where(one.children[0])
            needed = week.building[here].set_up_minutes + (week.road(place, here) if place else 0)
            if here != place and longest_free((since, one.start), taken) < needed:
                yield Clash(
                    "time_to_travel",
                    f"On {day}, {name} needs {needed} minutes to get to {here} and set up before {clock(one.start)}.",
                )
            place, since = here, one.end


def one_stay(week: Week, plan: WeekPlan) -> Iterator[Clash]:
    """A therapist goes to a building once a day, and to no more buildings than she can."""
    for (name, day), route in routes(week, plan.sessions).items():
        if len(set(route)) < len(route):
            yield Clash("one_stay", f"On {day}, {name} goes to a building twice: {', '.join(route)}.")
        if len(set(route)) > week.therapist[name].most_buildings:
            yield Clash("one_stay", f"On {day}, {name} is in {len(set(route))} buildings: {', '.join(route)}.")


def lunch(week: Week, plan: WeekPlan) -> Iterator[Clash]:
    """On a day with sessions a therapist has one lunch, in the time of lunch."""
    had: dict[Duty, list[Lunch]] = {}
    for one in plan.lunches:
        had.setdefault((one.therapist, one.day), []).append(one)
    for name, day in by_duty(plan.sessions):
        therapist, lunches = week.therapist[name], had.get((name, day), [])
        if therapist.lunch_on(day) and len(lunches) != 1:
            yield Clash(
                "lunch",
                f"{name} has {len(lunches)} lunches on {day}; one of {therapist.lunch_minutes} minutes is needed.",
            )
        elif any(not therapist.lunch_between.holds(lunch_span(week, one)) for one in lunches):
            yield Clash("lunch", f"{name}'s lunch on {day} isn't within {therapist.lunch_between}.")


def free_minutes(week: Week, plan: WeekPlan) -> Iterator[Clash]:
    """What sessions, roads, setting up, lunch and meetings leave of a day is enough for notes and calls."""
    ways = routes(week, plan.sessions)
    for (name, day), sessions in by_duty(plan.sessions).items():
        way = ways[name, day]
        filled = sum(one.minutes for one in sessions) + sum(week.building[here].set_up_minutes for here in way)
        filled += sum(week.road(a, b) for a, b in pairwise(way))
        over = filled - room(week.therapist[name], day)
        if over > 0:
            yield Clash("free_minutes", f"{name}'s {day} is {over} minutes too full to keep its free minutes.")


def owed_in_full(week: Week, plan: WeekPlan) -> Iterator[Clash]:
    """Children whose minutes must be delivered get them."""
    for name, short in shortfalls(week, plan.sessions):
        if week.child[name].must:
            yield Clash(
                "owed_in_full",
                f"{name} gets {short} minutes less than the {week.child[name].minutes} that must be given.",
            )


RULES: tuple[Rule, ...] = (
    one_thing_at_a_time,
    within_hours,
    not_during,
    one_session_a_day,
    one_therapist,
    as_long_as_owed,
    groups_of_like_goals,
    time_to_travel,
    one_stay,
    lunch,
    free_minutes,
    owed_in_full,
)


def check(week: Week, plan: WeekPlan) -> list[Clash]:
    """Judge any plan, whoever made it: all rules that it doesn't keep; none for a plan that can be lived."""
    unknown = _unknown(week, plan)
    return unknown or [clash for rule in RULES for clash in rule(week, plan)]


def _unknown(week: Week, plan: WeekPlan) -> list[Clash]:
    """Names that aren't in the week: with these no other rule can be judged."""
    names = [one.therapist for one in plan.sessions] + [one.therapist for one in plan.lunches]
    found = [name for name in names if name not in week.therapist]
    found += [name for _, name in each_child(plan.sessions) if name not in week.child]
    return [Clash("known_names", f"{name} is in the plan but not in the week.") for name in dict.fromkeys(found)]


def by_duty(sessions: Iterable[Session]) -> dict[Duty, list[Session]]:
    """The sessions of each therapist's day, in order."""
    found: dict[Duty, list[Session]] = {}
    for one in sorted(sessions, key=lambda session: (DAYS.index(session.day), session.start)):
        found.setdefault((one.therapist, one.day), []).append(one)
    return found


def each_child(sessions: Iterable[Session]) -> Iterator[tuple[Session, str]]:
    """Each session once for each of its children."""
    return ((session, name) for session in sessions for name in session.children)


def lunch_span(week: Week, one: Lunch) -> Span:
    """From when to when a lunch is."""
    return Span(one.start, one.start + max(1, week.therapist[one.therapist].lunch_minutes))


def _who(session: Session) -> str:
    return " and ".join(session.children)
