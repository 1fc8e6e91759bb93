"""No barrier that axe can find, on any page, for anybody, in any look."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Page

from cast import Cast
from pebblepath.apps.people.models import User

from .conftest import Visit
from .hand import DESK, PHONE
from .lived_in import LivedIn
from .walk import barriers, pages_of, walk

# Addresses that are no page of their own: deeds, files, redirects, and what needs a secret from an e-mail.
NO_PAGES = {
    "add_home",
    "amend_note",
    "door_paper",
    "minutes_file",
    "note_paper",
    "promise_minutes",
    "remove_minutes",
    "take_back_door_card",
    "cheer",
    "demo_sign_in",
    "end_strategy",
    "favicon",
    "give",
    "hide_practice_card",
    "remove_practice_card",
    "agree",
    "end_trait",
    "go_my_space",
    "go_right_now",
    "go_tell",
    "goal_state",
    "keep_back",
    "passport_paper",
    "share_passport",
    "unshare_passport",
    "leave",
    "manifest",
    "offline_pages",
    "outbox",
    "outbox_token",
    "service_worker",
    "not_this_week",
    "remove_moment",
    "skip_day",
    "sync_session",
    "change_plan",
    "drop_session",
    "remove_room",
    "stop_try_out",
    "take_back",
    "take_break",
    "light_stone",
    "own_photo",
    "end_board",
    "my_device",
    "change_board_item",
    "change_day_item",
    "take_out",
    "what_helps_paper",
    "book_paper",
    "your_data_file",
    "tick_pebble",
    "withdraw",
}

NO_PAGES |= {
    "say_idea",
    "say_week",
    "strategy_photo",
    "remove_photo",
    "toolkit_paper",
    "unshare_toolkit",
    "shown_photo",
}
NO_PAGES |= {
    "remove_colleague",
    "keep_record",
    "answer_deletion",
    "carry_out_deletion",
    "decline_deletion",
    "kept_file",
}
NO_PAGES |= {"push_place", "stop_reminder"}
NO_PAGES |= {"amend_report", "report_paper"}
NO_PAGES |= {"choose_home_idea", "home_programme_paper", "remove_measure"}
NO_PAGES |= {"kind_words", "record_level"}
NO_PAGES |= {"switch_timeline", "thank_for_friday", "tick_sheet_paper", "link_sheet_paper", "class_sheet_paper"}
NO_PAGES |= {"class_tell", "class_undo", "end_class_link", "take_out_of_class"}
NO_PAGES |= {"keep_timetable", "plan_again", "drop_timetable", "leave_school", "remove_school", "remove_class"}
# Behind a PIN, and what belongs to a class's link: looked at in test_class_link.py.
NO_PAGES |= {"class_page", "class_cards", "class_passport", "class_friday", "class_sheet", "class_link", "link_sheet"}


def person(cast: Cast, who: str) -> User | None:
    """Who it is, by role."""
    return {
        "therapist": cast.robin,
        "parent": cast.ana,
        "teacher": cast.lopez,
        "child": cast.mia_herself,
        "visitor": None,
    }[who]


@pytest.mark.parametrize("who", ["therapist", "parent", "teacher", "child", "visitor"])
def test_no_page_has_a_barrier_in_any_look(visit: Visit, home: LivedIn, who: str):
    screen = DESK if who == "therapist" else PHONE
    visitor = visit(person(home.cast, who), screen, reduced_motion="reduce")
    found = [
        f"{who}, {name}, {barrier}" for name in walk(visitor, pages_of(home, who)) for barrier in barriers(visitor.page)
    ]
    assert not found, "\n".join(found)


FAULTY = {
    "tell": "Done",
    "goal-own": "Begin this path",
    "child-new": "Begin",
    "invite": "Make the link",
    "messages": "Send",
    "class-link-new": "Make the link",
    "bring-in": "Bring in",
    "strategy-own": "Add",
    "card-new": "Keep this card",
    "password-change": "Change",
}


def test_no_form_with_faults_has_a_barrier(visit: Visit, home: LivedIn):
    robin = visit(home.cast.robin, PHONE, reduced_motion="reduce")
    pages = pages_of(home, "therapist")
    found = []
    for name, button in FAULTY.items():
        robin.open(pages[name])
        send_empty(robin.page, button)
        found += [f"{name} with faults, {barrier}" for barrier in barriers(robin.page)]
    robin.watch.faults = [fault for fault in robin.watch.faults if not fault.startswith("status 400")]
    assert not found, "\n".join(found)


def send_empty(page: Page, button: str) -> None:
    """Send a form off with nothing in it, as a browser would that asks nothing first."""
    page.evaluate("() => document.querySelectorAll('main form').forEach(form => { form.noValidate = true; })")
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=button).click()
    assert page.get_by_role("main").locator("[aria-invalid=true], .fault, .errorlist, [role=alert]").count()


def test_the_page_for_our_own_faults_has_no_barrier(visit: Visit):
    nobody = visit()
    nobody.page.set_content(render_to_string("broken.html", {"theme": "calm"}))
    assert barriers(nobody.page) == []


def test_every_page_is_walked(home: LivedIn):
    walked = {resolve(path.partition("?")[0]).view_name for who in pages_of_all(home) for path in who.values()}
    ours = {name for name in names(get_resolver()) if not name.startswith(("account_", "mfa_"))}
    assert ours - walked - NO_PAGES == set()


def pages_of_all(home: LivedIn) -> list[dict[str, str]]:
    """Everybody's pages (the address of nowhere is none)."""
    roles = ("therapist", "parent", "teacher", "child", "visitor")
    return [{n: p for n, p in pages_of(home, who).items() if n != "nothing"} for who in roles]


def names(resolver: URLResolver) -> set[str]:
    """The names of all addresses."""
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.add(pattern.name or str(pattern.pattern))
        else:
            found |= names(pattern)
    return found
