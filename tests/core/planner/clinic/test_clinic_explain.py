from dataclasses import replace

from tiny_clinic import a_day, a_week, span, with_ada, with_child

from pebblepath.core.planner.clinic.clash import Clash
from pebblepath.core.planner.clinic.clock import read_time
from pebblepath.core.planner.clinic.day import Day, plan_day
from pebblepath.core.planner.clinic.loosen import Loosening, clashing, fewest
from pebblepath.core.planner.clinic.week import DAYS, Building, Taken, plan_week


def rules(clashes: tuple[Clash, ...]) -> list[str]:
    return [clash.rule for clash in clashes]


def one_swing(minutes: str) -> Day:
    """Mia and Lou both need the swing, and both can only be there for so long."""
    window = (span("09:00", minutes),)
    children = tuple(
        replace(child, windows=window, must=True, preferred="") for child in a_day().children if child.name != "Noah"
    )
    return a_day(children=children)


def test_two_children_and_one_swing_in_half_an_hour_clash_and_the_swing_is_named():
    answer = plan_day(one_swing("09:30"), seconds=10)
    assert answer.status == "infeasible" and len(answer.unseen) == 1
    assert rules(answer.clashes) == ["who_must_be_seen", "shared_things", "when_the_child_can"]
    assert answer.clashes[1].words == "There is 1 swing for Mia, Lou."
    assert "Plan a visit without the swing, or get another. This alone may be enough." in answer.clashes[1].loosen


def test_what_somebody_else_has_is_named_with_its_time():
    gym, nook = a_day().rooms
    taken = (span("09:00", "12:00"),)
    mia = replace(a_day().children[0], must=True)
    full = plan_day(a_day(children=(mia,), rooms=(replace(gym, taken=taken), nook)), seconds=10)
    assert full.clashes[1].words == "The only gym for one visit at a time: Gym (somebody else has it 09:00 to 12:00)."
    away = plan_day(a_day(children=(mia,), things=(replace(a_day().things[0], taken=taken),)), seconds=10)
    assert away.clashes[1].words == "There is 1 swing for Mia (somebody else has it 09:00 to 12:00)."


def test_with_half_an_hour_more_there_is_no_clash():
    answer = plan_day(one_swing("10:00"), seconds=10)
    assert answer.status == "planned" and answer.clashes == ()


def test_children_who_do_not_clash_are_not_named():
    crowd = replace(one_swing("09:30"), children=(*one_swing("09:30").children, a_day().children[1]))
    assert "Noah" not in plan_day(crowd, seconds=10).clashes[0].words


def test_a_child_who_need_not_be_seen_is_told_as_short_with_the_reason():
    day = replace(one_swing("09:30"), children=tuple(replace(c, must=False) for c in one_swing("09:30").children))
    answer = plan_day(day, seconds=10)
    assert answer.status == "short" and "shared_things" in rules(answer.clashes)


def test_two_sessions_a_week_and_one_day_of_a_building_clash_and_the_days_are_named():
    week = with_child(a_week(), "Mia", must=True)
    week = replace(
        week, buildings=(Building("Oak", read_time("09:00"), read_time("14:00"), ("Mon",)), week.buildings[1])
    )
    answer = plan_week(week, seconds=6)
    assert answer.status == "infeasible" and answer.short == (("Mia", 30),)
    assert rules(answer.clashes) == ["owed_in_full", "building_days"]
    assert answer.clashes[0].words.startswith("Mia is owed 2 x 30 minutes; a child has at most one session a day")
    assert answer.clashes[1].words == "Oak has a place on Mon."
    assert "Ask for a place on another day. This alone may be enough." in answer.clashes[1].loosen


def test_a_class_timetable_without_half_an_hour_is_named():
    never = Taken(DAYS, read_time("09:00"), read_time("14:00"), "choir week")
    answer = plan_week(with_child(a_week(), "Zoe", must=True, not_during=(never,)), seconds=6)
    assert rules(answer.clashes) == ["owed_in_full", "not_during"] and "choir week" in answer.clashes[1].words


def test_minutes_that_are_too_many_for_her_day_are_told_with_all_that_fills_it():
    answer = plan_week(with_ada(with_child(a_week(), "Zoe", must=True), free_minutes=300), seconds=6)
    assert answer.status == "infeasible" and "free_minutes" in rules(answer.clashes)


def test_a_clash_of_times_alone_is_proven_too():
    """Lou and Zoe both can only at 10:30, and the road lies between; the minutes of the day alone would be enough."""
    before = Taken(DAYS, read_time("09:00"), read_time("10:30"), "choir")
    after = Taken(DAYS, read_time("11:00"), read_time("14:00"), "swimming")
    week = with_ada(a_week(), hours=a_week().therapists[0].hours[:1])
    for name in ("Lou", "Zoe"):
        week = with_child(week, name, must=True, not_during=(before, after))
    answer = plan_week(week, seconds=6)
    assert answer.status == "infeasible" and "not_during" in rules(answer.clashes)
    assert "Lou" in answer.clashes[0].words and "Zoe" in answer.clashes[0].words


def test_of_three_rules_only_the_two_that_clash_are_told():
    ways = {"a": 2, "b": 2, "c": 0}
    loosenings = [Loosening(name, name, f"Loosen {name}.", lambda r, n=name: r - {n}) for name in ways]

    def impossible(rest: frozenset[str]) -> bool:
        return sum(ways[name] for name in rest) > 3

    found = clashing(frozenset(ways), loosenings, impossible)
    assert rules(found) == ["a", "b"] and found[0].loosen == "Loosen a. This alone may be enough."


def test_the_fewest_names_are_those_that_cannot_be_left_out():
    assert fewest([*"abcdefgh"], lambda names: {"c", "g"} <= set(names)) == ["c", "g"]
