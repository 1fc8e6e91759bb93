"""Nothing fits: which wishes can't be had together, and what to loosen, in a therapist's words.

The wishes found are a smallest set in this sense: without any one of them the others could be had. They are found by
leaving wishes out, group by group and then one by one, as long as the rest still clashes (QuickXplain's idea: Junker,
2004, "QUICKXPLAIN: preferred explanations and relaxations for over-constrained problems", AAAI).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from .instance import ITEMS_MOST, SPACES, Activity, Clash, Lock, Loosening, SessionRequest
from .rules import RULES
from .solve import model_of, run
from .words import listed, minutes_in_words, to_therapist

SECONDS_FOR_ONE = 3.0
NOTHING_LEFT = "There is no activity to choose from, whatever is loosened."


@dataclass(frozen=True)
class Wish:
    """Something wished for that may clash with the rest.

    Attributes:
        name: what it is called among the others.
        sentence: the wish, as a therapist would say it.
        words: what to loosen; empty where it is never loosened.
        loosen: the request without the wish.
        rule: the name of a rule that is left out with it, or empty.
    """

    name: str
    sentence: str
    words: str
    loosen: Callable[[SessionRequest], SessionRequest]
    rule: str = ""


def clash_of(activities: Sequence[Activity], request: SessionRequest) -> Clash:
    """Which wishes of a request clash that has no plan, and what to loosen."""
    wishes = list(wishes_of(request, activities))
    if _clashes(activities, request, wishes):
        return Clash((NOTHING_LEFT,), ())
    left = _smallest(activities, request, wishes)
    loosen = [_loosening(activities, request, wish) for wish in left if wish.words]
    # What is enough by itself comes first.
    return Clash(tuple(wish.sentence for wish in left), tuple(sorted(loosen, key=lambda one: not one.enough)))


def wishes_of(request: SessionRequest, activities: Sequence[Activity]) -> Iterator[Wish]:
    """All that is wished for. What comes early is left out early, so the clash is told in what comes late."""
    names = {activity.id: activity.name for activity in activities}
    yield from _time_wishes(request)
    yield from (_rule_wish(rule.name, rule.sentence) for rule in RULES if rule.can_loosen and rule.name in _HOUSE)
    yield from _room_wishes(request)
    yield from _child_wishes(request, names)
    yield from (_goal_wish(wish.goal, wish.minutes) for wish in request.goals if wish.minutes)
    yield from (_must_wish(one, names) for one in sorted(request.must_have))
    yield from (_lock_wish(one, names) for one in request.locks)


# Loosening the rule itself, in a therapist's words.
_HOUSE = {
    "kinds": "Let one kind of play come twice in a row.",
    "calm-after": "Let moving play rouse again after the table.",
    "gentle": "Let energy change faster.",
    "heavy-first": "Begin at the table today.",
    "start": "Begin with an activity further from the child's energy.",
    "settle": "End without settling play.",
    "choice": "Do without a choice today.",
    "novelty": "Offer more that is new to the child.",
}


def _rule_wish(name: str, sentence: str) -> Wish:
    return Wish(name, sentence, _HOUSE[name], lambda r: replace(r, loosened=r.loosened | {name}))


def _time_wishes(request: SessionRequest) -> Iterator[Wish]:
    yield Wish(
        "count",
        f"{request.items_least} to {request.items_most} activities in the session.",
        "Allow fewer or more activities.",
        lambda r: replace(r, items_least=1, items_most=ITEMS_MOST),
    )
    yield Wish(
        "time",
        f"{minutes_in_words(request.minutes)} in all, filled.",
        "Give it more or less time.",
        lambda r: r,
        "time",
    )


def _room_wishes(request: SessionRequest) -> Iterator[Wish]:
    if request.age is not None:
        yield Wish("age", f"For {request.age} years.", "Look past the age hints.", lambda r: replace(r, age=None))
    if request.noise != "loud":
        sentence = f"Not louder than {request.noise}."
        yield Wish("noise", sentence, "Allow more noise.", lambda r: replace(r, noise="loud"))
    if request.mess != "much":
        sentence = f"Not more mess than {request.mess}."
        yield Wish("mess", sentence, "Allow more mess.", lambda r: replace(r, mess="much"))
    people = f"{request.people} people to play, {request.children} of them children."
    words = "Change who plays."
    yield Wish("people", people, words, lambda r: replace(r, loosened=r.loosened | {"people"}))
    places = f"Only these places: {listed(sorted(request.spaces)) or 'none'}."
    yield Wish("space", places, "Find another place to play.", lambda r: replace(r, spaces=frozenset(SPACES)))
    if request.things is not None or request.missing:
        missing = f", without {listed(sorted(request.missing))}" if request.missing else ""
        sentence = f"Only what is in the room{missing}."
        words = "Bring more things into the room."
        yield Wish("equipment", sentence, words, lambda r: replace(r, things=None, missing=frozenset()))


def _child_wishes(request: SessionRequest, names: dict[str, str]) -> Iterator[Wish]:
    if request.cares:
        sentence = f"Nothing that isn't for a child with: {', '.join(sorted(request.cares))}; this always holds."
        yield Wish("cautions", sentence, "", lambda r: replace(r, cares=frozenset()))
    if request.too_much:
        senses = ", ".join(sorted(request.too_much))
        sentence = f"Nothing that gives what is too much for the child ({senses}); this always holds."
        yield Wish("too-much", sentence, "", lambda r: replace(r, too_much=frozenset()))
    if request.excluded:
        sentence = f"Not today: {listed(sorted(names.get(one, one) for one in request.excluded))}."
        words = "Allow again what wasn't wanted."
        yield Wish("unwanted", sentence, words, lambda r: replace(r, excluded=frozenset()))


def _goal_wish(goal: str, minutes: int) -> Wish:
    words = to_therapist(goal)
    sentence = f"{minutes_in_words(minutes)} for {words}."
    return Wish(f"goal {goal}", sentence, f"Ask for fewer minutes for {words}.", lambda r: _ask(r, goal, 0))


def _must_wish(one: str, names: dict[str, str]) -> Wish:
    name = names.get(one, one)
    loosen = f"Leave out {name}."
    return Wish(f"must {one}", f"{name} has to be in it.", loosen, lambda r: replace(r, must_have=r.must_have - {one}))


def _lock_wish(lock: Lock, names: dict[str, str]) -> Wish:
    name = names.get(lock.activity, lock.activity)
    minutes = "" if lock.minutes is None else f" for {minutes_in_words(lock.minutes)}"
    return Wish(
        f"lock {lock.place}",
        f"{name} stays at place {lock.place + 1}{minutes}.",
        f"Unlock {name}.",
        lambda r: replace(r, locks=tuple(one for one in r.locks if one.activity != lock.activity)),
    )


def _ask(request: SessionRequest, goal: str, minutes: int) -> SessionRequest:
    return replace(
        request,
        goals=tuple(replace(wish, minutes=minutes) if wish.goal == goal else wish for wish in request.goals),
    )


def _status(activities: Sequence[Activity], request: SessionRequest, loosened: Sequence[Wish]) -> str:
    for wish in loosened:
        request = wish.loosen(request)
    leaving_out = frozenset(wish.rule for wish in loosened if wish.rule)
    return run(model_of(activities, request, leaving_out=leaving_out), SECONDS_FOR_ONE)[1]


def _clashes(activities: Sequence[Activity], request: SessionRequest, loosened: Sequence[Wish]) -> bool:
    """Whether it is shown that there is no plan even with some wishes loosened."""
    return _status(activities, request, loosened) == "infeasible"


def _smallest(activities: Sequence[Activity], request: SessionRequest, wishes: Sequence[Wish]) -> list[Wish]:
    """The wishes that are left when all that can be loosened without ending the clash is loosened."""
    gone: list[Wish] = []

    def leave_out(part: Sequence[Wish]) -> None:
        if not part or _clashes(activities, request, [*gone, *part]):
            gone.extend(part)
        elif len(part) > 1:
            leave_out(part[: len(part) // 2])
            leave_out(part[len(part) // 2 :])

    leave_out(wishes)
    return [wish for wish in wishes if wish not in gone]


def _loosening(activities: Sequence[Activity], request: SessionRequest, wish: Wish) -> Loosening:
    enough = _status(activities, request, [wish]) in {"optimal", "feasible"}
    words = wish.words
    goal = wish.name.removeprefix("goal ")
    if enough and goal != wish.name:
        most = _most_minutes(activities, request, goal)
        had = f"{minutes_in_words(most)} can be had with all the rest" if most else "none can be had with all the rest"
        words = f"{words.removesuffix('.')}: {had}."
    return Loosening(wish.name, words, enough)


def _most_minutes(activities: Sequence[Activity], request: SessionRequest, goal: str) -> int:
    """The most minutes of a goal that go with everything else, by halving."""
    low, high = 0, next(wish.minutes for wish in request.goals if wish.goal == goal)
    while high - low > 1:
        middle = (low + high) // 2
        if _status(activities, _ask(request, goal, middle), []) in {"optimal", "feasible"}:
            low = middle
        else:
            high = middle
    return low
