"""Pages of understanding: about me, the passport and its links, the lens."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Role, Scope
from pebblepath.apps.understanding import actions
from pebblepath.apps.understanding.about import line_of, passport_of, sections_of
from pebblepath.apps.understanding.forms import LinkForm, TraitForm
from pebblepath.apps.understanding.intake import steps_for
from pebblepath.apps.understanding.known import known_of
from pebblepath.apps.understanding.models import (
    AtHand,
    Intake,
    Kind,
    Passport,
    PassportLink,
    Routine,
    TimeOfDay,
    Trait,
    TraitQuerySet,
)
from pebblepath.apps.understanding.practice_library import library_of


@child_page()
def about_me(request: HttpRequest, access: Access) -> HttpResponse:
    """Everything that was said about a child, with who said it."""
    sections = sections_of(_readable(access).select_related("told_by"))
    steps = {step.name for step in steps_for(access.member.role)} if access.may(Scope.TELL) else set()
    context = {
        "sections": sections,
        "told": sum(not section.empty for section in sections),
        "may_tell": access.may(Scope.TELL),
        "may_shape": access.may(Scope.SHAPE),
        "days": _days(access),
        "may_tell_day": "day" in steps,
        "at_hand": _at_hand(access),
        "my_place": access.member.setting if "things" in steps else "",
        "hopes": _hopes(access),
    }
    return render(request, "understanding/about_me.html", context)


def _at_hand(access: Access) -> list[tuple[str, list[str]]]:
    """What there is in each place; who doesn't shape the record sees her own place."""
    places = (
        AtHand.objects.filter(child=access.child).select_related("household").order_by("setting", "household__name")
    )
    if not access.may(Scope.SHAPE):
        places = places.filter(setting=access.member.setting)
    if not access.may(Scope.OTHER_HOME):
        places = places.filter(Q(household=None) | Q(household=access.member.household_id))
    return [(_named(place), place.things) for place in places]


def _named(place: AtHand) -> str:
    return place.household.name if place.household else str(place.get_setting_display())


def _days(access: Access) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each home's usual day, in the order of the day, for family and who shapes the record.

    The other home's is there only where that was agreed.
    """
    if not access.may(Scope.SHAPE) and access.member.role != Role.FAMILY:
        return []
    told = Routine.objects.filter(child=access.child).select_related("household").order_by("household__name")
    if not access.may(Scope.OTHER_HOME):
        told = told.filter(Q(household=None) | Q(household=access.member.household_id))
    homes: dict[str, list[Routine]] = {}
    for routine in told:
        homes.setdefault(routine.household.name if routine.household else "", []).append(routine)
    order = TimeOfDay.values
    return [
        (home, [(one.get_time_display(), one.words) for one in sorted(day, key=lambda one: order.index(one.time))])
        for home, day in homes.items()
    ]


def _hopes(access: Access) -> list[tuple[str, str]]:
    """Who hopes for what; others' hopes are for who shapes the child's goals."""
    told = Intake.objects.filter(member__child=access.child, member__left_at=None).select_related("member")
    if not access.may(Scope.SHAPE):
        told = told.filter(member=access.member)
    return [(intake.member.name, intake.hope) for intake in told.exclude(hope="")]


def _readable(access: Access) -> TraitQuerySet:
    """What was said of a child, as far as this person may read it: what is kept back is for who shapes her record."""
    traits = access.child.traits.current()
    return traits if access.may(Scope.SHAPE) else traits.filter(Q(kept_back=False) | Q(told_by=access.member))


@child_page(Scope.TELL)
def say(request: HttpRequest, access: Access, kind: str) -> HttpResponse:
    """Say one more thing."""
    if kind not in Kind.values:
        raise Http404
    form = TraitForm(request.POST or None, kind=kind, instance=Trait(child=access.child, kind=kind))
    if request.method == "POST" and form.is_valid():
        actions.say(access, form.save(commit=False))
        messages.success(request, "Kept. Thank you for telling.")
        return redirect("about_me", access.child.public_id)
    context = {"form": form, "kind": Kind(kind)}
    return render(request, "understanding/say.html", context, status=400 if form.errors else 200)


@require_POST
@child_page(Scope.TELL)
def end_trait(request: HttpRequest, access: Access, trait: int) -> HttpResponse:
    """It no longer holds; who said it may say so, and who shapes the child's record."""
    actions.end_trait(access, _own_or_shaped(access, trait))
    return redirect("about_me", access.child.public_id)


