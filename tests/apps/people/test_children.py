from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import Cast
from pebblepath.apps.people.access import get_access_for, open_places, places_of
from pebblepath.apps.people.actions import NotPossible, found_practice, open_record
from pebblepath.apps.people.models import Child, Household, Practice, Scope, Staff, User

FILLED = {"name": "Zuri", "pronouns": "she", "picture": "owl", "born": "2020-05-01", "joys": "trains, water"}


def children_of(user: User) -> list[str]:
    return [access.child.name for access in open_places(user, places_of(user))]


def test_a_therapist_opens_a_record_and_is_the_first_in_the_circle(as_, cast: Cast):
    as_(cast.kai).post(reverse("new_child"), FILLED)
    child = Child.objects.get(name="Zuri")
    access = get_access_for(cast.kai, child.public_id)
    assert child.practice == cast.practice and access.is_therapist and all(access.may(scope) for scope in Scope)
    assert "Zuri" in children_of(cast.kai) and "Zuri" not in children_of(cast.robin)


def test_what_is_written_about_a_child_can_be_changed(as_, cast: Cast):
    as_(cast.ana).post(reverse("change_child", args=[cast.mia.public_id]), FILLED | {"name": "Mia Rose"})
    cast.mia.refresh_from_db()
    assert (cast.mia.name, cast.mia.picture, cast.mia.born) == ("Mia Rose", "owl", dt.date(2020, 5, 1))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 61}, "at most 60 characters"),
        ({"name": "a\x00b"}, "Null characters are not allowed"),
        ({"pronouns": "it"}, "it is not one of the available choices"),
        ({"picture": "dragon"}, "dragon is not one of the available choices"),
        ({"born": "yesterday"}, "Enter a valid date."),
        ({"born": "2999-01-01"}, "1 January 2999 is still to come. Please give a day up to today, or none."),
        ({"born": "1950-01-01"}, "Please check the year."),
        ({"joys": "x" * 201}, "at most 200 characters"),
    ],
)
@pytest.mark.parametrize("name", ["new_child", "change_child"])
def test_what_isnt_accepted_is_said_and_what_was_typed_stays(as_, cast: Cast, name, changed, says: str):
    address = reverse(name, args=[] if name == "new_child" else [cast.mia.public_id])
    sent = FILLED | changed
    answer = as_(cast.robin).post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 400 and says in page
    assert all(
        value in page for field, value in sent.items() if field in {"name", "joys", "born"} and "\x00" not in value
    )
    assert not Child.objects.filter(name="Zuri").exists() and Child.objects.get(pk=cast.mia.pk).name == "Mia"


def test_a_birthday_may_stay_open(as_, cast: Cast):
    as_(cast.robin).post(reverse("new_child"), FILLED | {"born": ""})
    assert Child.objects.get(name="Zuri").age_on(timezone.localdate()) is None


@pytest.mark.parametrize(("today", "age"), [("2025-02-27", 4), ("2025-02-28", 4), ("2025-03-01", 5)])
def test_a_child_born_on_a_leap_day_grows_older_the_day_after(today: str, age: int):
    assert Child(born=dt.date(2020, 2, 29)).age_on(dt.date.fromisoformat(today)) == age


def test_two_homes_are_named_by_who_may(as_, cast: Cast):
    as_(cast.ana).post(reverse("add_home", args=[cast.mia.public_id]), {"name": "Mum's home"})
    assert Household.objects.get(child=cast.mia).name == "Mum's home"
    assert "Mum&#x27;s home" in as_(cast.ana).get(reverse("circle", args=[cast.mia.public_id])).content.decode()


@pytest.mark.parametrize(
    ("name", "says"),
    [("", "This field is required."), ("x" * 61, "at most 60 characters"), ("a\x00b", "Null characters")],
)
def test_a_name_of_a_home_that_isnt_accepted_is_said_and_stays(as_, cast: Cast, name: str, says: str):
    answer = as_(cast.ana).post(reverse("add_home", args=[cast.mia.public_id]), {"name": name})
    page = answer.content.decode()
    assert answer.status_code == 400 and says in page and not Household.objects.exists()
    assert f'value="{name}"' in page or not name or "\x00" in name
    assert "Ms. Lopez" in page  # it is the circle's page still


@pytest.mark.parametrize("changed", [{"name": ""}, {"role": "king"}, {"role": ""}, {"email": "no address"}])
def test_an_invitation_that_isnt_accepted_keeps_what_was_typed(as_, cast: Cast, changed: dict[str, str]):
    sent = {"name": "Grandma Rose", "role": "other", "email": "gran@example.org"} | changed
    answer = as_(cast.ana).post(reverse("invite", args=[cast.mia.public_id]), sent)
    assert answer.status_code == 400 and list(answer.context["form"].errors) == list(changed)
    kept = [value for field, value in sent.items() if field != "role" and value]
    assert all(value in answer.content.decode() for value in kept)


@pytest.mark.parametrize("changed", [{"scope": "everything"}, {"scope": ""}, {"until": "soon"}])
def test_a_consent_that_isnt_accepted_is_explained(as_, cast: Cast, changed: dict[str, str]):
    member = cast.access(cast.joe).member
    sent = {"scope": "timeline"} | changed
    answer = as_(cast.ana).post(reverse("member", args=[cast.mia.public_id, member.pk]), sent)
    assert answer.status_code == 400 and list(answer.context["form"].errors) == list(changed)


def test_an_invitation_of_a_colleague_that_isnt_accepted_keeps_what_was_typed(as_, cast: Cast):
    answer = as_(cast.robin).post(reverse("staff"), {"name": "Zoe", "email": "not an address"})
    assert answer.status_code == 400 and "Enter a valid email address." in answer.content.decode()
    assert "not an address" in answer.content.decode() and 'value="Zoe"' in answer.content.decode()


def test_a_practice_is_founded_with_who_leads_it(db: None):
    practice = found_practice(
        "Willow", lead="Robin", email="Robin@Example.org", password="pebbles on a path", time_zone="America/Chicago"
    )
    robin = User.objects.get(email="robin@example.org")
    assert Staff.objects.get(practice=practice).user == robin and Staff.objects.get().leads
    assert robin.check_password("pebbles on a path")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"time_zone": "Mars"}, "isn't a time zone"),
        ({"password": "short"}, "too short"),
        ({"password": "password123"}, "too common"),
        ({"email": "ana@example.org"}, "has an account already"),
    ],
)
def test_a_practice_that_cant_be_founded_leaves_nothing_behind(cast: Cast, changed: dict[str, str], says: str):
    filled = {"lead": "Robin", "email": "new@example.org", "password": "pebbles on a path", "time_zone": "UTC"}
    with pytest.raises(NotPossible, match=says):
        found_practice("Willow", **(filled | changed))
    assert not Practice.objects.filter(name="Willow").exists()


def test_children_known_only_from_studies_come_last(as_, cast: Cast):
    open_record(cast.robin, cast.practice, Child(name="A pupil", source="Somebody (2020). A journal."))
    assert children_of(cast.robin) == ["Leo", "Mia", "A pupil"]
    assert "From published studies" in as_(cast.robin).get("/children/").content.decode()


def test_a_child_known_from_a_study_is_shown_with_its_source(as_, cast: Cast):
    access = open_record(cast.robin, cast.practice, Child(name="A pupil", source="Somebody (2020). A journal."))
    for name in ("child", "what_helps"):
        page = as_(cast.robin).get(reverse(name, args=[access.child.public_id])).content.decode()
        assert "From a published study" in page and "Somebody (2020). A journal." in page
