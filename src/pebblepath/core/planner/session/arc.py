"""The rules of energy and order: meet the child's energy, change gently, move before the table, end settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .instance import ENERGIES, Activity
from .reading import Reading
from .rule import Rule

if TYPE_CHECKING:
    from .variables import Group, Variables

START_STEPS_MOST = 1
GENTLE_STEPS_MOST = 2
LAST_ENERGY, BEFORE_LAST_ENERGY = -1, 0
ROUSING_FROM = 1


class Start(Rule):
    """Begin where her energy is."""

    name = "start"
    sentence = "The first activity meets the child's energy: at most one step from where it is."

    def add(self, v: Variables) -> None:
        """The first place."""
        v.never_at(0, ("far from her energy", lambda one: _far(one, v.request.energy)))

    def broken(self, reading: Reading) -> list[str]:
        """First options that are too far."""
        first = reading.offers[0].options
        return [
            f"{option.name} begins at energy {option.energy:+d}, and the child is at {reading.request.energy:+d}."
            for option in first
            if _far(option, reading.request.energy)
        ]


class Gentle(Rule):
    """No leap of energy."""

    name = "gentle"
    sentence = "Energy changes by two steps at most from one activity to the next."

    def add(self, v: Variables) -> None:
        """Neighbours, whichever way the child chooses."""
        for p in v.places[:-1]:
            for e in ENERGIES:
                for f in ENERGIES:
                    if abs(e - f) > GENTLE_STEPS_MOST:
                        v.model.add(v.step[p, e, f] == 0)
                        v.never_both(p, _energy(e), p + 1, _energy(f))

    def broken(self, reading: Reading) -> list[str]:
        """Neighbours that are too far apart."""
        return [
            f"From {a.name} to {b.name}, energy leaps from {a.energy:+d} to {b.energy:+d}."
            for one, following in reading.neighbours()
            for a in one.options
            for b in following.options
            if abs(a.energy - b.energy) > GENTLE_STEPS_MOST
        ]


class Settle(Rule):
    """End settled."""

    name = "settle"
    sentence = "The last activity settles (energy -1 or lower), and the one before doesn't rouse (0 or lower)."

    def add(self, v: Variables) -> None:
        """The last two places."""
        for p in v.places:
            v.never_at(p, ("not settling", lambda one: one.energy > LAST_ENERGY), unless=1 - v.last[p])
            for e in ENERGIES:
                if e > LAST_ENERGY:
                    v.model.add(v.ends[p, e] == 0)
            if p > 0:
                v.never_at(p - 1, ("rousing", lambda one: one.energy > BEFORE_LAST_ENERGY), unless=1 - v.last[p])

    def broken(self, reading: Reading) -> list[str]:
        """What rouses at the end."""
        words = [
            f"{option.name} is last and doesn't settle (energy {option.energy:+d})."
            for option in reading.offers[-1].options
            if option.energy > LAST_ENERGY
        ]
        words += [
            f"{option.name} is next to last and rouses (energy {option.energy:+d})."
            for offer in reading.offers[-2:-1]
            for option in offer.options
            if option.energy > BEFORE_LAST_ENERGY
        ]
        return words


class HeavyFirst(Rule):
    """Heavy or moving play readies for the table."""

    name = "heavy-first"
    sentence = "Heavy or moving play comes before play at a table."

    def add(self, v: Variables) -> None:
        """Before each place at a table there is one where everything offered is heavy or moving."""
        if v.before.moved:
            return
        ready: list[object] = []
        for p in v.places:
            v.never_at(p, ("table", _at_table), unless=sum(ready))
            here = v.model.new_bool_var(f"readies {p}")
            v.model.add(here <= v.main_at(p, _moving))
            v.model.add(here + v.alternative_at(p, ("still", lambda one: not one.moving)) <= 1)
            ready.append(here)

    def broken(self, reading: Reading) -> list[str]:
        """Play at a table that nothing readied for."""
        words, ready = [], reading.before.moved
        for offer in reading.offers:
            if not ready and any(option.at_table for option in offer.options):
                words.append(f"{offer.name} is at a table before any heavy or moving play.")
            ready = ready or all(option.moving for option in offer.options)
        return words


class CalmAfter(Rule):
    """Once at the table, no rousing moving play any more."""

    name = "calm-after"
    sentence = "After play at a table, no heavy or moving play rouses any more; slow, settling movement may follow."

    def add(self, v: Variables) -> None:
        """No such place after one at a table."""
        if v.before.sat:
            for p in v.places:
                v.never_at(p, _ROUSING)
        for p in v.places:
            for later in v.places[p + 1 :]:
                v.never_both(p, ("table", _at_table), later, _ROUSING)

    def broken(self, reading: Reading) -> list[str]:
        """Rousing moving play after the table."""
        words, sat = [], reading.before.sat
        for offer in reading.offers:
            if sat:
                words += [f"{one.name} rouses after play at a table." for one in offer.options if _rousing(one)]
            sat = sat or any(option.at_table for option in offer.options)
        return words


def _far(activity: Activity, energy: int) -> bool:
    return abs(activity.energy - energy) > START_STEPS_MOST


def _at_table(activity: Activity) -> bool:
    return activity.at_table


def _moving(activity: Activity) -> bool:
    return activity.moving


def _rousing(activity: Activity) -> bool:
    return activity.moving and activity.energy >= ROUSING_FROM


def _energy(energy: int) -> Group:
    return ("energy", energy), lambda one: one.energy == energy


_ROUSING: Group = ("rousing moving", _rousing)
