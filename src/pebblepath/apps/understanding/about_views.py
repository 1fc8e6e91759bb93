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
from pebblepath.apps.people.models import Scope
from pebblepath.apps.understanding import actions
from pebblepath.apps.understanding.about import line_of, sections_of
from pebblepath.apps.understanding.forms import LinkForm, TraitForm
from pebblepath.apps.understanding.models import Kind, Passport, PassportLink, Trait, TraitQuerySet
from pebblepath.library import load_library


@child_page()
def about_me(request: HttpRequest, access: Access) -> HttpResponse:
    """Everything that was said about a child, with who said it."""
    traits = list(_readable(access).select_related("told_by"))
    told = sum(bool(section.traits) for section in sections_of(traits))
    context = {"sections": sections_of(traits), "told": told, "may_tell": access.may(Scope.TELL)}
    return render(request, "understanding/about_me.html", context)


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
    traits = list(access.child.traits.current())
    agreed = Passport.objects.filter(child=access.child).select_related("agreed_with").first()
    may_shape = access.may(Scope.SHAPE)
    now = timezone.now()
    links = [link for link in access.child.passport_links.all() if link.is_open(now)] if may_shape else []
    context = {
        "child": access.child,
        "sections": passport_sections(traits),
        "kept_back": [trait for trait in traits if trait.kept_back] if may_shape else [],
        "shown": [trait for trait in traits if not trait.kept_back] if may_shape else [],
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


def passport_sections(traits: list[Trait]) -> list[tuple[str, list[str]]]:
    """Titles and lines of a passport: what is kept back isn't there, and empty kinds aren't either."""
    shown = sections_of(trait for trait in traits if not trait.kept_back)
    return [(section.title, [line_of(trait) for trait in section.traits]) for section in shown if section.traits]


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
    library = load_library()
    found = find(q, list(library.lens.values()), limit=3) if q else []
    shown = [(match.entry, [library.strategies[card] for card in match.entry.strategies]) for match in found]
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
        "sections": passport_sections(list(link.child.traits.current())),
        "agreed": agreed if agreed and agreed.agreed_on else None,
        "until": link.expires_at,
    }
    response = render(request, "understanding/shown_passport.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
