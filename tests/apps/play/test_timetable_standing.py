"""A plan beside what else there is: rules broken before, another plan, pairs apart, the road, a second practice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast
from pebblepath.apps.people.actions import add_member, give_consent
from pebblepath.apps.people.models import AuditLine, Child, Role, Scope, Staff, User
from pebblepath.apps.play.models import Room
from pebblepath.apps.play.timetable.at_school import joined_spans
from pebblepath.apps.play.timetable.models import (
    Kind,
    School,
    SchoolClass,
    SchoolPlace,
    SharedThing,
    State,
    Timetable,
    UsualVisit,
    WorkingHours,
)
from pebblepath.apps.play.timetable.planning import ask_for_day, keep, run_plan
from pebblepath.apps.play.timetable.today import times_of_today, visits_for
from pebblepath.core.planner.clinic.clock import Span
from sessions import planned_session
from timetables import HERE, MONDAY, TUESDAY, day_of, week_of

pytestmark = pytest.mark.usefixtures("on_tuesday")

As = Callable[[object], Client]
NINE, TEN, ELEVEN = 9 * 60, 10 * 60, 11 * 60
PLACE = {"session_minutes": "30", "service": "either", "goal": "fine-motor", "not_during": ""}


@pytest.fixture
def zoe(cast: Cast) -> Child:
    """A child of Kai's alone."""
    made = Child.objects.create(practice=cast.practice, name="Zoe")
    add_member(cast.robin, made, user=cast.kai, role=Role.THERAPIST, name="Kai")
    return made


@pytest.fixture
def oak(cast: Cast) -> SchoolClass:
    """A class with Mia and Leo in it, who may share a session."""
    school = School.objects.create(practice=cast.practice, name="Oak School", days=["Tue"])
    made = SchoolClass.objects.create(school=school, name="Room 1")
    for child in (cast.mia, cast.leo):
        SchoolPlace.objects.create(child=child, school_class=made, goal="fine-motor", service="either")
    return made


def kept_day(cast: Cast, therapists: list[User], children: list[Child]) -> Timetable:
    made = day_of(cast, therapists, children)
    keep(cast.robin, made)
    return made


