"""What a page says of a plan: how far the planner is, how good the plan is, and what to loosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from pebblepath.apps.play.timetable.day_facts import COSTS
from pebblepath.apps.play.timetable.models import Timetable
from pebblepath.apps.play.timetable.names import Names, tokens_in
from pebblepath.apps.play.timetable.standing import TOLD_AS_MISSING
from pebblepath.core.planner.clinic.clash import Clash
from pebblepath.core.planner.clinic.week import WeekCosts
from pebblepath.core.planner.session.words import listed

FIVE = 5
PROVEN = "This is the best plan there is; that is proven."
OF_HOURS = frozenset(
    {"within_hours", "breaks", "meetings", "lunch", "note_minutes", "free_minutes", "one_stay", "one_child_at_a_time"}
)
OF_CHILDREN = frozenset(
    {"who_must_be_seen", "when_the_child_can", "by_whom", "owed_in_full", "one_therapist", "groups_of_like_goals"}
)
OF_ROOMS = frozenset({"one_visit_a_room", "kind_of_room"})
OF_SCHOOLS = frozenset({"time_to_travel", "building_days", "not_during"})


@dataclass(frozen=True)
class Why:
    """Something that clashes.

    Attributes:
        words: what clashes.
        loosen: what could be changed.
        links: where, each with its words and address.
    """

    words: str
    loosen: str
    links: tuple[tuple[str, str], ...]


def headline(timetable: Timetable) -> str:
    """How a plan came out, in a few words."""
    status, missing = timetable.outcome["status"], len(timetable.outcome["missing"])
    if status == "planned" and not timetable.left_out:
        return "Everybody is seen." if timetable.is_day else "All minutes are given."
    if status == "infeasible":
        return "What must be can’t be: it clashes."
    if status == "not found":
        return "Not everybody who must be seen was fitted in."
    count = missing + len(timetable.left_out)
    words = "child isn’t" if count == 1 else "children aren’t"
    return f"{count} {words} fitted in{'' if timetable.is_day else ' wholly'}."


def how_good(timetable: Timetable, broken: Collection[str]) -> str:
    """What no plan could do better, in minutes; of a plan that was changed by hand, whether it keeps the rules.

    Args:
        timetable: the plan.
        broken: names of the rules that it breaks as it stands.
    """
    if timetable.by_hand and not broken:
        return "Changed by hand. Every rule is still kept."
    if timetable.by_hand and TOLD_AS_MISSING.issuperset(broken):
        lacking = "Not everybody who must be seen is" if timetable.is_day else "Not all minutes that must be given are"
        return f"Changed by hand. {lacking} fitted in; every other rule is kept."
    if timetable.by_hand:
        return "Changed by hand. Not every rule is kept."
    value, bound = timetable.outcome["cost"]["value"], timetable.outcome["bound"]
    return within(timetable, value, bound)


def so_far(timetable: Timetable) -> str:
    """How far the planner is."""
    progress = timetable.progress
    if not timetable.started_at:
        return "It is on the list and begins in a moment."
    if not progress:
        return "Looking for a first plan."
    better = within(timetable, progress["value"], progress["bound"])
    return f"A plan is there after {progress['seconds']:.0f} seconds; still looking. {better}"


def within(timetable: Timetable, value: float, bound: float) -> str:
    """How much better another plan could be at most."""
    left = max(0, round(value - bound))
    if left == 0:
        return PROVEN
    if timetable.is_day and left >= COSTS.unseen:
        return "Whether one more child could be seen isn’t proven yet."
    if timetable.is_day:
        return f"Nobody could save more than {left * FIVE} minutes of waiting."
    if left >= WeekCosts().owed * FIVE:
        return "Whether more minutes could be given isn’t proven yet."
    return f"Nobody could save more than {left} minute{'' if left == 1 else 's'} of therapists’ time."


def parts(timetable: Timetable) -> list[tuple[str, str]]:
    """What there is to know of a plan as the planner made it: each thing with its number."""
    cost: Mapping[str, int] = timetable.outcome["cost"]
    return [(what, said) for what, said in (_day(cost) if timetable.is_day else _week(cost)) if said]


def _day(cost: Mapping[str, int]) -> list[tuple[str, str]]:
    weigh = COSTS
    return [
        ("Waiting between visits", _minutes(cost["idle"] * FIVE // weigh.idle)),
        ("With another therapist than usual", _count(cost["other_therapist"] // weigh.other_therapist)),
        ("Away from last time’s hour, all together", _minutes(cost["wish"] * FIVE // weigh.wish)),
        ("Without lunch", _count(cost["no_lunch"] // weigh.no_lunch)),
    ]


def _week(cost: Mapping[str, int]) -> list[tuple[str, str]]:
    weigh = WeekCosts()
    return [
        ("In sessions", _minutes(cost["sessions"])),
        ("On the road", _minutes(cost["road"])),
        ("Setting up", _minutes(cost["set_up"])),
        ("Sessions in a time that a teacher asked to spare", _count(cost["rather_not"] // weigh.rather_not)),
        ("Sessions on two days in a row", _count(cost["next_day"] // weigh.next_day)),
        ("Alone, though a group is meant", _count(cost["without_others"] // weigh.without_others)),
    ]


def _minutes(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes} min" if minutes else ""
    return f"{minutes // 60} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60} h"


def _count(count: int) -> str:
    return str(count) if count else ""


def missing(timetable: Timetable, names: Names) -> list[tuple[str, str, str]]:
    """Who isn't fitted in: the name, what is missing, and the address of what is known of her."""
    rows = [(name, f"{minutes} minutes" if minutes else "") for name, minutes in timetable.outcome["missing"]]
    rows += [(name, names.say(why)) for name, why in timetable.left_out]
    return [(names.say(name), words, _child_link(timetable, names, name)) for name, words in rows]


