"""Where grown-ups set up a child's screens: the look, the boards, the day."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.myspace import setting_up
from pebblepath.apps.myspace.device import home_of_device, keep_home_of_device
from pebblepath.apps.myspace.forms import BoardForm, BoardItemForm, DayItemForm, SetupForm
from pebblepath.apps.myspace.models import Board, BoardItem, DayItem, Pictured
from pebblepath.apps.myspace.screens import boards_of, days_of, tiles_of
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Scope


@child_page(Scope.SHAPE)
def my_setup(request: HttpRequest, access: Access) -> HttpResponse:
    """The look, the way through and the way out; boards and day; what she put away."""
    setup = setting_up.setup_of(access.child)
    form = SetupForm(request.POST or None, instance=setup)
    if request.method == "POST" and form.is_valid():
        kept = form.save(commit=False)
        setting_up.keep_setup(access, kept, pin=form.cleaned_data["new_pin"], no_pin=form.cleaned_data["no_pin"])
        messages.success(request, f"{access.child.name}’s space is set up.")
        return redirect("my_setup", access.child.public_id)
    tiles = tiles_of(access, access.child.today())
    context = {
        "form": form,
        "has_pin": bool(setup.pin),
        "boards": boards_of(access).select_related("household").prefetch_related("items"),
        "day": days_of(access, access.child.today()).select_related("household"),
        "away": [tile for tile in tiles if tile.away],
        **_device(request, access),
    }
    return render(request, "myspace/setup.html", context, status=400 if form.errors else 200)


@require_POST
@child_page(Scope.SHAPE)
def my_device(request: HttpRequest, access: Access) -> HttpResponse:
    """Say in which of two homes this phone or tablet is used."""
    wanted = request.POST.get("home", "")
    home = next((home for home in access.child.households.all() if str(home.pk) == wanted), None)
    if wanted and home is None:
        raise Http404
    where = home.name if home else "every home"
    messages.success(request, f"On this device, {access.child.name} now sees what is for {where}.")
    response = redirect("my_setup", access.child.public_id)
    keep_home_of_device(response, request, access.child, home)
    setting_up.record_device(access)
    return response


@child_page(Scope.SHAPE)
def new_board(request: HttpRequest, access: Access) -> HttpResponse:
    """A new board begins with what there is to choose."""
    form = BoardForm(request.POST or None, home=setting_up.own_home(access))
    if request.method == "POST" and form.is_valid():
        board = setting_up.make_board(access, form.save(commit=False), for_both=form.is_for_both)
        return redirect("set_up_board", access.child.public_id, board.pk)
    return render(request, "myspace/setup_new_board.html", {"form": form}, status=400 if form.errors else 200)


@child_page(Scope.SHAPE)
def set_up_board(request: HttpRequest, access: Access, board: int) -> HttpResponse:
    """The pictures on one board, and one more."""
    found = _board(access, board)
    form = BoardItemForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            setting_up.add_to_board(access, found, form.save(commit=False), jpeg=form.jpeg)
            return redirect("set_up_board", access.child.public_id, found.pk)
        except NotPossible as why:
            form.add_error(None, str(why))
    context = {"form": form, "board": found, "items": found.items.all(), "most": setting_up.MOST_ON_A_BOARD}
    return render(request, "myspace/setup_board.html", context, status=400 if form.errors else 200)


@require_POST
@child_page(Scope.SHAPE)
def end_board(request: HttpRequest, access: Access, board: int) -> HttpResponse:
    """Take a whole board away."""
    found = _board(access, board)
    setting_up.end_board(access, found)
    messages.success(request, f"“{found.name}” is taken away. What was chosen from it stays told.")
    return redirect("my_setup", access.child.public_id)


@require_POST
@child_page(Scope.SHAPE)
def change_board_item(request: HttpRequest, access: Access, board: int, item: int) -> HttpResponse:
    """Move a picture of a board one place forward, or take it off."""
    found = _board(access, board)
    _change(request, access, get_object_or_404(found.items, pk=item), list(found.items.all()))
    return redirect("set_up_board", access.child.public_id, found.pk)


@child_page(Scope.SHAPE)
def set_up_day(request: HttpRequest, access: Access) -> HttpResponse:
    """The pictures of the day, and one more."""
    form = DayItemForm(request.POST or None, request.FILES or None, home=setting_up.own_home(access))
    if request.method == "POST" and form.is_valid():
        try:
            setting_up.add_to_day(access, form.save(commit=False), jpeg=form.jpeg, for_both=form.is_for_both)
            return redirect("set_up_day", access.child.public_id)
        except NotPossible as why:
            form.add_error(None, str(why))
    today = access.child.today()
    items = days_of(access, today).select_related("household")
    return render(request, "myspace/setup_day.html", {"form": form, "items": items}, status=400 if form.errors else 200)


@require_POST
@child_page(Scope.SHAPE)
def change_day_item(request: HttpRequest, access: Access, item: int) -> HttpResponse:
    """Move a thing of the day one place forward, or take it out."""
    found = get_object_or_404(days_of(access, access.child.today()), pk=item)
    _change(request, access, found, list(days_of(access, access.child.today())))
    return redirect("set_up_day", access.child.public_id)


def _device(request: HttpRequest, access: Access) -> dict[str, object]:
    """Where the device is used, of a child with two homes."""
    homes = list(access.child.households.all())
    return {"homes": homes, "device_home": home_of_device(request, access.child)} if len(homes) > 1 else {}


def _board(access: Access, board: int) -> Board:
    return get_object_or_404(boards_of(access).select_related("household"), pk=board)


def _change(request: HttpRequest, access: Access, item: BoardItem | DayItem, others: list[Pictured]) -> None:
    if request.POST.get("do") == "off":
        setting_up.take_off(access, item)
    elif request.POST.get("do") == "earlier":
        setting_up.move_earlier(access, item, others)
    else:
        raise Http404
