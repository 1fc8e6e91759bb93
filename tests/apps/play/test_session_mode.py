"""What is tapped in a session is kept once, whatever the network does, and becomes the child's moments."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cast import Cast, tell
from pebblepath.apps.goals.actions import set_state
from pebblepath.apps.goals.models import State
from pebblepath.apps.moments.models import Moment, Version, Victory
from pebblepath.apps.people.actions import take_back_consent
from pebblepath.apps.people.models import AuditLine, Consent, Scope, Setting
from pebblepath.apps.play.models import Caught, Note, Session
from pebblepath.apps.play.quotes import in_marks
from pebblepath.apps.play.running import quotes_of
from pebblepath.apps.understanding.models import Strategy
from sessions import planned_session, row, told

As = Callable[[object], Client]


@pytest.fixture
def session(cast: Cast) -> Session:
    return planned_session(cast.access(cast.robin), [cast.circle_time])


def url_of(session: Session, name: str = "sync_session") -> str:
    return reverse(name, args=[session.child.public_id, session.public_id])


def send(client: Client, session: Session, state: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(url_of(session), json.dumps(state), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_tap_becomes_a_moment_in_the_timeline(as_: As, cast: Cast, session: Session):
    tapped = row(
        cast.circle_time,
        step=3,
        help=0,
        felt_good=2,
        proud=True,
        words="“Again!”",
        strategies=[cast.cushion.public_id],
        item=1,
        card="zoo-builder",
    )
    answer = send(as_(cast.robin), session, told(tapped))
    moment = Moment.objects.get()
    assert (moment.goal, moment.step, moment.help, moment.felt_good) == (cast.circle_time, 3, 0, 2)
    assert (moment.proud, moment.words, moment.setting) == (True, "“Again!”", Setting.CLINIC)
    assert list(moment.strategies.all()) == [cast.cushion] and moment.told_by.name == "Robin"
    assert str(moment.pk) == tapped["id"] and moment.time_zone == cast.practice.time_zone
    caught = Caught.objects.get()
    assert (caught.session, caught.moment, caught.item, caught.card) == (session, moment, 1, "zoo-builder")
    assert answer["rev"] == 1 and answer["taken"]
    page = as_(cast.ana).get(reverse("timeline", args=[cast.mia.public_id])).content.decode()
    assert "“Again!”" in page


def test_telling_the_same_again_changes_nothing(as_: As, cast: Cast, session: Session):
    state = told(row(cast.circle_time), row(None, felt_good=2))
    client = as_(cast.robin)
    first = send(client, session, state)
    lines = AuditLine.objects.count()
    assert send(client, session, state) == first
    assert (Moment.objects.count(), Caught.objects.count(), Version.objects.count()) == (2, 2, 0)
    assert AuditLine.objects.count() == lines


def test_a_first_time_is_told_back(as_: As, cast: Cast, session: Session):
    tapped = row(cast.circle_time, step=3, help=0)
    answer = send(as_(cast.robin), session, told(tapped))
    assert answer["first_times"] == [
        {"id": tapped["id"], "kind": "new_stone", "words": "A new stone"},
        {"id": tapped["id"], "kind": "by_self", "words": "All by myself"},
    ]


def test_that_help_was_asked_for_is_told_back_as_a_victory(as_: As, cast: Cast, session: Session):
    tapped = row(None, asked_help=True)
    send(as_(cast.robin), session, told(tapped))
    moment = Moment.objects.get()
    assert moment.asked_help and not moment.asked_break and moment.victories.get().kind == "asked"
    assert "&quot;asked_help&quot;: true" in page_of(as_(cast.robin), session)
    send(as_(cast.robin), session, told(tapped | {"rev": 2, "asked_help": False, "felt_good": 2}, rev=2))
    assert not Victory.objects.exists()


def test_two_moments_told_at_once_make_one_first_time(as_: As, cast: Cast, session: Session):
    """Also when both come together after a while without network, and the later one stands first."""
    now = timezone.now()
    later = row(cast.circle_time, step=3, at=(now - dt.timedelta(minutes=1)).isoformat())
    earlier = row(cast.circle_time, step=3, at=(now - dt.timedelta(minutes=5)).isoformat())
    answer = send(as_(cast.robin), session, told(later, earlier))
    assert [first["id"] for first in answer["first_times"]] == [earlier["id"]]
    assert Victory.objects.count() == 1


def test_a_change_of_mind_while_tapping_leaves_no_history(as_: As, cast: Cast, session: Session):
    client = as_(cast.robin)
    tapped = row(cast.circle_time, step=4)
    send(client, session, told(tapped))
    send(client, session, told(tapped | {"rev": 2, "step": 2, "help": 1}, rev=2))
    moment = Moment.objects.get()
    assert (moment.step, moment.help) == (2, 1) and not Version.objects.exists()
    assert cast.circle_time.stones.get(step=4).lit_on is None


def test_a_change_after_ten_minutes_keeps_how_it_stood(
    as_: As, cast: Cast, session: Session, now_is: Callable[[dt.datetime], None]
):
    client, tapped = as_(cast.robin), row(cast.circle_time, step=3)
    send(client, session, told(tapped))
    now_is(timezone.now() + dt.timedelta(minutes=11))
    send(client, session, told(tapped | {"rev": 2, "step": 2}, rev=2))
    assert Version.objects.get().before["step"] == 3


def test_a_change_after_the_end_keeps_how_it_stood(as_: As, cast: Cast, session: Session):
    client, tapped = as_(cast.robin), row(cast.circle_time, step=3)
    send(client, session, told(tapped, ended=timezone.now().isoformat()))
    send(client, session, told(tapped | {"rev": 2, "step": 2}, rev=2))
    assert Version.objects.get().before["step"] == 3


def test_an_older_word_of_a_moment_never_overwrites_a_newer_one(as_: As, cast: Cast, session: Session):
    client, tapped = as_(cast.robin), row(cast.circle_time, rev=4, step=3)
    send(client, session, told(tapped, rev=9))
    answer = send(client, session, told(tapped | {"rev": 3, "step": 1}, rev=4, tablet="two"))
    assert Moment.objects.get().step == 3
    assert not answer["taken"] and answer["rev"] == 9 and answer["told"]["caught"][0]["step"] == 3


def test_two_tablets_dont_wipe_each_others_moments(as_: As, cast: Cast, session: Session):
    client = as_(cast.robin)
    ours, theirs = row(cast.circle_time), row(cast.zip_jacket, step=3)
    send(client, session, told(ours, rev=8))
    answer = send(client, session, told(theirs, rev=2, tablet="two"))
    assert Moment.objects.kept().count() == 2
    assert {caught["id"] for caught in answer["told"]["caught"]} == {ours["id"], theirs["id"]}


def test_a_moment_tapped_away_is_out_of_every_count(as_: As, cast: Cast, session: Session):
    client, tapped = as_(cast.robin), row(cast.circle_time, step=4)
    send(client, session, told(tapped))
    answer = send(client, session, told(tapped | {"rev": 2, "removed": True}, rev=2))
    assert Moment.objects.get().removed_at is not None and answer["first_times"] == []
    assert cast.circle_time.stones.get(step=4).lit_on is None


def test_a_moment_tapped_away_before_it_was_ever_sent_never_comes_in(as_: As, cast: Cast, session: Session):
    client, tapped = as_(cast.robin), row(cast.circle_time)
    send(client, session, told(tapped | {"rev": 2, "removed": True}, rev=2))
    # A request that was thought lost arrives after all.
    send(client, session, told(tapped, rev=1))
    assert not Moment.objects.exists()


def test_what_was_taken_back_on_its_own_page_stays_so(as_: As, cast: Cast, session: Session):
    client, tapped = as_(cast.robin), row(cast.circle_time)
    send(client, session, told(tapped))
    client.post(reverse("remove_moment", args=[cast.mia.public_id, tapped["id"]]))
    send(client, session, told(tapped | {"rev": 2, "step": 4}, rev=2))
    assert Moment.objects.get().removed_at is not None


def test_a_fault_names_the_field_and_nothing_of_it_is_kept(as_: As, cast: Cast, session: Session):
    state = told(row(cast.circle_time), row(cast.circle_time, step=9))
    answer = as_(cast.robin).post(url_of(session), json.dumps(state), content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["field"] == "caught 2, step"
    assert not Moment.objects.exists()


def test_a_goal_of_another_child_is_refused(as_: As, cast: Cast, session: Session):
    other = planned_session(cast.access(cast.robin, cast.leo), [])
    state = told(row(cast.circle_time))
    answer = as_(cast.robin).post(url_of(other), json.dumps(state), content_type="application/json")
    assert answer.status_code == 400 and "isn't a goal of this child" in answer.json()["faults"][0]["words"]


def test_the_number_of_another_moment_is_refused(as_: As, cast: Cast, session: Session):
    mine = tell(cast.access(cast.robin), cast.circle_time)
    state = told(row(cast.circle_time), row(cast.circle_time, id=str(mine.pk)))
    answer = as_(cast.robin).post(url_of(session), json.dumps(state), content_type="application/json")
    assert answer.status_code == 400 and answer.json()["faults"][0]["field"] == "caught 2, id"
    assert not Caught.objects.exists()


def test_a_goal_that_rests_since_and_a_strategy_that_ended_are_taken(as_: As, cast: Cast, session: Session):
    """The tablet was offline meanwhile; what was true then still is."""
    set_state(cast.access(cast.robin), cast.circle_time, State.PAUSED)
    Strategy.objects.update(ended_at=timezone.now())
    send(as_(cast.robin), session, told(row(cast.circle_time, strategies=[cast.cushion.public_id])))
    assert Moment.objects.get().strategies.count() == 1


def test_beginning_and_end_are_kept_with_the_minutes_of_each_activity(as_: As, cast: Cast, session: Session):
    began, ended = timezone.now() - dt.timedelta(minutes=40), timezone.now() - dt.timedelta(minutes=1)
    items = [{"item": 0, "rev": 2, "card": "slow-boat-swing", "minutes": 7.5, "chosen": None, "skipped": False}]
    client = as_(cast.robin)
    send(client, session, told(began=began.isoformat(), ended=ended.isoformat(), items=items, rev=3))
    session.refresh_from_db()
    assert (session.started_at, session.ended_at) == (began, ended)
    assert session.played["items"][0]["minutes"] == 7.5 and session.played["rev"] == 3
    assert AuditLine.objects.filter(about="session", child=cast.mia).count() == 1
    send(client, session, told(began=began.isoformat(), rev=4))
    session.refresh_from_db()
    assert session.ended_at is None, "it goes on"


def test_the_strategies_that_were_used_are_told_of_the_whole_session(as_: As, cast: Cast, session: Session):
    send(as_(cast.robin), session, told(row(cast.circle_time, strategies=[cast.cushion.public_id])))
    session.refresh_from_db()
    assert session.played["strategies"] == [cast.cushion.public_id]


def test_a_tablet_with_a_wrong_clock_tells_no_moment_of_the_future_nor_of_before_the_plan(
    as_: As, cast: Cast, session: Session
):
    ahead = row(cast.circle_time, at=(timezone.now() + dt.timedelta(days=300)).isoformat())
    behind = row(cast.circle_time, at="1999-01-01T00:00:00Z")
    send(as_(cast.robin), session, told(ahead, behind))
    times = sorted(Moment.objects.values_list("happened_at", flat=True))
    assert times[0] == session.made_at and times[1] <= timezone.now()


def test_once_the_note_is_signed_the_session_stays_but_late_taps_still_arrive(as_: As, cast: Cast, session: Session):
    client, ended = as_(cast.robin), timezone.now().isoformat()
    send(client, session, told(ended=ended))
    Note.objects.create(session=session, signed_at=timezone.now(), signed_by=cast.robin)
    send(client, session, told(row(cast.circle_time), rev=5, ended=None, tablet="two"))
    session.refresh_from_db()
    assert session.ended_at is not None and session.played["rev"] == 1
    assert Moment.objects.count() == 1


def test_a_colleagues_moment_stays_as_she_told_it(as_: As, cast: Cast, session: Session):
    tapped = row(cast.circle_time, step=3)
    send(as_(cast.robin), session, told(tapped))
    answer = send(as_(cast.kai), session, told(tapped | {"rev": 7, "step": 0}, rev=7, tablet="kai"))
    assert Moment.objects.get().step == 3 and answer["told"]["caught"][0]["by"] == "Robin"


def test_only_therapists_of_the_child_reach_it_and_nobody_learns_that_it_is_there(as_: As, cast: Cast):
    mias = planned_session(cast.access(cast.robin), [cast.circle_time])
    omars = planned_session(cast.access(cast.sam, cast.omar), [])
    body = json.dumps(told())
    got = {}
    for who in ("robin", "kai", "ana", "lopez", "mia_herself", "joe", "sam", "nina"):
        client = as_(getattr(cast, who))
        posted = client.post(url_of(mias), body, content_type="application/json").status_code
        got[who] = (posted, client.get(url_of(mias, "run_session")).status_code)
    assert got == dict.fromkeys(got, (404, 404)) | {"robin": (200, 200), "kai": (200, 200)}
    client = as_(cast.robin)
    crossed = reverse("sync_session", args=[cast.mia.public_id, omars.public_id])
    for url in (url_of(omars), crossed):
        assert client.post(url, body, content_type="application/json").status_code == 404
    assert client.get(url_of(mias)).status_code == 405


def test_who_may_not_play_any_more_finds_nothing(as_: As, cast: Cast, session: Session):
    take_back_consent(cast.robin, Consent.objects.get(member__user=cast.kai, scope=Scope.PLAY))
    assert as_(cast.kai).get(url_of(session, "run_session")).status_code == 404


def test_who_is_signed_out_is_led_to_the_door_and_nothing_is_kept(client: Client, cast: Cast, session: Session):
    answer = client.post(url_of(session), json.dumps(told(row(cast.circle_time))), content_type="application/json")
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
    assert not Moment.objects.exists()


def test_thirty_moments_in_one_go_take_a_bounded_number_of_queries(as_: As, cast: Cast, session: Session):
    client = as_(cast.robin)

    def queries_of(state: dict[str, Any]) -> int:
        with CaptureQueriesContext(connection) as seen:
            send(client, session, state)
        return len(seen)

    thirty = [row(cast.circle_time, step=n % 5, strategies=[cast.cushion.public_id]) for n in range(30)]
    assert queries_of(told(*thirty)) <= 30 * 18 + 25
    again = queries_of(told(*thirty))
    one_more = queries_of(told(*thirty, row(cast.circle_time), rev=2))
    assert again <= 18 and one_more <= again + 18


# The page.


def page_of(client: Client, session: Session) -> str:
    return client.get(url_of(session, "run_session")).content.decode()


def test_the_page_shows_each_activity_and_each_goals_stones(as_: As, cast: Cast, session: Session):
    page = page_of(as_(cast.robin), session)
    assert page.count('data-item="') == 4 and page.count("data-stones=") == 2
    assert "Build the zoo" in page and "Tower twins" in page and "I join in for two songs." in page
    assert "Asks for planning at her level." in page and "Wobble cushion" in page


def test_the_page_carries_what_was_told_before(as_: As, cast: Cast, session: Session):
    client, tapped = as_(cast.robin), row(cast.circle_time, step=3)
    send(client, session, told(tapped, rev=6))
    carried = re.search(r'data-told="([^"]*)"', page_of(client, session))
    assert carried
    kept = json.loads(carried[1].replace("&quot;", '"'))
    assert kept["rev"] == 6 and kept["caught"][0]["id"] == tapped["id"]
    assert kept["first_times"][0]["words"] == "A new stone"


def test_opening_the_page_begins_nothing(as_: As, cast: Cast, session: Session):
    page_of(as_(cast.robin), session)
    session.refresh_from_db()
    assert session.started_at is None and session.played == {}


def test_a_session_whose_note_is_signed_cant_be_gone_on_with(as_: As, cast: Cast, session: Session):
    client = as_(cast.robin)
    send(client, session, told(ended=timezone.now().isoformat()))
    assert "Go on with the session" in page_of(client, session)
    Note.objects.create(session=session, signed_at=timezone.now(), signed_by=cast.robin)
    assert "Go on with the session" not in page_of(client, session)


def test_what_rests_this_week_isnt_offered(as_: As, cast: Cast, session: Session):
    Strategy.objects.update(not_before=cast.mia.today() + dt.timedelta(days=5))
    assert "Wobble cushion" not in page_of(as_(cast.robin), session)


def test_the_page_takes_few_queries_however_much_was_caught(
    as_: As, cast: Cast, session: Session, queries: Callable[[Client, str], int]
):
    client = as_(cast.robin)
    before = queries(client, url_of(session, "run_session"))
    rows = [row(cast.circle_time, step=n % 5, strategies=[cast.cushion.public_id]) for n in range(20)]
    send(client, session, told(*rows))
    after = queries(client, url_of(session, "run_session"))
    assert after <= 15 and after - before <= 2  # what was caught comes with its strategies and first times


def test_what_the_child_says_often_comes_first(cast: Cast):
    robin = cast.access(cast.robin)
    for words in ("More trains.", "More trains.", "Not that one."):
        tell(cast.access(cast.mia_herself), None, words=words)
    tell(cast.access(cast.ana), cast.circle_time, words="Mum wrote this.")
    tell(robin, cast.circle_time, words="No session, no quote.")
    quotes = quotes_of(robin)
    assert quotes[:3] == ["More trains.", "Not that one.", "Again!"] and len(quotes) == 5
    assert "Mum wrote this." not in quotes and "No session, no quote." not in quotes


def test_each_quote_of_a_caught_moment_stands_for_itself(as_: As, cast: Cast, session: Session):
    send(as_(cast.robin), session, told(row(cast.circle_time, words="“Choo choo!” “Look!”")))
    assert quotes_of(cast.access(cast.robin))[:2] == ["Choo choo!", "Look!"]


def test_what_a_therapist_saw_is_never_offered_as_the_childs_words(as_: As, cast: Cast, session: Session):
    both = row(cast.circle_time, words="Hummed the line. “La la!”")
    send(as_(cast.robin), session, told(row(cast.circle_time, words="Hummed the line."), both))
    quotes = quotes_of(cast.access(cast.robin))
    assert quotes[0] == "La la!" and not [words for words in quotes if "Hummed" in words]


@pytest.mark.parametrize("words", ["“Look!” she said", 'she said "Look!"', "„Look!“ she said", "«Look!» she said"])
def test_quotation_marks_of_any_kind_set_the_childs_words_apart(words: str):
    assert in_marks(words) == (["Look!"], "she said")


def test_a_mark_for_inches_quotes_nobody():
    assert in_marks('cut a strip of 5" today') == ([], 'cut a strip of 5" today')
