"""Several children play one plan together; each has a session, moments and a note of her own."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, goal_for
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.actions import add_member
from pebblepath.apps.people.models import AuditLine, Child, Role
from pebblepath.apps.play.group_actions import begin_group
from pebblepath.apps.play.models import Group, Session
from pebblepath.library import load_library
from sessions import planned_session, row, told

As = Callable[[object], Client]
NEW = "/groups/new/"


@pytest.fixture
def plan(cast: Cast) -> Session:
    return planned_session(cast.access(cast.robin), [cast.circle_time])


def begin(client: Client, cast: Cast, plan: Session) -> Group:
    both = [cast.mia.public_id, cast.leo.public_id]
    answer = client.post(NEW, {"children": both, "plan": plan.public_id, "name": "Tuesday"})
    assert answer.status_code == 302, answer.content.decode()
    return Group.objects.get()


def run_url(group: Group) -> str:
    return reverse("run_group", args=[group.public_id])


def test_each_child_has_a_session_of_her_own_with_the_same_play(as_: As, cast: Cast, plan: Session):
    group = begin(as_(cast.robin), cast, plan)
    mias, leos = Session.objects.get(child=cast.mia), Session.objects.get(child=cast.leo)
    assert mias == plan and mias.group == leos.group == group and leos.by.child == cast.leo
    assert [item["card"] for item in leos.plan] == [item["card"] for item in mias.plan]
    assert AuditLine.objects.filter(about="group session", child=cast.leo).exists()


def test_what_was_written_for_one_child_doesnt_go_to_another(as_: As, cast: Cast, plan: Session):
    begin(as_(cast.robin), cast, plan)
    leos = Session.objects.get(child=cast.leo)
    assert all(item["reasons"] == {} for item in leos.plan)
    assert cast.circle_time.public_id not in json.dumps(leos.plan)


def test_the_shared_play_serves_each_childs_own_goals(as_: As, cast: Cast, plan: Session):
    card = load_library().occupations["zip-jacket"]
    zipping = goal_for(cast.access(cast.robin, cast.leo), "Leo zips", "zip-jacket")
    own_words = goal_for(cast.access(cast.robin, cast.leo), "Leo’s own", "")
    plan.plan[0]["goals"] = [card.works_on[0]]
    plan.plan[1]["goals"] = []
    plan.save()
    begin(as_(cast.robin), cast, plan)
    leos = Session.objects.get(child=cast.leo)
    assert leos.plan[0]["serves"] == [zipping.public_id] and leos.plan[1]["serves"] == []
    assert own_words.public_id not in json.dumps(leos.plan)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [(["mia"], "1 child was tapped. A group has from 2 to 6."), ([], "Please tap from 2 to 6 children.")],
)
def test_too_few_children_are_told_in_words(as_: As, cast: Cast, plan: Session, chosen: list[str], words: str):
    ids = [getattr(cast, who).public_id for who in chosen]
    answer = as_(cast.robin).post(NEW, {"children": ids, "plan": plan.public_id, "name": "Tuesday"})
    page = answer.content.decode()
    assert answer.status_code == 400 and words in page and 'value="Tuesday"' in page
    assert not Group.objects.exists()


def test_seven_children_are_one_too_many(as_: As, cast: Cast, plan: Session):
    more = [Child.objects.create(practice=cast.practice, name=f"Child {n}") for n in range(6)]
    for child in more:
        add_member(cast.robin, child, user=cast.robin, role=Role.THERAPIST, name="Robin")
    ids = [child.public_id for child in (cast.mia, *more)]
    answer = as_(cast.robin).post(NEW, {"children": ids, "plan": plan.public_id})
    assert answer.status_code == 400 and "7 children were tapped. A group has from 2 to 6." in answer.content.decode()


def test_children_of_two_practices_make_no_group(as_: As, cast: Cast, plan: Session):
    add_member(cast.sam, cast.omar, user=cast.robin, role=Role.THERAPIST, name="Robin")
    ids = [cast.mia.public_id, cast.omar.public_id]
    answer = as_(cast.robin).post(NEW, {"children": ids, "plan": plan.public_id})
    assert answer.status_code == 400 and "belong to different practices" in answer.content.decode()


def test_a_child_or_a_plan_of_somebody_else_cant_be_taken(as_: As, cast: Cast, plan: Session):
    omars = planned_session(cast.access(cast.sam, cast.omar), [])
    for children, chosen in (([cast.mia, cast.omar], plan), ([cast.mia, cast.leo], omars)):
        ids = [child.public_id for child in children]
        assert as_(cast.robin).post(NEW, {"children": ids, "plan": chosen.public_id}).status_code == 400
    assert not Group.objects.exists()


def test_a_plan_that_was_begun_isnt_offered(as_: As, cast: Cast, plan: Session):
    plan.started_at = timezone.now()
    plan.save()
    page = as_(cast.robin).get(NEW).content.decode()
    assert "no plan waits to be played" in page and reverse("plan_session", args=[cast.mia.public_id]) in page


def test_only_who_plans_sessions_reaches_groups(as_: As, cast: Cast, plan: Session):
    group = begin(as_(cast.robin), cast, plan)
    for who in ("ana", "lopez", "joe", "mia_herself", "nina"):
        client = as_(getattr(cast, who))
        got = (client.get(NEW).status_code, client.post(NEW, {}).status_code, client.get(run_url(group)).status_code)
        assert got == (404, 404, 404), who
    assert as_(cast.sam).get(run_url(group)).status_code == 404
    assert as_(cast.robin).get(reverse("run_group", args=["zzzzzzzzzzzz"])).status_code == 404


def test_who_is_signed_out_is_led_to_the_door(client: Client, db: None):
    for url in (NEW, "/groups/zzzzzzzzzzzz/run/"):
        assert client.get(url)["Location"].startswith("/accounts/login/")


def test_a_colleague_sees_only_the_children_who_are_hers(as_: As, cast: Cast, plan: Session):
    group = begin(as_(cast.robin), cast, plan)
    page = as_(cast.kai).get(run_url(group)).content.decode()
    assert 'data-name="Mia"' in page and 'data-name="Leo"' not in page


def test_the_page_has_every_child_with_her_stones(as_: As, cast: Cast, plan: Session):
    client = as_(cast.robin)
    group = begin(client, cast, plan)
    goal_for(cast.access(cast.robin, cast.leo), "Leo’s goal")
    page = client.get(run_url(group)).content.decode()
    assert page.count("data-child ") == 2 and page.count("data-stones=") == 3 and "Leo’s goal" in page
    opened = AuditLine.objects.filter(about="run_group", user=cast.robin)
    assert {line.child for line in opened} == {cast.mia, cast.leo}


def test_a_group_that_plays_can_be_gone_on_with(as_: As, cast: Cast, plan: Session):
    client = as_(cast.robin)
    group = begin(client, cast, plan)
    assert run_url(group) in client.get(NEW).content.decode()
    Session.objects.update(ended_at=timezone.now())
    assert run_url(group) not in client.get(NEW).content.decode()


def test_each_childs_taps_are_kept_with_her_own_session(as_: As, cast: Cast, plan: Session):
    client = as_(cast.robin)
    begin(client, cast, plan)
    leos_goal = goal_for(cast.access(cast.robin, cast.leo), "Leo’s goal")
    for child, goal in ((cast.mia, cast.circle_time), (cast.leo, leos_goal)):
        url = reverse("sync_session", args=[child.public_id, Session.objects.get(child=child).public_id])
        assert client.post(url, json.dumps(told(row(goal))), content_type="application/json").status_code == 200
    assert {(m.child, m.goal) for m in Moment.objects.all()} == {(cast.mia, cast.circle_time), (cast.leo, leos_goal)}


def test_the_pages_take_few_queries_however_many_children(
    as_: As, cast: Cast, plan: Session, queries: Callable[[Client, str], int]
):
    client = as_(cast.robin)
    group = begin(client, cast, plan)
    before = queries(client, run_url(group)), queries(client, NEW)
    for n in range(4):
        child = Child.objects.create(practice=cast.practice, name=f"Child {n}")
        add_member(cast.robin, child, user=cast.robin, role=Role.THERAPIST, name="Robin")
        access = cast.access(cast.robin, child)
        planned_session(access, [goal_for(access, "Theirs")], group=group)
        planned_session(access, [])
    after = queries(client, run_url(group)), queries(client, NEW)
    assert after == before and max(after) <= 15


def test_a_group_of_one_is_a_slip_of_the_programmer(cast: Cast, plan: Session):
    with pytest.raises(ValueError, match="from 2 to 6"):
        begin_group([cast.access(cast.robin)], plan, "One", {})
