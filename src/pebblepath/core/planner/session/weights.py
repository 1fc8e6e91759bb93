"""What a good session is worth, in points: the one table of weights.

A plan's points are the sum of these. A minute that mainly works on a goal of middling weight is worth 24; the other
weights are set against it, so that an eight-minute activity of that sort (192) counts about as much as two joys, and
no small wish outweighs what the session is for. The table is ours, not from a study; change it here, in one place.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """Points for what is good, and points off (negative) for what is less so.

    Attributes:
        goal_minute: for each minute, times the goal's weight (1–3) times how much the activity works on it (1–3).
        beyond_share: the same, once a goal has had its share of the time (see ``shares``); under a third of it, so that
            the lightest goal's own share is worth more than what the heaviest gets beyond hers.
        joy: for an activity that has one of the child's joys in it.
        sought: for an activity that gives a sense which she looks for.
        new: once, for something new among what she knows.
        recent: for an activity played in the last ``recent_days`` days.
        same_kind: each time a kind comes again (never in a row).
        start_step: for each step between the energy now and that of the first activity.
        big_step: for a change of energy by two between neighbours.
        unused_minute: for a minute that stays unplanned.
        choice_goal: for the other half of a choice, times goal weight times how much it works on it.
        choice_joy: for the other half of a choice that has one of her joys in it.
    """

    goal_minute: int = 4
    beyond_share: int = 1
    joy: int = 100
    sought: int = 32
    new: int = 80
    recent: int = -40
    same_kind: int = -80
    start_step: int = -60
    big_step: int = -60
    unused_minute: int = -16
    choice_goal: int = 12
    choice_joy: int = 40


WEIGHTS = Weights()
RECENT_DAYS = 7
