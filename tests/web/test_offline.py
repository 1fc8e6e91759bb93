"""What a phone gets to keep, and how its outbox is answered."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, draft_of
from pebblepath.apps.moments.actions import record_moment
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.myspace.models import CheckIn
from pebblepath.apps.people.models import AuditLine, Consent, Deed, Scope, User
from pebblepath.web import offline
from pebblepath.web.outbox import NOBODY, person_key
from sessions import planned_session

THREE_HOURS = 3 * 3600


def tell_url(cast: Cast) -> str:
    return reverse("tell_goal", args=[cast.mia.public_id, cast.circle_time.public_id])


def moment(**changed: object) -> dict[str, object]:
    return {"id": str(uuid.uuid4()), "setting": "home", "step": "2", **changed}


def from_the_outbox(client: Client, user: User, url: str, data: dict[str, object], **more: str) -> HttpResponse:
    """Send as the outbox of somebody's phone does; ``waited`` and ``late`` are its other two headers."""
    headers = {"X-Outbox": person_key(user)}
    if "waited" in more:
        headers |= {"X-Waited": more["waited"], "X-Outbox-Late": "1"}
    answer: Any = client.post(url, data, headers=headers)
    return answer


# The outbox.


def test_what_the_outbox_sends_is_kept_and_it_is_told_where_to_go(client: Client, cast: Cast):
    client.force_login(cast.ana)
    answer = from_the_outbox(client, cast.ana, tell_url(cast), moment())
    assert answer.status_code == 200 and json.loads(answer.content) == {"to": f"/c/{cast.mia.public_id}/"}
    assert Moment.objects.get().told_by.name == "Mum"
    # She is there to read it.
    assert "Kept. Thank you for telling." in client.get(f"/c/{cast.mia.public_id}/").content.decode()


def test_sent_twice_it_is_one_moment(client: Client, cast: Cast):
    client.force_login(cast.ana)
    told = moment()
    for _ in range(2):
        assert from_the_outbox(client, cast.ana, tell_url(cast), told, waited="60").status_code == 200
    assert Moment.objects.count() == 1


def test_a_moment_that_waited_happened_when_it_was_told(client: Client, cast: Cast, now_is):
    now = timezone.now()
    now_is(now)
    client.force_login(cast.ana)
    from_the_outbox(client, cast.ana, tell_url(cast), moment(), waited=str(THREE_HOURS))
    assert Moment.objects.get().happened_at == now - dt.timedelta(hours=3)


def test_a_phone_whose_clock_is_wrong_tells_the_right_time_and_isnt_called_late(client: Client, cast: Cast, now_is):
    now = timezone.now()
    now_is(now)
    client.force_login(cast.ana)
    url = tell_url(cast)
    right = moment(phone_clock=(now - dt.timedelta(hours=3)).isoformat())
    ahead = moment(phone_clock=(now - dt.timedelta(hours=1)).isoformat())
    for told in (right, ahead):
        client.post(url, told, headers={"X-Outbox": person_key(cast.ana), "X-Waited": str(THREE_HOURS)})
    assert {m.happened_at for m in Moment.objects.all()} == {now - dt.timedelta(hours=3)}
    page = client.get(f"/c/{cast.mia.public_id}/").content.decode()
    assert page.count("Your phone&#x27;s clock is") == 1 and "2 hours ahead" in page


@pytest.mark.parametrize("waited", ["-5", "soon", "²", "1e3", "", "99999999999", "9" * 40])
def test_a_waiting_time_that_cant_be_read_counts_as_none(client: Client, cast: Cast, waited: str):
    client.force_login(cast.ana)
    from_the_outbox(client, cast.ana, tell_url(cast), moment(), waited=waited)
    assert timezone.now() - Moment.objects.get().happened_at < dt.timedelta(minutes=1)


def test_a_time_that_was_set_by_hand_stays(client: Client, cast: Cast):
    client.force_login(cast.ana)
    from_the_outbox(client, cast.ana, tell_url(cast), moment(when="2026-01-05T08:00"), waited="60")
    assert Moment.objects.get().happened_at == dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)


