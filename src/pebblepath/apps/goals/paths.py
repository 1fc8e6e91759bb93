"""Where a child stands on her paths, and how they are drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pebblepath.apps.goals.models import Goal, GoalQuerySet, State, Stone
from pebblepath.apps.people.access import Access
from pebblepath.core.goals.picture import PathDrawing, StoneToDraw, draw_path
from pebblepath.core.goals.standing import Standing


@dataclass(frozen=True)
class Path:
    """A goal with its stones and where the child stands now."""

    goal: Goal
    stones: Sequence[Stone]
    standing: Standing

    @property
    def here(self) -> Stone:
        """The stone where she stands."""
        return self.stones[self.standing.step]

    @property
    def dots(self) -> list[str]:
        """One word a stone for the small row of stones: lit, here or ahead."""
        return [
            "here" if s.step == self.standing.step else "lit" if _reached(self.goal, s) else "ahead"
            for s in self.stones
        ]


def paths_of(access: Access, *, only_active: bool = False) -> list[Path]:
    """A child's paths that this person may see; two queries however many there are."""
    goals = Goal.objects.seen_by(access)
    return _paths(goals.filter(state=State.ACTIVE) if only_active else goals)


def active_paths_of(accesses: Sequence[Access]) -> dict[int, list[Path]]:
    """The paths of several children by the child's key; two queries however many there are."""
    paths: dict[int, list[Path]] = {access.child.pk: [] for access in accesses}
    goals = list(Goal.objects.seen_by(*accesses).filter(state=State.ACTIVE).with_newest_steps())
    stones: dict[int, list[Stone]] = {goal.pk: [] for goal in goals}
    for stone in Stone.objects.filter(goal__in=list(stones)):
        stones[stone.goal_id].append(stone)
    for goal in goals:
        paths[goal.child_id].append(Path(goal, stones[goal.pk], goal.standing()))
    return paths


def _paths(goals: GoalQuerySet) -> list[Path]:
    found = goals.with_newest_steps().prefetch_related("stones")
    return [Path(goal, list(goal.stones.all()), goal.standing()) for goal in found]


def drawing_of(goal: Goal, stones: Sequence[Stone], today: dt.date) -> tuple[Standing, PathDrawing]:
    """Where a child stands on one path, and the path as a picture; the goal comes from `with_newest_steps`."""
    now = goal.standing()
    drawn = [
        StoneToDraw(s.step, s.words, _state(goal, s, now), _note(goal, s, now, today), own=_lit_by_child(goal, s))
        for s in stones
    ]
    return now, draw_path(drawn)


def _reached(goal: Goal, stone: Stone) -> bool:
    return stone.lit_on is not None or stone.step <= goal.start_step


def _lit_by_child(goal: Goal, stone: Stone) -> bool:
    return stone.lit_by_child_on is not None and _reached(goal, stone)


def _state(goal: Goal, stone: Stone, now: Standing) -> str:
    if stone.step == now.step:
        return "here"
    return "lit" if _reached(goal, stone) else "ahead"


def _note(goal: Goal, stone: Stone, now: Standing, today: dt.date) -> str:
    if stone.step == now.step:
        return f"we are here · {now.at_or_above} of {now.of} times" if now.of else "we are here"
    if stone.step == goal.start_step:
        return "where we began"
    if stone.lit_on and stone.step > goal.start_step:
        return f"first lit {_ago(today - stone.lit_on)}"
    return ""


def _ago(since: dt.timedelta) -> str:
    if since.days <= 0:
        return "today"
    if since.days == 1:
        return "yesterday"
    if since.days < 14:
        return f"{since.days} days ago"
    if since.days < 70:
        return f"{since.days // 7} weeks ago"
    return f"{since.days // 30} months ago"
