"""The child's own screens: few things, big, always in the same place, no reading needed."""

from __future__ import annotations

import uuid

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.goals.paths import drawing_of
from pebblepath.apps.myspace import actions, screens, setting_up
from pebblepath.apps.myspace.card_sort import PictureCard, Sorted, deck, sorted_by
from pebblepath.apps.myspace.device import at_this_device, my_page
from pebblepath.apps.myspace.models import Away, CheckIn, Energy, Feeling, OwnPhoto, Place, Says, in_homes_of
from pebblepath.apps.myspace.pin_check import check_of
from pebblepath.apps.myspace.screens import screen_of
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Scope
from pebblepath.apps.people.waiting import tapped_on, waited


@my_page()
def my_space(request: HttpRequest, access: Access) -> HttpResponse:
    """Three things to choose from, and the break."""
    doors, _ = screens.doors_of(access.child)
    asked = screens.asked_lately(access, timezone.now())
    return render(request, "myspace/home.html", {"doors": doors, "asked": asked, "first": True})


@my_page()
def my_more(request: HttpRequest, access: Access) -> HttpResponse:
    """The three things behind the first three."""
    _, doors = screens.doors_of(access.child)
    asked = screens.asked_lately(access, timezone.now())
    return render(request, "myspace/home.html", {"doors": doors, "asked": asked, "first": False})


@my_page()
def my_out(request: HttpRequest, access: Access) -> HttpResponse:
    """The way out for grown-ups: held for three seconds, or by the PIN, which leads on to signing out."""
    if "left" in request.POST:
        # It happened without network. What a child could gain by saying so is to be signed out.
        setting_up.record_left(access, timezone.now() - waited(request))
        logout(request)
        return redirect("account_login")
    fault = _let_out(access, request) if request.method == "POST" else ""
    if request.method == "POST" and not fault:
        return redirect("account_logout")
    setup = setting_up.setup_of(access.child)
    context = {"fault": fault, "setup": setup, "check": check_of(setup)}
    return render(request, "myspace/out.html", context, status=400 if fault else 200)


def _let_out(access: Access, request: HttpRequest) -> str:
    """What is in the way; nothing if the way is free."""
    if "out" not in request.POST:
        return "Please use the button."
    try:
        setting_up.open_gate(access, request.POST.get("pin", ""), timezone.now())
    except NotPossible as why:
        return str(why)
    return ""


@require_POST
@my_page(Scope.TELL)
def take_break(request: HttpRequest, access: Access) -> HttpResponse:
    """One touch: the grown-ups know. What comes then is only if she likes."""
    actions.ask_for_break(access, _id(request), waited=waited(request))
    return redirect("my_break", access.child.public_id)


@my_page(Scope.TELL)
def my_break(request: HttpRequest, access: Access) -> HttpResponse:
    """What kind of break? Pictures of what helps her; a touch tells the grown-ups."""
    wishes = screens.wishes_of(access.child, access.child.today())
    asked = screens.asked_lately(access, timezone.now() - waited(request))
    wished = next((wish for wish in wishes if wish.key == request.POST.get("wish")), None)
    if wished:
        about = asked or actions.ask_for_break(access, _id(request), waited=waited(request))
        actions.wish_for(access, about, wished)
        return redirect("my_space", access.child.public_id)
    context = {"screen": screen_of(wishes, request.GET.get("screen", "")), "asked": asked}
    return render(request, "myspace/break.html", context, status=400 if request.method == "POST" else 200)


@my_page(Scope.TELL)
def feeling(request: HttpRequest, access: Access) -> HttpResponse:
    """How much is in my body? Three pictures, none better than another; one touch is enough."""
    energy = request.POST.get("energy", "")
    if energy in Energy.values:
        told = actions.check_in(access, _id(request), energy, waited=waited(request))
        return redirect("my_feeling_where", access.child.public_id, told.pk)
    context = {"energies": screens.ENERGIES}
    return render(request, "myspace/feeling.html", context, status=400 if request.method == "POST" else 200)