@require_POST
@child_page(Scope.SHAPE)
def keep_back(request: HttpRequest, access: Access, trait: int) -> HttpResponse:
    """Leave one thing out of the passport, or take it in again."""
    actions.keep_back(access, get_object_or_404(access.child.traits.current(), pk=trait))
    return redirect("passport", access.child.public_id)


def _own_or_shaped(access: Access, trait: int) -> Trait:
    mine = access.child.traits.current()
    if not access.may(Scope.SHAPE):
        mine = mine.filter(told_by=access.member)
    return get_object_or_404(mine, pk=trait)


@child_page()
def passport(request: HttpRequest, access: Access) -> HttpResponse:
    """The page "About me", in the child's voice."""
    traits = list(access.child.traits.current().select_related("told_by"))
    agreed = Passport.objects.filter(child=access.child).select_related("agreed_with").first()
    may_shape = access.may(Scope.SHAPE)
    now = timezone.now()
    links = [link for link in access.child.passport_links.all() if link.is_open(now)] if may_shape else []
    context = {
        "child": access.child,
        "parts": passport_of(traits),
        "kept_back": [(trait.pk, line_of(trait)) for trait in traits if trait.kept_back] if may_shape else [],
        "shown": [(trait.pk, line_of(trait)) for trait in traits if not trait.kept_back] if may_shape else [],
        "agreed": agreed if agreed and agreed.agreed_on else None,
        "may_shape": may_shape,
        "links": [(link, *_address_and_code(request, link)) for link in links],
        "link_form": LinkForm(),
    }
    return render(request, "understanding/passport.html", context)


def _address_and_code(request: HttpRequest, link: PassportLink) -> tuple[str, SafeString]:
    """A link's address, and the same as a code for a phone's camera."""
    import segno

    address = request.build_absolute_uri(reverse("shown_passport", args=[link.token]))
    drawn = segno.make(address, micro=False).svg_inline(scale=4, border=2, omitsize=True)
    return address, mark_safe(drawn)


@require_POST
@child_page(Scope.TELL)
def agree(request: HttpRequest, access: Access) -> HttpResponse:
    """The child says yes to her page."""
    actions.agree(access, access.child.today())
    messages.success(request, f"{access.child.name} agrees with this page.")
    return redirect("passport", access.child.public_id)


@require_POST
@child_page(Scope.SHAPE)
def share(request: HttpRequest, access: Access) -> HttpResponse:
    """Make a link for somebody without an account."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        messages.error(request, "A link needs a name of up to 80 letters, and for how long.")
        return redirect("passport", access.child.public_id)
    link = actions.make_passport_link(access, form.cleaned_data["name"], form.cleaned_data["days"])
    messages.success(request, f"The link for {link.name} is ready.")
    return redirect("passport", access.child.public_id)


@require_POST
@child_page(Scope.SHAPE)
def unshare(request: HttpRequest, access: Access, link: int) -> HttpResponse:
    """Take a link back."""
    actions.take_back_link(access, get_object_or_404(access.child.passport_links, pk=link, revoked_at=None))
    messages.success(request, "The link doesn’t work any more.")
    return redirect("passport", access.child.public_id)


@child_page()
def lens(request: HttpRequest, access: Access) -> HttpResponse:
    """What somebody saw, what it may be telling, what to try first."""
    from pebblepath.library.finding import find

    q = request.GET.get("q", "")[:120].strip()
    library = library_of(access.child.practice_id)
    found = find(q, list(library.lens.values()), limit=3) if q else []
    offered = known_of(access.child).suited(library.strategies)
    shown = [(match.entry, [offered[card] for card in match.entry.strategies if card in offered]) for match in found]
    return render(request, "understanding/lens.html", {"q": q, "found": shown})


def shown_passport(request: HttpRequest, token: str) -> HttpResponse:
    """A passport behind its link, for who has no account: nothing else of the child is there."""
    link = PassportLink.objects.select_related("child").filter(token=token).first()
    if link is None:
        raise Http404
    if not link.is_open(timezone.now()):
        return render(request, "people/join_over.html", status=410)
    agreed = Passport.objects.filter(child=link.child).first()
    context = {
        "child": link.child,
        "parts": passport_of(link.child.traits.current().select_related("told_by")),
        "agreed": agreed if agreed and agreed.agreed_on else None,
        "until": link.expires_at,
    }
    response = render(request, "understanding/shown_passport.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
