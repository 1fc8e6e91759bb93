"""A planned day or week in words, for a screen of plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from .clock import clock
from .day import DayAnswer
from .week import WeekAnswer

HEADLINES = {
    "planned": "Everybody's time is planned.",
    "short": "Not everything fits.",
    "infeasible": "What must be done can't be: the rules clash.",
    "not found": "What must be done wasn't fitted in, and it isn't proven that it can't be; more seconds may help.",
}


def in_words(answer: DayAnswer | WeekAnswer) -> list[str]:
    """The lines of an answer: who is seen when, what is missing and why, what it costs."""
    lines = list(_visits(answer) if isinstance(answer, DayAnswer) else _sessions(answer))
    return [HEADLINES[answer.status], *lines, *_missing(answer), *_clashes(answer), "", _cost(answer)]


def _visits(answer: DayAnswer) -> Iterator[str]:
    lunches = {lunch.therapist: lunch.start for lunch in answer.plan.lunches}
    for name in dict.fromkeys(visit.therapist for visit in answer.plan.visits):
        yield from ("", f"{name}" + (f" (lunch {clock(lunches[name])})" if name in lunches else ""))
        for visit in answer.plan.visits:
            if visit.therapist == name:
                yield f"  {visit.span}  {visit.child}, {visit.room}"


def _sessions(answer: WeekAnswer) -> Iterator[str]:
    lunches = {(lunch.therapist, lunch.day): lunch.start for lunch in answer.plan.lunches}
    for duty in dict.fromkeys((one.therapist, one.day) for one in answer.plan.sessions):
        yield from ("", " ".join(duty) + (f" (lunch {clock(lunches[duty])})" if duty in lunches else ""))
        for one in answer.plan.sessions:
            if (one.therapist, one.day) == duty:
                yield f"  {one.span}  {', '.join(one.children)}"


def _missing(answer: DayAnswer | WeekAnswer) -> Iterator[str]:
    if isinstance(answer, DayAnswer):
        if answer.unseen:
            yield from ("", f"Not seen: {', '.join(answer.unseen)}.")
        return
    if answer.short:
        yield from ("", f"Minutes missing: {', '.join(f'{name} {minutes}' for name, minutes in answer.short)}.")
    if answer.moved:
        ending = " It can't be done with fewer." if answer.moved_fewest else ""
        yield from ("", f"Moved although nothing changed for them: {', '.join(answer.moved)}.{ending}")


def _clashes(answer: DayAnswer | WeekAnswer) -> Iterator[str]:
    if answer.clashes:
        yield from ("", "Why:", *(f"- {clash}" for clash in answer.clashes))


def _cost(answer: DayAnswer | WeekAnswer) -> str:
    parts = [f"{name.replace('_', ' ')} {part}" for name, part in asdict(answer.cost).items() if part]
    told = ", ".join(parts) or "nothing"
    return f"Cost {answer.cost.value} ({told}); no plan costs less than {answer.bound:.0f} ({answer.gap:.1%} of it)."
