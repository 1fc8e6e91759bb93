"""No page is reachable only by typing its address: links lead from home to every page that somebody may see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from addresses import CHILD_PAGES, PERSON_PAGES, World, make_world
from django.test import Client
from django.urls import Resolver404, resolve

from cast import Cast, tell
from pebblepath.apps.insights.answers import answer_for
from pebblepath.apps.people.models import Setting
from pebblepath.apps.play.timetable.models import School

MOST_OF_A_KIND = 12  # pages of one kind, or of one kind with different questions, that are looked at
LINK = re.compile(r"""<(?:a|img)\b[^>]*?\s(?:href|src)="([^"#]+)""")
ON_DESKS = re.compile(r"""<li class="desk">.*?</li>|<ul class="staff-tabs behind">.*?</ul>""", re.S)
CALLED = {"T": "kai", "F": "ana", "E": "lopez", "C": "mia_herself", "O": "joe"}

# Pages that no link of this person leads to, each for a reason.
OWN_SCREENS = "a photo stands on the child's own screens, and where grown-ups set them up"
AFTER_A_TOUCH = "it comes after a touch on the page before, which is sent and no link"
NO_WORD_YET = "the child answers her cards on the first page; this one comes after a touch"
WITHOUT_A_LINK: Mapping[str, Mapping[str, str]] = {
    "E": {"own_photo": OWN_SCREENS},
    "O": {"own_photo": OWN_SCREENS},
    "C": {
        "my_break": AFTER_A_TOUCH,
        "my_feeling_where": AFTER_A_TOUCH,
        "my_feeling_picture": AFTER_A_TOUCH,
        "my_card": NO_WORD_YET,
        "my_joys": NO_WORD_YET,
    },
}
# Links that stand in a page for later, and are shown once there is what they lead to.
FOR_LATER = {"run_session": {"note", "door_card"}}


def links(page: str) -> Iterator[str]:
    """Addresses of ours that a page leads to, or shows as a picture."""
    for address in LINK.findall(page):
        if address.startswith("?"):
            continue  # another part of the same page
        if address.startswith("/"):
            yield address.replace("&amp;", "&")


def name_of(address: str) -> str:
    """The name of an address; empty where it is none of ours, such as a file."""
    try:
        return str(resolve(address.partition("?")[0]).view_name)
    except Resolver404:
        return ""


def walk(client: Client, *, on_phone: bool) -> dict[str, str]:
    """Follow links from home: for each kind of page that is reached the page that led there.

    Args:
        client: somebody who is signed in.
        on_phone: without the part of the menu for which a phone has no room.
    """
    found, led_by, looked_at = {"home": ""}, {"/": ""}, Counter[str]()
    waiting = ["/"]
    while waiting:
        here = waiting.pop(0)
        looked_at[name_of(here)] += 1
        if looked_at[name_of(here)] > MOST_OF_A_KIND:
            continue
        answer = client.get(here, follow=True)
        if answer.status_code == 404 and name_of(here) in FOR_LATER.get(name_of(led_by[here]), ()):
            continue
        assert answer.status_code == 200, f"{led_by[here]} leads to {here}, and there is {answer.status_code}"
        for to in answer.redirect_chain:
            found.setdefault(name_of(to[0]), here)
        if "text/html" not in answer["Content-Type"]:
            continue
        page = answer.content.decode()
        for address in links(ON_DESKS.sub("", page) if on_phone else page):
            name = name_of(address)
            if name and address not in led_by:
                led_by[address] = here
                found.setdefault(name, here)
                waiting.append(address)
    return found


@pytest.fixture
def world(cast: Cast) -> World:
    """The usual world, where there is something to celebrate for everybody, and an answer on what helps."""
    for user in (cast.kai, cast.ana, cast.lopez, cast.mia_herself, cast.joe):
        tell(cast.access(user), None, asked_help=True)
    world = make_world(cast)
    for n in range(24):
        teller = cast.access((cast.ana, cast.lopez)[n % 2])
        used = [cast.cushion] if n // 2 % 2 else []
        setting = (Setting.HOME, Setting.SCHOOL)[n % 2]
        tell(teller, cast.circle_time, hours_ago=24 * n + 1, step=2 + n % 2, setting=setting, strategies=used)
    answer_for(cast.circle_time)
    School.objects.create(practice=cast.practice, name="Hill School")
    return world


def wanted(role: str) -> set[str]:
    """The names of all pages that somebody may see."""
    of_people = {name for name, (may_see, _) in PERSON_PAGES.items() if CALLED[role] in may_see}
    return of_people | {row.name for row in CHILD_PAGES if role in row.see}


@pytest.mark.parametrize("role", CALLED)
@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_links_lead_from_home_to_every_page_that_somebody_may_see(client: Client, world: World, role: str, screen: str):
    client.force_login(world.person(role))
    found = walk(client, on_phone=screen == "phone")
    assert wanted(role) - found.keys() == WITHOUT_A_LINK.get(role, {}).keys()
