"""From a child's record to a plan, and planning anew around what is done and what is locked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, goal_for, tell
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.goals.paths import paths_of
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import AuditLine, Setting
from pebblepath.apps.play.models import Room, Session
from pebblepath.apps.play.plan_actions import NothingFits, change_plan, drop_session, keep_in_place, make_session
from pebblepath.apps.play.plan_changes import CHANGES
from pebblepath.apps.play.planning import Wish, ground_of, joys_on_cards, played_lately, request_of, usual_wish
from pebblepath.apps.understanding.actions import say
from pebblepath.apps.understanding.models import Care, Kind, Trait
from pebblepath.core.planner.session import RequestError, check
from pebblepath.core.planner.session.instance import lay_out
from pebblepath.library import load_library
from pebblepath.library.planning import as_activities
from sessions import planned_session

As = Callable[[object], Client]
PLAY = load_library().play


@pytest.fixture
def robin(cast: Cast) -> Access:
    """Mia's therapist, at the clinic, with what is known of Mia: she loves trains, smells are too much, seizures."""
    access = cast.access(cast.robin)
    say(access, Trait(kind=Kind.JOY, words="Trains and all things on rails"))
    say(access, Trait(kind=Kind.SENSE, sense="smell", how="too_much", words="Soap."))
    say(access, Trait(kind=Kind.CARE, care=Care.SEIZURES))
    return access


def a_wish(access: Access, **changed: Any) -> Wish:
    usual = usual_wish(access, paths_of(access, only_active=True), None, [])
    return Wish(**{**usual.as_json(), **changed})


def made(access: Access, **changed: Any) -> Session:
    return make_session(access, a_wish(access, **changed))


def changed(access: Access, session: Session, how: str, place: int = -1, value: str = "") -> Session:
    card = session.plan[place]["card"] if place >= 0 else ""
    return change_plan(access, session, CHANGES[how], place=place, card=card, value=value)


def cards(session: Session) -> list[str]:
    return [item["card"] for item in session.plan]


def offered(session: Session) -> set[str]:
    return {half["card"] for item in session.plan for half in (item, item["or"]) if half}


def judged(access: Access, session: Session, **asked: Any) -> list[str]:
    """What the planner's own judge finds wrong with a session's whole plan, were it planned at once."""
    ground = ground_of(access, session.room, Setting(session.setting))
    wish = Wish.from_json(session.wish)
    request = request_of(wish, ground)
    rows = [(item["card"], item["minutes"], item["or"] and item["or"]["card"]) for item in session.plan]
    found = check(lay_out(rows, request), request, as_activities(ground.cards.values())).faults
    return [fault.words for fault in found if fault.rule != "length"]


# From the record.


def test_what_is_known_of_a_child_is_what_the_planner_is_asked(robin: Access):
    room = Room(name="Small", spaces=["table"], things=["Crayons", "paper"], quiet=True)
    request = request_of(a_wish(robin, without=("paper",)), ground_of(robin, room, Setting.CLINIC))
    assert request.joys == {"trains"} and request.cares == {"seizures"} and request.too_much == {"smell"}
    assert request.things == {"crayons", "paper"} and request.missing == {"paper"} and request.spaces == {"table"}
    assert request.noise == "medium"


def test_each_goal_asks_for_what_its_everyday_activity_needs_and_weighs_what_it_weighs_to_the_child(
    cast: Cast, robin: Access
):
    Goal.objects.filter(pk=cast.zip_jacket.pk).update(occupation="zip-jacket", child_importance=3)
    Goal.objects.filter(pk=cast.circle_time.pk).update(occupation="", family_importance=1)
    wish = a_wish(robin)
    assert wish.goals == {cast.zip_jacket.public_id: 3, cast.circle_time.public_id: 1}
    asked = {one.goal: one for one in request_of(wish, ground_of(robin, None, Setting.CLINIC)).goals}
    assert tuple(asked) == load_library().occupations["zip-jacket"].works_on
    main = next(iter(asked.values()))
    assert (main.weight, main.minutes, main.level) == (3, 5, -1)


