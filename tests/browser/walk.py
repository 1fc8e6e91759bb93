"""Going through every page as somebody, and what is looked at on each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from allauth.account.forms import EmailAwarePasswordResetTokenGenerator as PasswordResetTokenGenerator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from playwright.sync_api import Page

from pebblepath.apps.myspace.models import Board, CheckIn
from pebblepath.apps.people.models import User
from pebblepath.apps.play.models import Group, Room, Session
from pebblepath.apps.play.timetable.models import School, SchoolClass, Timetable
from pebblepath.apps.reports.links import make_report_link
from pebblepath.apps.reports.links import open_links as report_links
from pebblepath.apps.reports.models import Batch, Report
from pebblepath.apps.understanding.sharing import make_toolkit_link, open_links

from .hand import Visitor
from .lived_in import LivedIn
from .pages import PAGES, SAY_THAT_SOMETHING_IS_NOT, THEMES

SIGN_IN_AGAIN = "/accounts/reauthenticate/"


def places(home: LivedIn) -> Mapping[str, object]:
    """What stands in the addresses."""
    return {
        "child": home.cast.mia.public_id,
        "goal": home.cast.circle_time.public_id,
        "tried": f"{home.cast.circle_time.public_id}/{home.cast.cushion.public_id}/home",
        "strategy": home.cast.cushion.public_id,
        "toolkit_token": _toolkit_link(home),
        "try_out": home.running.public_id,
        "member": home.joe.pk,
        "board": Board.objects.get(child=home.cast.mia).pk,
        "check_in": CheckIn.objects.get(child=home.cast.mia).pk,
        "study": home.study.public_id,
        "played": home.session.public_id,
        "planned": Session.objects.filter(started_at=None, group=None)[0].public_id,
        "group": Group.objects.get().public_id,
        "signed": home.signed.public_id,
        "made": Session.objects.exclude(proof={})[0].public_id,
        "room": Room.objects.get().public_id,
        **_days_and_weeks(home),
        "report": Report.objects.unsigned().filter(child=home.cast.mia, kind="school")[0].public_id,
        "signed_report": Report.objects.signed().get(kind="payer").public_id,
        "home_draft": Report.objects.unsigned().get(child=home.cast.mia, kind="home").public_id,
        "report_token": _report_link(home),
        "newer_card": "ear-defenders",
        "batch": Batch.objects.get().public_id,
    }


def _days_and_weeks(home: LivedIn) -> Mapping[str, object]:
    day, week = (Timetable.objects.get(kind=kind, kept_at__isnull=False) for kind in ("day", "week"))
    return {
        "day_plan": day.public_id,
        "week_plan": week.public_id,
        "asked_plan": Timetable.objects.get(state="asked").public_id,
        "slot": day.slots.all()[0].pk,
        "session_slot": week.slots.all()[0].pk,
        "school": School.objects.get().public_id,
        "school_class": SchoolClass.objects.get().public_id,
        "therapist": home.cast.robin.pk,
    }


def _toolkit_link(home: LivedIn) -> str:
    access = home.cast.access(home.cast.robin)
    return (open_links(access) or [make_toolkit_link(access, "Grandma", 7, [home.cast.cushion])])[0].token


def _report_link(home: LivedIn) -> str:
    access = home.cast.access(home.cast.robin)
    report = Report.objects.signed().get(kind="payer")
    return (report_links(report) or [make_report_link(access, report, "The health plan", 30)])[0].token


def pages_of(home: LivedIn, who: str) -> dict[str, str]:
    """The pages that somebody has, by name: those of every installation, and some that show something rare."""
    moment = home.teachers.pk if who == "teacher" else home.mums.pk
    every = {name: path.format(**places(home), moment=moment) for name, path in PAGES[who].items()}
    return every | _rare(home).get(who, {})


def _new_password(user: User) -> str:
    """The link of an e-mail for who forgot a password; it leads on to a page without the secret."""
    key = PasswordResetTokenGenerator().make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])


def _rare(home: LivedIn) -> Mapping[str, Mapping[str, str]]:
    cast = home.cast
    mia, leo, study = (f"/c/{child.public_id}/" for child in (cast.mia, cast.leo, home.study))
    return {
        "therapist": {
            "a goal that rests": f"{mia}path/{home.resting.public_id}/",
            "a stone that was split": f"{mia}path/{cast.zip_jacket.public_id}/",
            "a study's day": study,
            "a new child's day": leo,
            "no path yet": f"{leo}path/",
            "no moments yet": f"{leo}moments/",
            "nothing helps yet": f"{leo}what-helps/",
            "an empty toolkit": f"{leo}toolkit/",
            "two homes": f"{leo}circle/",
            "answer": f"/learn/questions/{home.question.pk}/",
            "sign in again": SIGN_IN_AGAIN,
        },
        "parent": {
            "a moment taken back": f"{mia}moments/{home.taken_back.pk}/",
            "a try that was stopped": f"{mia}try-outs/{home.stopped.public_id}/",
            "a break": f"{mia}moments/{home.asked.pk}/",
            "nothing helps yet": f"{mia}what-helps/?goal={cast.zip_jacket.public_id}",
            "no moment that fits": f"{mia}moments/?setting=clinic",
        },
        "visitor": {
            "join": f"/join/{home.waiting.token}/",
            # The link was opened a moment ago: now sign-up is open.
            "sign-up": "/accounts/signup/",
            "shown-passport": f"/passport/{home.passport_link.token}/",
            "join-over": f"/join/{home.used.token}/",
            "password-new": _new_password(cast.joe),
        },
    }


def walk(visitor: Visitor, pages: Mapping[str, str]) -> Iterator[str]:
    """Open one page after the other; each must be there, but for those that say that something isn't."""
    for name, path in pages.items():
        status = SAY_THAT_SOMETHING_IS_NOT.get(name, 200)
        with visitor.expecting(status):
            assert visitor.open(path) == status, f"{name}: {path}"
        if visitor.path == SIGN_IN_AGAIN != path:
            visitor.page.get_by_label("Password").fill("a long password")
            visitor.page.get_by_label("Password").press("Enter")
            visitor.page.wait_for_url("**" + path)
        assert visitor.path == path.partition("?")[0] or name == "password-new", f"{name}: {path} led to {visitor.path}"
        yield name