def test_a_childs_break_and_feeling_that_waited_keep_their_time(client: Client, cast: Cast, now_is):
    now = timezone.now()
    now_is(now)
    client.force_login(cast.mia_herself)
    mia = [cast.mia.public_id]
    for name, data in (("take_break", {}), ("my_feeling", {"energy": "calm"})):
        page = client.get(reverse("my_feeling", args=mia)).content.decode()
        first = page.partition('name="energy" value="')[2].partition('"')[0]
        sent = {"id": str(uuid.uuid4()), **({"energy": first} if data else {})}
        answer = from_the_outbox(client, cast.mia_herself, reverse(name, args=mia), sent, waited=str(THREE_HOURS))
        assert answer.status_code == 200
    then = now - dt.timedelta(hours=3)
    assert Moment.objects.get(asked_break=True).happened_at == CheckIn.objects.get().at == then


def test_who_is_signed_out_keeps_what_waits(client: Client, cast: Cast):
    answer = from_the_outbox(client, cast.ana, tell_url(cast), moment())
    assert answer.status_code == 401 and json.loads(answer.content) == {"person": NOBODY}
    assert not Moment.objects.exists()


def test_another_person_on_the_phone_doesnt_send_what_waits_for_the_first(client: Client, cast: Cast):
    client.force_login(cast.robin)
    answer = from_the_outbox(client, cast.ana, tell_url(cast), moment())
    assert answer.status_code == 401 and json.loads(answer.content) == {"person": person_key(cast.robin)}
    assert not Moment.objects.exists()


def test_a_token_that_is_too_old_is_no_loss(cast: Cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ana)
    url, told = tell_url(cast), moment()
    assert from_the_outbox(client, cast.ana, url, told).status_code == 403
    fresh = client.get(reverse("outbox_token")).json()
    assert fresh["person"] == person_key(cast.ana)
    headers = {"X-Outbox": fresh["person"], "X-CSRFToken": fresh["token"]}
    assert client.post(url, told, headers=headers).status_code == 200
    assert Moment.objects.count() == 1


def test_what_cant_be_kept_comes_back_with_the_servers_sentence(client: Client, cast: Cast):
    client.force_login(cast.ana)
    answer = from_the_outbox(client, cast.ana, tell_url(cast), moment(step=""), waited="60")
    assert answer.status_code == 400
    assert json.loads(answer.content) == {"words": "Please tap the stone that fits best."}


def test_a_number_that_somebody_else_used_comes_back_with_the_servers_sentence(client: Client, cast: Cast):
    kept, _ = record_moment(cast.access(cast.robin), draft_of(cast.circle_time))
    client.force_login(cast.ana)
    answer = from_the_outbox(client, cast.ana, tell_url(cast), moment(id=str(kept.pk)), waited="60")
    assert answer.status_code == 409
    assert json.loads(answer.content)["words"].startswith("This moment couldn't be kept under its number.")


def test_a_consent_that_was_taken_back_comes_back_in_words(client: Client, cast: Cast):
    Consent.objects.filter(member__user=cast.ana, scope=Scope.TELL).update(until=timezone.now())
    client.force_login(cast.ana)
    answer = from_the_outbox(client, cast.ana, tell_url(cast), moment(), waited="60")
    assert answer.status_code == 404 and "shared with you any more" in json.loads(answer.content)["words"]


def test_many_that_arrive_late_leave_no_heap_of_thanks(client: Client, cast: Cast):
    client.force_login(cast.ana)
    for _ in range(3):
        from_the_outbox(client, cast.ana, tell_url(cast), moment(), waited="60")
    assert Moment.objects.count() == 3
    assert "Kept. Thank you" not in client.get(f"/c/{cast.mia.public_id}/").content.decode()


def test_a_copy_for_the_phone_takes_no_thanks_away_from_the_page_one_looks_at(client: Client, cast: Cast):
    client.force_login(cast.ana)
    day = f"/c/{cast.mia.public_id}/"
    client.post(tell_url(cast), moment())
    copy = client.get(day, headers={"X-Copy": "1"})
    assert "Kept. Thank you" not in copy.content.decode() and "X-Said" not in copy
    seen = client.get(day)
    assert "Kept. Thank you" in seen.content.decode() and seen["X-Said"] == "1"
    assert "X-Said" not in client.get(day)


# Whose it is.


