"""What a tablet tells: read, judged and laid over what was told before, without any database."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.apps.play.catching import NotUnderstood, SessionTold, faults_in, laid_over, read_told, within

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def row(**told: Any) -> dict[str, Any]:
    usual = {"id": str(uuid.uuid4()), "rev": 1, "item": 0, "card": "zoo-builder", "goal": "g1", "at": NOON.isoformat()}
    return usual | told


def session(*caught: dict[str, Any], rev: int = 1, tablet: str = "one", **parts: Any) -> SessionTold:
    return read_told(json.dumps({"rev": rev, "tablet": tablet, "caught": list(caught), **parts}).encode())


def item(place: int, rev: int, **told: Any) -> dict[str, Any]:
    return {"item": place, "rev": rev, "card": "zoo-builder", **told}


def faults_of(body: bytes) -> dict[str, str]:
    with pytest.raises(NotUnderstood) as why:
        read_told(body)
    return {fault.field: fault.words for fault in why.value.faults}


def test_a_whole_session_is_read():
    told = session(row(step=2, help=0, strategies=["s1"], words="“Again!”"), began=NOON.isoformat(), items=[item(0, 1)])
    assert told.began == NOON and told.ended is None
    assert (told.caught[0].step, told.caught[0].strategies, told.items[0].card) == (2, ["s1"], "zoo-builder")


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("step", 7),
        ("step", -1),
        ("step", "2"),
        ("help", 4),
        ("felt_good", 3),
        ("proud", "yes"),
        ("words", "x" * 601),
        ("words", "a\0b"),
        ("id", "not-an-id"),
        ("at", "yesterday"),
        ("at", "2026-03-02T12:00:00"),
        ("card", "Zoo Builder!"),
        ("item", 30),
        ("rev", 0),
        ("goal", ""),
        ("strategies", "s1"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_its_row_and_field(part: str, value: object):
    faults = faults_of(json.dumps({"rev": 1, "caught": [row(), row(**{part: value})]}).encode())
    assert list(faults) == [f"caught 2, {part}"]
    assert f"caught 2, {part}" in faults[f"caught 2, {part}"] and "was sent" in faults[f"caught 2, {part}"]


def test_a_field_that_is_missing_is_named():
    assert faults_of(b'{"caught": []}') == {"rev": "rev is missing."}


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[1, 2]", b"\xff\xfe", b"null"])
def test_what_is_no_session_is_told_in_a_sentence(body: bytes):
    assert faults_of(body)[""].startswith("This isn't a session: ")


def test_a_very_long_telling_is_refused_by_its_size():
    assert "1000001 bytes were sent" in faults_of(b" " * 1_000_001)[""]


def test_a_long_value_is_shown_short():
    (words,) = faults_of(json.dumps({"rev": 1, "caught": [row(words="x" * 5000)]}).encode()).values()
    assert len(words) < 200


def test_what_a_newer_tablet_says_beside_it_is_passed_over():
    assert session(row(mood="sunny"), weather="rain").caught[0].card == "zoo-builder"


def test_what_only_the_record_knows_is_judged_against_it():
    told = session(row(goal="g2"), row(step=5), row(goal=None, step=1), row(strategies=["s1", "s9"]), row(step=4))
    faults = {fault.field: fault.words for fault in faults_in(told, levels={"g1": 5}, strategies={"s1"})}
    assert list(faults) == ["caught 1, goal", "caught 2, step", "caught 3, step", "caught 4, strategies"]
    assert faults["caught 2, step"] == "caught 2, step: 5 was sent. Stones are 0 to 4."
    assert "'s9'" in faults["caught 4, strategies"]


def test_a_newer_telling_of_the_play_stands():
    kept, _ = laid_over({}, session(rev=3, items=[item(0, 2, minutes=4)]))
    played, taken = laid_over(kept, session(rev=5, ended=NOON.isoformat(), items=[item(0, 5, minutes=9)]))
    assert taken and played["rev"] == 5 and played["items"][0]["minutes"] == 9
    assert played["ended"] == NOON.isoformat()


def test_an_older_telling_changes_nothing_that_is_newer():
    kept, _ = laid_over({}, session(rev=5, ended=NOON.isoformat(), items=[item(0, 5, minutes=9)]))
    played, taken = laid_over(kept, session(rev=3, tablet="two", items=[item(0, 2, minutes=1), item(1, 3, minutes=2)]))
    assert not taken and played["rev"] == 5 and played["ended"] == NOON.isoformat()
    # What only the other tablet touched comes beside it.
    assert [(i["item"], i["minutes"]) for i in played["items"]] == [(0, 9.0), (1, 2.0)]


def test_two_tablets_at_the_same_count_are_told_apart():
    kept, _ = laid_over({}, session(rev=5, items=[item(0, 5, chosen="zoo-builder")]))
    other = session(rev=5, tablet="two", items=[item(0, 5, chosen="copycat-tower")])
    played, taken = laid_over(kept, other)
    assert not taken and played == kept
    assert laid_over(kept, session(rev=5, items=[item(0, 5, chosen="zoo-builder")])) == (kept, True)


def test_what_others_keep_beside_it_stays():
    assert laid_over({"gone": ["a"], "rev": 0}, session(rev=1))[0]["gone"] == ["a"]


def test_a_time_before_the_plan_or_still_to_come_is_drawn_to_the_nearest_that_can_be():
    first, last = NOON - dt.timedelta(hours=1), NOON
    assert within(first - dt.timedelta(days=400), first, last) == first
    assert within(last + dt.timedelta(minutes=3), first, last) == last
    assert within(first + dt.timedelta(minutes=3), first, last) == first + dt.timedelta(minutes=3)


touched = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 20), st.sampled_from("ab")), max_size=8)


@given(first=touched, second=touched)
def test_telling_the_same_twice_changes_nothing_the_second_time(first: list, second: list):
    def whole(taps: list, tablet: str) -> SessionTold:
        items = {place: item(place, rev, minutes=rev) for place, rev, _ in taps}
        return session(rev=max((rev for _, rev, _ in taps), default=0), tablet=tablet, items=list(items.values()))

    kept, _ = laid_over({}, whole(first, "a"))
    once, _ = laid_over(kept, whole(second, "b"))
    assert laid_over(once, whole(second, "b"))[0] == once
    # No item is ever lost, and none goes back to an older touch than the newest.
    newest = {i["item"]: i["rev"] for i in once["items"]}
    assert set(newest) == {place for place, _, _ in [*first, *second]}
