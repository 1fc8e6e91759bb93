"""What a day's plan costs, and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from pebblepath.core.planner.clinic.clock import Span

from .instance import ATOM, Child, Day, DayPlan, Therapist, Visit

MUST = 10


@dataclass(frozen=True)
class Cost:
    """The parts of a plan's value, weighted by `DayCosts`.

    Args:
        unseen: children who aren't seen.
        other_therapist: visits with another than the preferred therapist.
        wish: starts away from the wished ones.
        idle: waiting between visits.
        no_lunch: lunches that are missed.
    """

    unseen: int
    other_therapist: int
    wish: int
    idle: int
    no_lunch: int

    @property
    def value(self) -> int:
        """All parts together."""
        return sum(asdict(self).values())


def cost(day: Day, plan: DayPlan) -> Cost:
    """Price a plan, without the solver."""
    seen = {visit.child for visit in plan.visits}
    working = [one for one in day.therapists if any(visit.therapist == one.name for visit in plan.visits)]
    fed = {lunch.therapist for lunch in plan.lunches}
    return Cost(
        unseen=sum(price_of_not_seeing(day, child) for child in day.children if child.name not in seen),
        other_therapist=sum(price_of_therapist(day, day.child[v.child], v.therapist) for v in plan.visits),
        wish=sum(price_of_start(day, day.child[visit.child], visit.start) for visit in plan.visits),
        idle=day.costs.idle * sum(idle_atoms(day, plan, one) for one in day.therapists),
        no_lunch=day.costs.no_lunch * sum(bool(one.lunch_due) and one.name not in fed for one in working),
    )


def price_of_not_seeing(day: Day, child: Child) -> int:
    """What it costs not to see a child."""
    return day.costs.unseen * (MUST if child.must else 1)


def price_of_therapist(day: Day, child: Child, therapist: str) -> int:
    """What it costs that a child sees this therapist."""
    return day.costs.other_therapist if child.preferred and child.preferred != therapist else 0


def price_of_start(day: Day, child: Child, start: int) -> int:
    """What it costs that a child begins then."""
    return 0 if child.wish is None else day.costs.wish * (abs(start - child.wish) // ATOM)


def idle_atoms(day: Day, plan: DayPlan, therapist: Therapist) -> int:
    """How many five minutes a therapist waits between her first visit or lunch and her last; breaks don't count."""
    busy = [taken(therapist, visit) for visit in plan.visits if visit.therapist == therapist.name]
    busy += [lunch_span(therapist, lunch.start) for lunch in plan.lunches if lunch.therapist == therapist.name]
    if not busy:
        return 0
    covered = {atom for span in busy for atom in atoms(span)}
    away = {atom for span in therapist.breaks for atom in atoms(span)}
    return len(set(range(min(covered), max(covered) + 1)) - covered - away)


def taken(therapist: Therapist, visit: Visit) -> Span:
    """How long a visit takes a therapist: with its note."""
    return Span(visit.start, visit.start + visit.minutes + therapist.note_minutes)


def lunch_span(therapist: Therapist, start: int) -> Span:
    """From when to when a lunch is."""
    return Span(start, start + max(1, therapist.lunch_minutes))


def atoms(span: Span) -> range:
    """The numbers of the five minutes that a span touches, from midnight."""
    return range(span.start // ATOM, -(-span.end // ATOM))