def test_each_answer_says_whose_it_is_and_signing_out_says_nobodys(client: Client, cast: Cast):
    assert client.get("/")["X-Person"] == NOBODY
    client.force_login(cast.ana)
    assert client.get("/look/")["X-Person"] == client.get("/no/such/")["X-Person"] == person_key(cast.ana)
    assert client.post(reverse("account_logout"))["X-Person"] == NOBODY
    assert len({person_key(user) for user in (cast.ana, cast.robin, cast.mia_herself)}) == 3


def test_only_ones_own_pages_say_the_key(client: Client, cast: Cast):
    assert "data-person" not in client.get("/").content.decode()
    client.force_login(cast.ana)
    assert f'data-person="{person_key(cast.ana)}"' in client.get("/look/").content.decode()


# What is kept on the phone.


def pages_for(client: Client, user: User | None) -> dict[str, Any]:
    if user:
        client.force_login(user)
    told: dict[str, Any] = client.get(reverse("offline_pages")).json()
    return told


def test_nobody_keeps_nothing(client: Client, db: None):
    assert pages_for(client, None) == {"person": NOBODY, "pages": [], "leads": {}}


def test_a_parent_keeps_day_quick_log_toolkit_and_passport(client: Client, cast: Cast):
    told, mia = pages_for(client, cast.ana), f"/c/{cast.mia.public_id}/"
    goals = [f"{mia}tell/{goal.public_id}/" for goal in (cast.circle_time, cast.zip_jacket)]
    quick = {f"{mia}tell/", f"{mia}tell/any/", f"{mia}right-now/", f"{mia}right-now/?where=school", *goals}
    assert {mia, f"{mia}toolkit/", f"{mia}passport/", *quick} <= set(told["pages"])
    assert told["leads"]["/"] == mia and told["leads"]["/go/tell/"] == f"{mia}tell/"
    assert not any("circle" in page or "moments" in page or "record" in page for page in told["pages"])


def test_a_teacher_keeps_nothing_of_a_goal_that_wasnt_shared(client: Client, cast: Cast):
    pages = pages_for(client, cast.lopez)["pages"]
    assert any(cast.circle_time.public_id in page for page in pages)
    assert not any(cast.zip_jacket.public_id in page for page in pages)


def test_a_child_keeps_her_space(client: Client, cast: Cast):
    told, mia = pages_for(client, cast.mia_herself), f"/c/{cast.mia.public_id}/my/"
    assert {mia, f"{mia}feeling/", f"{mia}stones/", f"{mia}stones/{cast.circle_time.public_id}/"} <= set(told["pages"])
    assert all(page.startswith(mia) for page in told["pages"]) and told["leads"]["/"] == mia


def test_a_therapist_keeps_the_day_and_only_the_children_she_plays_with_today(client: Client, cast: Cast):
    assert pages_for(client, cast.robin)["pages"] == ["/"]
    session = planned_session(cast.access(cast.robin), [cast.circle_time])
    pages = pages_for(client, cast.robin)["pages"]
    assert reverse("run_session", args=[cast.mia.public_id, session.public_id]) in pages
    assert not any(cast.leo.public_id in page for page in pages)


def test_every_page_that_is_kept_can_be_opened(client: Client, cast: Cast):
    planned_session(cast.access(cast.robin), [cast.circle_time])
    for user in (cast.ana, cast.lopez, cast.mia_herself, cast.robin, cast.joe):
        for page in pages_for(client, user)["pages"]:
            assert client.get(page).status_code in {200, 302}, page


def test_who_may_not_tell_keeps_no_page_to_tell_from(client: Client, cast: Cast):
    Consent.objects.filter(member__user=cast.joe, scope=Scope.TELL).delete()
    pages = pages_for(client, cast.joe)["pages"]
    assert pages and not any("tell" in page for page in pages)


def test_what_to_keep_takes_few_queries(client: Client, cast: Cast, queries):
    planned_session(cast.access(cast.robin), [cast.circle_time])
    for user in (cast.ana, cast.robin, cast.mia_herself):
        client.force_login(user)
        assert queries(client, reverse("offline_pages")) <= 10


def opened(cast: Cast) -> list[str]:
    return list(
        AuditLine.objects.filter(user=cast.ana, deed=Deed.OPENED, child=cast.mia)
        .order_by("pk")
        .values_list("about", flat=True)
    )


