"""The home programme on a page and on paper."""

from __future__ import annotations

import io
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed, Role
from pebblepath.apps.play.notes import for_writers, reads_for_family, writes_notes
from pebblepath.apps.reports.home_choices import (
    Card,
    HomeCards,
    Programme,
    may_choose,
    newest_programme,
    propose,
    rest,
    swap,
)
from pebblepath.apps.reports.models import Report, ReportKind
from pebblepath.apps.reports.papers import SIZES, make_pdf
from pebblepath.core.reports.home import NOT_THIS_WEEK, from_json
from pebblepath.library.symbols import symbol_svg


@child_page()
def home_programme(request: HttpRequest, access: Access) -> HttpResponse:
    """The ideas for home that were given last, with what the family chose since."""
    _for_readers(access)
    return _page(request, access)


def _for_readers(access: Access) -> None:
    """Stop whom a home programme isn't for.

    Raises:
        Http404: neither family nor a therapist who writes.
    """
    is_family = access.member.role == Role.FAMILY and reads_for_family(access)
    if not is_family and not writes_notes(access):
        raise Http404


def _page(request: HttpRequest, access: Access, status: int = 200) -> HttpResponse:
    context = {
        "programme": newest_programme(access),
        "may_write": writes_notes(access),
        "draft": _draft_of(access),
        "not_this_week": NOT_THIS_WEEK,  # a button says it there
    }
    return render(request, "reports/home_programme.html", context, status=status)


def _draft_of(access: Access) -> Report | None:
    """The draft that waits to be given, for who may give it."""
    if not writes_notes(access):
        return None
    return Report.objects.unsigned().filter(child=access.child, kind=ReportKind.HOME).order_by("-made_at").first()


@require_POST
@child_page()
def choose_home_idea(request: HttpRequest, access: Access, home: int, place: int) -> HttpResponse:
    """Swap an idea for another one, or let it rest for a week; 0 is the home of a child who has one.

    What is chosen is chosen of the programme that was shown; a newer one meanwhile is shown first.
    """
    _for_readers(access)
    household = home or None
    programme = newest_programme(access)
    if programme is None or not may_choose(access, household):
        raise Http404
    if request.POST.get("programme") != programme.report.public_id:
        messages.info(request, "There is a newer programme. Here it is.")
        return _page(request, access, status=409)
    try:
        messages.success(request, _chosen(request, access, programme, household, place))
    except NotPossible as why:
        messages.error(request, str(why))
        return _page(request, access, status=400)
    return redirect("home_programme", access.child.public_id)


def _chosen(request: HttpRequest, access: Access, programme: Programme, home: int | None, place: int) -> str:
    key = request.POST.get("idea", "")
    if key:
        return f"Swapped. “{swap(access, programme.report, home, place, key).name}” it is."
    rests = rest(access, programme.report, home, place, access.child.today())
    return "That is fine. It rests for a week." if rests else "It is back."


@child_page()
def pick_home_ideas(request: HttpRequest, access: Access, report: str) -> HttpResponse:
    """Put other ideas into a draft, before it is given to the family."""
    for_writers(access)
    drafts = Report.objects.unsigned().filter(child=access.child, kind=ReportKind.HOME)
    draft = get_object_or_404(drafts, public_id=report)
    homes = from_json(draft.facts["home"]).homes
    picked = {home.home: request.POST.getlist(f"home{home.home or 0}") for home in homes}
    if request.method == "POST":
        try:
            propose(access, draft, picked)
            messages.success(request, "Kept. This is what will be given.")
            return redirect("report", access.child.public_id, report)
        except NotPossible as why:
            messages.error(request, str(why))
    else:
        picked = {home.home: [idea.key for idea in home.ideas] for home in homes}
    shown = [(home, [(idea, idea.key in picked[home.home]) for idea in (*home.ideas, *home.others)]) for home in homes]
    context = {"draft": draft, "homes": shown}
    return render(request, "reports/home_pick.html", context, status=400 if request.method == "POST" else 200)


@child_page()
def home_programme_paper(request: HttpRequest, access: Access) -> HttpResponse:
    """The same on one sheet, for the fridge door: one's own home, or with `home` the one that is meant."""
    _for_readers(access)
    programme = newest_programme(access)
    if programme is None or not programme.homes:
        raise Http404
    size = request.GET.get("size", SIZES[0])
    data = paper_data(request, access, programme, _asked_for(request, programme))
    data["size"] = size if size in SIZES else SIZES[0]
    audit.record(access.user, Deed.TOOK_OUT, "home_programme", ref=programme.report.public_id, child=access.child)
    response = HttpResponse(make_pdf("home_programme", data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="home-ideas-{slugify(access.child.name) or "child"}.pdf"'
    return response


def _asked_for(request: HttpRequest, programme: Programme) -> HomeCards:
    asked = request.GET.get("home", "")
    place = int(asked) if asked.isascii() and asked.isdigit() else 0
    return programme.homes[min(place, len(programme.homes) - 1)]


def paper_data(request: HttpRequest, access: Access, programme: Programme, home: HomeCards) -> dict[str, Any]:
    """What stands on the paper: the ideas that don't rest, each with a code that opens the quick log."""
    return {
        "title": f"Small ideas for home: {access.child.name}",
        "child": access.child.name,
        "home": home.name,
        "from": f"{programme.facts.therapist} · {programme.facts.day}",
        "foot": f"Pebblepath · {access.child.practice.name}",
        "cards": [_on_paper(request, access, card) for card in home.cards if card.rests_until is None],
    }


def _on_paper(request: HttpRequest, access: Access, card: Card) -> dict[str, Any]:
    return {
        "name": card.idea.name,
        "picture": symbol_svg(card.idea.symbol),
        "lines": [{"lead": line.lead, "words": line.words, "steps": list(line.steps)} for line in card.lines],
        "code": _code(request.build_absolute_uri(address_to_tell(access, card))),
    }


def address_to_tell(access: Access, card: Card) -> str:
    """Where a moment with this idea is told: the quick log of its goal, with the strategy ticked already."""
    address = reverse("tell_goal", args=[access.child.public_id, card.goal or "any"])
    return f"{address}?with={card.strategy}" if card.strategy else address


def _code(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, micro=False).save(drawn, kind="svg", scale=4, border=1, xmldecl=False)
    return drawn.getvalue().decode()
