"""The page "How it went": stones by place, weeks, help, joy. Counts of the child's own days, and no norm."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.insights.progress import full_weeks, progress_of
from pebblepath.apps.moments.models import Help
from pebblepath.apps.people.access import Access, child_page


@child_page()
def progress(request: HttpRequest, access: Access) -> HttpResponse:
    """How it went with one goal over the last twelve weeks: the one that was chosen, or the first on the way."""
    goals = list(Goal.objects.seen_by(access).exclude(state=State.CLOSED))
    chosen = request.GET.get("goal")
    if not goals and not chosen:
        return render(request, "insights/progress.html", {"goals": goals})
    goal = next((goal for goal in goals if not chosen or goal.public_id == chosen), None)
    if goal is None:  # one that is finished, or none of hers
        goal = get_object_or_404(Goal.objects.seen_by(access), public_id=chosen)
    stones, today = list(goal.stones.all()), access.child.today()
    context = {
        "goals": goals,
        "goal": goal,
        "stones": stones,
        "progress": progress_of(access, goal, stones, today, full_weeks(access, today)),
        "helps": [str(kind.label) for kind in Help],
    }
    return render(request, "insights/progress.html", context)