def test_copying_all_pages_is_one_line_in_the_childs_record(client: Client, cast: Cast):
    pages = pages_for(client, cast.ana)["pages"]
    assert opened(cast) == []
    assert client.get(reverse("offline_pages") + "?copy=1").json()["pages"] == pages
    for page in pages:
        assert client.get(page, headers={"X-Copy": "1"}).status_code == 200
    assert opened(cast) == ["offline_pages"]


def test_a_page_looked_at_or_copied_without_that_line_has_its_own(client: Client, cast: Cast, now_is):
    client.force_login(cast.ana)
    toolkit, circle = (reverse(name, args=[cast.mia.public_id]) for name in ("toolkit", "circle"))
    client.get(toolkit, headers={"X-Copy": "1"})
    assert opened(cast) == ["toolkit"]
    client.get(reverse("offline_pages") + "?copy=1")
    client.get(toolkit)
    client.get(circle, headers={"X-Copy": "1"})
    assert opened(cast) == ["toolkit", "offline_pages", "toolkit", "circle"]
    now_is(timezone.now() + dt.timedelta(hours=1))
    client.get(toolkit, headers={"X-Copy": "1"})
    assert opened(cast)[-1] == "toolkit" and len(opened(cast)) == 5


# The app on the home screen.


def test_the_manifest_names_icons_and_shortcuts_that_are_there(client: Client, db: None):
    answer = client.get(reverse("manifest"))
    told = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json" and told["display"] == "standalone"
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    assert any(icon.get("purpose") == "maskable" for icon in told["icons"])
    for address in [icon["src"] for icon in told["icons"]]:
        assert client.get(address).status_code == 200, address
    assert [shortcut["name"] for shortcut in told["shortcuts"]] == ["Tell a moment", "Right now", "My space"]
    assert all(client.get(shortcut["url"]).status_code == 302 for shortcut in told["shortcuts"])


@pytest.mark.parametrize("name", ["go_tell", "go_right_now", "go_my_space"])
def test_a_shortcut_leads_to_the_one_child_or_to_all(client: Client, cast: Cast, name: str):
    assert client.get(reverse(name))["Location"].startswith("/accounts/login/")
    for user, to in ((cast.ana, f"/c/{cast.mia.public_id}/"), (cast.robin, "/children/"), (cast.nina, "/children/")):
        client.force_login(user)
        answer = client.get(reverse(name))
        assert answer.status_code == 302 and answer["Location"].startswith(to)


def test_the_worker_is_asked_for_anew_and_may_serve_every_page(client: Client, db: None):
    answer = client.get(reverse("service_worker"))
    assert answer["Cache-Control"] == "no-cache" and answer["Service-Worker-Allowed"] == "/"
    assert answer["Content-Type"].startswith("text/javascript")
    assert f'"shell-{offline.version()}"' in answer.content.decode()


def test_everything_the_worker_keeps_is_there_and_says_nothing_of_anybody(client: Client, cast: Cast):
    assert any("outbox" in path for path in offline.shell()) and "/offline/" in offline.shell()
    for path in offline.shell():
        answer = client.get(path)
        assert answer.status_code == 200 and answer.get("X-Person", NOBODY) == NOBODY, path


def test_a_changed_file_makes_a_new_version(tmp_path, monkeypatch: pytest.MonkeyPatch):
    offline.version.cache_clear()
    before = offline.version()
    more = tmp_path / "web" / "static"
    (more / "js").mkdir(parents=True)
    (more.parent / "templates").mkdir()
    (more.parent / "templates" / "base.html").write_text("<html>")
    (more / "js" / "new.js").write_text("1")
    monkeypatch.setattr(offline, "STATIC", more)
    offline.version.cache_clear()
    other = offline.version()
    (more / "js" / "new.js").write_text("2")
    offline.version.cache_clear()
    assert len({before, other, offline.version()}) == 3
    offline.version.cache_clear()


def test_the_two_pages_of_everybody_are_told_plainly(client: Client, db: None):
    assert "No network right now" in client.get("/offline/").content.decode()
    assert "What waits" in client.get("/waiting/").content.decode()


def test_the_script_of_every_page_is_small():
    import gzip

    assert len(gzip.compress((offline.STATIC / "js" / "outbox.js").read_bytes(), 9)) <= 6 * 1024
