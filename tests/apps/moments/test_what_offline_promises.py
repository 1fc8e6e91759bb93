"""What docs/offline.md promises to each role is what the outbox takes from each role."""

from __future__ import annotations

import json
import re
import uuid
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast
from pebblepath.apps.insights.actions import begin_try_out
from pebblepath.apps.people.models import Setting
from pebblepath.web.outbox import person_key

DOC = Path(__file__).parents[3] / "docs" / "offline.md"
WHO = {"parent": "ana", "helper, teacher with an account": "lopez", "child": "mia_herself"}
WORDS = {
    "moments": "moments",
    "say_idea": "what became of the day’s idea",
    "say_week": "the room there is this week",
    "skip_day": "“skip today”",
    "not_this_week": "“not this week”",
    "my_voice": "on which stone she is",
}


def promised() -> dict[str, str]:
    """For each role, the column of what it can tell without network."""
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$", DOC.read_text(), re.M)
    return {WHO[who]: told for who, told in rows if who in WHO}


@pytest.fixture
def deeds(cast: Cast) -> dict[str, tuple[str, dict[str, object]]]:
    """Where each thing is sent, and what."""
    mia, goal, today = cast.mia.public_id, cast.circle_time.public_id, cast.mia.today()
    fair = begin_try_out(cast.access(cast.ana), cast.circle_time, cast.cushion, Setting.HOME, length=14, first=today)
    card = cast.cushion.public_id
    return {
        "moments": (
            reverse("tell_goal", args=[mia, goal]),
            {"id": uuid.uuid4(), "setting": "school", "step": 1},
        ),
        "say_idea": (reverse("say_idea", args=[mia]), {"strategy": card, "answer": "did", "day": today}),
        "say_week": (reverse("say_week", args=[mia]), {"amount": 1}),
        "skip_day": (reverse("skip_day", args=[mia, fair.public_id]), {"skip": 1}),
        "not_this_week": (reverse("not_this_week", args=[mia, card]), {"rest": 1}),
        "my_voice": (reverse("my_voice", args=[mia, goal]), {"step": 1}),
    }


def test_each_row_of_the_table_is_there():
    assert set(promised()) == set(WHO.values())


@pytest.mark.parametrize("deed", WORDS)
@pytest.mark.parametrize("who", ["ana", "lopez"])
def test_what_is_promised_is_taken_and_what_isnt_is_not(
    client: Client, cast: Cast, deeds: dict[str, tuple[str, dict[str, object]]], who: str, deed: str
):
    user = getattr(cast, who)
    client.force_login(user)
    url, data = deeds[deed]
    body = "&".join(f"{name}={value}" for name, value in data.items())
    sent = json.dumps([{"url": url, "body": body, "waited": 60, "late": True}])
    answer = client.post("/outbox/", sent, content_type="application/json", headers={"X-Outbox": person_key(user)})
    taken = answer.json()["answers"][0]["status"] == 302
    assert taken == (WORDS[deed] in promised()[who])


def test_what_the_child_says_of_a_path_is_among_her_copies(client: Client, cast: Cast):
    client.force_login(cast.mia_herself)
    pages = client.get(reverse("offline_pages")).json()["pages"]
    assert reverse("my_voice", args=[cast.mia.public_id, cast.circle_time.public_id]) in pages
