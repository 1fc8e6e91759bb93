"""Goal attainment as a number and in words, for therapists alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.goals.attained import (
    STONES,
    Line,
    Together,
    attained,
    goals_to_count,
    in_words,
    record_level,
    signed,
    usual_goals,
)
from pebblepath.apps.goals.models import Goal
from pebblepath.apps.goals.scale_forms import CountForm, LevelForm
from pebblepath.apps.goals.scale_views import for_therapists
from pebblepath.apps.people.access import Access, child_page


@child_page()
def attainment(request: HttpRequest, access: Access) -> HttpResponse:
    """All goals with where they began and where they are, and the T-scores of those that count."""
    for_therapists(access)
    return _page(request, access)


@require_POST
@child_page()
def level(request: HttpRequest, access: Access, goal: str) -> HttpResponse:
    """Record how a goal went, in words, with the day."""
    for_therapists(access)
    found = get_object_or_404(Goal.objects.seen_by(access), public_id=goal, levels=STONES)
    form = LevelForm(request.POST, goal=found, today=access.child.today())
    if not form.is_valid():
        return _page(request, access, form)
    record_level(access, found, form.save(commit=False))
    messages.success(request, f"{found.title}: recorded.")
    return redirect("attainment", access.child.public_id)


def _page(request: HttpRequest, access: Access, sent: LevelForm | None = None) -> HttpResponse:
    goals, others = goals_to_count(access)
    form = CountForm(request.GET, goals=goals, usual=usual_goals(goals))
    asked = form.asked()
    counted, weighting, rho = asked or form.usual_count()
    together = attained(access, goals, others, on=access.child.today(), counted=counted, weighting=weighting, rho=rho)
    context = {
        "form": form,
        "rows": [_row(access, line, sent) for line in together.lines],
        "together": together,
        "score": _score(together) if asked else None,
        "is_weighted": len({line.weight for line in together.lines}) > 1,
    }
    return render(request, "goals/attainment.html", context, status=400 if sent or form.errors else 200)


def _row(access: Access, line: Line, sent: LevelForm | None) -> dict[str, object]:
    """A goal as it is shown: its line, its levels as they are printed and in words, and the form to record one."""
    form = sent if sent and sent.goal == line.goal else LevelForm(goal=line.goal, today=access.child.today())
    return {
        "line": line,
        "start": signed(line.start),
        "now": "" if line.now is None else signed(line.now),
        "words": in_words(line.now, line.start),
        "form": form,
    }


def _score(together: Together) -> dict[str, str] | None:
    score = together.score
    if score is None or score.baseline_t is None or score.change is None:
        return None
    return {
        "now": f"{score.t:.1f}",
        "start": f"{score.baseline_t:.1f}",
        "change": signed(score.change, 1),
        "goals": f"{score.goals} goal{'s' if score.goals != 1 else ''}",
        "rho": f"{score.rho:g}",
    }
