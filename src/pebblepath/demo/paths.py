"""The demo's goals and strategies, made as a therapist would make them."""

from __future__ import annotations

import datetime as dt

from pebblepath.apps.goals.actions import make_goal, set_state, split_stone, tick_pebble
from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.people.access import Access
from pebblepath.apps.understanding.actions import give_card, give_own, not_this_week
from pebblepath.apps.understanding.models import Strategy
from pebblepath.demo.circles import Circle
from pebblepath.demo.schema import GoalTruth
from pebblepath.demo.stable import stable_id
from pebblepath.library import load_library


def give_strategies(circle: Circle) -> None:
    """Cards from the library by the therapist, own words by the first of the family."""
    cards = load_library().strategies
    for card in circle.truth.cards:
        circle.strategies[card] = give_card(circle.lead, cards[card])
    for own in circle.truth.own:
        strategy = Strategy(
            public_id=stable_id(circle.truth.id, own.id),
            name=own.name,
            how=own.how,
            settings=list(own.settings),
            symbol=own.symbol,
            comfort=own.comfort,
        )
        circle.strategies[own.id] = give_own(_family(circle), strategy)


def rest_a_strategy(circle: Circle, today: dt.date) -> None:
    """Somebody said "not this week" to one of them."""
    if circle.truth.rests:
        not_this_week(_family(circle), circle.strategies[circle.truth.rests], today)


def make_goals(circle: Circle) -> None:
    """Every goal with its stones from the library."""
    for truth in circle.truth.goals:
        card = load_library().occupations[truth.occupation]
        goal = Goal(
            public_id=stable_id(circle.truth.id, truth.id),
            occupation=card.id,
            title=truth.title or card.child_name,
            symbol=card.symbol,
            settings=list(truth.settings),
            child_importance=truth.child_importance,
            family_importance=truth.family_importance,
            start_step=truth.start_step,
        )
        circle.goals[truth.id] = make_goal(circle.lead, goal, card.stones)


def settle_goals(circle: Circle, today: dt.date) -> None:
    """After the moments were told: a stone split smaller, a goal that rests."""
    for truth in circle.truth.goals:
        goal = circle.goals[truth.id]
        if truth.split:
            _split(circle.lead, goal, truth, today)
        if truth.paused:
            set_state(circle.lead, goal, State.PAUSED)


def _split(access: Access, goal: Goal, truth: GoalTruth, today: dt.date) -> None:
    assert truth.split is not None
    step, words = truth.split
    stone = goal.stones.get(step=step)
    split_stone(access, stone, words)
    for pebble in stone.pebbles.all()[:2]:
        tick_pebble(access, pebble, today - dt.timedelta(days=5 + pebble.place))


def _family(circle: Circle) -> Access:
    return next(circle.accesses[person.id] for person in circle.truth.people if person.role == "family")
