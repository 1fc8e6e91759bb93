"""A week's tick sheet on paper: circles to tick, the stones' words, and a code that leads to the class's page."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from pebblepath.apps.moments.class_link_views import address_of, held_by, seats_held
from pebblepath.apps.moments.class_links import Room, room_page, zone_of
from pebblepath.apps.moments.tick_sheet import (
    ALL_DAYS,
    SCHOOL_DAYS,
    SheetRow,
    rows_of_child,
    rows_of_class,
    week_asked_for,
)
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page, person_page
from pebblepath.apps.people.models import Deed, Scope, User
from pebblepath.apps.reports.papers import SIZES, make_pdf


@room_page
def class_sheet_paper(request: HttpRequest, room: Room) -> HttpResponse:
    """The class's own sheet, printed by the class."""
    seats = room.seats()
    room.opened("class_sheet_paper", seats)
    address = request.build_absolute_uri(reverse("class_page", args=[room.token]))
    return _sheet(request, rows_of_class(seats), room.today(), heading=room.link.name, address=address)


@person_page
def link_sheet_paper(request: HttpRequest, user: User, link: str) -> HttpResponse:
    """The same, printed by who holds the link; the code is there for who has a say about all of its children."""
    held = held_by(user, link)
    seats = seats_held(held)
    audit.opened_on_one_page(user, "link_sheet_paper", held.link.public_id, [seat.access.child for seat in seats])
    address = address_of(request, held.link) if held.whole else ""
    today = timezone.localdate(timezone=zone_of(held.link))
    return _sheet(request, rows_of_class(seats), today, heading=held.link.name, address=address)


@child_page(Scope.TELL)
def tick_sheet_paper(request: HttpRequest, access: Access) -> HttpResponse:
    """One child's week, for the fridge door."""
    audit.record(access.user, Deed.TOOK_OUT, "tick_sheet", ref=access.child.public_id, child=access.child)
    return _sheet(
        request, rows_of_child(access), access.child.today(), heading=access.child.name, address="", days=ALL_DAYS
    )


def _sheet(
    request: HttpRequest,
    rows: Sequence[SheetRow],
    today: dt.date,
    *,
    heading: str,
    address: str,
    days: int = SCHOOL_DAYS,
) -> HttpResponse:
    monday = week_asked_for(request.GET.get("week", ""), today)
    size = request.GET.get("size", SIZES[0])
    data = sheet_data(rows, monday, heading=heading, address=address, days=days)
    data["size"] = size if size in SIZES else SIZES[0]
    response = HttpResponse(make_pdf("tick_sheet", data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="ticks-{slugify(heading) or "week"}-{monday.isoformat()}.pdf"'
    return response


def sheet_data(
    rows: Sequence[SheetRow], monday: dt.date, *, heading: str, address: str, days: int = SCHOOL_DAYS
) -> dict[str, Any]:
    """What stands on the paper.

    Args:
        rows: the lines.
        monday: the first day.
        heading: whose sheet it is.
        address: where the code leads; empty: no code.
        days: how many days.
    """
    week = [monday + dt.timedelta(days=n) for n in range(days)]
    return {
        "title": f"Tick sheet: {heading}, week of {monday:%-d %B %Y}",
        "foot": "Pebblepath · please hand this sheet over or lock it away when the week is done",
        "heading": heading,
        "week": f"{week[0]:%-d %B} to {week[-1]:%-d %B %Y}",
        "days": [f"{day:%a} {day.day}" for day in week],
        "rows": [
            {
                "who": row.who,
                "goal": row.goal.title,
                "levels": row.goal.levels,
                "stones": [stone.words for stone in row.goal.stones.all()],
            }
            for row in rows
        ],
        "code": _code(address) if address else "",
    }


def _code(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, micro=False).save(drawn, kind="svg", scale=4, border=1, xmldecl=False)
    return drawn.getvalue().decode()
