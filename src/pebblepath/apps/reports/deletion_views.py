"""Pages for the end of a child's record: the family asks; the practice's lead carries it out."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page, person_page
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Deed, Practice, Scope, User
from pebblepath.apps.reports import deletion
from pebblepath.apps.reports.deletion_forms import AskForm, DeclineForm, KeepingForm
from pebblepath.apps.reports.deletion_models import Deletion, KeptRecord
from pebblepath.apps.reports.past_time import end_left_record, left_record, past_their_time


@child_page(Scope.CIRCLE)
def delete_record(request: HttpRequest, access: Access) -> HttpResponse:
    """What deleting would mean, asking for it, and what was said to it."""
    _for_askers(access)
    if request.method == "POST":
        return _asked(request, access)
    return _page(request, access, AskForm())


def _for_askers(access: Access) -> None:
    if not deletion.may_ask(access):
        raise Http404


def _asked(request: HttpRequest, access: Access) -> HttpResponse:
    form = AskForm(request.POST)
    if not form.is_valid():
        return _page(request, access, form, status=400)
    deletion.ask(access, form.cleaned_data["words"])
    messages.success(request, f"{access.child.practice.name} has your wish. Nothing is deleted before they answer.")
    return redirect("delete_record", access.child.public_id)


def _page(request: HttpRequest, access: Access, form: AskForm, status: int = 200) -> HttpResponse:
    found = deletion.open_deletion(access.child)
    context = {
        "form": form,
        "deletion": found,
        "mine": found is not None and found.asked_by == access.member,
        "answers": found.answers.select_related("member") if found else [],
        "last": access.child.deletions.exclude(declined_at=None).first(),
        "outlook": deletion.outlook(access.child),
        "rule": deletion.rule_of(access.child.practice),
        "leads": _leads(access.user, access.child.practice),
    }
    return render(request, "reports/delete_record.html", context, status=status)


def _leads(user: User, practice: Practice) -> bool:
    return practice.staff_places.filter(user=user, leads=True).exists()


@require_POST
@child_page(Scope.CIRCLE)
def keep_record(request: HttpRequest, access: Access) -> HttpResponse:
    """Who asked takes it back."""
    _for_askers(access)
    found = deletion.open_deletion(access.child)
    if found is None or found.asked_by != access.member:
        raise Http404
    deletion.take_back(access, found)
    messages.success(request, "Taken back. Everything stays.")
    return redirect("delete_record", access.child.public_id)


@require_POST
@child_page(Scope.CIRCLE)
def answer_deletion(request: HttpRequest, access: Access) -> HttpResponse:
    """Somebody else who cares for the child says yes or no to it."""
    _for_askers(access)
    found = deletion.open_deletion(access.child)
    if found is None or found.asked_by == access.member:
        raise Http404
    deletion.answer(access, found, agrees=request.POST.get("agrees") == "yes")
    messages.success(request, f"{access.child.practice.name} sees what you said.")
    return redirect("delete_record", access.child.public_id)


@person_page
def kept_records(request: HttpRequest, user: User) -> HttpResponse:
    """For who leads a practice: what was asked for, what is kept and until when, and for how long that is."""
    practice = _practice_led_by(user)
    if request.method == "POST" and "end" in request.POST:
        return _end_left(request, user, practice)
    form = KeepingForm(request.POST or None, instance=deletion.rule_of(practice))
    if request.method == "POST" and form.is_valid():
        rule = form.save(commit=False)
        rule.practice = practice
        rule.save()
        audit.record(user, Deed.CHANGED, "keeping rule", ref=practice.public_id)
        messages.success(request, "Kept.")
        return redirect("kept_records")
    context = {
        "practice": practice,
        "asked": [_told(one) for one in _open(practice)],
        "decline_form": DeclineForm(),
        "past": past_their_time(user, practice),
        "kept": practice.kept_records.defer("file").select_related("closed_by"),
        "form": form,
    }
    return render(request, "reports/kept_records.html", context, status=400 if form.errors else 200)


def _end_left(request: HttpRequest, user: User, practice: Practice) -> HttpResponse:
    """Who leads the practice ends a record past its time that nobody is left to ask for."""
    found = left_record(user, practice, request.POST["end"])
    if found is None:
        raise Http404
    return _ended(request, found.child.name, lambda name: end_left_record(user, found, name=name))


def _ended(request: HttpRequest, child: str, end: Callable[[str], KeptRecord | None]) -> HttpResponse:
    """Delete everything about a child whose name was typed again, and say what became of it."""
    try:
        kept = end(request.POST.get("name", ""))
    except NotPossible as why:
        messages.error(request, str(why))
        return redirect("kept_records")
    until = f" What the law keeps is in one file until {kept.keep_until:%-d %B %Y}." if kept else ""
    messages.success(request, f"Everything about {child} is deleted.{until}")
    return redirect("kept_records")


def _practice_led_by(user: User) -> Practice:
    practice = deletion.practices_led_by(user).first()
    if practice is None:
        raise Http404
    return practice


def _open(practice: Practice) -> QuerySet[Deletion]:
    open_ones = deletion.open_deletions().filter(child__practice=practice)
    return open_ones.select_related("child__practice", "asked_by").prefetch_related("answers__member")


def _told(one: Deletion) -> dict[str, object]:
    return {"deletion": one, "outlook": deletion.outlook(one.child)}


@require_POST
@person_page
def carry_out_deletion(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Delete everything about a child."""
    found = get_object_or_404(_open(_practice_led_by(user)), pk=pk)
    return _ended(request, found.child.name, lambda name: deletion.carry_out(user, found, name=name))


@require_POST
@person_page
def decline_deletion(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Say why it can't be done."""
    found = get_object_or_404(_open(_practice_led_by(user)), pk=pk)
    form = DeclineForm(request.POST)
    if form.is_valid():
        deletion.decline(user, found, form.cleaned_data["reason"])
        messages.success(request, f"{found.asked_by.name} reads your answer.")
    else:
        messages.error(request, " ".join(map(str, form.errors["reason"])))
    return redirect("kept_records")


@person_page
def kept_file(request: HttpRequest, user: User, record: str) -> HttpResponse:
    """The closed file of a child whose record was deleted; each opening is one line of the practice's record."""
    found = get_object_or_404(_practice_led_by(user).kept_records, public_id=record)
    audit.record(user, Deed.TOOK_OUT, "kept_record", ref=found.public_id)
    response = HttpResponse(bytes(found.file), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="kept-until-{found.keep_until.isoformat()}.zip"'
    return response
