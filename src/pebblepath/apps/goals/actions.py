"""What can be done with goals: make, reword, split a stone, pause, close."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from pebblepath.apps.goals.models import Goal, Pebble, State, Stone
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Deed


@transaction.atomic
def make_goal(access: Access, goal: Goal, words: Sequence[str]) -> Goal:
    """Make a goal with its stones.

    Args:
        access: who makes it, for which child.
        goal: title, settings, importance and the stone of today; child and maker are filled in here.
        words: one sentence a stone, the lowest first; as many as the goal has levels.
    """
    if len(words) != goal.levels or not 0 <= goal.start_step < goal.levels:
        raise ValueError(
            f"{goal.levels} stones and a start among them are needed, got {len(words)} and {goal.start_step}"
        )
    goal.child, goal.made_by = access.child, access.user
    goal.save()
    Stone.objects.bulk_create(Stone(goal=goal, step=step, words=text) for step, text in enumerate(words))
    audit.record(access.user, Deed.ADDED, "goal", ref=goal.public_id, child=access.child)
    return goal


@transaction.atomic
def change_goal(access: Access, goal: Goal, words: Sequence[str]) -> None:
    """Keep new words for a goal and its stones."""
    goal.save()
    stones = list(goal.stones.all())
    for stone, text in zip(stones, words, strict=True):
        stone.words = text
    Stone.objects.bulk_update(stones, ["words"])
    audit.record(access.user, Deed.CHANGED, "goal", ref=goal.public_id, child=access.child)


@transaction.atomic
def set_state(access: Access, goal: Goal, state: State) -> None:
    """Pause, take up again or close a goal."""
    goal.state = state
    goal.save(update_fields=["state"])
    audit.record(access.user, Deed.CHANGED, "goal", ref=f"{goal.public_id} {state}", child=access.child)


@transaction.atomic
def split_stone(access: Access, stone: Stone, words: Sequence[str]) -> None:
    """Split a stone into smaller pebbles; those whose words stay keep the day they were done."""
    done = {pebble.words: pebble.done_on for pebble in stone.pebbles.all()}
    stone.pebbles.all().delete()
    Pebble.objects.bulk_create(
        Pebble(stone=stone, place=place, words=text, done_on=done.get(text)) for place, text in enumerate(words)
    )
    audit.record(access.user, Deed.CHANGED, "stone", ref=f"{stone.goal.public_id} {stone.step}", child=access.child)


@transaction.atomic
def tick_pebble(access: Access, pebble: Pebble, today: dt.date) -> None:
    """A pebble was done, or wasn't after all."""
    pebble.done_on = None if pebble.done_on else today
    pebble.save(update_fields=["done_on"])
    ref = f"{pebble.stone.goal.public_id} {pebble.stone.step}"
    audit.record(access.user, Deed.CHANGED, "pebble", ref=ref, child=access.child)