def test_a_goal_in_own_words_works_on_what_the_therapist_says(cast: Cast, robin: Access):
    Goal.objects.filter(child=cast.mia).update(occupation="")
    wish = a_wish(robin, deeper={cast.zip_jacket.public_id: "balance"})
    assert [one.goal for one in request_of(wish, ground_of(robin, None, Setting.CLINIC)).goals] == ["balance"]


def test_a_goal_that_rests_today_asks_for_nothing(cast: Cast, robin: Access):
    wish = a_wish(robin, goals={})
    assert request_of(wish, ground_of(robin, None, Setting.CLINIC)).goals == ()


@pytest.mark.parametrize(
    ("said", "joys"),
    [("Dogs", {"animals"}), ("Trains and splashing", {"trains", "water"}), ("Rain", set()), ("My baseball", set())],
)
def test_joys_are_found_in_a_childs_own_words(said: str, joys: set[str]):
    assert joys_on_cards([said], PLAY.values()) == joys


def test_what_was_played_lately_is_known_with_the_card_that_the_child_chose_and_not_what_she_left_out(
    cast: Cast, robin: Access
):
    session = planned_session(robin, [cast.circle_time])
    session.day, session.started_at = robin.child.today() - dt.timedelta(days=6), timezone.now()
    session.played = {
        "items": [
            {"item": 0, "card": "slow-boat-swing", "minutes": 8, "chosen": None, "skipped": False},
            {"item": 1, "card": "zoo-builder", "minutes": 5, "chosen": "copycat-tower", "skipped": False},
            {"item": 3, "card": "marble-run-lab", "minutes": 0, "chosen": None, "skipped": True},
        ]
    }
    session.save()
    assert played_lately(cast.mia) == {"slow-boat-swing": 6, "copycat-tower": 6}
    made(robin)  # a plan that wasn't played teaches nothing
    assert played_lately(cast.mia) == {"slow-boat-swing": 6, "copycat-tower": 6}


# A plan.


def test_a_plan_keeps_every_rule_and_nothing_in_it_is_too_much_or_unsafe(robin: Access):
    session = made(robin)
    assert 3 <= len(session.plan) <= 7 and judged(robin, session) == []
    for card in offered(session):
        assert "smell" not in PLAY[card].gives and "seizures" not in PLAY[card].not_with
    assert session.proof["status"] == "optimal" and session.proof["value"] == session.proof["bound"]


def test_a_plan_keeps_names_reasons_and_goals_as_they_are_today(cast: Cast, robin: Access):
    Goal.objects.filter(pk=cast.zip_jacket.pk).update(occupation="zip-jacket")
    session = made(robin)
    assert [item["item"] for item in session.plan] == list(range(len(session.plan)))
    for item in session.plan:
        card = PLAY[item["card"]]
        assert item["name"] == card.name and item["reasons"]["child"] == card.fun
        assert item["reasons"]["therapist"].endswith(".") and item["reasons"]["family"].startswith("Good for")
        assert item["goals"][0] in card.works_on and item["energy"] == card.energy
    choice = next(item for item in session.plan if item["or"])
    assert choice["or"]["reasons"]["child"] == PLAY[choice["or"]["card"]].fun
    assert choice["or"]["reasons"]["therapist"] != choice["reasons"]["therapist"]
    served = {goal for item in session.plan for goal in item["serves"]}
    assert cast.zip_jacket.public_id in served
    assert {row.goal for row in session.goals.all()} == {cast.zip_jacket, cast.circle_time}


def test_a_plan_asks_only_for_what_is_in_the_room(cast: Cast, robin: Access):
    things = ["mat", "big cushions", "paper", "crayons", "picture books", "drum", "blanket", "blocks"]
    room = Room.objects.create(practice=cast.practice, name="Small", spaces=["table", "mat"], things=things)
    session = made(robin, room=room.public_id)
    assert session.room == room
    for card in offered(session):
        assert set(PLAY[card].equipment) <= set(things) and PLAY[card].space in {"table", "mat"}