def _child_link(timetable: Timetable, names: Names, name: str) -> str:
    ((_, pk),) = tokens_in(name)
    child = names.children.get(pk)
    return reverse("usual_visit" if timetable.is_day else "school_place", args=[child.public_id]) if child else ""


def whys(timetable: Timetable, names: Names) -> list[Why]:
    """What clashes, in words, each with the pages on which it can be loosened."""
    clashes: list[Mapping[str, Any]] = timetable.outcome.get("clashes", [])
    return [
        Why(names.say(one["words"]), names.say(one["loosen"]), tuple(_links(timetable, names, one))) for one in clashes
    ]


def broken_now(names: Names, clashes: Sequence[Clash]) -> list[str]:
    """The rules that a plan breaks as it stands, but for those that are told as who isn't fitted in."""
    return [names.say(one.words) for one in clashes if one.rule not in TOLD_AS_MISSING]


def beside(others: Sequence[Timetable], names: Names) -> list[tuple[str, str]]:
    """Other kept plans of the same day: whose time each plans, and its address."""
    who = [(listed([names.say(one["name"]) for one in other.asked["therapists"]]), other) for other in others]
    return [(said, reverse("timetable", args=[other.public_id])) for said, other in who]


def _links(timetable: Timetable, names: Names, clash: Mapping[str, Any]) -> list[tuple[str, str]]:
    rule, about = clash["rule"], tokens_in(clash["words"])
    if rule in OF_HOURS:
        return [(f"{names.of('t', pk)}’s hours", reverse("hours", args=[pk])) for kind, pk in about if kind == "t"]
    if rule in OF_CHILDREN:
        page, what = ("usual_visit", "visit") if timetable.is_day else ("school_place", "place at school")
        known = [names.children[pk] for kind, pk in about if kind == "c" and pk in names.children]
        return [(f"{child.name}’s {what}", reverse(page, args=[child.public_id])) for child in known]
    if rule == "shared_things":
        return [("Shared things", reverse("shared_things"))]
    if rule in OF_ROOMS:
        return [("Rooms", reverse("rooms"))]
    return [("Schools and classes", reverse("timetables") + "#schools")] if rule in OF_SCHOOLS else []


def moved(timetable: Timetable, names: Names) -> str:
    """Who was moved though nothing changed for her; empty where nobody was asked to stay."""
    if not timetable.asked.get("previous"):
        return ""
    who = [names.say(name) for name in timetable.outcome.get("moved", [])]
    if not who:
        return "Nobody else had to move."
    ending = " It can’t be done with fewer." if timetable.outcome.get("moved_fewest") else ""
    return f"Moved to make room: {', '.join(who)}.{ending}"
