"""The pages of a class, behind its link and its PIN: no account, first names, and only what was shared."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from pebblepath.apps.moments import class_actions, friday
from pebblepath.apps.moments.class_forms import FridayForm, PinForm, TapForm
from pebblepath.apps.moments.class_links import (
    Room,
    by_script,
    is_remembered,
    link_page,
    next_after,
    remember,
    room_page,
    steps_of,
)
from pebblepath.apps.moments.class_links import anchor as anchor_of
from pebblepath.apps.moments.desk_cards import desk_cards
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.kind_words import KIND, Reader, hints_for
from pebblepath.apps.understanding.about import passport_of


@link_page
def class_page(request: HttpRequest, room: Room) -> HttpResponse:
    """The class: its children, and for each goal the stones to tap. Before that, the PIN."""
    if not is_remembered(request, room):
        return _pin_page(request, room)
    seats = room.seats()
    steps = steps_of(seats, room.today())
    newest = class_actions.newest_tap(seats)
    just_told = newest is not None and request.GET.get("after") == str(newest.pk)
    if not just_told:  # coming back from a tap isn't another opening; the tap itself is in the record
        room.opened("class_page", seats)
    rows = [(seat, [step for step in steps if step.seat is seat]) for seat in seats]
    context = {
        "room": room,
        "rows": rows,
        "steps": [(step, next_after(steps, step.anchor)) for step in steps],
        "newest": newest,
        "undo_place": next((s.place for s in seats if newest and s.access.member.pk == newest.told_by_id), None),
        "undo_name": next((s.name for s in seats if newest and s.access.member.pk == newest.told_by_id), ""),
        "is_friday": friday.is_friday(room.today()),
    }
    return render(request, "moments/class_page.html", context)


def _pin_page(request: HttpRequest, room: Room) -> HttpResponse:
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if class_actions.try_pin(room.link, form.cleaned_data["pin"]):
                response = redirect("class_page", room.token)
                remember(response, request, room)
                return response
            form.add_error("pin", "That isn’t the PIN of this class. Please look again, or ask who gave you the link.")
        except NotPossible as why:
            form.add_error("pin", str(why))
            return render(request, "moments/class_pin.html", {"form": form, "room": room}, status=429)
    status = 400 if form.errors else 200
    return render(request, "moments/class_pin.html", {"form": form, "room": room}, status=status)


@require_POST
@room_page
def class_tell(request: HttpRequest, room: Room, place: str) -> HttpResponse:
    """One tap on a stone; then the next child."""
    seat = room.seat(place)
    form = TapForm(request.POST)
    if not form.is_valid():
        return _not_kept(request, room, "That tap couldn’t be read. Please tap the stone once more.", 400)
    tap = form.cleaned_data
    if tap["goal"] not in {goal.public_id for goal in seat.goals}:
        raise Http404
    try:
        asked = {name: tap[name] for name in ("asked_break", "asked_help")}
        moment, _ = class_actions.tell_from_class(seat, tap["goal"], tap["step"], tap["id"], tap["at"], **asked)
    except NotPossible as why:
        return _not_kept(request, room, str(why), 409)
    if by_script(request):
        return HttpResponse(status=204)
    assert moment.goal is not None
    ahead = next_after(steps_of(room.seats(), room.today()), anchor_of(seat.place, moment.goal))
    return redirect(f"{reverse('class_page', args=[room.token])}?after={moment.pk}#{ahead}")


def _not_kept(request: HttpRequest, room: Room, why: str, status: int) -> HttpResponse:
    if by_script(request):
        return HttpResponse(why, status=status, content_type="text/plain; charset=utf-8")
    messages.error(request, why)
    return redirect("class_page", room.token)


@require_POST
@room_page
def class_undo(request: HttpRequest, room: Room, place: str) -> HttpResponse:
    """Take a tap back, for a while."""
    seat = room.seat(place)
    form = TapForm(request.POST)
    form.is_valid()
    id = form.cleaned_data.get("id")
    if id is None or not class_actions.undo(seat, id):
        why = "This was kept a while ago, or taken back already. The therapist can still change it."
        return _not_kept(request, room, why, 409)
    if by_script(request):
        return HttpResponse(status=204)
    messages.success(request, f"Taken back for {seat.name}.")
    return redirect(f"{reverse('class_page', args=[room.token])}#{seat.first_anchor}")


@room_page
def class_cards(request: HttpRequest, room: Room, place: str) -> HttpResponse:
    """The cards for the desk of one child: when, do, avoid."""
    seat = room.seat(place)
    cards = desk_cards(seat.access)
    room.opened("class_cards", [seat])
    return render(request, "moments/class_cards.html", {"room": room, "seat": seat, "cards": cards})


@room_page
def class_passport(request: HttpRequest, room: Room, place: str) -> HttpResponse:
    """A child's passport, if it was shared with the class."""
    seat = room.seat(place)
    if not seat.place.passport:
        raise Http404
    traits = seat.access.child.traits.current().select_related("told_by")
    agreed = getattr(seat.access.child, "passport", None)
    context = {
        "room": room,
        "seat": seat,
        "child": seat.access.child,
        "parts": passport_of(traits),
        "agreed": agreed if agreed and agreed.agreed_on else None,
    }
    room.opened("class_passport", [seat])
    return render(request, "moments/class_passport.html", context)


@room_page
def class_friday(request: HttpRequest, room: Room, place: str) -> HttpResponse:
    """What helped a child this week: two picks and a sentence; and what came of the last ones."""
    seat = room.seat(place)
    week = friday.week_of(room.today())
    before = friday.told_by(seat.access.member)
    this_week = next((pick for pick in before if pick.week == week), None)
    initial = {"strategies": list(this_week.strategies.all()), "words": this_week.words} if this_week else None
    form = FridayForm(request.POST or None, given=friday.at_school(seat.access), initial=initial)
    if request.method == "POST" and form.is_valid():
        friday.tell_friday(seat.access, week, list(form.cleaned_data["strategies"]), form.cleaned_data["words"])
        messages.success(request, f"Kept. Thank you for looking at {seat.name}’s week.")
        return redirect("class_friday", room.token, place)
    room.opened("class_friday", [seat])
    told = [(pick, friday.answer_to(pick)) for pick in before]
    kept = this_week.words if this_week and not form.is_bound else ""
    found = hints_for(Reader.AROUND, kept, (KIND,))
    context = {"room": room, "seat": seat, "form": form, "told": told, "now": timezone.localtime(), "found": found}
    return render(request, "moments/class_friday.html", context, status=400 if form.errors else 200)
