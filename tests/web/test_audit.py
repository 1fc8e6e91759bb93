"""Every write and every opening of a child's record leaves a line: who, what, whose; and never what somebody typed."""

from __future__ import annotations

import pytest
from addresses import CHILD_PAGES, PERSON_DATA, PERSON_DEEDS, TYPED, Row, World, make_world
from django.test import Client
from django.urls import reverse

from cast import Cast
from pebblepath.apps.people import audit
from pebblepath.apps.people.models import AuditLine, Deed, User

OPENED = [row for row in CHILD_PAGES if row.see]
DONE = [row for row in CHILD_PAGES if row.do]


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def lines_since(before: int) -> list[tuple[object, ...]]:
    return list(AuditLine.objects.filter(pk__gt=before).values_list("user", "child", "deed", "about"))


def newest() -> int:
    return AuditLine.objects.order_by("pk").values_list("pk", flat=True).last() or 0


@pytest.mark.parametrize("row", DONE, ids=[row.name for row in DONE])
def test_what_is_done_is_in_the_record_but_not_what_was_typed(client: Client, world: World, row: Row):
    person = world.person(row.do[0])
    client.force_login(person)
    before = newest()
    assert client.post(row.url(world.mia), row.data()).status_code == 302
    assert (person.pk, world.mia.child.pk, *row.deed) in lines_since(before)
    refs = " ".join(AuditLine.objects.values_list("ref", flat=True))
    abouts = " ".join(AuditLine.objects.values_list("about", flat=True))
    assert TYPED not in (refs + abouts).lower()


def test_each_opening_of_a_childs_page_is_in_the_record(client: Client, world: World):
    for row in OPENED:
        person = world.person(row.see[0])
        client.force_login(person)
        before, url = newest(), row.url(world.mia)
        assert client.get(url).status_code == 200
        opened = AuditLine.objects.filter(pk__gt=before, user=person, child=world.mia.child, deed=Deed.OPENED, ref=url)
        assert opened.count() == 1, row.name


def test_what_couldnt_be_opened_isnt_told_as_opened(client: Client, world: World):
    client.force_login(world.cast.nina)
    before = newest()
    assert client.get(reverse("child", args=[world.mia.child.public_id])).status_code == 404
    assert newest() == before


def test_a_form_that_wasnt_accepted_isnt_told_as_done(client: Client, world: World):
    client.force_login(world.cast.ana)
    before = newest()
    assert client.post(reverse("change_child", args=[world.mia.child.public_id]), {"name": ""}).status_code == 400
    assert {deed for _, _, deed, _ in lines_since(before)} == {"opened"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nobody_reads_past_the_record_by_another_method(client: Client, world: World, method: str):
    client.force_login(world.cast.kai)
    for name in ("child", "timeline", "what_helps"):
        before = newest()
        answer = getattr(client, method)(reverse(name, args=[world.mia.child.public_id]))
        opened = (world.cast.kai.pk, world.mia.child.pk, "opened") in {line[:3] for line in lines_since(before)}
        assert opened or (answer.status_code == 405 and not answer.content), name


@pytest.mark.parametrize("name", PERSON_DEEDS)
def test_what_is_done_apart_from_a_child_is_in_the_record(client: Client, cast: Cast, name: str):
    client.force_login(cast.robin)
    before = newest()
    client.post(reverse(name), PERSON_DATA[name])
    assert (cast.robin.pk, *PERSON_DEEDS[name]) in {(user, *deed) for user, _, *deed in lines_since(before)}
    assert not AuditLine.objects.filter(ref__icontains=TYPED).exists()


def test_joining_is_in_the_record(client: Client, world: World):
    client.force_login(world.cast.nina)
    before = newest()
    client.post(reverse("join", args=[world.mia.invitation.token]))
    assert (world.cast.nina.pk, world.mia.child.pk, "joined", "circle") in lines_since(before)


def test_taking_moments_out_is_in_the_record(client: Client, world: World):
    client.force_login(world.cast.ana)
    before = newest()
    client.get(reverse("take_out", args=[world.mia.child.public_id]))
    assert (world.cast.ana.pk, world.mia.child.pk, "took_out", "moments") in lines_since(before)


def test_a_new_look_is_in_the_record_of_the_person(client: Client, cast: Cast):
    client.force_login(cast.ana)
    client.post("/look/", {"theme": "low"})
    assert AuditLine.objects.filter(user=cast.ana, child=None, deed=Deed.CHANGED, about="look").exists()


def test_each_sign_in_is_in_the_record(client: Client, cast: Cast):
    client.post(reverse("account_login"), {"login": cast.ana.email, "password": "a long password"})
    assert AuditLine.objects.filter(user=cast.ana, deed=Deed.SIGNED_IN).count() == 1


def test_one_click_sign_in_is_in_the_record(client: Client, db: None):
    ana = User.objects.create_user("ana@demo.example", None, name="Ana")
    client.post(reverse("demo_sign_in", args=["parent"]))
    assert AuditLine.objects.filter(user=ana, deed=Deed.SIGNED_IN).count() == 1


def test_a_line_is_never_changed_nor_removed(cast: Cast):
    line = audit.record(cast.ana, Deed.ADDED, "goal", child=cast.mia)
    line.about = "nothing"
    with pytest.raises(ValueError, match="never changed"):
        line.save()
    with pytest.raises(ValueError, match="never removed"):
        line.delete()


def test_the_record_is_shown_to_who_may_say_who_sees_what(client: Client, world: World):
    client.force_login(world.cast.lopez)
    client.get(reverse("what_helps", args=[world.mia.child.public_id]))
    client.force_login(world.cast.ana)
    page = client.get(reverse("record", args=[world.mia.child.public_id])).content.decode()
    assert "Ms Lopez" in page and "opened" in page


def test_the_record_comes_in_pages_the_newest_first(client: Client, world: World):
    for _ in range(60):
        audit.record(world.cast.joe, Deed.OPENED, "toolkit", child=world.mia.child)
    client.force_login(world.cast.ana)
    url = reverse("record", args=[world.mia.child.public_id])
    first, second = client.get(url).content.decode(), client.get(url, {"page": "2"}).content.decode()
    assert first.count("<tr>") == 51 and "Older" in first and "Newer" in second
    assert client.get(url, {"page": "9" * 30}).status_code == 200
    assert client.get(url, {"page": "nonsense"}).status_code == 200


def test_the_therapists_day_leaves_a_line_for_each_child_on_it(as_, cast: Cast):
    as_(cast.robin).get("/")
    lines = AuditLine.objects.filter(user=cast.robin, deed=Deed.OPENED, about="therapist_day")
    assert {line.child for line in lines} == {cast.mia, cast.leo}