def wear(page: Page, theme: str) -> None:
    """Change the look of the page that is open."""
    page.locator("html").evaluate("(html, theme) => { html.dataset.theme = theme; }", theme)


@cache
def _axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


# Everything axe knows that is asked of us, with what it leaves out unless told: the size of targets, and names that
# don't begin as they look. The look of high contrast keeps its promise: there, AAA is asked of colours.
RULES = {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}}
# The looks differ in colours alone; the other rules see the same page in each.
OF_COLOUR = ["color-contrast", "link-in-text-block"]


def barriers(page: Page) -> list[str]:
    """What axe finds on the page that is open, in each of the four looks, one line each."""
    page.evaluate(_axe())
    found = []
    for theme in THEMES:
        wear(page, theme)
        of_colour = [*OF_COLOUR, "color-contrast-enhanced"] if theme == "contrast" else OF_COLOUR
        options = {"rules": RULES} if theme == THEMES[0] else {"runOnly": of_colour}
        found += [f"{theme}: {line}" for line in _run_axe(page, options)]
    return found


def _run_axe(page: Page, options: Mapping[str, Any]) -> Iterator[str]:
    told = json.dumps({**options, "resultTypes": ["violations"]})
    for violation in page.evaluate(f"async () => (await axe.run(document, {told})).violations"):
        for node in violation["nodes"]:
            why = " ".join(node["failureSummary"].split())
            yield f"{violation['id']}: {node['target']} {node['html'][:160]} ({why[:240]})"
