import json
from pathlib import Path

import pytest
from tiny_clinic import a_day, a_day_plan, a_week, a_week_plan

from pebblepath.core.planner.clinic import day as days
from pebblepath.core.planner.clinic import week as weeks
from pebblepath.core.planner.clinic.clock import Span, clock, longest_free, read_time
from pebblepath.core.planner.clinic.exchange import judge, read_plan, read_request, request_to_json, schema

PAGE = (Path(__file__).parents[4] / "docs" / "clinic-day.md").read_text()
EXAMPLES = [part.split("```")[0] for part in PAGE.split("```json\n")[1:]]


@pytest.mark.parametrize("request_", [a_day(), a_week(), a_week(previous=a_week_plan().sessions, changed=("Lou",))])
def test_what_is_written_is_read_back(request_):
    assert read_request(request_to_json(request_)) == request_


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("size", weeks.SIZES)
def test_made_up_weeks_are_the_same_for_the_same_seed_and_can_be_written(size, seed):
    week = weeks.make_week(weeks.SIZES[size], seed)
    assert week == weeks.make_week(weeks.SIZES[size], seed) != weeks.make_week(weeks.SIZES[size], seed + 7)
    assert read_request(request_to_json(week)) == week
    asked = weeks.SIZES[size]
    assert (len(week.children), len(week.buildings)) == (asked.children, asked.buildings)
    assert all(week.who_may_see(child) for child in week.children)


@pytest.mark.parametrize("size", days.SIZES)
def test_made_up_days_are_the_same_for_the_same_seed_and_can_be_written(size):
    day = days.make_day(days.SIZES[size], 0)
    assert day == days.make_day(days.SIZES[size], 0) != days.make_day(days.SIZES[size], 1)
    assert read_request(request_to_json(day)) == day


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_the_page_are_requests_that_can_be_planned(text):
    request = read_request(text)
    if isinstance(request, days.Day):
        answer = days.plan_day(request, seconds=10)
        assert days.check(request, answer.plan) == []
    else:
        answer = weeks.plan_week(request, seconds=10)
        assert weeks.check(request, answer.plan) == []
    assert answer.status == "planned"


def test_the_page_has_an_example_of_each_kind():
    assert [json.loads(text)["kind"] for text in EXAMPLES] == ["day", "week"]


def test_every_field_of_the_schema_is_on_the_page():
    fields = {name for part in schema()["$defs"].values() for name in part.get("properties", {})}
    assert [name for name in sorted(fields) if f"`{name}`" not in PAGE] == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d | {"kind": "month"}, "the kind is missing or unknown"),
        (lambda d: d | {"colour": 3}, "colour: Unexpected keyword argument"),
        (
            lambda d: d | {"therapists": [{"name": "Ada", "start": "9 am", "end": "12:00"}]},
            "therapists[0].start: '9 am' isn't a time",
        ),
        (lambda d: d | {"children": d["children"] * 2}, "the name 'Mia' is there twice"),
        (lambda d: d | {"things": []}, "Mia names 'swing', which isn't in things"),
    ],
)
def test_a_wrong_request_is_told_in_one_sentence_with_its_place(change, says):
    with pytest.raises(ValueError) as told:
        read_request(json.dumps(change(json.loads(request_to_json(a_day())))))
    assert str(told.value).startswith(says)


@pytest.mark.parametrize("text", ["", "[1]", "{", "null"])
def test_what_is_no_request_is_refused(text):
    with pytest.raises(ValueError, match='"kind": "day" or "kind": "week"'):
        read_request(text)


def test_a_missing_road_is_named():
    with pytest.raises(ValueError, match="the travel time between Elm and Oak is missing"):
        a_week(travel=())


def test_a_plan_is_judged_from_its_json_and_only_for_its_kind():
    visits = [
        {"child": v.child, "therapist": v.therapist, "room": v.room, "start": clock(v.start), "minutes": v.minutes}
        for v in a_day_plan().visits
    ]
    plan = read_plan(a_day(), json.dumps({"plan": {"visits": visits}}))
    assert plan == a_day_plan() and judge(a_day(), plan) == []
    with pytest.raises(ValueError, match="of another kind"):
        judge(a_week(), plan)


def test_times_are_read_as_people_write_them():
    assert read_time("9:05") == 545 and clock(545) == "09:05"
    with pytest.raises(ValueError, match="ends before it starts"):
        Span(600, 540)


def test_the_longest_free_stretch_lies_between_what_is_taken():
    assert longest_free((0, 60), [Span(10, 20), Span(15, 30)]) == 30
    assert longest_free((0, 60), [Span(0, 60)]) == 0