def words_of(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode().replace("&#x27;", "'")


# Rules that were broken before.


def test_a_plan_changed_by_hand_says_that_every_rule_is_kept_only_where_it_is(cast: Cast, as_: As):
    room = Room.objects.create(practice=cast.practice, name="Swing room", spaces=["room"])
    plan, robin = day_of(cast, [cast.robin], [cast.mia, cast.leo]), as_(cast.robin)
    mia, leo = plan.slots.get(child=cast.mia), plan.slots.get(child=cast.leo)
    Timetable.objects.update(by_hand=True)
    assert "Every rule is still kept." in words_of(robin, "timetable", plan.public_id)
    plan.slots.filter(pk=leo.pk).update(start=mia.start)
    page = words_of(robin, "timetable", plan.public_id)
    assert "Every rule" not in page and "Changed by hand. Not every rule is kept." in page
    assert "What isn’t kept as it stands" in page
    assert f"{mia.child.name} and {leo.child.name} are in {room.name} at the same time." in page or (
        f"{leo.child.name} and {mia.child.name} are in {room.name} at the same time." in page
    )


def test_a_move_of_another_visit_doesnt_claim_rules_that_were_broken_before(cast: Cast, as_: As, zoe: Child):
    add_member(cast.robin, zoe, user=cast.robin, role=Role.THERAPIST, name="Robin")
    plan, robin = day_of(cast, [cast.robin], [cast.mia, cast.leo, zoe]), as_(cast.robin)
    mia = plan.slots.get(child=cast.mia)
    plan.slots.filter(child=cast.leo).update(start=mia.start)
    third = plan.slots.get(child=zoe)
    page = words_of(robin, "slot", plan.public_id, third.pk)
    assert "As the plan stands, not every rule is kept" in page and "These keep every rule." not in page
    assert "These break no other rule." in page
    assert robin.post(reverse("slot", args=[plan.public_id, third.pk]), {"start": "15:00"}).status_code == 302
    assert "Not every rule is kept." in words_of(robin, "timetable", plan.public_id)


def test_who_must_be_seen_and_isnt_is_no_kept_rule_after_a_move(cast: Cast, as_: As):
    WorkingHours.objects.create(practice=cast.practice, therapist=cast.robin, hours={"Tue": [NINE, TEN + 30]})
    for child in (cast.mia, cast.leo):
        UsualVisit.objects.create(child=child, must=True)
    plan = day_of(cast, [cast.robin], [cast.mia, cast.leo])
    assert plan.slots.count() == 1
    Timetable.objects.update(by_hand=True)
    page = words_of(as_(cast.robin), "timetable", plan.public_id)
    assert "Not everybody who must be seen is fitted in; every other rule is kept." in page
    assert "What isn’t kept as it stands" not in page  # it is told above, with the name


def test_a_visit_whose_room_was_removed_has_no_room_any_more(cast: Cast, as_: As):
    room = Room.objects.create(practice=cast.practice, name="Swing room", spaces=["room"])
    Room.objects.create(practice=cast.practice, name="Nook", spaces=["room"])
    plan = kept_day(cast, [cast.robin], [cast.mia])
    plan.slots.update(room=room)
    room.delete()
    assert "Mia has no room any more." in words_of(as_(cast.robin), "timetable", plan.public_id)


# Two plans of one day.


def test_another_kept_plans_room_is_taken_and_the_page_says_so(cast: Cast, as_: As, zoe: Child):
    Room.objects.create(practice=cast.practice, name="Swing room", spaces=["room"])
    for child in (cast.leo, zoe):
        UsualVisit.objects.create(child=child, minutes=45, times={"Tue": [[NINE, ELEVEN]]})
    first = kept_day(cast, [cast.robin], [cast.leo])
    second = day_of(cast, [cast.kai], [zoe])
    leo, hers = first.slots.get(), second.slots.get()
    assert leo.room == hers.room and (hers.end <= leo.start or hers.start >= leo.end)
    page = words_of(as_(cast.kai), "timetable", second.public_id)
    assert "Another plan of this day" in page and "Robin</a>: their rooms and shared things count as taken" in page
    assert "Leo" not in page
    keep(cast.kai, second)
    assert Timetable.objects.filter(kept_at__isnull=False).count() == 2
    taken = f"{leo.start // 60}:{leo.start % 60:02d}"
    answer = as_(cast.kai).post(reverse("slot", args=[second.public_id, hers.pk]), {"start": taken})
    assert answer.status_code == 400 and "somebody else has it" in answer.content.decode()


def test_another_kept_plans_shared_things_are_taken(cast: Cast, zoe: Child):
    SharedThing.objects.create(practice=cast.practice, name="tricycle")
    for child in (cast.leo, zoe):
        UsualVisit.objects.create(child=child, minutes=45, times={"Tue": [[NINE, ELEVEN]]}, things=["tricycle"])
    leo, hers = (
        kept_day(cast, [cast.robin], [cast.leo]).slots.get(),
        day_of(cast, [cast.kai], [zoe]).slots.get(),
    )
    assert hers.end <= leo.start or hers.start >= leo.end


def test_a_plan_of_the_same_people_takes_nothing_from_the_one_that_follows_it(cast: Cast, as_: As):
    Room.objects.create(practice=cast.practice, name="Swing room", spaces=["room"])
    kept_day(cast, [cast.robin], [cast.leo])
    again = day_of(cast, [cast.robin], [cast.leo])
    assert [room["taken"] for room in again.asked["rooms"]] == [[]]
    assert "Another plan" not in words_of(as_(cast.robin), "timetable", again.public_id)


def test_two_drafts_that_are_both_kept_say_where_they_meet(cast: Cast, as_: As, zoe: Child):
    Room.objects.create(practice=cast.practice, name="Swing room", spaces=["room"])
    drafts = [day_of(cast, [cast.robin], [cast.leo]), day_of(cast, [cast.kai], [zoe])]
    for plan in drafts:
        plan.slots.update(start=TEN)
        keep(cast.robin, plan)
    page = words_of(as_(cast.kai), "timetable", drafts[1].public_id)
    assert "Zoe is in Swing room at 10:00; somebody else has it 10:00 to 10:45." in page


# Pairs apart.


def test_two_who_are_apart_share_no_session_and_nobody_elses_list_changes(cast: Cast, as_: As, oak: SchoolClass):
    together = week_of(cast, [cast.mia, cast.leo])
    assert len(set(together.slots.values_list("weekday", "start"))) == 1
    url, robin = reverse("school_place", args=[cast.mia.public_id]), as_(cast.robin)
    leo = SchoolPlace.objects.get(child=cast.leo)
    assert "Not in one session with" in words_of(robin, "school_place", cast.mia.public_id)
    sent = PLACE | {"school_class": oak.pk, "apart": [leo.pk]}
    assert robin.post(url, sent).status_code == 302
    assert leo.apart.get().child == cast.mia  # it holds for both
    told = AuditLine.objects.filter(about="place at school", deed="changed")
    assert {line.child for line in told} == {cast.mia, cast.leo}
    assert not [line for line in AuditLine.objects.filter(child=cast.leo) if cast.mia.public_id in line.ref]
    apart = week_of(cast, [cast.mia, cast.leo])
    assert len(set(apart.slots.values_list("weekday", "start"))) == 2
    # A plan made before says so, and its session can still be moved.
    page = words_of(robin, "timetable", together.public_id)
    assert "Mia and Leo may not share the session on Tue" in page or "Leo and Mia may not share" in page
    there = reverse("slot", args=[together.public_id, together.slots.all()[0].pk])
    assert robin.post(there, {"start": "13:30", "weekday": 1}).status_code == 302
    assert robin.post(url, PLACE | {"school_class": oak.pk}).status_code == 302
    assert not leo.apart.exists()


def test_who_is_apart_is_for_the_staff_and_names_only_children_whose_sessions_one_plans(
    cast: Cast, as_: As, oak: SchoolClass
):
    mia, leo = SchoolPlace.objects.get(child=cast.mia), SchoolPlace.objects.get(child=cast.leo)
    mia.apart.add(leo)
    page = words_of(as_(cast.kai), "school_place", cast.mia.public_id)
    assert "Leo" not in page and "Not in one session" not in page
    url = reverse("school_place", args=[cast.mia.public_id])
    assert as_(cast.kai).post(url, PLACE | {"school_class": oak.pk}).status_code == 302
    assert mia.apart.get() == leo  # whoever can't see it can't undo it
    ana = cast.mia.members.get(user=cast.ana)
    give_consent(cast.robin, ana, Scope.PLAY)
    add_member(cast.robin, cast.leo, user=cast.ana, role=Role.FAMILY, name="Aunt")
    give_consent(cast.robin, cast.leo.members.get(user=cast.ana), Scope.PLAY)
    assert "Not in one session" not in words_of(as_(cast.ana), "school_place", cast.mia.public_id)


def test_two_who_are_apart_arent_brought_together_in_a_group(cast: Cast, as_: As, oak: SchoolClass):
    SchoolPlace.objects.get(child=cast.mia).apart.add(SchoolPlace.objects.get(child=cast.leo))
    plan = planned_session(cast.access(cast.robin), [cast.circle_time])
    sent = {"children": [cast.mia.public_id, cast.leo.public_id], "plan": plan.public_id}
    answer = as_(cast.robin).post(reverse("new_group"), sent)
    assert answer.status_code == 400 and "Mia and Leo have sessions apart." in answer.content.decode()
    assert answer.content.decode().count("checked") == 3  # both children and the plan: nothing tapped is lost
    SchoolPlace.objects.get(child=cast.mia).apart.clear()
    assert as_(cast.robin).post(reverse("new_group"), sent).status_code == 302


# The road from school.


def test_the_way_between_school_and_clinic_is_kept_free(cast: Cast, oak: SchoolClass, as_: As):
    oak.school.clinic_minutes, oak.school.set_up_minutes = 40, 10
    oak.school.save()
    kept = week_of(cast, [cast.mia])
    kept.slots.update(start=TEN)
    Timetable.objects.filter(pk=kept.pk).update(lunches=[])
    keep(cast.robin, kept)
    plan = day_of(cast, [cast.robin], [cast.leo])
    (therapist,) = plan.asked["therapists"]
    assert therapist["breaks"] == [{"start": "09:10", "end": "11:10"}] and therapist["lunch_minutes"] == 30
    visit = plan.slots.get()
    assert visit.end + 10 <= TEN - 50 or visit.start >= TEN + 30 + 40
    assert "At school, with the way" in words_of(as_(cast.robin), "timetable", plan.public_id)


def test_a_lunch_at_school_is_had(cast: Cast, oak: SchoolClass):
    kept = week_of(cast, [cast.mia, cast.leo])
    for child, start in ((cast.mia, ELEVEN), (cast.leo, ELEVEN + 60)):
        kept.slots.filter(child=child).update(start=start)
    lunches = [{"therapist": f"{{t{cast.robin.pk}}}", "day": "Tue", "start": "11:30"}]
    Timetable.objects.filter(pk=kept.pk).update(lunches=lunches, kept_at=timezone.now())
    (therapist,) = ask_for_day(cast.robin, cast.practice, TUESDAY, [cast.robin], [cast.leo]).asked["therapists"]
    assert therapist["breaks"] == [{"start": "10:35", "end": "12:45"}] and therapist["lunch_minutes"] == 0


def test_the_way_ends_where_the_hours_end(cast: Cast, oak: SchoolClass):
    WorkingHours.objects.create(practice=cast.practice, therapist=cast.robin, hours={"Tue": [NINE, 15 * 60]})
    kept = week_of(cast, [cast.mia])
    kept.slots.update(start=NINE)
    keep(cast.robin, kept)
    (therapist,) = ask_for_day(cast.robin, cast.practice, TUESDAY, [cast.robin], [cast.leo]).asked["therapists"]
    assert therapist["breaks"] == [{"start": "09:00", "end": "09:45"}]


def test_stretches_that_meet_or_touch_are_one():
    spans = [Span(60, 90), Span(10, 20), Span(20, 30), Span(80, 85)]
    assert joined_spans(spans) == (Span(10, 30), Span(60, 90))


def test_the_way_to_the_clinic_is_said_of_a_school(cast: Cast, as_: As):
    school = {"name": "Oak School", "start": "8:15", "end": "2:45", "set_up_minutes": "10"}
    robin = as_(cast.robin)
    assert robin.post(reverse("new_school"), school).status_code == 302
    oak = School.objects.get()
    assert oak.clinic_minutes == 15  # as usual, where nothing is said
    assert robin.post(reverse("school", args=[oak.public_id]), school | {"clinic_minutes": "0"}).status_code == 302
    oak.refresh_from_db()
    assert oak.clinic_minutes == 0
    answer = robin.post(reverse("school", args=[oak.public_id]), school | {"clinic_minutes": "400"})
    assert answer.status_code == 400 and "0 to 180 minutes are accepted" in answer.content.decode()


# Two practices.


def test_the_weeks_of_two_practices_are_both_on_today_and_named(cast: Cast, as_: As):
    Staff.objects.create(user=cast.robin, practice=cast.other_practice)
    add_member(cast.sam, cast.omar, user=cast.robin, role=Role.THERAPIST, name="Robin")
    made = []
    for practice, child, first in (
        (cast.practice, cast.mia, MONDAY),
        (cast.other_practice, cast.omar, MONDAY - dt.timedelta(weeks=2)),
    ):
        plan = Timetable.objects.create(
            practice=practice, kind=Kind.WEEK, first=first, asked_by=cast.robin, state=State.DONE,
            kept_at=timezone.now(),
        )  # fmt: skip
        plan.slots.create(child=child, therapist=cast.robin, weekday=1, start=NINE, minutes=30)
        made.append(plan)
    times = times_of_today(cast.robin)
    assert [one.children for one in times] == [(cast.mia.pk,), (cast.omar.pk,)]  # the same hour, and yet two times
    assert [one.practice for one in times] == ["Willow Street", "Far Hill"]
    accesses = {child.pk: cast.access(cast.robin, child) for child in (cast.mia, cast.omar)}
    assert [one.where for one in visits_for(times, accesses)] == ["Willow Street", "Far Hill"]
    page = as_(cast.robin).get("/").content.decode()
    assert "Willow Street" in page and "Far Hill" in page
    made[1].slots.all().delete()
    assert [one.practice for one in times_of_today(cast.robin)] == [""]


def test_who_works_for_two_practices_opens_the_plans_of_both(cast: Cast, as_: As):
    Staff.objects.create(user=cast.robin, practice=cast.other_practice)
    add_member(cast.sam, cast.omar, user=cast.robin, role=Role.THERAPIST, name="Robin")
    plan = ask_for_day(cast.sam, cast.other_practice, TUESDAY, [cast.sam], [cast.omar])
    run_plan(plan.pk, plan=HERE)
    robin = as_(cast.robin)
    assert "Omar" in words_of(robin, "timetable", plan.public_id)
    assert "Omar" in words_of(robin, "slot", plan.public_id, plan.slots.get().pk)
    assert as_(cast.kai).get(reverse("timetable", args=[plan.public_id])).status_code == 404


# Who isn't on the staff; and the session of a visit.


def test_who_may_plan_but_isnt_staff_lands_on_the_childs_page(cast: Cast, as_: As, oak: SchoolClass):
    give_consent(cast.robin, cast.mia.members.get(user=cast.ana), Scope.PLAY)
    ana, there = as_(cast.ana), reverse("child", args=[cast.mia.public_id])
    for name, sent in (
        ("usual_visit", {"minutes": "45", "on_Tue": "9-12"}),
        ("school_place", PLACE | {"school_class": oak.pk}),
        ("leave_school", {}),
    ):
        answer = ana.post(reverse(name, args=[cast.mia.public_id]), sent, follow=True)
        assert answer.redirect_chain == [(there, 302)] and answer.status_code == 200, name
    for name in ("usual_visit", "school_place", "plan_session"):
        page = words_of(ana, name, cast.mia.public_id)
        for closed in ("timetables", "rooms"):
            assert f'href="{reverse(closed)}' not in page, (name, closed)
            assert ana.get(reverse(closed)).status_code == 404
    assert f'href="{reverse("timetables")}' in words_of(as_(cast.robin), "usual_visit", cast.mia.public_id)


def test_a_session_is_planned_with_the_minutes_and_the_room_of_todays_visit(cast: Cast, as_: As):
    for name in ("Attic", "Swing room"):
        Room.objects.create(practice=cast.practice, name=name, spaces=["room"], things=[name.split()[0].lower()])
    UsualVisit.objects.create(child=cast.mia, minutes=25, things=["swing"], times={"Tue": [[NINE, NINE + 25]]})
    robin = as_(cast.robin)
    assert "As today’s plan has it" not in words_of(robin, "plan_session", cast.mia.public_id)
    plan = day_of(cast, [cast.robin], [cast.mia])
    assert "As today’s plan has it" not in words_of(robin, "plan_session", cast.mia.public_id)  # not kept yet
    keep(cast.robin, plan)
    page = words_of(robin, "plan_session", cast.mia.public_id)
    assert "As today’s plan has it: 9:00–9:25 in Swing room." in page
    room = Room.objects.get(name="Swing room")
    assert f'name="room" value="{room.public_id}"' in page
    checked = page[page.index('name="room"') :].split("<input")
    assert any(room.public_id in one and "checked" in one for one in checked)
    assert any('value="25"' in one and "checked" in one for one in page.split("<input"))
    assert any('value="45"' in one for one in page.split("<input"))  # and may be changed


def test_tomorrows_visit_says_nothing_of_todays_session(cast: Cast, as_: As):
    made = ask_for_day(cast.robin, cast.practice, TUESDAY + dt.timedelta(days=1), [cast.robin], [cast.mia])
    run_plan(made.pk, plan=HERE)
    made.refresh_from_db()
    keep(cast.robin, made)
    assert "As today’s plan has it" not in words_of(as_(cast.robin), "plan_session", cast.mia.public_id)