def test_another_practices_room_is_no_room(cast: Cast, robin: Access):
    room = Room.objects.create(practice=cast.other_practice, name="Theirs", spaces=["table"], things=["paper"])
    assert made(robin, room=room.public_id).room is None


def test_when_nothing_fits_it_says_what_clashes_and_keeps_nothing(cast: Cast, robin: Access):
    room = Room.objects.create(practice=cast.practice, name="Bare", spaces=["table"], things=["a lamp"])
    with pytest.raises(NothingFits) as why:
        made(robin, room=room.public_id)
    assert why.value.clash is not None and "equipment" in {one.wish for one in why.value.clash.loosen}
    assert not Session.objects.exists()


# Changing it.


def test_swap_puts_another_card_there_and_leaves_the_others(robin: Access):
    session = made(robin)
    before = cards(session)
    after = changed(robin, session, "swap", 1)
    assert after.plan[1]["card"] != before[1]
    assert [card for place, card in enumerate(cards(after)) if place != 1] == [before[0], *before[2:]]
    assert judged(robin, after) == []


def test_swapping_again_and_again_shows_something_else_each_time(robin: Access):
    session = made(robin)
    seen = [cards(session)[1]]
    for _ in range(4):
        session = changed(robin, session, "swap", 1)
        seen.append(cards(session)[1])
    assert len(set(seen)) == len(seen)


def test_swap_works_at_every_place_for_a_child_who_knows_only_a_few_activities(robin: Access):
    known = planned_session(robin, [])
    known.day, known.started_at = robin.child.today() - dt.timedelta(days=7), timezone.now()
    known.played = {"items": [told(known, place, 8) for place in range(4)]}
    known.save()
    session = made(robin)
    for place in range(len(session.plan)):
        before = cards(session)[place]
        session = changed(robin, session, "swap", place)
        assert cards(session)[place] != before


def test_a_locked_activity_stays_whatever_else_changes(robin: Access):
    session = made(robin)
    session = keep_in_place(robin, session, 0, cards(session)[0])
    first = (session.plan[0]["card"], session.plan[0]["minutes"])
    for how, place, value in (("swap", 1, ""), ("out", 2, ""), ("left", -1, "30"), ("longer", 1, "")):
        session = changed(robin, session, how, place, value)
        assert session.plan[0]["card"] == first[0] and session.plan[0]["locked"]


def test_longer_gives_two_minutes_and_the_others_give_way(robin: Access):
    session = made(robin)
    minutes, whole = session.plan[0]["minutes"], session.plan[-1]["start"] + session.plan[-1]["minutes"]
    after = changed(robin, session, "longer", 0)
    assert after.plan[0]["minutes"] == minutes + 2 and cards(after)[0] == cards(session)[0]
    assert after.plan[-1]["start"] + after.plan[-1]["minutes"] <= max(whole, 45)
    assert changed(robin, after, "shorter", 0).plan[0]["minutes"] == minutes


def test_what_was_taken_out_stays_out_today(robin: Access):
    session = made(robin)
    gone = cards(session)[1]
    after = changed(robin, session, "out", 1)
    assert gone not in offered(after) and judged(robin, after) == []
    assert gone not in offered(changed(robin, after, "left", value="30"))


def test_when_something_is_broken_whatever_needs_it_goes_and_the_rest_stays(robin: Access):
    session = made(robin)
    broken = next(thing for item in session.plan for thing in item["things"])
    needs_it = {item["card"] for item in session.plan if broken in item["things"]}
    after = changed(robin, session, "missing", value=broken.upper())
    assert all(broken not in PLAY[card].equipment for card in offered(after))
    assert set(cards(session)) - needs_it <= set(cards(after))
    assert judged(robin, after) == []


def test_with_only_25_minutes_left_there_is_a_plan_of_25_minutes(robin: Access):
    after = changed(robin, made(robin), "left", value="25")
    assert 20 <= after.plan[-1]["start"] + after.plan[-1]["minutes"] <= 25
    assert judged(robin, after) == []


