"""Pages that are papers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.insights.answers import answer_for
from pebblepath.apps.insights.views import Finding, Place, places_of
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Deed
from pebblepath.apps.reports.papers import SIZES, make_pdf
from pebblepath.apps.understanding.about import passport_of
from pebblepath.apps.understanding.models import Passport

# The page's pictures are coloured by its stylesheet; on paper the colours of the calm look stand in the picture.
STYLE = (
    "<style>.band{fill:#e2dac7;opacity:.75}.grid{stroke:#e4dccb}.growth{fill:none;stroke:#8b8168;stroke-width:2}"
    ".phase{stroke:#565f64;stroke-dasharray:4 3}.with{fill:#3f6b57}"
    ".without{fill:#fffdf8;stroke:#9a5b3b;stroke-width:2.4}"
    "text{font-family:'Atkinson Hyperlegible Next';font-size:12px;fill:#565f64}</style>"
)


@child_page()
def what_helps_paper(request: HttpRequest, access: Access, goal: str) -> HttpResponse:
    """The page "What helps" of one goal as a PDF, from the same answer in the same words."""
    found = get_object_or_404(Goal.objects.seen_by(access), public_id=goal)
    data = what_helps_data(access, found, request.GET.get("size", SIZES[0]))
    audit.record(access.user, Deed.TOOK_OUT, "what_helps", ref=found.public_id, child=access.child)
    response = HttpResponse(make_pdf("what_helps", data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="what-helps-{slugify(access.child.name) or "child"}.pdf"'
    return response


def what_helps_data(access: Access, found: Goal, size: str) -> dict[str, Any]:
    """What stands on the paper "What helps" of one goal; a size that isn't known is Letter."""
    answer = answer_for(found)
    return {
        "title": f"What helps {access.child.name}: {found.title}",
        "size": size if size in SIZES else SIZES[0],
        "foot": f"Pebblepath · {access.child.today():%-d %B %Y}",
        "child": access.child.name,
        "goal": found.title,
        "stones": [stone.words for stone in found.stones.all()],
        "moments": answer.moments,
        "places": [_place(place, numbers=access.is_therapist) for place in places_of(access, answer)],
    }


@child_page()
def passport_paper(request: HttpRequest, access: Access) -> HttpResponse:
    """The passport on one sheet: with much to say it is set smaller, and says so where a line found no room."""
    data = passport_data(access, request.GET.get("size", SIZES[0]))
    audit.record(access.user, Deed.TOOK_OUT, "passport", ref=access.child.public_id, child=access.child)
    response = HttpResponse(make_pdf("passport", data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="about-{slugify(access.child.name) or "me"}.pdf"'
    return response


def passport_data(access: Access, size: str) -> dict[str, Any]:
    """What stands on the paper of the passport; a size that isn't known is Letter."""
    parts = passport_of(access.child.traits.current().select_related("told_by"))
    agreed = Passport.objects.filter(child=access.child, agreed_on__isnull=False).first()
    name = access.child.name
    return {
        "title": f"About {name}",
        "size": size if size in SIZES else SIZES[0],
        "foot": f"Pebblepath · {access.child.today():%-d %B %Y}",
        "child": name,
        "parts": [
            {"title": part.title, "lines": [line.text for line in part.lines], "safety": part.safety} for part in parts
        ],
        "agreed": f"{name} agreed with this page on {agreed.agreed_on:%-d %B %Y}."
        if agreed and agreed.agreed_on
        else "",
    }


def _place(place: Place, *, numbers: bool) -> dict[str, Any]:
    return {
        "name": place.name,
        "findings": [_finding(finding, numbers=numbers) for finding in place.findings],
        "waiting": [finding.strategy for finding in place.waiting],
    }


def _finding(finding: Finding, *, numbers: bool) -> dict[str, Any]:
    found = finding.numbers
    told = (
        f"Effect {found['mean']:.2f} logits (90 % from {found['low']:.2f} to {found['high']:.2f}); chance that it is "
        f"above 0: {found['p_helps']:.3f}; a moment with it goes better than one without: {found['better']:.2f}."
    )
    return {
        "strategy": finding.strategy,
        "label": finding.label,
        "pill": finding.pill,
        "sentence": finding.sentence,
        "with": found["with"],
        "without": found["without"],
        "numbers": told if numbers else "",
        "told": f"Moments over time for {finding.strategy}.",
        "picture": _standalone(finding.picture),
    }


def _standalone(svg: str) -> str:
    head, _, rest = svg.partition(">")
    return f"{head.replace('<svg', '<svg xmlns=' + chr(34) + 'http://www.w3.org/2000/svg' + chr(34), 1)}>{STYLE}{rest}"
