"""A signed note and a door card on paper."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
import typst
from django.test import Client
from django.urls import reverse

from cast import Cast
from pebblepath.apps.people.models import AuditLine
from pebblepath.apps.play.models import Session
from pebblepath.apps.play.note_actions import amend_note
from pebblepath.apps.reports.note_papers import note_data
from pebblepath.apps.reports.papers import PAPERS, make_pdf
from played import play, sign

SignIn = Callable[[object], Client]


def url(session: Session, name: str) -> str:
    return reverse(name, args=[session.child.public_id, session.public_id])


@pytest.fixture
def session(cast: Cast) -> Session:
    session = play(cast.access(cast.robin), cast.circle_time)
    sign(cast.access(cast.robin), session)
    return Session.objects.get(pk=session.pk)


def data_of(cast: Cast, session: Session, size: str = "us-letter") -> dict[str, Any]:
    session.refresh_from_db()
    return note_data(cast.access(cast.robin), session, session.note) | {"size": size}


def door(lines: list[str], idea: str = "Rock on a cushion.", size: str = "us-letter") -> dict[str, Any]:
    said = {"title": "How it went: Mia", "foot": "Pebblepath", "when": "Tuesday, 24 November 2026", "heading": "Mia"}
    return {**said, "lines": lines, "idea": idea, "size": size}


def sheets(pdf: bytes) -> int:
    return max(int(count) for count in re.findall(rb"/Count (\d+)", pdf))


@pytest.mark.parametrize("size", ["us-letter", "a4"])
def test_a_note_is_a_tagged_pdf_on_one_sheet_and_the_same_each_time(cast: Cast, session: Session, size: str):
    pdf = make_pdf("note", data_of(cast, session, size))
    assert pdf.startswith(b"%PDF") and b"/MarkInfo" in pdf and sheets(pdf) == 1
    assert pdf == make_pdf("note", data_of(cast, session, size))


def test_it_says_what_was_signed_by_whom_and_what_was_added(cast: Cast, session: Session):
    amend_note(cast.access(cast.kai), session.note, reason="Forgotten.", words="The swing was new.\nIt was loud.")
    data = data_of(cast, session)
    assert data["signed"].startswith("Signed by Robin, ")
    titles = [section["title"] for section in data["sections"]]
    assert titles == ["Subjective", "Objective", "Assessment, from the data", "Robin adds", "Plan"]
    (added,) = data["amendments"]
    assert added["title"].startswith("Amended by Kai, ") and added["lines"] == ["The swing was new.", "It was loud."]
    assert make_pdf("note", data) != make_pdf("note", data | {"amendments": []})


def test_what_is_typed_is_never_read_as_markup(cast: Cast, session: Session):
    """Data goes in as data: a hash or a bracket is a letter like others."""
    tricky = '#panic() $x$ *bold* #import "look.typ" <a>'
    plain = {"title": "T", "lines": [tricky]}
    assert make_pdf("note", data_of(cast, session) | {"sections": [plain]}).startswith(b"%PDF")
    assert make_pdf("door", door([tricky], tricky)).startswith(b"%PDF")


@pytest.mark.parametrize(("size", "width"), [("us-letter", 396), ("a4", 419)])
def test_a_door_card_is_one_sheet_of_half_the_size(size: str, width: int):
    long = "We played and we sang and we rocked in the slow boat until the song was over. " * 2
    data = door([long, long, long], long, size)
    assert sheets(make_pdf("door", data)) == 1
    svg = typst.compile(
        PAPERS / "door.typ",
        root=PAPERS,
        font_paths=[PAPERS / "fonts"],
        ignore_system_fonts=True,
        format="svg",
        sys_inputs={"data": json.dumps(data)},
    )
    assert isinstance(svg, bytes)
    found = re.search(rb'width="([\d.]+)pt"', svg)
    assert found is not None and int(float(found[1])) == width


def test_a_card_without_an_idea_has_no_box_for_one():
    assert make_pdf("door", door(["We played."], "")) != make_pdf("door", door(["We played."]))


def test_papers_come_by_their_address_and_leave_a_line(cast: Cast, session: Session, as_: SignIn):
    for name, about in (("note_paper", "note"), ("door_paper", "door_card")):
        answer = as_(cast.robin).get(url(session, name) + "?size=a4")
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
        assert AuditLine.objects.filter(user=cast.robin, child=cast.mia, deed="took_out", about=about).exists()


def test_a_note_that_isnt_signed_has_no_paper(cast: Cast, as_: SignIn):
    waiting = play(cast.access(cast.robin), None)
    assert as_(cast.robin).get(url(waiting, "note_paper")).status_code == 404


def test_the_family_has_no_paper_of_the_clinical_note(cast: Cast, session: Session, as_: SignIn):
    assert as_(cast.ana).get(url(session, "note_paper")).status_code == 404
    assert as_(cast.ana).get(url(session, "door_paper")).status_code == 404