def test_with_another_energy_it_begins_elsewhere(robin: Access):
    after = changed(robin, made(robin), "energy", value="-2")
    assert after.plan[0]["energy"] <= -1 and judged(robin, after) == []


def begun(session: Session, *items: dict[str, Any], minutes_ago: int) -> Session:
    session.started_at = timezone.now() - dt.timedelta(minutes=minutes_ago)
    session.played = {"rev": 1, "items": list(items)}
    session.save()
    return session


def told(session: Session, place: int, minutes: float, *, skipped: bool = False) -> dict[str, Any]:
    card = session.plan[place]["card"]
    return {"item": place, "card": card, "minutes": minutes, "chosen": None, "skipped": skipped}


def test_in_the_middle_of_a_session_what_was_begun_stays_and_the_rest_is_planned_for_what_is_left(robin: Access):
    session = made(robin)
    first = session.plan[0]
    session = begun(session, told(session, 0, first["minutes"]), minutes_ago=first["minutes"])
    after = changed(robin, session, "left", value="20")
    assert after.plan[0] == first
    coming = after.plan[1:]
    assert [item["item"] for item in after.plan] == list(range(len(after.plan)))
    assert first["card"] not in offered(after) - {first["card"]}
    assert sum(item["minutes"] + item["before"] for item in coming) <= 22
    with pytest.raises(NotPossible, match="begun already"):
        changed(robin, after, "swap", 0)


def test_what_the_child_left_out_isnt_offered_again(robin: Access):
    session = made(robin)
    skipped = cards(session)[1]
    session = begun(session, told(session, 0, 5), told(session, 1, 0, skipped=True), minutes_ago=12)
    after = changed(robin, session, "energy", value="0")
    assert skipped not in {half["card"] for item in after.plan[2:] for half in (item, item["or"]) if half}


def test_a_plan_that_a_colleague_has_changed_isnt_changed_by_a_late_tap(robin: Access):
    session = made(robin)
    seen = cards(session)[1]
    later = changed(robin, session, "swap", 1)
    with pytest.raises(NotPossible, match="changed in the meantime"):
        change_plan(robin, later, CHANGES["swap"], place=1, card=seen)
    assert cards(Session.objects.get()) == cards(later)


def test_a_session_that_has_ended_keeps_its_plan(robin: Access):
    session = made(robin)
    session.ended_at = timezone.now()
    session.save()
    for how in ("swap", "left"):
        with pytest.raises(NotPossible, match="has ended"):
            changed(robin, session, how, 0 if how == "swap" else -1, "25")


@pytest.mark.parametrize(
    ("how", "value", "words"),
    [("left", "soon", "soon"), ("left", "2", "3 to 120"), ("energy", "9", "-2"), ("missing", " ", "40 letters")],
)
def test_a_value_that_cant_be_gets_a_sentence(robin: Access, how: str, value: str, words: str):
    with pytest.raises(RequestError, match=words):
        changed(robin, made(robin), how, value=value)


def test_a_plan_that_was_begun_isnt_put_away(robin: Access):
    session = made(robin)
    begun(session, told(session, 0, 1), minutes_ago=1)
    with pytest.raises(NotPossible):
        drop_session(robin, session)
    assert Session.objects.exists()


# The pages.


def test_one_tap_makes_a_plan(cast: Cast, robin: Access, as_: As):
    client = as_(cast.robin)
    url = reverse("plan_session", args=[cast.mia.public_id])
    form = client.get(url).context["form"]
    sent = {field.html_name: field.value() for field in form if field.value() not in (None, "", [])}
    answer = client.post(url, sent)
    session = Session.objects.get()
    assert answer.status_code == 302 and answer["Location"] == reverse(
        "session", args=[cast.mia.public_id, session.public_id]
    )
    page = client.get(answer["Location"]).content.decode()
    assert session.plan[0]["name"] in page and "proven in" in page and "On arrival steady" in page
    assert AuditLine.objects.filter(about="session", ref=session.public_id, child=cast.mia).exists()


