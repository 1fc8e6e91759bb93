"""A clinic's day and a school week: planned from what is known, kept, moved, and on Today."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast
from pebblepath.apps.people.actions import add_member
from pebblepath.apps.people.models import AuditLine, Child, Role, User
from pebblepath.apps.play.minutes import promise
from pebblepath.apps.play.models import Owed, Room
from pebblepath.apps.play.timetable.apart import CameToNothing, plan_apart
from pebblepath.apps.play.timetable.models import (
    School,
    SchoolClass,
    SchoolPlace,
    SharedThing,
    State,
    Timetable,
    UsualVisit,
    WorkingHours,
)
from pebblepath.apps.play.timetable.planning import LOST_AFTER, ask_for_day, ask_for_week, keep, run_plan
from pebblepath.apps.play.timetable.times import read_blocks
from pebblepath.apps.play.timetable.today import times_of_today
from pebblepath.apps.play.timetable.week_facts import owed_a_week
from pebblepath.apps.reports.your_data import tables_of
from pebblepath.core.planner.clinic.clock import clock
from timetables import HERE, MONDAY, TUESDAY, day_of, week_of

pytestmark = pytest.mark.usefixtures("on_tuesday")

As = Callable[[object], Client]
NINE, TEN = 9 * 60, 10 * 60


def visit(child: Child, **told: Any) -> UsualVisit:
    return UsualVisit.objects.create(child=child, **told)


def day(cast: Cast, *, therapists: list[User] | None = None, children: list[Child] | None = None) -> Timetable:
    """Tuesday, planned here and now."""
    return day_of(cast, therapists or [cast.robin, cast.kai], children or [cast.mia, cast.leo])


@pytest.fixture
def oak(cast: Cast) -> SchoolClass:
    """A class with lunch, and Mia and Leo in it."""
    school = School.objects.create(practice=cast.practice, name="Oak School")
    lunch = [block.as_json() for block in read_blocks("11:00-12:00 lunch and recess")]
    made = SchoolClass.objects.create(school=school, name="Room 1", not_during=lunch)
    for child in (cast.mia, cast.leo):
        SchoolPlace.objects.create(child=child, school_class=made)
    return made


def starts(timetable: Timetable) -> dict[str, int]:
    return {slot.child.name: slot.start for slot in timetable.slots.select_related("child")}


# A day.


def test_a_day_is_planned_though_nothing_was_said_before(cast: Cast):
    plan = day(cast)
    assert plan.state == State.DONE and plan.outcome["status"] == "planned"
    assert set(starts(plan)) == {"Mia", "Leo"} and plan.slots.get(child=cast.leo).therapist == cast.robin


def test_what_was_said_of_hours_visits_rooms_and_things_is_kept_to(cast: Cast):
    hours = {"Tue": [NINE, 13 * 60]}
    meeting = [block.as_json() for block in read_blocks("Tue 9-9:30 team meeting")]
    WorkingHours.objects.create(practice=cast.practice, therapist=cast.robin, hours=hours, meetings=meeting)
    swing = Room.objects.create(practice=cast.practice, name="Swing room", spaces=["room"], things=["swing"])
    Room.objects.create(practice=cast.practice, name="Nook", spaces=["table"], things=["puzzle"])
    SharedThing.objects.create(practice=cast.practice, name="tricycle")
    visit(cast.mia, minutes=45, things=["swing", "tricycle"], times={"Tue": [[NINE, 11 * 60]]}, therapist=cast.robin)
    visit(cast.leo, minutes=30, things=["tricycle"], times={"Tue": [[NINE, 11 * 60]]}, must=True)
    plan = day(cast)
    mia, leo = plan.slots.get(child=cast.mia), plan.slots.get(child=cast.leo)
    assert mia.room == swing and mia.minutes == 45 and mia.therapist == cast.robin
    assert leo.start >= NINE + 30 and leo.end <= 11 * 60
    assert mia.end <= leo.start or leo.end <= mia.start  # one tricycle


def test_a_child_is_only_planned_with_therapists_of_her_circle(cast: Cast):
    plan = day(cast, therapists=[cast.kai])
    assert set(starts(plan)) == {"Mia"}
    ((name, why),) = plan.left_out
    assert name == f"{{c{cast.leo.pk}}}" and "therapists works that day" in why


def test_a_child_whose_visit_no_room_can_hold_is_left_out_with_a_reason(cast: Cast, as_: As):
    Room.objects.create(practice=cast.practice, name="Nook", spaces=["table"], things=["puzzle"])
    visit(cast.mia, things=["swing"])
    plan = day(cast)
    page = as_(cast.robin).get(reverse("timetable", args=[plan.public_id])).content.decode()
    assert "No room has what Mia’s visit needs." in page and "1 child isn’t fitted in." in page


def test_a_child_stays_with_her_usual_therapist_though_that_means_waiting(cast: Cast):
    visit(cast.mia, therapist=cast.robin, times={"Tue": [[14 * 60, 16 * 60]]})
    visit(cast.leo, minutes=30, times={"Tue": [[NINE, TEN]]})
    assert day(cast).slots.get(child=cast.mia).therapist == cast.robin


def test_a_gym_has_room_to_move(cast: Cast):
    gym = Room.objects.create(practice=cast.practice, name="Gym", spaces=["gym"], things=["swing"])
    visit(cast.mia, spaces=["room"], things=["swing"])
    assert day(cast).slots.get(child=cast.mia).room == gym


def test_who_doesnt_fit_is_named_with_what_clashes_and_where_to_loosen_it(cast: Cast, as_: As):
    WorkingHours.objects.create(practice=cast.practice, therapist=cast.robin, hours={"Tue": [NINE, TEN]})
    for child in (cast.mia, cast.leo):
        visit(child, minutes=45, must=True)
    plan = day(cast, therapists=[cast.robin])
    assert plan.outcome["status"] == "infeasible" and plan.outcome["clashes"]
    page = as_(cast.robin).get(reverse("timetable", args=[plan.public_id])).content.decode()
    assert (
        "What must be can’t be" in page
        and "Mia (45 minutes), Leo (45 minutes) can’t all be seen".replace("’", "&#x27;") in page
    )
    assert reverse("hours", args=[cast.robin.pk]) in page and reverse("usual_visit", args=[cast.mia.public_id]) in page
    assert "Add hours." in page


def test_who_came_at_ten_comes_at_ten_again(cast: Cast):
    plan = day(cast)
    mine = plan.slots.get(child=cast.mia)
    mine.start = 14 * 60
    mine.save()
    keep(cast.robin, plan)
    later = ask_for_day(cast.robin, cast.practice, TUESDAY + dt.timedelta(weeks=1), [cast.robin], [cast.mia])
    assert later.asked["children"][0]["wish"] == "14:00"


# The worker.


def test_what_is_asked_of_the_planner_names_nobody(cast: Cast):
    plan = day(cast)
    told = f"{plan.asked} {plan.outcome} {plan.lunches} {plan.left_out}"
    assert not re.search("Mia|Leo|Robin|Kai", told)


def test_a_plan_is_made_once_however_often_it_is_asked_for(cast: Cast):
    plan = day(cast)
    before = list(plan.slots.values_list("pk", flat=True))

    def never(*_: object, **__: object) -> None:
        raise AssertionError("planned twice")

    run_plan(plan.pk, plan=never)
    assert list(plan.slots.values_list("pk", flat=True)) == before


def test_a_run_that_was_lost_is_taken_up_by_another_and_a_living_one_isnt(cast: Cast):
    made = ask_for_day(cast.robin, cast.practice, TUESDAY, [cast.robin], [cast.mia])
    Timetable.objects.update(state=State.PLANNING, run="gone", started_at=timezone.now() - LOST_AFTER / 2)
    run_plan(made.pk, plan=HERE)
    assert not made.slots.exists()
    Timetable.objects.update(started_at=timezone.now() - LOST_AFTER * 2)
    run_plan(made.pk, plan=HERE)
    assert made.slots.count() == 1


def test_a_plan_that_is_let_go_meanwhile_is_planned_no_further(cast: Cast):
    made = ask_for_day(cast.robin, cast.practice, TUESDAY, [cast.robin], [cast.mia])
    went_on = []

    def plan(request: str, *, seconds: float, told: Callable[[dict[str, float]], bool]) -> None:
        Timetable.objects.all().delete()
        went_on.append(told({"seconds": 1.0, "value": 9, "bound": 3}))

    run_plan(made.pk, plan=plan)
    assert went_on == [False] and not Timetable.objects.exists()


def test_a_planner_that_comes_to_nothing_is_told_and_can_be_asked_again(cast: Cast, as_: As):
    made = ask_for_day(cast.robin, cast.practice, TUESDAY, [cast.robin], [cast.mia])

    def plan(*_: object, **__: object) -> None:
        raise CameToNothing

    run_plan(made.pk, plan=plan)
    page = as_(cast.robin).get(reverse("timetable", args=[made.public_id])).content.decode()
    assert "came to nothing" in page
    as_(cast.robin).post(reverse("plan_again", args=[made.public_id]))
    again = Timetable.objects.get()
    assert again.pk != made.pk and again.state == State.ASKED


def test_another_process_plans_the_same_and_tells_how_far_it_is(cast: Cast):
    made = ask_for_day(cast.robin, cast.practice, TUESDAY, [cast.robin], [cast.mia])
    run_plan(made.pk, plan=plan_apart)
    made.refresh_from_db()
    assert made.state == State.DONE and made.slots.count() == 1
    assert made.progress["value"] >= made.progress["bound"] >= 0


def test_a_process_that_is_told_to_stop_gives_no_answer(cast: Cast):

    made = ask_for_day(cast.robin, cast.practice, TUESDAY, [cast.robin], [cast.mia])
    assert plan_apart(json.dumps(made.asked), seconds=5, told=lambda _: False) is None


def test_a_process_that_breaks_is_no_answer():
    with pytest.raises(CameToNothing):
        plan_apart("no request", seconds=1, told=lambda _: True)


def test_the_page_says_how_far_the_planner_is_in_minutes(cast: Cast, as_: As):
    made = ask_for_week(cast.robin, cast.practice, MONDAY, [cast.robin], [cast.mia])
    page = as_(cast.robin).get(reverse("timetable", args=[made.public_id])).content.decode()
    assert "on the list" in page and "hx-trigger" in page and "http-equiv" in page
    progress = {"seconds": 2.0, "value": 120, "bound": 116}
    Timetable.objects.update(state=State.PLANNING, started_at=timezone.now(), progress=progress)
    page = as_(cast.robin).get(reverse("timetable", args=[made.public_id])).content.decode()
    assert "Nobody could save more than 4 minutes of therapists’ time." in page
    Timetable.objects.update(started_at=timezone.now() - LOST_AFTER * 2)
    page = as_(cast.robin).get(reverse("timetable", args=[made.public_id])).content.decode()
    assert "interrupted" in page and "Plan again" in page and "hx-trigger" not in page


# Kept, and on Today.


def test_a_kept_plan_is_on_today_in_the_order_of_its_hours(cast: Cast, as_: As):
    Room.objects.create(practice=cast.practice, name="Swing room", spaces=["room"])
    visit(cast.mia, times={"Tue": [[14 * 60, 16 * 60]]})
    visit(cast.leo, times={"Tue": [[NINE, TEN]]}, minutes=30)
    plan = day(cast, therapists=[cast.robin])
    assert "by the hour" not in as_(cast.robin).get("/").content.decode()
    as_(cast.robin).post(reverse("keep_timetable", args=[plan.public_id]))
    page = as_(cast.robin).get("/").content.decode()
    assert "Today, by the hour" in page and "Swing room" in page
    times = times_of_today(cast.robin)
    assert [one.children for one in times] == [(cast.leo.pk,), (cast.mia.pk,)]
    cards = page[page.index("plain columns") :]
    assert cards.index("Leo") < cards.index("Mia")
    assert f"the session at {clock(times[0].start)} with Leo" in page


def test_tomorrows_plan_isnt_on_today(cast: Cast):
    made = ask_for_day(cast.robin, cast.practice, TUESDAY + dt.timedelta(days=1), [cast.robin], [cast.mia])
    run_plan(made.pk, plan=HERE)
    made.refresh_from_db()
    keep(cast.robin, made)
    assert times_of_today(cast.robin) == []


def test_today_is_the_day_where_the_practice_is(cast: Cast, now_is: Callable[[dt.datetime], None]):
    cast.practice.time_zone = "America/Los_Angeles"
    cast.practice.save()
    keep(cast.robin, day(cast, therapists=[cast.robin], children=[cast.mia]))
    now_is(dt.datetime(2026, 6, 3, 1, 0, tzinfo=dt.UTC))  # six in the evening of Tuesday there
    assert len(times_of_today(cast.robin)) == 1
    now_is(dt.datetime(2026, 6, 3, 8, 0, tzinfo=dt.UTC))
    assert times_of_today(cast.robin) == []


def test_a_newer_plan_for_the_same_people_takes_the_place_of_the_older(cast: Cast):
    old, others, new = (
        day(cast, therapists=[cast.robin]),
        day(cast, therapists=[cast.kai], children=[cast.mia]),
        day(cast, therapists=[cast.robin]),
    )
    for plan in (old, others, new):
        keep(cast.robin, plan)
    kept = set(Timetable.objects.filter(kept_at__isnull=False).values_list("pk", flat=True))
    assert kept == {others.pk, new.pk}


def test_today_costs_one_query_more(cast: Cast, as_: As, queries: Callable[[Client, str], int]):
    keep(cast.robin, day(cast, therapists=[cast.robin]))
    assert queries(as_(cast.robin), "/") <= 15


def test_a_page_of_a_plan_takes_few_queries(
    cast: Cast, as_: As, queries: Callable[[Client, str], int], oak: SchoolClass
):
    plan, of_week = day(cast), week_of(cast, [cast.mia, cast.leo])
    keep(cast.robin, plan)
    client = as_(cast.robin)
    addresses = [reverse("timetable", args=[one.public_id]) for one in (plan, of_week)]
    addresses += [reverse("slot", args=[one.public_id, one.slots.all()[0].pk]) for one in (plan, of_week)]
    addresses += [reverse(name) for name in ("timetables", "plan_day", "plan_week")]
    assert {url: count for url in addresses if (count := queries(client, url)) > 15} == {}


# Who sees what.


def test_somebody_elses_child_is_only_a_taken_time(cast: Cast, as_: As):
    plan = day(cast, therapists=[cast.robin], children=[cast.leo])
    keep(cast.robin, plan)
    for name, args in (("timetable", [plan.public_id]), ("slot", [plan.public_id, plan.slots.get().pk])):
        page = as_(cast.kai).get(reverse(name, args=args)).content.decode()
        assert "Leo" not in page and "aken" in page, name
        assert "Leo" in as_(cast.robin).get(reverse(name, args=args)).content.decode()
    for name in ("timetables", "plan_day", "plan_week"):
        assert "Leo" not in as_(cast.kai).get(reverse(name)).content.decode()


def test_sentences_about_somebody_elses_child_dont_name_her(cast: Cast, as_: As):
    WorkingHours.objects.create(practice=cast.practice, therapist=cast.robin, hours={"Tue": [NINE, NINE + 30]})
    plan = day(cast, therapists=[cast.robin], children=[cast.leo])
    page = as_(cast.kai).get(reverse("timetable", args=[plan.public_id])).content.decode()
    assert "Leo" not in page and "Another child (45 minutes)" in page
    assert "Leo (45 minutes)" in as_(cast.robin).get(reverse("timetable", args=[plan.public_id])).content.decode()


def test_whose_record_one_lost_is_taken_on_today_too(cast: Cast, as_: As):
    keep(cast.robin, day(cast, therapists=[cast.robin]))
    cast.leo.members.filter(user=cast.robin).update(left_at=timezone.now())
    page = as_(cast.robin).get("/").content.decode()
    assert "Leo" not in page and "Taken" in page


def test_opening_a_plan_is_a_line_in_the_record_of_each_child_that_was_named(cast: Cast, as_: As):
    plan = day(cast)
    as_(cast.kai).get(reverse("timetable", args=[plan.public_id]))
    lines = AuditLine.objects.filter(user=cast.kai, deed="opened", about="timetable")
    assert [line.child for line in lines] == [cast.mia]


def test_plans_are_the_staffs_and_only_of_their_own_practice(cast: Cast, as_: As):
    plan = day(cast)
    keep(cast.robin, plan)
    mine = plan.slots.all()[0].pk
    opened = [reverse("timetable", args=[plan.public_id]), reverse("slot", args=[plan.public_id, mine])]
    done = [reverse(name, args=[plan.public_id]) for name in ("keep_timetable", "plan_again", "drop_timetable")]
    for person in (cast.ana, cast.lopez, cast.mia_herself, cast.nina, cast.sam):
        client = as_(person)
        assert {client.get(url).status_code for url in opened} == {404}
        assert {client.post(url).status_code for url in [*done, opened[1]]} == {404}
    assert Timetable.objects.filter(pk=plan.pk).exists()


# Another time.


def test_a_visit_is_moved_by_one_tap_to_a_time_that_keeps_every_rule(cast: Cast, as_: As):
    plan = day(cast, therapists=[cast.robin])
    mia = plan.slots.get(child=cast.mia)
    url = reverse("slot", args=[plan.public_id, mia.pk])
    page = as_(cast.robin).get(url).content.decode()
    offered = re.findall(r'name="start" value="([\d:]+)"', page)
    assert len(offered) > 5 and f'value="{starts(plan)["Leo"] // 60}:00"' not in page
    assert as_(cast.robin).post(url, {"start": offered[-1]}).status_code == 302
    mia.refresh_from_db()
    plan.refresh_from_db()
    assert f"{mia.start // 60}:{mia.start % 60:02d}" == offered[-1] and plan.by_hand
    assert "Changed by hand" in as_(cast.robin).get(reverse("timetable", args=[plan.public_id])).content.decode()


def test_a_time_that_breaks_a_rule_is_named_and_nothing_is_moved(cast: Cast, as_: As):
    plan = day(cast, therapists=[cast.robin])
    mia, taken = plan.slots.get(child=cast.mia), starts(plan)["Leo"]
    url = reverse("slot", args=[plan.public_id, mia.pk])
    answer = as_(cast.robin).post(url, {"start": f"{taken // 60}:{taken % 60:02d}"})
    page = answer.content.decode()
    assert answer.status_code == 400 and "at the same time" in page and "Robin has" in page
    assert f'value="{taken // 60}:{taken % 60:02d}"' in page  # what was typed is there
    assert plan.slots.get(child=cast.mia).start == mia.start
    assert "isn’t a time" in as_(cast.robin).post(url, {"start": "later"}).content.decode()


def test_lunch_gives_way_to_a_visit_that_is_moved(cast: Cast, as_: As):
    plan = day(cast, therapists=[cast.robin], children=[cast.mia])
    (lunch,) = plan.lunches
    url = reverse("slot", args=[plan.public_id, plan.slots.get().pk])
    hour = lunch["start"].split(":")[0]
    assert as_(cast.robin).post(url, {"start": f"{hour}:00"}).status_code == 302
    plan.refresh_from_db()
    moved, visit_ = plan.lunches[0]["start"], plan.slots.get()
    assert isinstance(moved, int) and (moved + 30 <= visit_.start or moved >= visit_.end)
    assert as_(cast.robin).get(reverse("timetable", args=[plan.public_id])).status_code == 200


def test_a_visit_moves_to_another_therapist_of_the_circle(cast: Cast, as_: As):
    visit(cast.mia, therapist=cast.robin)
    plan = day(cast, children=[cast.mia])
    url = reverse("slot", args=[plan.public_id, plan.slots.get().pk])
    kai = f"{{t{cast.kai.pk}}}"
    page = as_(cast.robin).get(url, {"with": kai}).content.decode()
    assert "Another time with Kai" in page
    assert as_(cast.robin).post(url, {"start": "9:00", "therapist": kai}).status_code == 302
    assert plan.slots.get().therapist == cast.kai


# A school week.


def test_a_week_gives_what_is_owed_and_takes_nothing_from_recess(cast: Cast, oak: SchoolClass):
    promise(cast.access(cast.robin), Owed(minutes=60, per="week", first=MONDAY))
    plan = week_of(cast, [cast.mia, cast.leo])
    assert plan.outcome["status"] == "planned"
    assert plan.slots.filter(child=cast.mia).count() == 2 and plan.slots.filter(child=cast.leo).count() == 1
    assert all(slot.end <= 11 * 60 or slot.start >= 12 * 60 for slot in plan.slots.all())


def test_minutes_by_the_month_are_spread_over_its_weeks(cast: Cast):
    promise(cast.access(cast.robin), Owed(minutes=200, per="month", first=MONDAY))
    assert owed_a_week([cast.mia], MONDAY) == {cast.mia.pk: 50}
    assert owed_a_week([cast.mia], MONDAY - dt.timedelta(days=1)) == {}


def test_like_goals_share_a_session_and_show_as_one(cast: Cast, oak: SchoolClass, as_: As):
    SchoolPlace.objects.update(goal="fine-motor", service="either")
    plan = week_of(cast, [cast.mia, cast.leo])
    first, second = plan.slots.all()
    assert (first.weekday, first.start, first.therapist) == (second.weekday, second.start, second.therapist)
    page = as_(cast.robin).get(reverse("timetable", args=[plan.public_id])).content.decode()
    assert "Mia, Leo" in page or "Leo, Mia" in page
    told = as_(cast.kai).get(reverse("timetable", args=[plan.public_id])).content.decode()
    assert "Mia, 1 more" in told and "Leo" not in told


def test_a_child_without_a_class_is_left_out_with_a_reason(cast: Cast, oak: SchoolClass, as_: As):
    zoe = Child.objects.create(practice=cast.practice, name="Zoe")
    add_member(cast.robin, zoe, user=cast.robin, role=Role.THERAPIST, name="Robin")
    plan = week_of(cast, [cast.mia, zoe])
    page = as_(cast.robin).get(reverse("timetable", args=[plan.public_id])).content.decode()
    assert (
        "Nobody has said yet in which class Zoe is." in page and reverse("school_place", args=[zoe.public_id]) in page
    )


def test_one_childs_change_moves_nobody_else(cast: Cast, oak: SchoolClass, as_: As):
    before = week_of(cast, [cast.mia, cast.leo])
    keep(cast.robin, before)
    leo = before.slots.get(child=cast.leo)
    mia = before.slots.get(child=cast.mia)
    away = [{"days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "start": mia.start, "end": mia.end, "what": "speech"}]
    SchoolPlace.objects.filter(child=cast.mia).update(not_during=away)
    after = week_of(cast, [cast.mia, cast.leo], before=before, changed=[cast.mia])
    assert after.slots.get(child=cast.leo).start == leo.start and after.outcome["moved"] == []
    assert after.slots.get(child=cast.mia).start != mia.start
    page = as_(cast.robin).get(reverse("timetable", args=[after.public_id])).content.decode()
    assert "Nobody else had to move." in page


def test_who_has_to_make_room_is_named(cast: Cast, oak: SchoolClass, as_: As):
    plan = week_of(cast, [cast.mia])
    plan.asked["previous"] = [
        {"therapist": f"{{t{cast.robin.pk}}}", "day": "Mon", "start": "09:00", "minutes": 30,
         "children": [f"{{c{cast.mia.pk}}}"]},
    ]  # fmt: skip
    plan.outcome |= {"moved": [f"{{c{cast.leo.pk}}}"], "moved_fewest": True}
    plan.save()
    page = as_(cast.robin).get(reverse("timetable", args=[plan.public_id])).content.decode()
    assert "Moved to make room: Leo. It can’t be done with fewer." in page


def test_a_kept_week_is_on_today_every_week_until_a_newer_one(
    cast: Cast, oak: SchoolClass, now_is: Callable[[dt.datetime], None]
):
    old = week_of(cast, [cast.mia])
    keep(cast.robin, old)
    slot = old.slots.get()
    later = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC) + dt.timedelta(weeks=3, days=slot.weekday)
    now_is(later)
    (told,) = times_of_today(cast.robin)
    assert told.in_class == "Room 1" and told.start == slot.start and told.children == (cast.mia.pk,)
    newer = Timetable.objects.create(
        practice=cast.practice, kind="week", first=MONDAY + dt.timedelta(weeks=2), asked_by=cast.robin,
        state=State.DONE, asked=old.asked, kept_at=timezone.now(),
    )  # fmt: skip
    newer.slots.create(child=cast.leo, therapist=cast.robin, weekday=slot.weekday, start=TEN, minutes=30)
    assert [one.children for one in times_of_today(cast.robin)] == [(cast.leo.pk,)]


def test_school_sessions_are_away_times_of_the_clinics_day(cast: Cast, oak: SchoolClass):
    SchoolPlace.objects.filter(child=cast.leo).delete()
    oak.school.days = ["Tue"]
    oak.school.save()
    kept = week_of(cast, [cast.mia])
    keep(cast.robin, kept)
    at_school = kept.slots.get()
    plan = day(cast, therapists=[cast.robin], children=[cast.leo])
    visit_ = plan.slots.get()
    assert visit_.end <= at_school.start or visit_.start >= at_school.end
    assert plan.asked["therapists"][0]["breaks"]


def test_a_session_of_the_week_is_moved_with_all_its_children(cast: Cast, oak: SchoolClass, as_: As):
    SchoolPlace.objects.update(goal="fine-motor", service="either")
    plan = week_of(cast, [cast.mia, cast.leo])
    first = plan.slots.all()[0]
    url = reverse("slot", args=[plan.public_id, first.pk])
    weekday = (first.weekday + 1) % 5
    taken = as_(cast.robin).post(url, {"start": "11:15", "weekday": weekday})
    assert taken.status_code == 400 and "takes from lunch and recess" in taken.content.decode()
    assert as_(cast.robin).post(url, {"start": "13:00", "weekday": weekday}).status_code == 302
    assert set(plan.slots.values_list("weekday", "start")) == {(weekday, 13 * 60)}


def test_a_family_finds_usual_visit_place_at_school_and_kept_times_in_the_archive(cast: Cast, oak: SchoolClass):
    visit(cast.mia, times={"Tue": [[NINE, TEN]]}, therapist=cast.robin)
    day(cast)  # not kept, and so nothing that was agreed
    keep(cast.robin, day(cast, therapists=[cast.robin]))
    tables = {one.name: list(one.rows) for one in tables_of(cast.access(cast.ana))}
    assert tables["usual_visits"][0]["times"] == '{"Tue": "9:00\\u201310:00"}'
    assert tables["school_places"][0]["class"] == "Room 1"
    (time,) = tables["planned_times"]
    assert (time["first"], time["weekday"], time["therapist"]) == ("2026-06-02", "Tuesday", "Robin")
    assert not {one.name: list(one.rows) for one in tables_of(cast.access(cast.lopez))}["planned_times"]


def test_a_week_begins_on_the_monday_where_the_practice_is(
    cast: Cast, oak: SchoolClass, now_is: Callable[[dt.datetime], None]
):
    cast.practice.time_zone = "Australia/Sydney"
    cast.practice.save()
    old = week_of(cast, [cast.mia])
    keep(cast.robin, old)
    newer = Timetable.objects.create(
        practice=cast.practice, kind="week", first=MONDAY + dt.timedelta(weeks=2), asked_by=cast.robin,
        state=State.DONE, asked=old.asked, kept_at=timezone.now(),
    )  # fmt: skip
    newer.slots.create(child=cast.leo, therapist=cast.robin, weekday=0, start=TEN, minutes=30)
    first = dt.datetime.combine(newer.first, dt.time(), tzinfo=dt.UTC)
    now_is(first - dt.timedelta(hours=3))  # seven in the morning of that Monday there
    assert [one.children for one in times_of_today(cast.robin)] == [(cast.leo.pk,)]
    now_is(first - dt.timedelta(days=3, hours=3))  # the Friday before, there
    assert all(cast.leo.pk not in one.children for one in times_of_today(cast.robin))
