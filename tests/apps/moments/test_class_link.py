"""A class's link: no account, a PIN, only what was shared, and everything in the record."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

import pytest
from click.testing import CliRunner
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, goal_for, person, tell
from pebblepath.apps.goals.actions import set_state
from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.moments import class_actions, friday
from pebblepath.apps.moments.class_actions import Share, end_class_link, end_run_out_links, make_class_link, take_out
from pebblepath.apps.moments.class_link_views import links_held_by
from pebblepath.apps.moments.class_links import cookie_of, hash_of
from pebblepath.apps.moments.class_models import ClassLink, ClassPlace, FridayPick
from pebblepath.apps.moments.models import Moment, Version
from pebblepath.apps.people.actions import add_member, take_back_consent
from pebblepath.apps.people.models import AuditLine, Child, Consent, Member, Role, Scope
from pebblepath.apps.understanding.actions import give_card, give_own, say
from pebblepath.apps.understanding.models import Kind, Strategy, Trait
from pebblepath.commands.remind import remind
from pebblepath.library import load_library

PIN = "2468"
NAME = "Ms. Lopez's class"


@dataclass(frozen=True)
class Class:
    """A link for Mia (circle time, passport) and Leo (one goal)."""

    cast: Cast
    link: ClassLink
    leos: Goal

    @property
    def token(self) -> str:
        return self.link.made_token

    def place(self, child: Child) -> ClassPlace:
        return ClassPlace.objects.select_related("member").get(link=self.link, member__child=child)

    def member(self, child: Child) -> Member:
        return self.place(child).member

    def url(self, name: str = "class_page", child: Child | None = None) -> str:
        return reverse(name, args=[self.token, *([self.place(child).public_id] if child else [])])


@pytest.fixture
def school(cast: Cast) -> Class:
    leos = goal_for(cast.access(cast.robin, cast.leo), "I line up with my friends")
    link = make_class_link(
        cast.robin,
        cast.practice,
        name=NAME,
        pin=PIN,
        expires_at=timezone.now() + dt.timedelta(days=100),
        shares=[
            Share(cast.access(cast.robin), [cast.circle_time.public_id], passport=True),
            Share(cast.access(cast.robin, cast.leo), [leos.public_id]),
        ],
    )
    return Class(cast, link, leos)


def enter(client: Client, school: Class, pin: str = PIN) -> Client:
    client.post(school.url(), {"pin": pin})
    return client


def tap(
    client: Client, school: Class, goal: Goal, step: object = 2, id: object = None, **sent: object
) -> tuple[int, str]:
    data = {"id": str(id or uuid.uuid4()), "goal": goal.public_id, "step": str(step), **sent}
    answer = client.post(school.url("class_tell", goal.child), data)
    return answer.status_code, answer.headers.get("Location", "")


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


# The link itself.


def test_neither_token_nor_pin_stands_in_the_database(school: Class):
    stored = " ".join(str(value) for value in ClassLink.objects.values_list().get())
    assert school.token not in stored and PIN not in stored.replace(school.link.token_hash, "")
    assert len(bytes.fromhex(school.token)) == 32 and hash_of(school.token) == school.link.token_hash


def test_a_link_without_a_goal_is_never_made_since_no_goal_would_mean_all(cast: Cast):
    for shares in ([], [Share(cast.access(cast.robin), [])]):
        with pytest.raises(ValueError, match="at least one goal"):
            make_class_link(cast.robin, cast.practice, name="x", pin=PIN, expires_at=timezone.now(), shares=shares)
    assert not Member.objects.filter(name="x").exists()


def test_the_class_is_in_each_circle_as_a_teacher_for_the_picked_goals_until_the_link_ends(school: Class):
    member = school.member(school.cast.mia)
    assert (member.role, member.name, member.user) == (Role.TEACHER, NAME, None)
    given = set(member.consents.values_list("scope", "goal_id", "until"))
    goal, until = school.cast.circle_time.public_id, school.link.expires_at
    assert given == {(Scope.SEE, goal, until), (Scope.TELL, goal, until)}


def test_a_token_that_is_none_finds_nothing(client: Client, school: Class):
    for token in ("0" * 64, school.link.token_hash, school.link.public_id):
        assert client.get(reverse("class_page", args=[token])).status_code == 404


# The PIN.


def test_without_the_pin_nothing_of_a_child_is_there(client: Client, school: Class):
    first = page(client, school.url())
    assert NAME.replace("'", "&#x27;") in first and "Mia" not in first and "Leo" not in first
    for name in ("class_cards", "class_passport", "class_friday"):
        assert client.get(school.url(name, school.cast.mia))["Location"] == school.url()
    assert client.get(school.url("class_sheet"))["Location"] == school.url()
    assert tap(client, school, school.cast.circle_time)[1] == school.url()
    assert not Moment.objects.exists()


def test_with_the_pin_the_children_are_there_for_the_day(client: Client, school: Class, now_is):
    now_is(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC))
    school.link.refresh_from_db()
    enter(client, school)
    assert "Mia" in page(client, school.url())
    cookie = client.cookies[cookie_of(school.link)]
    assert cookie["httponly"] and cookie["path"] == school.url() and int(cookie["max-age"]) == 15 * 3600
    now_is(dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC))
    assert "Mia" not in page(client, school.url())


def test_a_cookie_that_somebody_made_up_opens_nothing(client: Client, school: Class):
    made_up = f"{timezone.now().date().isoformat()} {school.link.pin_mark}"
    client.cookies[cookie_of(school.link)] = made_up
    assert "Mia" not in page(client, school.url())
    client.cookies[cookie_of(school.link)] = signing.Signer(key="x", salt="pebblepath.class").sign(made_up)
    assert "Mia" not in page(client, school.url())


def test_a_wrong_pin_says_so_and_opens_nothing(client: Client, school: Class):
    answer = client.post(school.url(), {"pin": "1357"})
    assert answer.status_code == 400 and "isn’t the PIN" in answer.content.decode()
    assert client.post(school.url(), {"pin": ""}).status_code == 400
    assert "Mia" not in page(client, school.url())


def test_after_five_wrong_pins_the_right_one_has_to_wait_too(client: Client, school: Class, now_is):
    for _ in range(5):
        assert client.post(school.url(), {"pin": "1357"}).status_code == 400
    answer = client.post(school.url(), {"pin": PIN})
    assert answer.status_code == 429 and "wait 15 minutes" in answer.content.decode()
    now_is(timezone.now() + dt.timedelta(minutes=16))
    assert client.post(school.url(), {"pin": PIN}).status_code == 302


def test_another_device_waits_too_and_a_right_pin_before_forgives_the_wrong_ones(client: Client, school: Class):
    for _ in range(4):
        client.post(school.url(), {"pin": "1357"})
    assert Client().post(school.url(), {"pin": PIN}).status_code == 302
    for _ in range(5):
        client.post(school.url(), {"pin": "1357"})
    assert Client().post(school.url(), {"pin": PIN}).status_code == 429


def test_a_new_pin_makes_every_device_ask_again(client: Client, school: Class):
    enter(client, school)
    class_actions.change_pin(school.cast.robin, school.link, "8642")
    assert "Mia" not in page(client, school.url())
    assert "Mia" in page(enter(client, school, "8642"), school.url())


# What is shown.


def test_only_the_shared_goals_and_first_names_are_there(client: Client, school: Class):
    Child.objects.filter(pk=school.cast.leo.pk).update(name="Leo Fisher")
    shown = page(enter(client, school), school.url())
    assert "I join circle time, my way" in shown and "I line up with my friends" in shown
    assert "I join in for two songs." in shown and "Leo" in shown
    for hidden in ("I zip my jacket", "Fisher", school.cast.mia.public_id, "Mum", "Omar"):
        assert hidden not in shown, hidden


def test_what_others_told_isnt_there(client: Client, school: Class):
    tell(school.cast.access(school.cast.ana), school.cast.circle_time, words="We sang at home.", step=4)
    shown = page(enter(client, school), school.url())
    assert "We sang at home." not in shown and "Kept for" not in shown.replace("data-kept", "")
    assert 'aria-pressed="true"' not in shown


def test_a_goal_that_wasnt_shared_cant_be_told(client: Client, school: Class):
    enter(client, school)
    assert tap(client, school, school.cast.zip_jacket)[0] == 404
    data = {"id": str(uuid.uuid4()), "goal": school.leos.public_id, "step": "2"}
    assert client.post(school.url("class_tell", school.cast.mia), data).status_code == 404
    assert not Moment.objects.exists()


def test_a_place_of_another_class_isnt_found(client: Client, school: Class):
    other = make_class_link(
        school.cast.robin,
        school.cast.practice,
        name="Another class",
        pin=PIN,
        expires_at=timezone.now() + dt.timedelta(days=9),
        shares=[Share(school.cast.access(school.cast.robin), [school.cast.zip_jacket.public_id])],
    )
    place = other.places.get().public_id
    enter(client, school)
    for name in ("class_cards", "class_friday", "class_passport"):
        assert client.get(reverse(name, args=[school.token, place])).status_code == 404
    assert client.get(reverse("class_page", args=[other.made_token])).content.decode().count("Mia") == 0


def test_the_passport_is_there_only_if_it_was_shared(client: Client, school: Class):
    say(school.cast.access(school.cast.ana), Trait(kind=Kind.STRENGTH, words="I remember every train line."))
    hidden = say(school.cast.access(school.cast.ana), Trait(kind=Kind.SIGN, words="I pull my hood up."))
    Trait.objects.filter(pk=hidden.pk).update(kept_back=True)
    enter(client, school)
    shown = page(client, school.url("class_passport", school.cast.mia))
    assert "every train line" in shown and "hood" not in shown
    assert client.get(school.url("class_passport", school.cast.leo)).status_code == 404


def test_the_card_for_the_desk_says_when_do_and_avoid(client: Client, school: Class):
    robin = school.cast.access(school.cast.robin)
    card = next(c for c in load_library().strategies.values() if c.cautions and "school" in c.settings)
    give_card(robin, card)
    give_own(robin, Strategy(name="Bath song", how="Sing in the bath.", settings=["home"]))
    shown = page(enter(client, school), school.url("class_cards", school.cast.mia))
    for part in (card.name, card.when, card.how, card.cautions, "When", "Do", "Avoid", "Mind"):
        assert part in shown.replace("&#x27;", "'").replace("&quot;", '"'), part
    assert "Bath song" not in shown


def test_a_comfort_support_is_never_taken_away(client: Client, school: Class):
    card = next(c for c in load_library().strategies.values() if c.comfort_support and "school" in c.settings)
    give_card(school.cast.access(school.cast.robin), card)
    assert "there whenever it is needed" in page(enter(client, school), school.url("class_cards", school.cast.mia))


def test_when_a_parent_takes_a_consent_back_the_goal_is_gone_at_once(client: Client, school: Class):
    enter(client, school)
    for consent in school.member(school.cast.mia).consents.filter(scope=Scope.TELL):
        take_back_consent(school.cast.ana, consent)
    assert "Mia" not in page(client, school.url())
    assert tap(client, school, school.cast.circle_time)[0] == 404


def test_a_goal_that_rests_isnt_asked_about(client: Client, school: Class):
    set_state(school.cast.access(school.cast.robin, school.cast.leo), school.leos, State.PAUSED)
    assert "Leo" not in page(enter(client, school), school.url())


def test_the_pages_are_never_stored_nor_found(client: Client, school: Class):
    enter(client, school)
    for url in (school.url(), school.url("class_cards", school.cast.mia), school.url("class_sheet")):
        answer = client.get(url)
        assert answer["Cache-Control"] == "private, no-store" and answer["X-Robots-Tag"] == "noindex"


def test_the_class_page_takes_few_queries_and_no_more_with_more_children(client: Client, school: Class, queries):
    enter(client, school)
    few = queries(client, school.url())
    robin, shares = school.cast.robin, []
    for n in range(6):
        child = Child.objects.create(practice=school.cast.practice, name=f"Child{n}")
        add_member(robin, child, user=robin, role=Role.THERAPIST, name="Robin")
        access = school.cast.access(robin, child)
        shares.append(Share(access, [goal_for(access, f"I try {n}").public_id]))
    many = make_class_link(
        robin,
        school.cast.practice,
        name="Many",
        pin=PIN,
        expires_at=timezone.now() + dt.timedelta(days=9),
        shares=shares,
    )
    url = reverse("class_page", args=[many.made_token])
    client.post(url, {"pin": PIN})
    assert queries(client, url) == few <= 15


# Telling.


def test_a_tap_is_a_moment_told_by_the_class_at_school(client: Client, school: Class):
    status, to = tap(enter(client, school), school, school.cast.circle_time, step=3)
    moment = Moment.objects.get()
    assert status == 302 and moment.told_by == school.member(school.cast.mia)
    assert (moment.goal, moment.step, moment.setting) == (school.cast.circle_time, 3, "school")
    leo = f"{school.place(school.cast.leo).public_id}-{school.leos.public_id}"
    assert to == f"{school.url()}?after={moment.pk}#{leo}"


@pytest.mark.parametrize("mark", ["asked_break", "asked_help"])
def test_what_a_child_asked_for_at_school_is_a_victory(client: Client, school: Class, mark: str):
    tap(enter(client, school), school, school.cast.circle_time, step=0, **{mark: "on"})
    moment = Moment.objects.get()
    assert getattr(moment, mark) and moment.asked_break + moment.asked_help == 1
    assert [victory.kind for victory in moment.victories.all()] == ["asked"]


def test_after_the_last_child_comes_the_list(client: Client, school: Class):
    enter(client, school)
    tap(client, school, school.cast.circle_time)
    assert tap(client, school, school.leos)[1].endswith("#all")


def test_the_therapist_reads_what_the_class_told(client: Client, school: Class):
    tap(enter(client, school), school, school.cast.circle_time, step=3)
    client.force_login(school.cast.robin)
    shown = page(client, reverse("timeline", args=[school.cast.mia.public_id]))
    assert "Ms. Lopez&#x27;s class" in shown and "I join in for three songs." in shown


def test_telling_it_twice_tells_it_once(client: Client, school: Class):
    enter(client, school)
    id = uuid.uuid4()
    for _ in range(2):
        assert tap(client, school, school.cast.circle_time, id=id)[0] == 302
    assert Moment.objects.count() == 1


def test_an_id_that_somebody_else_used_is_refused(client: Client, school: Class):
    theirs = tell(school.cast.access(school.cast.ana), school.cast.circle_time, step=1)
    enter(client, school)
    data = {"id": str(theirs.pk), "goal": school.cast.circle_time.public_id, "step": "4"}
    answer = client.post(school.url("class_tell", school.cast.mia), data, headers={"X-Class": "tap"})
    theirs.refresh_from_db()
    assert answer.status_code == 409 and theirs.step == 1


@pytest.mark.parametrize(("step", "status"), [("5", 409), ("-1", 409), ("x", 400), ("", 400), ("9" * 30, 409)])
def test_a_stone_that_isnt_there_is_refused_in_words(client: Client, school: Class, step: str, status: int):
    enter(client, school)
    data = {"id": str(uuid.uuid4()), "goal": school.cast.circle_time.public_id, "step": step}
    answer = client.post(school.url("class_tell", school.cast.mia), data, headers={"X-Class": "tap"})
    assert answer.status_code == status and answer.content.decode().endswith(("them.", "more."))
    assert not Moment.objects.exists()


def test_a_tap_that_waited_without_network_keeps_its_time(client: Client, school: Class):
    enter(client, school)
    tapped = (timezone.now() - dt.timedelta(hours=3)).replace(microsecond=0)
    tap(client, school, school.cast.circle_time, at=tapped.isoformat())
    assert Moment.objects.get().happened_at == tapped


@pytest.mark.parametrize("days", [1, -60])
def test_a_clock_that_is_far_off_isnt_believed(client: Client, school: Class, days: int):
    enter(client, school)
    tap(client, school, school.cast.circle_time, at=(timezone.now() + dt.timedelta(days=days)).isoformat())
    assert abs(Moment.objects.get().happened_at - timezone.now()) < dt.timedelta(minutes=1)


def test_a_tap_can_be_undone_for_a_while_and_its_history_stays(client: Client, school: Class, now_is):
    enter(client, school)
    first, late = uuid.uuid4(), uuid.uuid4()
    for id in (first, late):
        tap(client, school, school.cast.circle_time, id=id)
    assert "Undo" in page(client, school.url())
    client.post(school.url("class_undo", school.cast.mia), {"id": str(first)})
    assert Moment.objects.get(pk=first).removed_at and Version.objects.get(moment=first).by is None
    now_is(timezone.now() + dt.timedelta(minutes=16))
    client.post(school.url("class_undo", school.cast.mia), {"id": str(late)})
    assert Moment.objects.get(pk=late).removed_at is None
    assert "Kept for" not in page(client, school.url())


def test_nobody_undoes_what_somebody_else_told(client: Client, school: Class):
    theirs = tell(school.cast.access(school.cast.ana), school.cast.circle_time)
    enter(client, school)
    answer = client.post(school.url("class_undo", school.cast.mia), {"id": str(theirs.pk)}, headers={"X-Class": "tap"})
    theirs.refresh_from_db()
    assert answer.status_code == 409 and theirs.removed_at is None


def test_the_script_is_told_by_a_number_that_it_was_kept_or_that_the_pin_is_asked_for(client: Client, school: Class):
    data = {"id": str(uuid.uuid4()), "goal": school.cast.circle_time.public_id, "step": "2"}
    url, headers = school.url("class_tell", school.cast.mia), {"X-Class": "tap"}
    assert client.post(url, data, headers=headers).status_code == 401
    enter(client, school)
    assert client.post(url, data, headers=headers).status_code == 204
    end_class_link(school.cast.robin, school.link)
    assert client.post(url, data, headers=headers).status_code == 410


def test_what_changes_something_is_never_done_by_opening_an_address(client: Client, school: Class):
    enter(client, school)
    for name in ("class_tell", "class_undo"):
        assert client.get(school.url(name, school.cast.mia)).status_code == 405


def test_without_a_form_token_nothing_is_told(school: Class):
    client = Client(enforce_csrf_checks=True)
    assert client.post(school.url(), {"pin": PIN}).status_code == 403


# The record.


def test_each_opening_is_in_the_record_of_each_child_with_the_links_name_and_never_with_its_address(
    client: Client, school: Class
):
    enter(client, school)
    page(client, school.url())
    lines = AuditLine.objects.filter(deed="opened", about="class_page", by_name=NAME, user=None)
    assert {line.child for line in lines} == {school.cast.mia, school.cast.leo}
    page(client, school.url("class_cards", school.cast.mia))
    assert AuditLine.objects.get(about="class_cards").child == school.cast.mia
    assert not AuditLine.objects.filter(ref__contains=school.token[:20]).exists()


def test_a_tap_is_in_the_record_by_the_links_name(client: Client, school: Class):
    tap(enter(client, school), school, school.cast.circle_time)
    line = AuditLine.objects.get(deed="added", about="moment")
    assert (line.user, line.by_name, line.child) == (None, NAME, school.cast.mia)
    client.force_login(school.cast.ana)
    shown = page(client, reverse("record", args=[school.cast.mia.public_id]))
    assert "Ms. Lopez&#x27;s class" in shown and "the class page" not in shown.split("added moment")[0][-60:]


def test_coming_back_from_a_tap_isnt_a_second_opening(client: Client, school: Class):
    enter(client, school)
    _, to = tap(client, school, school.cast.circle_time)
    before = AuditLine.objects.filter(about="class_page").count()
    page(client, to.partition("#")[0])
    assert AuditLine.objects.filter(about="class_page").count() == before
    page(client, f"{school.url()}?after={uuid.uuid4()}")
    assert AuditLine.objects.filter(about="class_page").count() == before + 2


# Over.


def test_an_ended_link_is_kind_and_opens_nothing(client: Client, school: Class):
    enter(client, school)
    tap(client, school, school.cast.circle_time)
    end_class_link(school.cast.robin, school.link)
    answer = client.get(school.url())
    shown = answer.content.decode()
    assert answer.status_code == 410 and "Nothing that was told is lost" in shown and "Robin" in shown
    assert "Mia" not in shown and tap(client, school, school.cast.circle_time)[0] == 410
    assert Moment.objects.count() == 1


def test_an_ended_link_leaves_the_circles(school: Class):
    end_class_link(school.cast.robin, school.link)
    assert not Member.objects.present().filter(name=NAME).exists()
    assert AuditLine.objects.filter(deed="took_back", about="class link").count() == 2


def test_a_link_that_ran_out_lost_its_rights_by_itself_and_is_tidied_away(client: Client, school: Class, now_is):
    enter(client, school)
    now_is(school.link.expires_at + dt.timedelta(seconds=1))
    assert client.get(school.url()).status_code == 410
    member = school.member(school.cast.mia)
    assert not member.consents.in_force(timezone.now()).exists()
    assert end_run_out_links() == 2 and end_run_out_links() == 0
    member.refresh_from_db()
    assert member.left_at == school.link.expires_at


def test_what_ran_out_is_tidied_by_the_clock(school: Class, now_is):
    member = school.member(school.cast.mia)
    now_is(school.link.expires_at + dt.timedelta(seconds=1))
    assert CliRunner().invoke(remind).exit_code == 0
    member.refresh_from_db()
    assert member.left_at == school.link.expires_at


def test_one_child_taken_out_leaves_the_others_there(client: Client, school: Class):
    enter(client, school)
    take_out(school.cast.ana, school.place(school.cast.mia))
    shown = page(client, school.url())
    assert "Mia" not in shown and "Leo" in shown
    assert tap(client, school, school.leos)[0] == 302


# Making and holding a link.


def a_form(school: Class, **changed: object) -> dict[str, object]:
    cast = school.cast
    goals = [
        f"{cast.mia.public_id}:{cast.circle_time.public_id}",
        f"{cast.leo.public_id}:{school.leos.public_id}",
    ]
    return {"name": "Room 4", "days": "45", "pin": "2580", "goals": goals, "passports": [], **changed}


NEW = "/class-links/new/"


def test_a_therapist_makes_a_link_for_several_children(as_, school: Class):
    client = as_(school.cast.robin)
    assert "I line up with my friends" in page(client, NEW)
    answer = client.post(NEW, a_form(school, passports=[school.cast.leo.public_id]))
    link = ClassLink.objects.get(name="Room 4")
    assert answer["Location"] == reverse("class_link", args=[link.public_id])
    assert [place.member.child for place in link.places.all()] == [school.cast.mia, school.cast.leo]
    assert [place.passport for place in link.places.all()] == [False, True]
    shown = page(client, answer["Location"])
    assert f"http://testserver/class/{link.made_token}/" in shown and "2580" in shown


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("goals", [], "tick at least one goal"),
        ("goals", ["x:y"], "can’t be shared"),
        ("pin", "12", "four to six digits"),
        ("pin", "12a4", "four to six digits"),
        ("pin", "1" * 13, "four to six digits"),
        ("pin", "1111", "easy to guess"),
        ("pin", "1234", "easy to guess"),
        ("days", "9999", "days"),
        ("name", "", "required"),
    ],
)
def test_what_is_missing_for_a_link_is_said_and_all_else_stays(
    as_, school: Class, field: str, value: object, says: str
):
    answer = as_(school.cast.robin).post(NEW, a_form(school, name="Room 44 x") | {field: value})
    shown = answer.content.decode()
    assert answer.status_code == 400 and says in shown
    assert field == "name" or "Room 44 x" in shown
    assert not ClassLink.objects.filter(name__startswith="Room").exists()


def test_a_passport_alone_isnt_a_share(as_, school: Class):
    form = a_form(school, passports=[school.cast.leo.public_id])
    form["goals"] = form["goals"][:1]  # type: ignore[index]
    answer = as_(school.cast.robin).post(NEW, form)
    assert answer.status_code == 400 and "no goal" in answer.content.decode()


def test_children_of_two_practices_dont_sit_in_one_link(as_, school: Class):
    cast = school.cast
    add_member(cast.sam, cast.omar, user=cast.robin, role=Role.THERAPIST, name="Robin")
    omars = goal_for(cast.access(cast.robin, cast.omar), "I paint")
    form = a_form(school)
    form["goals"] = [*form["goals"], f"{cast.omar.public_id}:{omars.public_id}"]  # type: ignore[misc]
    answer = as_(cast.robin).post(NEW, form)
    assert answer.status_code == 400 and "different practices" in answer.content.decode()


def test_a_parent_makes_a_link_for_her_own_child_only(as_, school: Class):
    client = as_(school.cast.ana)
    assert "I line up with my friends" not in page(client, NEW)
    assert client.post(NEW, a_form(school)).status_code == 400


def test_who_may_not_say_who_sees_what_has_no_links(as_, school: Class):
    for user in (school.cast.lopez, school.cast.joe, school.cast.mia_herself, school.cast.nina):
        for url in ("/class-links/", NEW, reverse("class_link", args=[school.link.public_id])):
            assert as_(user).get(url).status_code == 404


def test_a_parent_sees_of_a_class_only_her_child_and_takes_her_out(as_, school: Class):
    client = as_(school.cast.ana)
    url = reverse("class_link", args=[school.link.public_id])
    shown = page(client, url)
    assert "Mia" in shown and "Leo" not in shown and school.token not in shown
    assert client.post(url, {"pin": "9753"}).status_code == 404
    assert client.post(reverse("end_class_link", args=[school.link.public_id])).status_code == 404
    out = reverse("take_out_of_class", args=[school.link.public_id, school.place(school.cast.leo).public_id])
    assert client.post(out).status_code == 404
    out = reverse("take_out_of_class", args=[school.link.public_id, school.place(school.cast.mia).public_id])
    assert client.post(out)["Location"] == "/class-links/"
    assert school.member(school.cast.mia).left_at and not school.member(school.cast.leo).left_at
    assert client.get(url).status_code == 404


def test_who_holds_the_whole_class_changes_the_pin_and_ends_the_link(as_, school: Class):
    client = as_(school.cast.robin)
    url = reverse("class_link", args=[school.link.public_id])
    assert client.post(url, {"pin": "12"}).status_code == 400
    assert client.post(url, {"pin": "9753"}).status_code == 302
    assert ClassLink.objects.get().has_pin("9753")
    assert client.post(reverse("end_class_link", args=[school.link.public_id])).status_code == 302
    assert client.get(url).status_code == 404
    assert "Over" in page(client, "/class-links/")


def test_a_therapist_of_one_child_alone_doesnt_hold_the_class(school: Class):
    (kais,) = links_held_by(school.cast.kai)
    (robins,) = links_held_by(school.cast.robin)
    assert not kais.whole and robins.whole and links_held_by(school.cast.sam) == []


def test_with_another_secret_key_the_address_isnt_shown_wrongly(as_, school: Class, settings):
    client = as_(school.cast.robin)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"
    shown = page(client, reverse("class_link", args=[school.link.public_id]))
    assert "secret key was changed" in shown and "/class/" not in shown.replace("/class-links/", "")


def test_the_class_stands_in_the_circle_and_its_consents_can_be_changed(as_, school: Class):
    shown = page(as_(school.cast.ana), reverse("circle", args=[school.cast.mia.public_id]))
    assert "Ms. Lopez&#x27;s class" in shown and "without an account" in shown
    assert reverse("member", args=[school.cast.mia.public_id, school.member(school.cast.mia).pk]) in shown


# Fridays.


def tell_friday(client: Client, school: Class, *strategies: Strategy, words: str = "") -> int:
    data = {"strategies": [strategy.public_id for strategy in strategies], "words": words}
    return client.post(school.url("class_friday", school.cast.mia), data).status_code


def fridays(school: Class) -> str:
    return reverse("fridays", args=[school.cast.mia.public_id])


def test_two_picks_and_a_sentence_reach_the_therapist(client: Client, school: Class):
    enter(client, school)
    assert tell_friday(client, school, school.cast.cushion, words="Best after lunch.") == 302
    pick = FridayPick.objects.get()
    assert list(pick.strategies.all()) == [school.cast.cushion] and pick.week.weekday() == 0
    waits = friday.waiting_fridays([school.cast.access(school.cast.robin)])[school.cast.mia.pk]
    assert (waits.pick, waits.helped, waits.words) == (pick.pk, ("Wobble cushion",), "Best after lunch.")
    client.force_login(school.cast.robin)
    assert "Best after lunch." in page(client, fridays(school))


def test_the_teacher_sees_that_it_was_read_and_what_came_of_it(client: Client, school: Class):
    enter(client, school)
    tell_friday(client, school, school.cast.cushion)
    assert "Not read yet." in page(client, school.url("class_friday", school.cast.mia))
    therapist = Client()
    therapist.force_login(school.cast.robin)
    therapist.get(fridays(school))
    assert f"Robin read it on {timezone.now():%A}" in page(client, school.url("class_friday", school.cast.mia))
    url = reverse("thank_for_friday", args=[school.cast.mia.public_id, FridayPick.objects.get().pk])
    assert therapist.post(url, {"thanks": friday.READY_THANKS[1]}).status_code == 302
    assert friday.READY_THANKS[1] in page(client, school.url("class_friday", school.cast.mia))


def test_a_sentence_of_friday_is_kept_as_it_was_written_and_one_other_way_to_say_it_is_offered(
    client: Client, school: Class
):
    enter(client, school)
    assert "If you like" not in page(client, school.url("class_friday", school.cast.mia))
    tell_friday(client, school, school.cast.cushion, words="She refused to line up, then sang.")
    assert FridayPick.objects.get().words == "She refused to line up, then sang."
    told = page(client, school.url("class_friday", school.cast.mia))
    assert "If you like, “refused to” can also be said this way:" in told and "chose not to" in told


def test_the_newest_friday_stands_on_the_therapists_day_until_it_is_read(as_, client: Client, school: Class, now_is):
    enter(client, school)
    tell_friday(client, school, school.cast.cushion, words="Best after lunch.")
    robin = Client()
    robin.force_login(school.cast.robin)
    day = page(robin, "/")
    assert "What helped at school:" in day and "Wobble cushion. “Best after lunch.”" in day and fridays(school) in day
    assert FridayPick.objects.get().read_at is None
    robin.get(fridays(school))
    assert "What helped at school:" not in page(robin, "/")
    assert "Robin read it on" in page(client, school.url("class_friday", school.cast.mia))


def test_of_two_fridays_that_wait_the_newer_one_stands_on_the_day(client: Client, school: Class):
    mia = school.cast.access(school.cast.lopez)
    for weeks, words in ((0, "New words."), (1, "Old words.")):
        pick = friday.tell_friday(mia, friday.week_of(mia.child.today()) - dt.timedelta(weeks=weeks), [], words)
        FridayPick.objects.filter(pk=pick.pk).update(told_at=timezone.now() - dt.timedelta(weeks=weeks))
    client.force_login(school.cast.robin)
    day = page(client, "/")
    assert "New words." in day and "Old words." not in day
    FridayPick.objects.update(told_at=timezone.now() - dt.timedelta(days=22))
    assert "What helped at school" not in page(client, "/")


def test_who_reads_some_goals_only_has_no_friday_on_the_day(cast: Cast):
    robin = cast.access(cast.robin)
    friday.tell_friday(cast.access(cast.lopez), friday.week_of(cast.mia.today()), [cast.cushion], "")
    assert set(friday.waiting_fridays([robin])) == {cast.mia.pk}
    Consent.objects.filter(member=robin.member, scope=Scope.TIMELINE).update(goal_id=cast.circle_time.public_id)
    assert friday.waiting_fridays([cast.access(cast.robin), cast.access(cast.ana)]) == {}


def test_a_parent_reads_a_friday_without_it_being_told_as_read_by_the_therapist(as_, client: Client, school: Class):
    tell_friday(enter(client, school), school, school.cast.cushion)
    assert "Wobble cushion" in page(as_(school.cast.ana), fridays(school))
    assert FridayPick.objects.get().read_at is None
    url = reverse("thank_for_friday", args=[school.cast.mia.public_id, FridayPick.objects.get().pk])
    assert client.post(url, {"thanks": "Hi"}).status_code == 404


@pytest.mark.parametrize("thanks", ["", "a" * 161])
def test_a_line_back_that_doesnt_fit_says_so(as_, client: Client, school: Class, thanks: str):
    tell_friday(enter(client, school), school, school.cast.cushion)
    url = reverse("thank_for_friday", args=[school.cast.mia.public_id, FridayPick.objects.get().pk])
    answer = as_(school.cast.robin).post(url, {"thanks": thanks})
    assert answer.status_code == 400 and ("few words" in answer.content.decode() or thanks in answer.content.decode())
    assert FridayPick.objects.get().thanks == ""


def test_telling_the_same_friday_twice_keeps_one_and_a_change_waits_to_be_read_again(client: Client, school: Class):
    enter(client, school)
    for _ in range(2):
        tell_friday(client, school, school.cast.cushion)
    pick = FridayPick.objects.get()
    friday.read(school.cast.access(school.cast.robin), [pick])
    tell_friday(client, school, school.cast.cushion)
    assert FridayPick.objects.get().read_at
    tell_friday(client, school, school.cast.cushion, words="Oh, and it was loud.")
    assert FridayPick.objects.get().read_at is None


def test_three_picks_are_one_too_many_and_nothing_is_not_enough(client: Client, school: Class):
    robin = school.cast.access(school.cast.robin)
    three = [school.cast.cushion, *(give_own(robin, Strategy(name=f"Song {n}", settings=[])) for n in range(2))]
    enter(client, school)
    url = school.url("class_friday", school.cast.mia)
    answer = client.post(url, {"strategies": [s.public_id for s in three], "words": "All of it."})
    assert answer.status_code == 400 and "keep the two" in answer.content.decode()
    assert "All of it." in answer.content.decode()
    assert tell_friday(client, school) == 400 and tell_friday(client, school, words="x" * 201) == 400
    assert tell_friday(client, school, words="A quiet week.") == 302


def test_a_strategy_of_another_child_cant_be_picked(client: Client, school: Class):
    leos = give_own(school.cast.access(school.cast.robin, school.cast.leo), Strategy(name="Leo's own", settings=[]))
    enter(client, school)
    assert tell_friday(client, school, leos) == 400
    assert "Leo's own" not in page(client, school.url("class_friday", school.cast.mia)).replace("&#x27;", "'")


def test_on_a_friday_the_class_is_asked_and_on_a_monday_it_isnt(client: Client, school: Class, now_is):
    for day, asked in ((27, True), (30, False)):
        now_is(dt.datetime(2026, 11, day, 12, tzinfo=dt.UTC))
        assert ("The week is nearly done" in page(enter(client, school), school.url())) == asked


def test_somebody_elses_child_has_no_fridays(as_, school: Class):
    for user in (school.cast.sam, person("Stranger"), school.cast.lopez, school.cast.mia_herself):
        assert as_(user).get(fridays(school)).status_code == 404
