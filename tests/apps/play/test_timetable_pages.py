"""What is said once of hours, visits and schools; and asking for a day or a week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast
from pebblepath.apps.people.models import AuditLine, Child
from pebblepath.apps.play.models import Room
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

pytestmark = pytest.mark.usefixtures("on_tuesday")

As = Callable[[object], Client]
HOURS = {
    "on_Mon": "9-3", "on_Tue": "8:30 to 4:30 pm", "lunch_minutes": "30", "lunch_from": "11:30", "lunch_to": "1:30",
    "note_minutes": "15", "free_minutes": "60", "most_schools": "2", "meetings": "Tue 9-9:45 team meeting",
}  # fmt: skip
VISIT = {"minutes": "45", "on_Tue": "15:00–18:00", "therapist": "", "things": ["swing"], "spaces": ["room"]}
SCHOOL = {"name": "Oak School", "start": "8:15", "end": "2:45", "days": ["Mon", "Wed"], "set_up_minutes": "10"}
CLASS = {"name": "Room 1", "not_during": "11:00-11:50 lunch", "rather_not": "Mon 9-10 reading"}


@pytest.fixture
def robin(cast: Cast, as_: As) -> Client:
    return as_(cast.robin)


def asked(client: Client, url: str, sent: dict[str, Any], status: int = 302) -> str:
    """Send a form; what the page says, with plain apostrophes."""
    answer = client.post(url, sent)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode().replace("&#x27;", "'")


# Hours.


def test_hours_are_kept_as_they_are_written_and_shown_again(cast: Cast, robin: Client):
    url = reverse("hours", args=[cast.kai.pk])
    asked(robin, url, HOURS)
    told = WorkingHours.objects.get()
    assert told.therapist == cast.kai and told.hours == {"Mon": [540, 900], "Tue": [510, 990]}
    assert (told.lunch_from, told.lunch_to, told.note_minutes, told.most_schools) == (690, 810, 15, 2)
    assert told.meetings == [{"days": ["Tue"], "start": 540, "end": 585, "what": "team meeting"}]
    page = robin.get(url).content.decode()
    assert 'value="8:30–16:30"' in page and "Tue 9:00–9:45 team meeting" in page
    assert "Mon 9:00–15:00; Tue 8:30–16:30" in robin.get(reverse("timetables")).content.decode()
    assert AuditLine.objects.filter(about="working hours", deed="added", user=cast.robin).exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"on_Mon": "mornings"}, "“mornings” has no beginning and end. Please write it like 9:00–12:00."),
        ({"on_Mon": "3pm-9am"}, "ends before it starts"),
        ({"on_Mon": "9-11, 1-3"}, "one stretch"),
        ({"on_Mon": "", "on_Tue": ""}, "at least one weekday"),
        ({"lunch_from": "noonish"}, "“noonish” isn’t a time. Please write it like 9:00, 15:30 or 3:30 pm."),
        ({"lunch_from": "1:15 pm"}, "A lunch of 30 minutes doesn’t fit in between"),
        ({"note_minutes": "400"}, "0 to 60 minutes are accepted"),
        ({"note_minutes": "lots"}, "0 to 60 minutes are accepted"),
        ({"meetings": "team meeting"}, "“team meeting” has no time that can be read"),
    ],
)
def test_hours_that_cant_be_read_get_a_sentence_and_nothing_typed_is_lost(
    cast: Cast, robin: Client, wrong: dict[str, str], words: str
):
    page = asked(robin, reverse("hours", args=[cast.robin.pk]), HOURS | wrong, 400)
    assert words in page and 'role="alert"' in page
    typed = {value for value in {**HOURS, **wrong}.values() if value}
    assert {value for value in typed if value not in page} == set()
    assert not WorkingHours.objects.exists()


def test_minutes_are_taken_to_the_nearest_five(cast: Cast, robin: Client):
    asked(robin, reverse("hours", args=[cast.robin.pk]), HOURS | {"note_minutes": "12"})
    assert WorkingHours.objects.get().note_minutes == 10


# Shared things.


def test_shared_things_are_written_one_a_line(cast: Cast, robin: Client):
    url = reverse("shared_things")
    asked(robin, url, {"things": "2 Tricycles\ntalker\n 3x scooter boards\nparachute x 2"})
    told = dict(SharedThing.objects.values_list("name", "count"))
    assert told == {"tricycles": 2, "talker": 1, "scooter boards": 3, "parachute": 2}
    assert "2 tricycles" in robin.get(url).content.decode()
    asked(robin, url, {"things": "talker"})
    assert SharedThing.objects.count() == 1
    # A link of one short word would be stretched to be tapped, and leave a gap before the full stop.
    assert "to that room</a>." in robin.get(url).content.decode()
    page = asked(robin, url, {"things": "99 balloons"}, 400)
    assert "from 1 to 50 of a thing are accepted" in page and "99 balloons" in page


# A child's usual visit.


def test_a_usual_visit_is_kept_and_offered_for_its_day(cast: Cast, robin: Client):
    Room.objects.create(practice=cast.practice, name="Gym", spaces=["gym"], things=["swing", "cups"])
    url = reverse("usual_visit", args=[cast.mia.public_id])
    assert 'value="swing"' in robin.get(url).content.decode()
    asked(robin, url, VISIT | {"therapist": cast.kai.pk, "only": "on"})
    told = UsualVisit.objects.get()
    assert told.child == cast.mia and told.times == {"Tue": [[900, 1080]]} and told.things == ["swing"]
    assert told.therapist == cast.kai and told.only and told.minutes == 45
    page = robin.get(reverse("plan_day"), {"day": "2026-06-09"}).content.decode()
    assert "45 minutes, 15:00–18:00" in page and f'value="{cast.mia.public_id}" id="id_children_1" checked' in page
    page = robin.get(reverse("plan_day"), {"day": "2026-06-10"}).content.decode()
    assert "45 minutes, usually Tue" in page and "checked" not in page[page.index("Who comes?") :]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"on_Tue": "15:00-15:30"}, "A visit of 45 minutes doesn’t fit in"),
        ({"only": "on"}, "Please choose who"),
        ({"minutes": "5"}, "15 to 180 minutes are accepted"),
    ],
)
def test_a_visit_that_cant_be_gets_a_sentence(cast: Cast, robin: Client, wrong: dict[str, str], words: str):
    Room.objects.create(practice=cast.practice, name="Gym", spaces=["gym"], things=["swing"])
    page = asked(robin, reverse("usual_visit", args=[cast.mia.public_id]), VISIT | wrong, 400)
    assert words in page and not UsualVisit.objects.exists()


def test_only_therapists_of_the_childs_circle_can_be_chosen(cast: Cast, robin: Client):
    sent = VISIT | {"therapist": cast.kai.pk, "things": []}
    asked(robin, reverse("usual_visit", args=[cast.leo.public_id]), sent, 400)
    assert not UsualVisit.objects.exists()


# Schools.


def test_a_school_its_classes_and_a_place_in_one_are_told(cast: Cast, robin: Client):
    asked(robin, reverse("new_school"), SCHOOL)
    oak = School.objects.get()
    assert (oak.start, oak.end, oak.days) == (495, 885, ["Mon", "Wed"])
    asked(robin, reverse("new_class", args=[oak.public_id]), CLASS)
    made = SchoolClass.objects.get()
    assert made.not_during[0]["what"] == "lunch" and made.rather_not[0]["days"] == ["Mon"]
    place = {"school_class": made.pk, "session_minutes": "30", "service": "either", "goal": "", "not_during": ""}
    url = reverse("school_place", args=[cast.mia.public_id])
    assert "No minutes are promised" in robin.get(url).content.decode()
    asked(robin, url, place)
    assert SchoolPlace.objects.get().child == cast.mia
    assert "Room 1, Oak School" in robin.get(reverse("timetables")).content.decode()
    asked(robin, reverse("school_class", args=[made.public_id]), CLASS | {"name": "Room 2"})
    made.refresh_from_db()
    assert made.name == "Room 2"
    asked(robin, reverse("leave_school", args=[cast.mia.public_id]), {})
    assert not SchoolPlace.objects.exists()


def test_a_place_offers_what_the_childs_goals_work_on(cast: Cast, robin: Client):
    oak = School.objects.create(practice=cast.practice, name="Oak School")
    SchoolClass.objects.create(school=oak, name="Room 1")
    page = robin.get(reverse("school_place", args=[cast.mia.public_id])).content.decode()
    assert 'value="attention"' in page or 'value="regulation"' in page  # of circle time


def test_the_way_between_two_schools_holds_in_both_directions(cast: Cast, robin: Client):
    oak = School.objects.create(practice=cast.practice, name="Oak School")
    asked(robin, reverse("new_school"), SCHOOL | {"name": "Elm School", f"to_{oak.pk}": "20"})
    elm = School.objects.get(name="Elm School")
    oak.refresh_from_db()
    assert elm.roads == {str(oak.pk): 20} and oak.roads == {str(elm.pk): 20}
    assert 'value="20"' in robin.get(reverse("school", args=[oak.public_id])).content.decode()
    asked(robin, reverse("school", args=[oak.public_id]), SCHOOL | {f"to_{elm.pk}": ""})
    elm.refresh_from_db()
    assert elm.roads == {}


def test_a_school_or_class_with_children_in_it_isnt_removed(cast: Cast, robin: Client):
    oak = School.objects.create(practice=cast.practice, name="Oak School")
    room = SchoolClass.objects.create(school=oak, name="Room 1")
    SchoolPlace.objects.create(child=cast.mia, school_class=room)
    for name, thing in (("remove_class", room), ("remove_school", oak)):
        robin.post(reverse(name, args=[thing.public_id]))
        assert "1 child is seen in" in robin.get(reverse("timetables")).content.decode()
    SchoolPlace.objects.all().delete()
    robin.post(reverse("remove_class", args=[room.public_id]))
    robin.post(reverse("remove_school", args=[oak.public_id]))
    assert not School.objects.exists() and not SchoolClass.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"end": "8:00"}, "The last bell comes before the first"),
        ({"name": ""}, "required"),
        ({"start": "x"}, "isn’t a time"),
    ],
)
def test_a_school_that_cant_be_gets_a_sentence(cast: Cast, robin: Client, wrong: dict[str, str], words: str):
    assert words in asked(robin, reverse("new_school"), SCHOOL | wrong, 400)


# Asking for a day or a week.


def test_a_day_is_asked_for_with_what_was_tapped(cast: Cast, robin: Client):
    sent = {"day": "2026-06-02", "therapists": [cast.robin.pk], "children": [cast.mia.public_id, cast.leo.public_id]}
    answer = robin.post(reverse("plan_day"), sent)
    made = Timetable.objects.get()
    assert answer["Location"] == reverse("timetable", args=[made.public_id])
    assert (made.first, made.kind, made.state, made.asked_by) == (dt.date(2026, 6, 2), "day", State.ASKED, cast.robin)
    assert len(made.asked["children"]) == 2 and [one["name"] for one in made.asked["therapists"]] == [
        f"{{t{cast.robin.pk}}}"
    ]
    assert AuditLine.objects.filter(about="timetable", deed="added", ref=made.public_id).exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day": "2026-06-01"}, "from today on"),
        ({"day": "2026-06-07"}, "Sundays aren’t planned"),
        ({"day": "soon"}, "valid date"),
        ({"therapists": []}, "at least one person"),
        ({"children": []}, "at least one child"),
        ({"day": "2026-06-06"}, "Robin has no hours on a Saturday"),
    ],
)
def test_a_day_that_cant_be_asked_for_gets_a_sentence(cast: Cast, robin: Client, wrong: dict[str, Any], words: str):
    sent = {"day": "2026-06-02", "therapists": [cast.robin.pk], "children": [cast.mia.public_id]} | wrong
    assert words in asked(robin, reverse("plan_day"), sent, 400)
    assert not Timetable.objects.exists()


def test_colleagues_children_come_along_without_their_names(cast: Cast, as_: As):
    UsualVisit.objects.create(child=cast.leo, times={"Tue": [[540, 720]]})
    kai = as_(cast.kai)
    page = kai.get(reverse("plan_day"), {"day": "2026-06-02"}).content.decode()
    assert "1 visit of colleagues’ children" in page and "Leo" not in page
    sent = {"day": "2026-06-02", "therapists": [cast.robin.pk], "children": [cast.mia.public_id], "others": "on"}
    asked(kai, reverse("plan_day"), sent)
    assert len(Timetable.objects.get().asked["children"]) == 2
    # By name nobody reaches a child of somebody else's.
    sent["children"] = [cast.leo.public_id]
    asked(kai, reverse("plan_day"), sent, 400)


def test_studies_and_other_practices_are_never_offered(cast: Cast, robin: Client):
    Child.objects.create(practice=cast.practice, name="Pupil 3", source="A paper.")
    for name in ("plan_day", "timetables"):
        page = robin.get(reverse(name)).content.decode()
        assert "Pupil 3" not in page and "Omar" not in page


def test_a_week_is_asked_for_from_a_monday(cast: Cast, robin: Client):
    oak = School.objects.create(practice=cast.practice, name="Oak School")
    SchoolPlace.objects.create(child=cast.mia, school_class=SchoolClass.objects.create(school=oak, name="Room 1"))
    page = robin.get(reverse("plan_week")).content.decode()
    assert "Leo" not in page and "did something change" not in page
    sent = {"monday": "2026-06-10", "therapists": [cast.robin.pk], "children": [cast.mia.public_id]}
    asked(robin, reverse("plan_week"), sent)
    made = Timetable.objects.get()
    assert (made.first, made.kind) == (dt.date(2026, 6, 8), "week")


def test_a_second_week_asks_for_whom_something_changed(cast: Cast, robin: Client):
    oak = School.objects.create(practice=cast.practice, name="Oak School")
    room = SchoolClass.objects.create(school=oak, name="Room 1")
    for child in (cast.mia, cast.leo):
        SchoolPlace.objects.create(child=child, school_class=room)
    kept = Timetable.objects.create(
        practice=cast.practice,
        kind="week",
        first=dt.date(2026, 6, 1),
        asked_by=cast.robin,
        kept_at=dt.datetime.now(dt.UTC),
    )
    for child, start in ((cast.mia, 540), (cast.leo, 600)):
        kept.slots.create(child=child, therapist=cast.robin, weekday=0, start=start, minutes=30)
    assert "did something change" in robin.get(reverse("plan_week")).content.decode()
    sent = {"monday": "2026-06-08", "therapists": [cast.robin.pk], "stay": "on", "changed": [cast.mia.public_id]}
    asked(robin, reverse("plan_week"), sent | {"children": [cast.mia.public_id, cast.leo.public_id]})
    made = Timetable.objects.exclude(pk=kept.pk).get()
    assert len(made.asked["previous"]) == 2 and made.asked["changed"] == [f"{{c{cast.mia.pk}}}"]
    robin.post(reverse("plan_again", args=[made.public_id]))
    again = Timetable.objects.exclude(pk=kept.pk).get()
    assert again.asked == made.asked and again.pk != made.pk


def test_a_plan_is_removed(cast: Cast, robin: Client):
    made = Timetable.objects.create(practice=cast.practice, kind="day", first=dt.date(2026, 6, 2), asked_by=cast.robin)
    robin.post(reverse("drop_timetable", args=[made.public_id]))
    assert not Timetable.objects.exists()
    assert AuditLine.objects.filter(about="timetable", deed="removed").exists()


def test_a_plan_that_isnt_made_yet_cant_be_kept(cast: Cast, robin: Client):
    made = Timetable.objects.create(practice=cast.practice, kind="day", first=dt.date(2026, 6, 2), asked_by=cast.robin)
    assert robin.post(reverse("keep_timetable", args=[made.public_id])).status_code == 404


def test_what_is_said_once_is_the_staffs_and_only_of_their_own_practice(cast: Cast, as_: As):
    oak = School.objects.create(practice=cast.practice, name="Oak School")
    room = SchoolClass.objects.create(school=oak, name="Room 1")
    opened = {
        "hours": [cast.kai.pk], "school": [oak.public_id], "new_class": [oak.public_id],
        "school_class": [room.public_id], "remove_school": [oak.public_id], "remove_class": [room.public_id],
    }  # fmt: skip
    for person in (cast.ana, cast.lopez, cast.mia_herself, cast.nina, cast.sam):
        client = as_(person)
        for name, args in opened.items():
            assert client.post(reverse(name, args=args), {}).status_code == 404, (person, name)
    for person in (cast.ana, cast.lopez, cast.mia_herself, cast.nina):
        assert as_(person).get(reverse("shared_things")).status_code == 404
    assert "Oak School" not in as_(cast.sam).get(reverse("timetables")).content.decode()
