"""The outbox's rounds: many things in one request, each kept once, in order, as of when it was tapped."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, draft_of, tell
from pebblepath.apps.insights.actions import begin_try_out
from pebblepath.apps.insights.models import SkippedDay, TryOut
from pebblepath.apps.moments import views as moments_views
from pebblepath.apps.moments.actions import record_moment
from pebblepath.apps.moments.models import Moment, Victory
from pebblepath.apps.myspace.card_sort import deck
from pebblepath.apps.myspace.models import CardAnswer, DayItem
from pebblepath.apps.people.models import AuditLine, Message, Setting, User
from pebblepath.apps.understanding.models import Load, Tried
from pebblepath.web.outbox import NOBODY, person_key

A_DAY = 24 * 3600


@pytest.fixture
def fair_try(cast: Cast) -> TryOut:
    """A fair try at home whose first day is today."""
    first = cast.mia.today()
    return begin_try_out(cast.access(cast.ana), cast.circle_time, cast.cushion, Setting.HOME, length=14, first=first)


def tell_url(cast: Cast) -> str:
    return reverse("tell_goal", args=[cast.mia.public_id, cast.circle_time.public_id])


def thing(url: str, *, waited: int = 60, late: bool = True, **data: object) -> dict[str, object]:
    """One thing as an outbox sends it."""
    body = "&".join(f"{name}={value}" for name, value in data.items())
    return {"url": url, "body": body, "waited": waited, "late": late}


def a_moment(cast: Cast, words: str = "", **changed: Any) -> dict[str, object]:
    return thing(tell_url(cast), **{"id": uuid.uuid4(), "setting": "home", "step": 2, "words": words, **changed})


def send(client: Client, user: User, things: object) -> HttpResponse:
    headers = {"X-Outbox": person_key(user)}
    answer: Any = client.post(reverse("outbox"), things, content_type="application/json", headers=headers)
    return answer


def sent(client: Client, user: User, *things: dict[str, object]) -> list[dict[str, Any]]:
    """Send a round as somebody who is signed in; the answers."""
    client.force_login(user)
    answer = send(client, user, list(things))
    assert answer.status_code == 200, answer.content
    answers: list[dict[str, Any]] = json.loads(answer.content)["answers"]
    return answers


def told_in_order() -> list[str]:
    words = {str(moment.pk): moment.words for moment in Moment.objects.all()}
    lines = AuditLine.objects.filter(about="moment", deed="added").order_by("pk")
    return [words[line.ref] for line in lines]


# A round.


def test_a_round_is_kept_in_its_order_and_each_says_where_it_leads(client: Client, cast: Cast):
    answers = sent(client, cast.ana, *(a_moment(cast, f"n{n}") for n in range(5)))
    assert answers == [{"status": 302, "to": f"/c/{cast.mia.public_id}/"}] * 5
    assert told_in_order() == [f"n{n}" for n in range(5)]


def test_a_round_sent_twice_is_kept_once(client: Client, cast: Cast):
    things = [a_moment(cast, f"n{n}") for n in range(3)]
    for _ in range(2):
        assert [answer["status"] for answer in sent(client, cast.ana, *things)] == [302] * 3
    assert told_in_order() == ["n0", "n1", "n2"]


def test_one_that_is_refused_lets_the_others_pass_and_says_why(client: Client, cast: Cast):
    _, refused, _ = sent(client, cast.ana, a_moment(cast, "a"), a_moment(cast, step=""), a_moment(cast, "b"))
    assert refused == {"status": 400, "words": "Please tap the stone that fits best."}
    assert told_in_order() == ["a", "b"]


def test_one_that_breaks_the_server_ends_the_round_so_that_the_order_stays(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    keep = moments_views._keep

    def break_at_b(request: HttpRequest, *args: Any) -> HttpResponse:
        if request.POST["words"] == "b":
            raise RuntimeError("broken")
        return keep(request, *args)

    monkeypatch.setattr(moments_views, "_keep", break_at_b)
    client.raise_request_exception = False
    things = [a_moment(cast, words) for words in "abc"]
    assert [answer["status"] for answer in sent(client, cast.ana, *things)] == [302, 500]
    assert told_in_order() == ["a"]
    monkeypatch.undo()
    sent(client, cast.ana, *things[1:])
    assert told_in_order() == ["a", "b", "c"]


def test_a_number_that_somebody_else_used_is_refused_within_a_round(client: Client, cast: Cast):
    kept, _ = record_moment(cast.access(cast.robin), draft_of(cast.circle_time))
    first, second = sent(client, cast.ana, a_moment(cast, id=kept.pk), a_moment(cast, "mine"))
    assert first["status"] == 409 and first["words"].startswith("This moment couldn't be kept under its number.")
    assert second["status"] == 302


def test_what_she_reads_now_is_thanked_for_and_what_comes_late_isnt(client: Client, cast: Cast):
    day = f"/c/{cast.mia.public_id}/"
    sent(client, cast.ana, a_moment(cast), a_moment(cast, late=False), a_moment(cast))
    assert client.get(day).content.decode().count("Kept. Thank you for telling.") == 1
    sent(client, cast.ana, a_moment(cast), a_moment(cast))
    assert "Kept. Thank you" not in client.get(day).content.decode()


def test_a_round_of_twenty_five_asks_who_it_is_once(client: Client, cast: Cast, django_assert_max_num_queries: Any):
    client.force_login(cast.ana)
    with django_assert_max_num_queries(25 * 13 + 10):
        send(client, cast.ana, [a_moment(cast) for _ in range(25)])
    assert Moment.objects.count() == 25


@pytest.mark.parametrize("sender", ["", NOBODY, "robin"])
def test_nothing_is_taken_for_nobody_or_for_another_person(client: Client, cast: Cast, sender: str):
    if sender == "robin":
        client.force_login(cast.robin)
    headers = {"X-Outbox": person_key(cast.ana) if sender == "robin" else sender} if sender else {}
    answer = client.post(reverse("outbox"), [a_moment(cast)], content_type="application/json", headers=headers)
    assert answer.status_code == 401
    assert answer.json() == {"person": person_key(cast.robin) if sender == "robin" else NOBODY}
    assert not Moment.objects.exists()


def test_another_site_cant_send_a_round(cast: Cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana)
    assert send(client, cast.ana, [a_moment(cast)]).status_code == 403
    token = client.get(reverse("outbox_token")).json()["token"]
    headers = {"X-Outbox": person_key(cast.ana), "X-CSRFToken": token}
    answer = client.post(reverse("outbox"), [a_moment(cast)], content_type="application/json", headers=headers)
    assert answer.status_code == 200 and Moment.objects.count() == 1


@pytest.mark.parametrize(
    "url", ["/look/", "/c/%00/", "https://elsewhere.example/c/", "/outbox/", "//c/", "/c/nobody/tell/"]
)
def test_only_what_an_outbox_has_to_send_is_taken(client: Client, cast: Cast, url: str):
    (answer,) = sent(client, cast.ana, thing(url, theme="bright"))
    assert answer["status"] == 404


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b'[{"url": "/c/"}]', b"\xff", b'[{"url": "/c/", "body": 5}]'])
def test_what_isnt_a_round_is_refused_in_a_sentence(client: Client, cast: Cast, body: bytes):
    client.force_login(cast.ana)
    answer = client.generic(
        "POST", reverse("outbox"), body, "application/json", headers={"X-Outbox": person_key(cast.ana)}
    )
    assert answer.status_code == 400 and "list of things" in answer.json()["words"]


def test_a_signing_out_ends_the_round_and_the_session(client: Client, cast: Cast):
    out = thing(reverse("account_logout"))
    answers = sent(client, cast.ana, a_moment(cast, "a"), out, a_moment(cast, "b"))
    assert len(answers) == 2 and told_in_order() == ["a"]
    assert client.get(reverse("outbox_token")).json()["person"] == NOBODY


# When it was tapped.


def ago(seconds: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(seconds=seconds)


def test_a_cheer_is_a_state_and_sent_twice_it_stays(client: Client, cast: Cast):
    tell(cast.access(cast.ana), cast.circle_time, step=3)
    victory = Victory.objects.get()
    url = reverse("cheer", args=[cast.mia.public_id, victory.pk])
    for on, cheers in (("1", 1), ("1", 1), ("0", 0), ("0", 0), ("1", 1)):
        sent(client, cast.robin, thing(url, cheer=on))
        assert victory.cheers.count() == cheers


def test_room_in_a_week_is_kept_for_the_week_of_the_tap_and_the_newest_tap_holds(client: Client, cast: Cast, now_is):
    now = timezone.now()
    now_is(now)
    url = reverse("say_week", args=[cast.mia.public_id])
    sent(client, cast.ana, thing(url, waited=7 * A_DAY, amount=0))
    old = Load.objects.get()
    week = cast.mia.today() - dt.timedelta(days=7)
    assert (old.week, old.at) == (week - dt.timedelta(days=week.weekday()), now - dt.timedelta(days=7))
    sent(client, cast.ana, thing(url, waited=30, amount=2))
    sent(client, cast.ana, thing(url, waited=60, amount=1))
    assert Load.objects.latest("week").amount == 2 and Load.objects.count() == 2


def test_what_is_said_of_an_idea_is_of_the_day_of_the_tap_and_the_newest_tap_holds(client: Client, cast: Cast, now_is):
    now_is(timezone.now().replace(hour=18))
    url, day = reverse("say_idea", args=[cast.mia.public_id]), cast.mia.today() - dt.timedelta(days=3)
    said = {"strategy": cast.cushion.public_id, "day": day}
    sent(client, cast.ana, thing(url, waited=3 * A_DAY - 60, answer="did", **said))
    assert (Tried.objects.get().day, Tried.objects.get().answer) == (day, "did")
    sent(client, cast.ana, thing(url, waited=3 * A_DAY, answer="not_this_week", **said))
    assert Tried.objects.get().answer == "did"
    cast.cushion.refresh_from_db()
    assert cast.cushion.not_before is None


def test_not_this_week_and_a_skipped_day_are_states(client: Client, cast: Cast, fair_try: TryOut):
    rest = reverse("not_this_week", args=[cast.mia.public_id, cast.cushion.public_id])
    skip = reverse("skip_day", args=[cast.mia.public_id, fair_try.public_id])
    for on in ("1", "1", "0", "0", "1"):
        sent(client, cast.ana, thing(rest, rest=on), thing(skip, skip=on))
        cast.cushion.refresh_from_db()
        assert (cast.cushion.not_before is not None, SkippedDay.objects.count()) == (on == "1", int(on))


def test_a_card_that_waited_was_sorted_when_it_was_tapped_and_the_newest_tap_holds(client: Client, cast: Cast, now_is):
    now = timezone.now()
    now_is(now)
    card = next(iter(deck()))
    url = reverse("my_card", args=[cast.mia.public_id, card])
    sent(client, cast.mia_herself, thing(url, waited=A_DAY, says="like"))
    kept = CardAnswer.objects.select_related("trait").get()
    assert kept.at == now - dt.timedelta(days=1) and kept.trait and kept.trait.told_at == kept.at
    sent(client, cast.mia_herself, thing(url, waited=2 * A_DAY, says="hard"))
    assert CardAnswer.objects.get().says == "like"


def test_a_stone_that_waited_was_lit_on_the_day_of_the_tap(client: Client, cast: Cast):
    tell(cast.access(cast.ana), cast.circle_time, step=3)
    url = reverse("light_stone", args=[cast.mia.public_id, cast.circle_time.public_id, 3])
    sent(client, cast.mia_herself, thing(url, waited=2 * A_DAY))
    lit = cast.circle_time.stones.get(step=3).lit_by_child_on
    assert lit == cast.mia.today() - dt.timedelta(days=2)


def test_a_picture_of_yesterday_that_was_laid_down_leaves_today_as_it_is(client: Client, cast: Cast):
    item = DayItem.objects.create(child=cast.mia, words="Breakfast", symbol="heart", place=0)
    url, today = reverse("my_day", args=[cast.mia.public_id]), cast.mia.today()
    for waited, done_on in ((A_DAY, today - dt.timedelta(days=1)), (0, today), (A_DAY, today)):
        sent(client, cast.mia_herself, thing(url, waited=waited, item=item.pk, done=1))
        item.refresh_from_db()
        assert item.done_on == done_on


def test_a_message_that_waited_was_written_when_it_was_tapped(client: Client, cast: Cast, now_is):
    now = timezone.now()
    now_is(now)
    url = reverse("messages", args=[cast.mia.public_id])
    (answer,) = sent(client, cast.ana, thing(url, waited=3600, id=uuid.uuid4(), to="therapists", words="Hello"))
    assert answer["status"] == 302 and Message.objects.get().sent_at == now - dt.timedelta(hours=1)
