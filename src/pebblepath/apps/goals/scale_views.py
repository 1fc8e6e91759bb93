"""The scale of a goal, for therapists: questions about it, and a colleague's look. Nobody else finds it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from pebblepath.apps.goals.models import Goal, Opinion
from pebblepath.apps.goals.scale_forms import ReviewForm
from pebblepath.apps.goals.scales import review_scale, scale_of
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.actions import NotPossible


@child_page()
def scale(request: HttpRequest, access: Access, goal: str) -> HttpResponse:
    """A goal's stones with questions about them, and what colleagues say."""
    for_therapists(access)
    found = get_object_or_404(Goal.objects.seen_by(access).prefetch_related("stones"), public_id=goal)
    form = ReviewForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                review_scale(access, found, Opinion(form.cleaned_data["opinion"]), form.cleaned_data["words"])
                messages.success(request, "Kept, with your name and the day.")
                return redirect("scale", access.child.public_id, found.public_id)
            except NotPossible as why:
                messages.error(request, str(why))
    stones = list(reversed(list(found.stones.all())))
    context = {"goal": found, "stones": stones, "scale": scale_of(access, found), "form": form}
    return render(request, "goals/scale.html", context, status=status)


def for_therapists(access: Access) -> None:
    """Whoever isn't one of the child's therapists finds nothing."""
    if not access.is_therapist:
        raise Http404
