"""What makes a plan a good session: each rule is one class, with its words, its part of the model and its judge.

A rule's ``broken`` judges a finished plan by reading it, with no solver; ``add`` holds the model to the same.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .arc import CalmAfter, Gentle, HeavyFirst, Settle, Start
from .reading import Offer, Reading, works_well_on
from .rule import Rule

if TYPE_CHECKING:
    from .variables import Group, Variables

UNUSED_MINUTES_MOST = 5


class Time(Rule):
    """Activities and transitions fill the time."""

    name = "time"
    sentence = "Activities and the transitions between them fill the time; at most five minutes stay free."
    can_loosen = False

    def add(self, v: Variables) -> None:
        """Minutes and transitions fit."""
        taken = sum(v.minutes) + v.request.transition * (sum(v.used) - 1)
        v.model.add(taken <= v.request.minutes)
        v.model.add(taken >= v.request.minutes - UNUSED_MINUTES_MOST)

    def broken(self, reading: Reading) -> list[str]:
        """Times that don't follow each other, or don't fill the session."""
        words, start = [], 0
        for offer in reading.offers:
            gap = reading.request.transition if offer is not reading.offers[-1] else 0
            if (offer.item.start, offer.item.transition) != (start, gap):
                words.append(f"{offer.name} should begin at minute {start} and be followed by {gap} minutes.")
            start += offer.item.minutes + gap
        if not reading.request.minutes - UNUSED_MINUTES_MOST <= start <= reading.request.minutes:
            words.append(f"The plan takes {start} of {reading.request.minutes} minutes.")
        return words


class Length(Rule):
    """Each activity takes as long as it usually does, or as a lock says."""

    name = "length"
    sentence = "Each activity gets the minutes that suit it, or those that were locked."
    can_loosen = False

    def add(self, v: Variables) -> None:
        """Minutes of what is played, and of either side of the choice."""
        ranges = [v.minutes_of(one) for one in v.pool]
        for a, (least, most) in enumerate(ranges):
            v.model.add(v.minutes[a] >= least * v.played[a])
            v.model.add(v.minutes[a] <= most * v.played[a])
        v.model.add(v.choice_minutes >= sum(least * one for (least, _), one in zip(ranges, v.other, strict=True)))
        v.model.add(v.choice_minutes <= sum(most * one for (_, most), one in zip(ranges, v.other, strict=True)))

    def broken(self, reading: Reading) -> list[str]:
        """Options that don't suit their minutes."""
        words = []
        locked = {one: lock.minutes for lock in reading.request.locks for one in (lock.activity, lock.or_else)}
        for offer in reading.offers:
            for option in offer.options:
                fixed = locked.get(option.id)
                least, most = (fixed, fixed) if fixed is not None else (option.minutes_least, option.minutes_most)
                if not least <= offer.item.minutes <= most:
                    words.append(f"{option.name} has {offer.item.minutes} minutes; {least} to {most} suit it.")
        return words


class Count(Rule):
    """Enough activities, and not too many."""

    name = "count"
    sentence = "There are three to seven activities, unless other numbers are asked for."
    can_loosen = False

    def add(self, v: Variables) -> None:
        """The first places are used; there are no more than the most."""
        for p in range(v.request.places_least):
            v.model.add(v.used[p] == 1)

    def broken(self, reading: Reading) -> list[str]:
        """Too few or too many places."""
        least, most = reading.request.places_least, reading.request.places_most
        if least <= len(reading.offers) <= most:
            return []
        return [f"The plan has {len(reading.offers)} activities; {least} to {most} are asked for."]


class Once(Rule):
    """Nothing is offered twice."""

    name = "once"
    sentence = "No activity is offered twice."
    can_loosen = False

    def add(self, v: Variables) -> None:
        """At one place, or as the other of a choice."""
        for a in range(len(v.pool)):
            v.model.add(v.played[a] + v.other[a] <= 1)

    def broken(self, reading: Reading) -> list[str]:
        """What is offered more than once."""
        counts = Counter(option.name for option in reading.everything)
        return [f"{name} is offered {count} times." for name, count in counts.items() if count > 1]


class KindsApart(Rule):
    """No kind twice in a row."""

    name = "kinds"
    sentence = "No kind of play comes twice in a row."

    def add(self, v: Variables) -> None:
        """Neighbours of one kind; the first, and what was played before."""
        for kind in sorted({one.kind for one in v.pool}):
            if kind == v.before.last_kind:
                v.never_at(0, _kind(kind))
            for p in v.places[:-1]:
                v.never_both(p, _kind(kind), p + 1, _kind(kind))

    def broken(self, reading: Reading) -> list[str]:
        """Neighbours of one kind."""
        words = [
            f"{a.name} and {b.name} are both of the kind '{a.kind}', one after the other."
            for one, following in reading.neighbours()
            for a in one.options
            for b in following.options
            if a.kind == b.kind
        ]
        words += [
            f"{option.name} is of the kind '{option.kind}', as what was just played."
            for option in reading.offers[0].options
            if option.kind == reading.before.last_kind
        ]
        return words


