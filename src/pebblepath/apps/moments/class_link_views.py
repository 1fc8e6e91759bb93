"""Pages about a class's link, for who may say who sees what: make it, look at it, end it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.moments import class_actions
from pebblepath.apps.moments.class_forms import ClassLinkForm, NewPinForm, Shareable
from pebblepath.apps.moments.class_links import Seat, hash_of, seats_of, zone_of
from pebblepath.apps.moments.class_models import ClassLink, ClassPlace
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, open_places, person_page, places_of
from pebblepath.apps.people.models import Scope, User


@dataclass(frozen=True)
class Held:
    """A class's link as one person may see it.

    Attributes:
        link: the link.
        places: the children in it about whom this person may say who sees what.
        whole: whether these are all of its children: only then its address, PIN and end are this person's.
    """

    link: ClassLink
    places: Sequence[ClassPlace]
    whole: bool


def links_held_by(user: User) -> list[Held]:
    """The links that a person has a say in, the newest first. Three queries."""
    mine = {access.child.pk for access in may_share(user)}
    links = ClassLink.objects.filter(places__member__child__in=mine).distinct().select_related("practice", "made_by")
    return [held for link in links.prefetch_related("places__member__child") if (held := _held(link, mine))]


def _held(link: ClassLink, mine: set[int]) -> Held | None:
    there = [place for place in link.places.all() if place.member.left_at is None or not link.is_open(timezone.now())]
    places = [place for place in there if place.member.child_id in mine]
    return Held(link, places, whole=len(places) == len(there)) if places else None


def held_by(user: User, public_id: str) -> Held:
    """One link that works, for who has a say in it.

    Raises:
        Http404: there is none, it is over, or it is none of theirs.
    """
    found = next((held for held in links_held_by(user) if held.link.public_id == public_id), None)
    if found is None or not found.link.is_open(timezone.now()):
        raise Http404
    return found


def may_share(user: User) -> list[Access]:
    """The children about whom a person may say who sees what; those known only from studies have no class."""
    return [a for a in open_places(user, places_of(user)) if a.may(Scope.CIRCLE) and not a.child.source]


@person_page
def class_links(request: HttpRequest, user: User) -> HttpResponse:
    """The classes' links: those that work, and those that are over."""
    if not may_share(user):
        raise Http404
    class_actions.end_run_out_links()
    now = timezone.now()
    held = links_held_by(user)
    open_links = [one for one in held if one.link.is_open(now)]
    context = {"open_links": open_links, "over": [one for one in held if one not in open_links][:10]}
    return render(request, "moments/class_links.html", context)


@person_page
def new_class_link(request: HttpRequest, user: User) -> HttpResponse:
    """Make a link for a class."""
    accesses = may_share(user)
    if not accesses:
        raise Http404
    form = ClassLinkForm(request.POST or None, shareable=_shareable(accesses))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        shares = class_actions.shares_from(
            {access.child.public_id: access for access in accesses}, data["goals"], data["passports"]
        )
        practice = shares[0].access.child.practice
        until = timezone.now() + dt.timedelta(days=data["days"])
        link = class_actions.make_class_link(
            user, practice, name=data["name"], pin=data["pin"], expires_at=until, shares=shares
        )
        messages.success(request, f"The link for {link.name} is ready. The PIN is {data['pin']}: tell it yourself.")
        return redirect("class_link", link.public_id)
    return render(request, "moments/class_link_new.html", {"form": form}, status=400 if form.errors else 200)


def _shareable(accesses: Sequence[Access]) -> list[Shareable]:
    goals: dict[int, list[Goal]] = {}
    for goal in Goal.objects.seen_by(*accesses).filter(state=State.ACTIVE).order_by("made_at", "pk"):
        goals.setdefault(goal.child_id, []).append(goal)
    return [Shareable(access, goals[access.child.pk]) for access in accesses if access.child.pk in goals]


@person_page
def class_link(request: HttpRequest, user: User, link: str) -> HttpResponse:
    """One link: its address and code, what it shares, and how to end it; or a new PIN for it."""
    held = held_by(user, link)
    form = NewPinForm(request.POST or None)
    if request.method == "POST":
        _whole(held)
        if form.is_valid():
            class_actions.change_pin(user, held.link, form.cleaned_data["pin"])
            messages.success(request, f"The PIN is {form.cleaned_data['pin']} now. Every tablet will ask for it.")
            return redirect("class_link", link)
    address = address_of(request, held.link) if held.whole else ""
    context = {
        "held": held,
        "seats": seats_held(held),
        "address": address,
        "code": mark_safe(segno.make(address, micro=False).svg_inline(scale=4, border=2, omitsize=True))
        if address
        else "",
        "form": form,
    }
    children = [place.member.child for place in held.places]
    audit.opened_on_one_page(user, "class_link", held.link.public_id, children)
    with timezone.override(zone_of(held.link)):
        return render(request, "moments/class_link.html", context, status=400 if form.errors else 200)


def seats_held(held: Held, *, typed_by: User | None = None) -> list[Seat]:
    """What a link shares, of the children about whom the person has a say."""
    mine = {place.pk for place in held.places}
    return [seat for seat in seats_of(held.link, typed_by=typed_by) if seat.place.pk in mine]


def address_of(request: HttpRequest, link: ClassLink) -> str:
    """The link's address; empty where the installation's secret key is another than when the link was made."""
    token = link.made_token
    known = hash_of(token) == link.token_hash
    return request.build_absolute_uri(reverse("class_page", args=[token])) if known else ""


@require_POST
@person_page
def end_class_link(request: HttpRequest, user: User, link: str) -> HttpResponse:
    """The link stops working."""
    held = held_by(user, link)
    _whole(held)
    class_actions.end_class_link(user, held.link)
    messages.success(request, f"The link for {held.link.name} doesn’t work any more. What was told stays.")
    return redirect("class_links")


@require_POST
@person_page
def take_out_of_class(request: HttpRequest, user: User, link: str, place: str) -> HttpResponse:
    """One child isn't in the link any more."""
    held = held_by(user, link)
    mine = [one.pk for one in held.places]
    found = get_object_or_404(
        held.link.places.select_related("member__child"), pk__in=mine, public_id=place, member__left_at=None
    )
    class_actions.take_out(user, found)
    messages.success(request, f"{found.member.child.name} isn’t in this link any more. What was told stays.")
    return redirect("class_link" if len(held.places) > 1 else "class_links", *([link] if len(held.places) > 1 else []))


def _whole(held: Held) -> None:
    if not held.whole:
        raise Http404
