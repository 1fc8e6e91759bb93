"""The typed-in twin of a tick sheet: for a class by its link, for who holds the link, and for one child."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from pebblepath.apps.moments.class_link_views import held_by, seats_held
from pebblepath.apps.moments.class_links import Room, room_page, zone_of
from pebblepath.apps.moments.tick_sheet import (
    ALL_DAYS,
    SCHOOL_DAYS,
    SheetRow,
    keep_sheet,
    read_sheet,
    rows_of_child,
    rows_of_class,
    week_asked_for,
)
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page, person_page
from pebblepath.apps.people.models import Scope, User


@room_page
def class_sheet(request: HttpRequest, room: Room) -> HttpResponse:
    """A class types its own week."""
    seats = room.seats()
    room.opened("class_sheet", seats)
    return _sheet_page(
        request,
        rows_of_class(seats),
        room.today(),
        page=reverse("class_sheet", args=[room.token]),
        paper=reverse("class_sheet_paper", args=[room.token]),
        back=reverse("class_page", args=[room.token]),
        context={"room": room, "heading": room.link.name},
    )


@person_page
def link_sheet(request: HttpRequest, user: User, link: str) -> HttpResponse:
    """Somebody types the sheet that a class handed over; the class told it, and the record says who typed."""
    held = held_by(user, link)
    seats = seats_held(held, typed_by=user)
    audit.opened_on_one_page(user, "link_sheet", held.link.public_id, [seat.access.child for seat in seats])
    with timezone.override(zone_of(held.link)):
        return _sheet_page(
            request,
            rows_of_class(seats),
            timezone.localdate(),
            page=reverse("link_sheet", args=[link]),
            paper=reverse("link_sheet_paper", args=[link]),
            back=reverse("class_link", args=[link]),
            context={"heading": held.link.name},
        )


@child_page(Scope.TELL)
def tick_sheet(request: HttpRequest, access: Access) -> HttpResponse:
    """One child's week, a line for each goal."""
    child = access.child.public_id
    return _sheet_page(
        request,
        rows_of_child(access),
        access.child.today(),
        days=ALL_DAYS,
        page=reverse("tick_sheet", args=[child]),
        paper=reverse("tick_sheet_paper", args=[child]),
        back=reverse("child", args=[child]),
        context={"heading": access.child.name},
    )


def _sheet_page(
    request: HttpRequest,
    rows: Sequence[SheetRow],
    today: dt.date,
    *,
    page: str,
    paper: str,
    back: str,
    context: dict[str, Any],
    days: int = SCHOOL_DAYS,
) -> HttpResponse:
    sent = request.method == "POST"
    monday = week_asked_for((request.POST if sent else request.GET).get("week", ""), today)
    typed = {name: str(value) for name, value in request.POST.items()} if sent else None
    sheet = read_sheet(rows, monday, today=today, days=days, typed=typed)
    if sent and not sheet.faults:
        messages.success(request, keep_sheet(sheet).words)
        return redirect(f"{page}?week={monday.isoformat()}")
    context |= {
        "sheet": sheet,
        "before": monday - dt.timedelta(weeks=1),
        "after": monday + dt.timedelta(weeks=1) if monday + dt.timedelta(weeks=1) <= today else None,
        "page": page,
        "paper": paper,
        "back": back,
    }
    return render(request, "moments/tick_sheet.html", context, status=400 if sheet.faults else 200)