class GoalMinutes(Rule):
    """Every goal asked for gets its minutes."""

    name = "goal-minutes"
    sentence = "Every goal gets its minutes, from activities that work on it quite or mainly."

    def add(self, v: Variables) -> None:
        """Minutes at the choice count only when both ways work on the goal."""
        longest = max((v.minutes_of(one)[1] for one in v.pool), default=0)
        for wish in v.request.goals:
            needed = wish.minutes - v.before.minutes[wish.goal]
            if needed <= 0:
                continue
            good = [a for a, one in enumerate(v.pool) if works_well_on(one, wish.goal)]
            lost = v.model.new_int_var(0, longest, f"lost {wish.goal}")
            both_off = 1 - sum(v.chosen_from[a] for a in good) + sum(v.other[a] for a in good)
            v.model.add(lost >= v.choice_minutes - longest * both_off)
            v.model.add(sum(v.minutes[a] for a in good) - lost >= needed)

    def broken(self, reading: Reading) -> list[str]:
        """Goals that get too few minutes."""
        words = []
        for wish in reading.request.goals:
            had = reading.before.minutes[wish.goal]
            minutes = had + sum(offer.item.minutes for offer in reading.offers if _all_work_on(offer, wish.goal))
            if minutes < wish.minutes:
                words.append(f"{wish.goal} gets {minutes} of its {wish.minutes} minutes.")
        return words


class Choice(Rule):
    """The child chooses."""

    name = "choice"
    sentence = "At one place at least, the child chooses between two activities that both fit there."

    def add(self, v: Variables) -> None:
        """There is a choice, unless she had one."""
        if not v.before.chose:
            v.model.add(v.has_choice == 1)

    def broken(self, reading: Reading) -> list[str]:
        """No place with a choice."""
        chooses = reading.before.chose or any(len(offer.options) > 1 for offer in reading.offers)
        return [] if chooses else ["There is no place where the child chooses."]


class Novelty(Rule):
    """New, but not strange."""

    name = "novelty"
    sentence = "Most of what is offered is known to the child; one is new, or more where too few are known."

    def add(self, v: Variables) -> None:
        """Few new ones among everything that is offered."""
        new = [a for a, one in enumerate(v.pool) if one.id not in v.request.known]
        v.model.add(sum(v.played[a] + v.other[a] for a in new) <= max(0, v.new_most - v.before.new))

    def broken(self, reading: Reading) -> list[str]:
        """Too many new ones."""
        names = [one.name for one in reading.everything if one.id not in reading.request.known]
        most = max(0, reading.new_most - reading.before.new)
        return [f"{', '.join(names)} are new to the child; {most} may be."] if len(names) > most else []


class MustHave(Rule):
    """What has to be in the plan is in it."""

    name = "must-have"
    sentence = "What has to be in the plan is in it, and not only as one of two to choose from."
    can_loosen = False

    def add(self, v: Variables) -> None:
        """Played, and no choice there."""
        for one in sorted(v.request.must_have):
            if one not in v.index:
                v.impossible()
                return
            v.model.add(v.played[v.index[one]] == 1)
            if all(lock.activity != one for lock in v.request.locks):
                v.model.add(v.chosen_from[v.index[one]] == 0)

    def broken(self, reading: Reading) -> list[str]:
        """What is missing."""
        free = {lock.activity for lock in reading.request.locks}
        sure = {offer.main.id for offer in reading.offers if len(offer.options) == 1 or offer.main.id in free}
        return [f"{one} isn't sure to be played." for one in sorted(reading.request.must_have - sure)]


class Locks(Rule):
    """What was locked stays as it was."""

    name = "locks"
    sentence = "What is locked stays at its place, as long as it was, with the choice that it had."
    can_loosen = False

    def add(self, v: Variables) -> None:
        """Place and choice; the minutes are held by the rule of length."""
        for lock in v.request.locks:
            named = [lock.activity, *([lock.or_else] if lock.or_else else [])]
            if lock.place not in v.places or any(one not in v.index for one in named):
                v.impossible()
                return
            v.model.add(v.at[v.index[lock.activity]][lock.place] == 1)
            if not lock.or_any:
                v.model.add(v.choice_at[lock.place] == (lock.or_else is not None))
            if lock.or_else is not None:
                v.model.add(v.chosen_from[v.index[lock.activity]] == 1)
                v.model.add(v.other[v.index[lock.or_else]] == 1)

    def broken(self, reading: Reading) -> list[str]:
        """What isn't where it was locked."""
        words = []
        for lock in reading.request.locks:
            wanted = [lock.activity, *([lock.or_else] if lock.or_else else [])]
            offer = reading.offers[lock.place] if lock.place < len(reading.offers) else None
            there = [option.id for option in offer.options] if offer else []
            if there != wanted and not (lock.or_any and there[:1] == wanted):
                words.append(f"{' or '.join(wanted)} isn't at place {lock.place + 1}, where it was locked.")
        return words


RULES: tuple[Rule, ...] = (
    Time(), Length(), Count(), Once(), Start(), Gentle(), Settle(), HeavyFirst(), CalmAfter(), KindsApart(),
    GoalMinutes(), Choice(), Novelty(), MustHave(), Locks(),
)  # fmt: skip


def rules_for(loosened: frozenset[str], *, leaving_out: frozenset[str] = frozenset()) -> tuple[Rule, ...]:
    """The rules that hold when some are loosened; any may be left out to find what clashes."""
    return tuple(
        rule for rule in RULES if rule.name not in leaving_out and not (rule.can_loosen and rule.name in loosened)
    )


def _all_work_on(offer: Offer, goal: str) -> bool:
    return all(works_well_on(option, goal) for option in offer.options)


def _kind(kind: str) -> Group:
    return ("kind", kind), lambda one: one.kind == kind