@my_page(Scope.TELL)
def feeling_where(request: HttpRequest, access: Access, told: uuid.UUID) -> HttpResponse:
    """Where in my body do I feel it?"""
    found = _own_check_in(access, told)
    where = request.POST.get("where", "")
    if where in Place.values:
        actions.say_more(access, found, where=where)
        return redirect("my_feeling_picture", access.child.public_id, found.pk)
    context = {"told": found, "places": Place}
    return render(request, "myspace/feeling_where.html", context, status=400 if request.method == "POST" else 200)


@my_page(Scope.TELL)
def feeling_picture(request: HttpRequest, access: Access, told: uuid.UUID) -> HttpResponse:
    """Is there a picture for it?"""
    found = _own_check_in(access, told)
    picture = request.POST.get("feeling", "")
    if picture in Feeling.values:
        actions.say_more(access, found, feeling=picture)
        return redirect("my_space", access.child.public_id)
    context = {"told": found, "screen": screen_of(screens.FEELINGS, request.GET.get("screen", ""))}
    return render(request, "myspace/feeling_picture.html", context, status=400 if request.method == "POST" else 200)


def _own_check_in(access: Access, told: uuid.UUID) -> CheckIn:
    return get_object_or_404(CheckIn, pk=told, child=access.child)


@my_page()
def first_then(request: HttpRequest, access: Access) -> HttpResponse:
    """The next two things of the day. There is no clock and no end to hurry to."""
    today = access.child.today()
    open_ones = [item for item in screens.my_day(access, today) if item.done_on != today]
    return render(request, "myspace/first_then.html", {"items": open_ones[:2], "today": today})


@my_page(Scope.TELL)
def my_day(request: HttpRequest, access: Access) -> HttpResponse:
    """My day in pictures; a touch lays one face down, another turns it up again."""
    today = tapped_on(request, access.child)
    items = screens.my_day(access, today)
    touched = next((item for item in items if str(item.pk) == request.POST.get("item")), None)
    if touched and request.POST.get("done") in {"0", "1"}:
        actions.lay_down(access, touched, today, done=request.POST["done"] == "1")
        return redirect("my_first_then" if "pair" in request.POST else "my_day", access.child.public_id)
    context = {"items": items, "today": today}
    return render(request, "myspace/day.html", context, status=400 if request.method == "POST" else 200)


@my_page()
def my_choices(request: HttpRequest, access: Access) -> HttpResponse:
    """My boards, each by its first picture."""
    boards = screens.my_boards(access)
    return render(request, "myspace/choices.html", {"screen": screen_of(boards, request.GET.get("screen", ""))})


@my_page(Scope.TELL)
def my_board(request: HttpRequest, access: Access, board: int) -> HttpResponse:
    """Two to six pictures; a touch tells the grown-ups which."""
    found = next((one for one in screens.my_boards(access) if one.pk == board), None)
    if found is None:
        get_object_or_404(screens.boards_of(access), pk=board)
        return redirect("my_choices", access.child.public_id)
    items = list(found.items.all())
    picked = next((item for item in items if str(item.pk) == request.POST.get("item")), None)
    if picked:
        actions.choose(access, _id(request), picked, waited=waited(request))
        return redirect(f"{reverse('my_board', args=[access.child.public_id, board])}?chosen={picked.pk}")
    chosen = next((item for item in items if str(item.pk) == request.GET.get("chosen")), None)
    context = {"board": found, "items": items, "chosen": chosen}
    return render(request, "myspace/board.html", context, status=400 if request.method == "POST" else 200)


@my_page()
def my_stones(request: HttpRequest, access: Access) -> HttpResponse:
    """My paths, one picture each."""
    screen = screen_of(screens.my_paths(access), request.GET.get("screen", ""))
    return render(request, "myspace/stones.html", {"screen": screen})


@my_page()
def my_path(request: HttpRequest, access: Access, goal: str) -> HttpResponse:
    """One path, large; a stone that was reached waits there for her to light it."""
    found = _own_path(access, goal)
    _, drawing = drawing_of(found, list(found.stones.all()), access.child.today())
    waiting = screens.to_light(found)
    lit = next((one for one in found.stones.all() if str(one.step) == request.GET.get("lit")), None)
    context = {
        "goal": found,
        "drawing": drawing,
        "waiting": waiting[0] if waiting else None,
        "lit": lit if lit and lit.lit_by_child_on else None,
    }
    return render(request, "myspace/path.html", context)


