"""Pages for the staff of a practice: its cards, to add, to reword, to hide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from pebblepath.apps.people.access import person_page, practice_of
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Practice, User
from pebblepath.apps.understanding import practice_card_actions as actions
from pebblepath.apps.understanding.models import CardKind, PracticeCard
from pebblepath.apps.understanding.practice_card_forms import FORMS, CardForm
from pebblepath.apps.understanding.practice_cards import (
    content_of,
    in_sentences,
    own_or_library,
    shelf_of,
    side_by_side,
)
from pebblepath.apps.understanding.practice_library import every_card_of, laid_over
from pebblepath.library.schema import Card

P = ParamSpec("P")
StaffView = Callable[Concatenate[HttpRequest, User, Practice, P], HttpResponse]
LONGEST_SEARCH = 80


def staff_page(view: StaffView[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Make a view for the staff of a practice: it gets person and practice; for others there is nothing here."""

    @wraps(view)
    def page(request: HttpRequest, user: User, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        practice = practice_of(user)
        try:
            return view(request, user, practice, *args, **kwargs)
        except NotPossible as why:
            messages.error(request, str(why))
            return redirect("practice_cards")

    return person_page(page)  # type: ignore[arg-type]


@staff_page
def practice_cards(request: HttpRequest, user: User, practice: Practice) -> HttpResponse:
    """All cards of a kind, those with a say of the practice first."""
    asked = request.GET.get("kind", "")
    kind = CardKind(asked) if asked in CardKind.values else CardKind.STRATEGY
    q = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    shelf = shelf_of(practice, kind, q)
    context = {
        "practice": practice,
        "kinds": CardKind,
        "kind": kind,
        "q": q,
        "ours": [card for card in shelf if card.ours],
        "librarys": [card for card in shelf if not card.ours],
    }
    return render(request, "understanding/practice_cards/shelf.html", context)


@staff_page
def new_practice_card(request: HttpRequest, user: User, practice: Practice, kind: str) -> HttpResponse:
    """A card of the practice's own."""
    form = FORMS[_kind(kind)](request.POST or None, library=every_card_of(practice.pk), card_id="ours-new")
    if request.method == "POST" and form.is_valid():
        row = actions.add_card(user, practice, form.kind, form.content())
        messages.success(request, f"{row} is one of your cards now.")
        return redirect(_shelf(form.kind))
    return _form_page(request, form, card_id="", read=0)


@staff_page
def practice_card(request: HttpRequest, user: User, practice: Practice, kind: str, card: str) -> HttpResponse:
    """Change an own card, or put the practice's words in the place of a library card's."""
    row, theirs = _found(practice, kind, card)
    form = _form(practice, _kind(kind), card, _content(row, theirs), request)
    read = row.version if row else 0
    if request.method == "POST" and form.is_valid():
        try:
            sent = request.POST.get("read", "")[:9]
            actions.reword_card(
                user, practice, form.kind, card, form.content(), read=int(sent) if sent.isdecimal() else 0
            )
        except NotPossible as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, f"{form.cleaned_data['name']} is kept, in your words.")
            return redirect(_shelf(form.kind))
    faults = () if form.is_bound else laid_over(practice.pk).faults.get((form.kind.value, card), ())
    return _form_page(
        request, form, card_id=card, read=read, theirs=theirs, row=row, mend=in_sentences(form.kind, faults)
    )


def _form_page(
    request: HttpRequest,
    form: CardForm,
    *,
    card_id: str,
    read: int,
    theirs: Card | None = None,
    row: PracticeCard | None = None,
    mend: Sequence[str] = (),
) -> HttpResponse:
    context = {
        "form": form,
        "kind": form.kind,
        "card_id": card_id,
        "read": read,
        "theirs": theirs,
        "row": row if row and row.content else None,
        "mend": mend,
        "fields": f"understanding/practice_cards/_{form.kind.value}.html",
    }
    status = 400 if form.errors else 200
    return render(request, "understanding/practice_cards/write.html", context, status=status)


@require_POST
@staff_page
def hide_practice_card(request: HttpRequest, user: User, practice: Practice, kind: str, card: str) -> HttpResponse:
    """Offer a card no more, or again."""
    row, _ = _found(practice, kind, card)
    if row and row.hidden:
        actions.show_card(user, practice, _kind(kind), card)
        messages.success(request, "It is offered again.")
    else:
        actions.hide_card(user, practice, _kind(kind), card)
        messages.success(request, "It isn’t offered any more. What children have of it stays.")
    return redirect(_shelf(_kind(kind), request.POST.get("q", "")))


@require_POST
@staff_page
def remove_practice_card(request: HttpRequest, user: User, practice: Practice, kind: str, card: str) -> HttpResponse:
    """Remove an own card, or go back to the library's words."""
    row, theirs = _found(practice, kind, card)
    if row is None:
        raise Http404
    instead = actions.remove_card(user, practice, _kind(kind), card)
    done = "The library’s words stand again." if theirs else f"{row} is removed."
    messages.success(request, instead or done)
    return redirect(_shelf(_kind(kind), request.POST.get("q", "")))


@staff_page
def newer_practice_card(request: HttpRequest, user: User, practice: Practice, kind: str, card: str) -> HttpResponse:
    """The library has a newer card than the one that the practice's words were written from: which shall stand?"""
    row, theirs = _found(practice, kind, card)
    if row is None or theirs is None or not actions.has_newer(row):
        raise Http404
    if request.POST.get("stand") == "theirs":
        actions.take_newer(user, practice, _kind(kind), card)
        messages.success(request, "The library’s new words stand.")
        return redirect(_shelf(_kind(kind)))
    if request.POST.get("stand") == "ours":
        actions.keep_ours(user, practice, _kind(kind), card)
        messages.success(request, "Your words stand.")
        return redirect(_shelf(_kind(kind)))
    ours = _form(practice, _kind(kind), card, row.content)
    differs = side_by_side(ours, _form(practice, _kind(kind), card, content_of(theirs)))
    context = {"kind": _kind(kind), "row": row, "theirs": theirs, "differs": differs}
    return render(request, "understanding/practice_cards/newer.html", context, status=400 if request.POST else 200)


def _kind(name: str) -> CardKind:
    if name not in CardKind.values:
        raise Http404
    return CardKind(name)


def _found(practice: Practice, kind: str, card: str) -> tuple[PracticeCard | None, Card | None]:
    row, theirs = own_or_library(practice, _kind(kind), card)
    if row is None and theirs is None:
        raise Http404
    return row, theirs


def _content(row: PracticeCard | None, theirs: Card | None) -> dict[str, object]:
    """What to write on from: the practice's words, or else the library's."""
    if row and row.content:
        return dict(row.content)
    return content_of(theirs) if theirs else {}


def _form(
    practice: Practice, kind: CardKind, card: str, content: dict[str, object], request: HttpRequest | None = None
) -> CardForm:
    model = FORMS[kind]
    data = request.POST or None if request else None
    return model(data, initial=model.initial_from(content), library=every_card_of(practice.pk), card_id=card)


def _shelf(kind: CardKind, q: str = "") -> str:
    asked = {"kind": kind.value} | ({"q": q[:LONGEST_SEARCH]} if q else {})
    return f"{reverse('practice_cards')}?{urlencode(asked)}"
