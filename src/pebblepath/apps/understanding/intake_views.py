"""Pages of the first telling: where one is, one screen a step, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Role, Scope
from pebblepath.apps.understanding import actions
from pebblepath.apps.understanding.about import line_of
from pebblepath.apps.understanding.hopes import activities_for
from pebblepath.apps.understanding.intake import Progress, Step, progress_of
from pebblepath.apps.understanding.intake_forms import form_for
from pebblepath.apps.understanding.known import home_for
from pebblepath.apps.understanding.models import AtHand, Intake, Routine, TimeOfDay, Trait
from pebblepath.apps.understanding.practice_library import library_of

NEW_FOR_DAYS = 21


@dataclass(frozen=True)
class StepShown:
    """A step in the list of all, with what this person told there."""

    step: Step
    done: bool
    told: Sequence[str]


@child_page(Scope.TELL)
def hello(request: HttpRequest, access: Access) -> HttpResponse:
    """Where one is in the first telling, and at its end what is known now."""
    intake = Intake.objects.filter(member=access.member).first()
    done = intake.done if intake else []
    progress, hope = progress_of(access.member.role, done), intake.hope if intake else ""
    may_shape = access.may(Scope.SHAPE)
    fits = hope and may_shape and progress.next is None
    context = {
        "progress": progress,
        "steps": _shown(access, progress, hope),
        "hope": hope,
        "activities": activities_for(hope, library_of(access.child.practice_id).occupations.values()) if fits else [],
        "may_shape": may_shape,
    }
    return render(request, "understanding/intake.html", context)


def _shown(access: Access, progress: Progress, hope: str) -> list[StepShown]:
    """Each step with one's own words."""
    traits = list(access.child.traits.current().filter(told_by=access.member))
    day = Routine.objects.filter(child=access.child, household=access.member.household)
    things = AtHand.objects.filter(
        child=access.child,
        setting=access.member.setting,
        household=home_for(access.member.setting, access.member.household_id),
    ).first()
    told: dict[str, list[str]] = {
        "day": [f"{TimeOfDay(routine.time).label}: {routine.words}" for routine in day],
        "things": things.things if things else [],
        "hope": [hope] if hope else [],
    }
    return [
        StepShown(step, step.name in progress.done, told[step.shape] if step.kind is None else _lines(step, traits))
        for step in progress.steps
    ]


def _lines(step: Step, traits: list[Trait]) -> list[str]:
    kind = [trait for trait in traits if trait.kind == step.kind]
    return [line_of(trait) for trait in kind if not step.senses or trait.sense in step.senses]


@child_page(Scope.TELL)
def hello_step(request: HttpRequest, access: Access, step: str) -> HttpResponse:
    """One step: what was told before, and room to tell."""
    intake = Intake.objects.filter(member=access.member).first()
    progress = progress_of(access.member.role, intake.done if intake else [])
    here = next((one for one in progress.steps if one.name == step), None)
    if here is None:
        raise Http404
    if "later" in request.POST:
        return _on_from(access, here, actions.answer_step(access, here))
    sent = request.method == "POST"
    form = form_for(here, access, request.POST if sent else None)
    if sent and form.is_valid():
        staying = bool({"stop", "more"} & request.POST.keys())
        progress = actions.answer_step(access, here, form.keep, done=not staying)
        messages.success(request, "Kept.")
        return _stay_or_leave(request, access, here) if staying else _on_from(access, here, progress)
    context = _context(access, here, progress) | {"form": form}
    return render(request, "understanding/intake_step.html", context, status=400 if sent else 200)


def _stay_or_leave(request: HttpRequest, access: Access, here: Step) -> HttpResponse:
    """After "stop here" the day's page; after "one more" the same step again."""
    if "stop" in request.POST:
        return redirect("child", access.child.public_id)
    same = reverse("hello_step", args=[access.child.public_id, here.name])
    return redirect(f"{same}#{request.POST['more']}" if request.POST["more"] in here.senses else same)


def _on_from(access: Access, here: Step, progress: Progress) -> HttpResponse:
    """The next open step; the page that says what is known when there is none."""
    following = progress.after(here)
    if following is None:
        return redirect("hello", access.child.public_id)
    return redirect("hello_step", access.child.public_id, following.name)


PLACES = {"home": "at home", "school": "at school", "community": "where you go together", "clinic": "at the clinic"}


def _context(access: Access, here: Step, progress: Progress) -> dict[str, Any]:
    herself = access.member.role == Role.CHILD
    asks = here.asks_me if herself else here.asks
    words = {"name": access.child.name, "place": PLACES[access.member.setting]}
    return {
        "step": here,
        "progress": progress,
        "place": progress.place_of(here),
        "asks": asks.format(**words),
        "hint": "" if herself and "{name}" in here.hint else here.hint.format(**words),
        "before": progress.before(here),
        "part": f"understanding/intake_{here.shape}.html",
    }


def offer_for(access: Access) -> Progress | None:
    """How far a family has come, where they might like to begin or to go on; one query, none where it is at hand.

    Nobody is asked again who has finished, nor for longer than three weeks who never began.
    """
    if access.member.role != Role.FAMILY or not access.may(Scope.TELL):
        return None
    intake: Intake | None = getattr(access.member, "intake", None)
    if intake is None:
        new = (timezone.now() - access.member.joined_at).days < NEW_FOR_DAYS
        return progress_of(Role.FAMILY, []) if new else None
    return None if intake.finished_at else progress_of(Role.FAMILY, intake.done)