@require_POST
@my_page(Scope.TELL)
def light_stone(request: HttpRequest, access: Access, goal: str, step: int) -> HttpResponse:
    """She lights a stone, together with a grown-up."""
    found = _own_path(access, goal)
    stone = get_object_or_404(found.stones, step=step, lit_on__isnull=False)
    actions.light_stone(access, stone, tapped_on(request, access.child))
    return redirect(f"{reverse('my_path', args=[access.child.public_id, goal])}?lit={step}")


def _own_path(access: Access, goal: str) -> Goal:
    active = Goal.objects.seen_by(access).filter(state=State.ACTIVE)
    return get_object_or_404(active.with_newest_steps().prefetch_related("stones"), public_id=goal)


@child_page()
def own_photo(request: HttpRequest, access: Access, photo: int) -> HttpResponse:
    """An own photo, for the circle alone; of another home only where that was agreed."""
    found = get_object_or_404(OwnPhoto, in_homes_of(at_this_device(request, access)), pk=photo, child=access.child)
    answer = HttpResponse(bytes(found.jpeg), content_type="image/jpeg")
    answer["Content-Disposition"] = "inline"
    return answer


@my_page(Scope.TELL)
def my_away(request: HttpRequest, access: Access) -> HttpResponse:
    """Everything on my screens: a touch puts a thing away, another takes it out again."""
    tiles = screens.tiles_of(access, access.child.today())
    kind, ref, away = (request.POST.get(name, "") for name in ("kind", "ref", "away"))
    if away in {"0", "1"} and any((tile.kind, tile.ref) == (kind, ref) for tile in tiles):
        actions.put_away(access, Away(kind), ref, away=away == "1")
        return redirect("my_stones" if "path" in request.POST else "my_away", access.child.public_id)
    return render(request, "myspace/away.html", {"tiles": tiles}, status=400 if request.method == "POST" else 200)


@my_page(Scope.TELL)
def my_cards(request: HttpRequest, access: Access) -> HttpResponse:
    """The next card that wasn't sorted yet; when all were, what the child picked."""
    cards = sorted_by(access.child, timezone.now())
    return _card_page(request, cards, cards.open[0]) if cards.open else redirect("my_joys", access.child.public_id)


@my_page(Scope.TELL)
def my_card(request: HttpRequest, access: Access, card: str) -> HttpResponse:
    """One card and three answers; a touch keeps it and shows the next."""
    if card not in deck():
        raise Http404
    cards = sorted_by(access.child, timezone.now())
    says = request.POST.get("says", "")
    if says not in Says.values:
        return _card_page(request, cards, deck()[card], status=400 if request.method == "POST" else 200)
    actions.sort_card(access, deck()[card], Says(says), waited=waited(request))
    return _on_from(access, cards, card)


@my_page(Scope.TELL)
def my_joys(request: HttpRequest, access: Access) -> HttpResponse:
    """The joys that the child picked, and her cards once more if she likes."""
    return render(request, "myspace/card_sort_joys.html", {"cards": sorted_by(access.child, timezone.now())})


def _card_page(request: HttpRequest, cards: Sorted, card: PictureCard, status: int = 200) -> HttpResponse:
    said = cards.answers.get(card.id)
    context = {"cards": cards, "card": card, "said": said.says if said else ""}
    return render(request, "myspace/card_sort.html", context, status=status)


def _on_from(access: Access, before: Sorted, card: str) -> HttpResponse:
    """Where a touch leads: on through the open cards; in a second look, to what she said longest ago."""
    had = before.answers.get(card)
    again = sorted_by(access.child, timezone.now()).again
    if had and not before.is_of_this_sitting(had) and not before.open and again:
        return redirect("my_card", access.child.public_id, again.id)
    return redirect("my_cards", access.child.public_id)


def _id(request: HttpRequest) -> uuid.UUID:
    """The id made with the page, so that two taps make one; a page without one gets a new id."""
    try:
        return uuid.UUID(request.POST.get("id", ""))
    except ValueError:
        return uuid.uuid4()
