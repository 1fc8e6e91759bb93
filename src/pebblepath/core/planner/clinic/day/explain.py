"""Why not everybody can be seen: the rules that clash, and what to loosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from pebblepath.core.planner.clinic.clash import Clash
from pebblepath.core.planner.clinic.clock import Span
from pebblepath.core.planner.clinic.loosen import Loosening, clashing, fewest, patient
from pebblepath.core.planner.clinic.solver import make_solver

from .instance import Day, Room, Therapist, Thing
from .model import DayModel

TEST_SECONDS = 3.0
WORKERS = 2
WHOLE_DAY = Span(6 * 60, 20 * 60)


def why_not(day: Day, names: Iterable[str], *, seconds: float = 20.0, seed: int = 0) -> tuple[Clash, ...]:
    """Say why these children can't be seen: by themselves, or beside all others (who must be, if they must).

    Args:
        day: what is known.
        names: who isn't seen.
        seconds: after so many the clash is told as far as it has been narrowed down.
        seed: of the solver.

    Returns:
        First who can't all be seen, then each rule of one smallest clash with what to loosen; empty when there is no
        proof that they can't be seen.
    """
    lacking = list(names)
    must = any(day.child[name].must for name in lacking)
    others = [child.name for child in day.children if child.must or not must]
    impossible = patient(partial(_impossible, seed=seed), seconds)
    for asked in (lacking, others):
        if impossible(_only(day, asked)):
            few = _only(day, fewest(asked, lambda some: impossible(_only(day, some))))
            return (_asked(few), *clashing(few, _loosenings(few), impossible))
    return ()


def _only(day: Day, names: Iterable[str]) -> Day:
    """The day with only some children, all of whom must be seen."""
    chosen = set(names)
    return replace(day, children=tuple(replace(c, must=True) for c in day.children if c.name in chosen))


def _impossible(day: Day, *, seed: int) -> bool:
    from ortools.sat.python import cp_model

    solver = make_solver(seconds=TEST_SECONDS, workers=WORKERS, seed=seed)
    return bool(solver.solve(DayModel(day, hard=True).model) == cp_model.INFEASIBLE)


def _asked(day: Day) -> Clash:
    names = ", ".join(f"{child.name} ({child.minutes} minutes)" for child in day.children)
    words = f"{names} can't all be seen" if len(day.children) > 1 else f"{names} can't be seen"
    return Clash("who_must_be_seen", f"{words}.", "Another day or a shorter visit would help.")


def _loosenings(day: Day) -> list[Loosening[Day]]:
    """All that can be loosened, each thing and kind of room by name; the children's own times last."""
    used = dict.fromkeys(name for child in day.children for name in child.things)
    kinds = dict.fromkeys(kind for child in day.children for kind in day.kinds_for(child))
    return [
        _note(day),
        _break(day),
        *(_thing(day, name) for name in used),
        *(_kind(day, kind) for kind in kinds),
        _whom(day),
        _hours(day),
        _times(day),
    ]


def _everybody(change: Callable[[Therapist], Therapist]) -> Callable[[Day], Day]:
    return lambda day: replace(day, therapists=tuple(change(one) for one in day.therapists))


def _involved(day: Day) -> list[Therapist]:
    """The therapists who may see any of the children."""
    who = {one.name for child in day.children for one in day.who_may_see(child)}
    return [one for one in day.therapists if one.name in who]


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(parts)) + "."


def _note(day: Day) -> Loosening[Day]:
    return Loosening(
        "note_minutes",
        _listed(f"{one.name} has {one.note_minutes} minutes after each visit for its note" for one in _involved(day)),
        "Write some notes later.",
        _everybody(lambda one: replace(one, note_minutes=0)),
    )


def _break(day: Day) -> Loosening[Day]:
    away = [f"{one.name} isn't there {' and '.join(map(str, one.breaks))}" for one in _involved(day) if one.breaks]
    return Loosening(
        "breaks",
        _listed(away or ["there are no breaks"]),
        "Move a break.",
        _everybody(lambda one: replace(one, breaks=())),
    )


def _hours(day: Day) -> Loosening[Day]:
    return Loosening(
        "within_hours",
        _listed(f"{one.name} works {one.hours}" for one in _involved(day)),
        "Add hours.",
        _everybody(lambda one: replace(one, start=WHOLE_DAY.start, end=WHOLE_DAY.end)),
    )


def _whom(day: Day) -> Loosening[Day]:
    names = {child.name: " or ".join(one.name for one in day.who_may_see(child)) for child in day.children}
    return Loosening(
        "by_whom",
        _listed(f"{name} may be seen by {who or 'nobody'}" for name, who in names.items()),
        "Let another therapist see them.",
        lambda asked: replace(asked, children=tuple(replace(child, therapists=()) for child in asked.children)),
    )


def _thing(day: Day, name: str) -> Loosening[Day]:
    users = [child.name for child in day.children if name in child.things]
    return Loosening(
        "shared_things",
        f"There is {day.thing[name].count} {name} for {', '.join(users)}{_elsewhere(day.thing[name])}.",
        f"Plan a visit without the {name}, or get another.",
        lambda asked: replace(
            asked, things=tuple(replace(one, count=50, taken=()) if one.name == name else one for one in asked.things)
        ),
    )


def _elsewhere(one: Room | Thing) -> str:
    """When somebody else has it, in words that follow on its name; empty where nobody has."""
    return f" (somebody else has it {' and '.join(map(str, one.taken))})" if one.taken else ""


def _kind(day: Day, kind: str) -> Loosening[Day]:
    names = [f"{room.name}{_elsewhere(room)}" for room in day.rooms if room.kind == kind]
    more = tuple(Room(f"{kind} (another, {number})", kind) for number in range(20))
    return Loosening(
        "one_visit_a_room",
        f"The only {kind} for one visit at a time: {', '.join(names)}.",
        "Let another kind of room do for some children.",
        lambda asked: replace(asked, rooms=(*asked.rooms, *more)),
    )


def _times(day: Day) -> Loosening[Day]:
    by_times: dict[str, list[str]] = {}
    for child in day.children:
        by_times.setdefault(" or ".join(map(str, child.windows)) or "at no time", []).append(child.name)
    return Loosening(
        "when_the_child_can",
        _listed(f"{', '.join(names)} can be there {times}" for times, names in by_times.items()),
        "Ask whether one of them can come at another time.",
        lambda asked: replace(asked, children=tuple(replace(one, windows=(WHOLE_DAY,)) for one in asked.children)),
    )
