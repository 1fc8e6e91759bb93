"""Pages about a practice's rooms, for its staff."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.people.models import Practice, User
from pebblepath.apps.play.models import Room
from pebblepath.apps.play.rooms import keep_room, remove_room, rooms_of
from pebblepath.apps.play.rooms_forms import SPACES, RoomForm
from pebblepath.apps.understanding.practice_card_views import staff_page
from pebblepath.apps.understanding.practice_library import library_of


@staff_page
def rooms(request: HttpRequest, user: User, practice: Practice) -> HttpResponse:
    """Every room of a practice, and what is in it."""
    words = dict(SPACES)
    rows = [(room, [words.get(space, space) for space in room.spaces]) for room in rooms_of(practice.pk)]
    return render(request, "play/rooms.html", {"practice": practice, "rooms": rows})


@staff_page
def new_room(request: HttpRequest, user: User, practice: Practice) -> HttpResponse:
    """Say what there is in a room."""
    return _room_page(request, user, practice, Room(practice=practice))


@staff_page
def room(request: HttpRequest, user: User, practice: Practice, room: str) -> HttpResponse:
    """Change what is said of a room."""
    return _room_page(request, user, practice, get_object_or_404(Room, practice=practice, public_id=room))


def _room_page(request: HttpRequest, user: User, practice: Practice, found: Room) -> HttpResponse:
    form = RoomForm(request.POST or None, library=library_of(practice.pk), instance=found)
    if request.method == "POST" and form.is_valid():
        kept = keep_room(user, practice, form.room())
        messages.success(request, f"{kept.name} is kept.")
        return redirect("rooms")
    return render(request, "play/room.html", {"form": form, "room": found}, status=400 if form.errors else 200)


@require_POST
@staff_page
def remove(request: HttpRequest, user: User, practice: Practice, room: str) -> HttpResponse:
    """Take a room away."""
    found = get_object_or_404(Room, practice=practice, public_id=room)
    remove_room(user, found)
    messages.success(request, f"{found.name} is removed. Sessions that were there stay.")
    return redirect("rooms")
