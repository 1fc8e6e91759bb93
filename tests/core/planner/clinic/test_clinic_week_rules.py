from dataclasses import replace

import pytest
from tiny_clinic import a_week, a_week_plan, session, with_ada, with_child

from pebblepath.core.planner.clinic.clock import read_time
from pebblepath.core.planner.clinic.week import (
    DAYS,
    RULES,
    Building,
    Lunch,
    Session,
    Taken,
    Week,
    WeekPlan,
    check,
    cost,
)


def broken(plan: WeekPlan, week: Week | None = None) -> set[str]:
    return {clash.rule for clash in check(week or a_week(), plan)}


def instead(old: Session, *new: Session) -> WeekPlan:
    plan = a_week_plan()
    assert old in plan.sessions
    return replace(plan, sessions=(*(one for one in plan.sessions if one != old), *new))


def test_a_week_that_can_be_lived_keeps_every_rule():
    assert check(a_week(), a_week_plan()) == []


LOU, ZOE = session("Mon", "10:30", "Lou"), session("Wed", "10:30", "Zoe")
CLASHES = {
    "one_thing_at_a_time": (instead(LOU, session("Mon", "11:20", "Lou")), a_week()),
    "within_hours": (instead(LOU, session("Tue", "10:30", "Lou")), a_week()),
    "not_during": (instead(LOU, session("Mon", "10:10", "Lou")), a_week()),
    "one_session_a_day": (instead(session("Wed", "09:30", "Mia"), session("Mon", "12:30", "Mia")), a_week()),
    "as_long_as_owed": (instead(LOU, session("Mon", "10:30", "Lou", minutes=20)), a_week()),
    "groups_of_like_goals": (instead(LOU, session("Mon", "10:30", "Lou", "Noah")), a_week()),
    "time_to_travel": (
        instead(ZOE, session("Wed", "10:30", "Zoe")),
        a_week(travel=(replace(a_week().travel[0], minutes=30),)),
    ),
    "one_stay": (a_week_plan(), with_ada(a_week(), most_buildings=1)),
    "lunch": (replace(a_week_plan(), lunches=a_week_plan().lunches[:1]), a_week()),
    "free_minutes": (a_week_plan(), with_ada(a_week(), free_minutes=300)),
    "owed_in_full": (
        replace(a_week_plan(), sessions=a_week_plan().sessions[:3]),
        with_child(a_week(), "Zoe", must=True),
    ),
}


def bea() -> Week:
    """A week with a second therapist, so that she can be named."""
    week = a_week()
    return replace(week, therapists=(*week.therapists, replace(week.therapists[0], name="Bea")))


CLASHES["one_therapist"] = (a_week_plan(), with_child(bea(), "Lou", therapists=("Bea",)))


@pytest.mark.parametrize("rule", CLASHES)
def test_each_rule_finds_the_week_that_breaks_it(rule):
    plan, week = CLASHES[rule]
    assert rule in broken(plan, week)


def test_every_rule_of_a_week_has_a_plan_that_breaks_it():
    assert {rule.__name__ for rule in RULES} == set(CLASHES)


def test_the_road_needs_one_piece_of_time_that_lunch_and_meetings_do_not_cut():
    early = replace(a_week_plan(), lunches=(a_week_plan().lunches[0], Lunch("Ada", "Wed", read_time("11:00"))))
    assert broken(instead(ZOE, session("Wed", "11:30", "Zoe")), a_week()) >= {"one_thing_at_a_time"}
    late = replace(
        early, sessions=tuple(replace(o, start=read_time("11:30")) if o == ZOE else o for o in early.sessions)
    )
    assert broken(late) == set()  # 10:00 to 11:00 is free for the road
    meeting = Taken(("Wed",), read_time("10:20"), read_time("10:40"), "IEP meeting")
    assert broken(late, with_ada(a_week(), meetings=(meeting,))) == {"time_to_travel"}


def test_setting_up_takes_time_in_the_first_building_too():
    week = replace(a_week(), buildings=tuple(replace(b, set_up_minutes=70) for b in a_week().buildings))
    assert "time_to_travel" in broken(a_week_plan(), week)


def test_a_return_to_a_building_is_found():
    back = instead(session("Wed", "09:30", "Mia"), session("Wed", "09:30", "Lou"), session("Wed", "12:30", "Mia"))
    assert "one_stay" in broken(back)


def test_a_building_without_a_place_that_day_is_found():
    week = replace(
        a_week(),
        buildings=(Building("Oak", read_time("09:00"), read_time("14:00"), days=("Wed",)), a_week().buildings[1]),
    )
    assert broken(a_week_plan(), week) == {"within_hours"}


def test_two_children_who_are_apart_do_not_share():
    assert broken(a_week_plan(), a_week(apart=(("Noah", "Mia"),))) == {"groups_of_like_goals"}


def test_a_child_s_own_time_off_counts():
    swimming = Taken(DAYS, read_time("10:30"), read_time("11:00"), "swimming")
    assert broken(a_week_plan(), with_child(a_week(), "Zoe", not_during=(swimming,))) == {"not_during"}


def test_a_name_that_is_not_in_the_week_is_said():
    assert [c.words for c in check(a_week(), WeekPlan((session("Mon", "09:30", "Max"),)))] == [
        "Max is in the plan but not in the week."
    ]


def test_the_cost_counts_minutes_roads_and_what_teachers_asked():
    week, parts = a_week(), cost(a_week(), a_week_plan().sessions)
    assert (parts.sessions, parts.road, parts.set_up) == (120, 20, 30)
    assert parts.without_others == week.costs.without_others  # Mia on Wednesday
    early = instead(session("Wed", "09:30", "Mia"), session("Wed", "09:00", "Mia"))
    assert cost(week, early.sessions).rather_not == week.costs.rather_not
    without = replace(a_week_plan(), sessions=a_week_plan().sessions[:3])
    assert cost(week, without.sessions).owed == 30 * week.costs.owed


def test_a_child_has_moved_when_her_time_differs_and_she_asked_for_nothing():
    week = a_week(previous=a_week_plan().sessions)
    later = instead(LOU, session("Mon", "12:00", "Lou"))
    assert cost(week, a_week_plan().sessions).moved == 0
    assert cost(week, later.sessions).moved == week.costs.moved
    assert cost(replace(week, changed=("Lou",)), later.sessions).moved == 0
