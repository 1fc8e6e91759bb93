from dataclasses import replace

import pytest
from tiny_clinic import a_day, a_day_plan, span, visit

from pebblepath.core.planner.clinic.clock import read_time
from pebblepath.core.planner.clinic.day import RULES, DayPlan, Lunch, check, cost
from pebblepath.core.planner.clinic.day.instance import Day


def broken(plan: DayPlan, day: Day | None = None) -> set[str]:
    return {clash.rule for clash in check(day or a_day(), plan)}


def instead(child: str, **changes: object) -> DayPlan:
    plan = a_day_plan()
    return replace(plan, visits=tuple(replace(v, **changes) if v.child == child else v for v in plan.visits))


def test_a_plan_that_can_be_lived_keeps_every_rule():
    assert check(a_day(), a_day_plan()) == []


CLASHES = {
    "one_child_at_a_time": (instead("Noah", start=read_time("09:00")), a_day()),
    "within_hours": (instead("Noah", start=read_time("11:30")), a_day()),
    "when_the_child_can": (instead("Lou", start=read_time("11:45")), a_day()),
    "one_visit": (instead("Lou", minutes=45), a_day()),
    "by_whom": (instead("Noah", therapist="Ben", start=read_time("10:30")), a_day()),
    "one_visit_a_room": (instead("Noah", room="Gym"), a_day()),
    "kind_of_room": (instead("Mia", room="Nook"), a_day()),
    "shared_things": (instead("Lou", room="Nook", start=read_time("09:00")), a_day()),
    "lunch_in_its_time": (replace(a_day_plan(), lunches=(Lunch("Ben", read_time("10:30")),)), a_day()),
    "who_must_be_seen": (
        DayPlan(a_day_plan().visits[:2]),
        a_day(children=tuple(replace(child, must=True) for child in a_day().children)),
    ),
}


@pytest.mark.parametrize("rule", CLASHES)
def test_each_rule_finds_the_plan_that_breaks_it(rule):
    plan, day = CLASHES[rule]
    assert rule in broken(plan, day)


def test_every_rule_of_a_day_has_a_plan_that_breaks_it():
    assert {rule.__name__ for rule in RULES} == set(CLASHES)


def test_a_note_takes_the_therapist_but_not_the_room():
    day = a_day(therapists=tuple(replace(one, note_minutes=15) for one in a_day().therapists))
    assert broken(a_day_plan(), day) == {"one_child_at_a_time"}


def test_a_visit_in_a_break_is_found():
    ada, ben = a_day().therapists
    day = a_day(therapists=(ada, replace(ben, breaks=(span("09:45", "10:15"),))))
    assert broken(a_day_plan(), day) == {"one_child_at_a_time"}


def test_two_swings_are_enough_for_two_children():
    day = a_day(things=(replace(a_day().things[0], count=2),))
    assert broken(instead("Lou", room="Nook", start=read_time("09:00")), day) == set()


def test_a_visit_in_a_room_that_somebody_else_has_is_found():
    gym, nook = a_day().rooms
    day = a_day(rooms=(replace(gym, taken=(span("09:15", "09:30"),)), nook))
    assert [clash.words for clash in check(day, a_day_plan())] == [
        "Mia is in Gym at 09:00; somebody else has it 09:15 to 09:30."
    ]
    assert broken(a_day_plan(), a_day(rooms=(replace(gym, taken=(span("10:00", "12:00"),)), nook))) == set()


def test_what_somebody_else_uses_counts_beside_what_the_visits_use():
    swing = replace(a_day().things[0], taken=(span("09:45", "10:00"),))
    assert [clash.words for clash in check(a_day(things=(swing,)), a_day_plan())] == [
        "Lou and somebody else need swing at 09:45; there is 1."
    ]
    assert broken(a_day_plan(), a_day(things=(replace(swing, count=2),))) == set()
    twice = replace(swing, count=2, taken=(*swing.taken, span("09:30", "10:15")))
    assert broken(a_day_plan(), a_day(things=(twice,))) == {"shared_things"}


def test_a_second_lunch_is_found():
    lunches = (Lunch("Ben", read_time("11:00")), Lunch("Ben", read_time("11:30")))
    assert broken(replace(a_day_plan(), lunches=lunches)) == {"lunch_in_its_time"}


def test_a_name_that_is_not_in_the_day_is_said():
    plan = DayPlan((visit("Max", "Ada", "Gym", "09:00", 30),))
    assert [clash.words for clash in check(a_day(), plan)] == ["Max is in the plan but not in the day."]


def test_the_cost_counts_wishes_whom_and_waiting():
    day = a_day()
    assert cost(day, a_day_plan()).value == 6  # Noah half an hour late: six times five minutes
    late = instead("Noah", start=read_time("10:30"))
    assert cost(day, late).wish == 18 and cost(day, late).idle == 12
    other = cost(day, instead("Mia", therapist="Ben", start=read_time("10:00")))
    assert other.other_therapist == day.costs.other_therapist
    assert cost(day, DayPlan(())).unseen == 3 * day.costs.unseen


def test_a_missed_lunch_costs_those_who_are_due_one():
    ada, ben = a_day().therapists
    day = a_day(therapists=(replace(ada, end=read_time("17:00")), ben))
    assert cost(day, a_day_plan()).no_lunch == day.costs.no_lunch
