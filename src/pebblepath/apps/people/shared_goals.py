"""Goals as this app knows them: an opaque id and a title.

Consents may be about one goal, but this app stands above the goals (see CONTRIBUTING, the arrows), so it reaches them
through the child and never by import.
"""

from __future__ import annotations

from pebblepath.apps.people.models import Child


def goal_choices(child: Child) -> list[tuple[str, str]]:
    """Pairs of public id and title, for a form."""
    return [(goal.public_id, goal.title) for goal in child.goals.all()]