def test_when_nothing_fits_the_form_stays_as_typed_and_says_what_to_loosen(cast: Cast, robin: Access, as_: As):
    room = Room.objects.create(practice=cast.practice, name="Bare", spaces=["table"], things=["a lamp"])
    sent = {
        "minutes": "60",
        "energy": "2",
        "room": room.public_id,
        "people": "1",
        "own_without": "the red bus",
        f"goal_{cast.circle_time.public_id}": "3",
        f"goal_{cast.zip_jacket.public_id}": "0",
    }
    answer = as_(cast.robin).post(reverse("plan_session", args=[cast.mia.public_id]), sent)
    page = answer.content.decode()
    assert answer.status_code == 400 and "be had together" in page and "the red bus" in page
    assert 'name="loosened" value="equipment"' in page
    again = as_(cast.robin).post(
        reverse("plan_session", args=[cast.mia.public_id]), sent | {"loosened": ["equipment", "space"], "energy": "1"}
    )
    assert again.status_code == 302


def test_every_button_of_a_plan_does_what_it_says(cast: Cast, robin: Access, as_: As):
    session = made(robin)
    client, url = as_(cast.robin), reverse("change_plan", args=[cast.mia.public_id, session.public_id])
    for deed in ("lock", "longer", "shorter", "swap", "out"):
        session.refresh_from_db()
        before = (session.plan, session.wish)
        answer = client.post(url, {"do": deed, "place": "1", "card": cards(session)[1]})
        session.refresh_from_db()
        assert answer.status_code == 302 and (session.plan, session.wish) != before, deed
    assert client.post(url, {"do": "left", "value": "30"}).status_code == 302
    session.refresh_from_db()
    for wrong in ({"do": "burn"}, {"do": "swap"}, {"do": "left", "value": "x"}, {"do": "swap", "place": "999"}):
        answer = client.post(url, wrong)
        assert answer.status_code == 400 and session.plan[0]["name"] in answer.content.decode()


def test_other_wishes_change_the_same_plan(cast: Cast, robin: Access, as_: As):
    session = made(robin)
    url = reverse("plan_session", args=[cast.mia.public_id]) + f"?again={session.public_id}"
    form = as_(cast.robin).get(url).context["form"]
    sent = {field.html_name: field.value() for field in form if field.value() not in (None, "", [])}
    assert as_(cast.robin).post(url, sent | {"minutes": "30", "again": session.public_id}).status_code == 302
    assert Session.objects.get().wish["minutes"] == 30


def test_a_family_reads_what_was_signed_for_it_and_no_plan(cast: Cast, robin: Access, as_: As):
    planned = made(robin)
    page = as_(cast.ana).get(reverse("sessions", args=[cast.mia.public_id])).content.decode()
    assert planned.plan[0]["name"] not in page and "once the note is signed" in page
    assert as_(cast.lopez).get(reverse("sessions", args=[cast.mia.public_id])).status_code == 404


def test_the_therapists_day_starts_todays_plan_and_says_what_to_mind(cast: Cast, robin: Access, as_: As):
    page = as_(cast.robin).get("/").content.decode()
    assert reverse("plan_session", args=[cast.mia.public_id]) in page and "Has seizures" in page
    session = made(robin)
    page = as_(cast.robin).get("/").content.decode()
    assert reverse("run_session", args=[cast.mia.public_id, session.public_id]) in page
    assert session.plan[0]["name"] in page and "too much: smells" in page


def test_pages_of_a_plan_take_few_queries(cast: Cast, robin: Access, as_: As, queries: Callable[[Client, str], int]):
    session, client = made(robin), as_(cast.robin)
    for _ in range(5):
        planned_session(robin, [cast.circle_time])
        tell(robin, cast.circle_time)
        goal_for(robin, "One more")
    mia = cast.mia.public_id
    for url in ("/", *(reverse(name, args=[mia]) for name in ("sessions", "plan_session"))):
        assert queries(client, url) <= 15, url
    assert queries(client, reverse("session", args=[mia, session.public_id])) <= 15
