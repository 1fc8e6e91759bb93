"""The clinical note: SOAP or DAP, each sentence by one rule from what was tapped.

Assessment compares today with former sessions and says nothing more: what it means is the therapist's to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from pebblepath.core.planner.session.words import listed, to_therapist

from .facts import NO_HELP, REMINDER, Facts, GoalPlayed, most_often
from .sentences import (
    SELF,
    Rule,
    Sentence,
    closed,
    date_of,
    goal_facts,
    idea_for_home,
    made_of,
    minutes_by_purpose,
    next_step,
    quoted,
    stone,
    text_of,
    times,
    whole,
    written,
)

FELT = ("not good", "so-so", "good")
HELP = ("all by {self}", "a reminder", "some help", "together")


def soap(facts: Facts) -> dict[str, str]:
    """Subjective, objective, assessment and plan, one sentence a line; what no fact tells stays empty."""
    return {section: text_of(written(facts, rules)) for section, rules in SECTIONS.items()}


def dap(facts: Facts) -> dict[str, str]:
    """Data (what was said, then what was seen), assessment and plan."""
    four = soap(facts)
    data = "\n".join(text for text in (four["subjective"], four["objective"]) if text)
    return {"data": data, "assessment": four["assessment"], "plan": four["plan"]}


def _told_before(facts: Facts) -> Iterator[Sentence]:
    places = {"family": "From home", "teacher": "From school"}
    for said in facts.said:
        if said.role in places:
            who = f"{places[said.role]} ({said.who}, {date_of(said.day)})"
            yield made_of(f"{who}: {quoted(said.words)}.", "said")


def _childs_words(facts: Facts) -> Iterator[Sentence]:
    for said in facts.said:
        if said.role == "child":
            yield made_of(f"{facts.child} told on {date_of(said.day)}: {quoted(said.words)}.", "said")
    for words in facts.quotes:
        yield made_of(f"{facts.child} said: {quoted(words)}.", "quotes")


def _how_it_felt(facts: Facts) -> Iterator[Sentence]:
    if facts.felt:
        counted = [f"{FELT[face]} {facts.felt.count(face)}" for face in (2, 1, 0) if face in facts.felt]
        yield made_of(f"How it felt, as tapped: {', '.join(counted)}.", "felt")
    if facts.proud:
        yield made_of(f"Proud of it: {times(facts.proud)}.", "proud")


def _frame(facts: Facts) -> Iterator[Sentence]:
    date = f"{date_of(facts.day)} {facts.day.year}"
    where = f"{facts.place} with {facts.therapist}, {date}."
    if facts.minutes is None:
        yield made_of(f"{where[0].upper()}{where[1:]}")
    else:
        yield made_of(f"{facts.minutes} minutes {where}", "minutes")


def _activities(facts: Facts) -> Iterator[Sentence]:
    told = []
    for played in facts.played:
        parts = [f"{whole(played.minutes)} min"] if played.minutes else []
        parts += [", ".join(map(to_therapist, played.purposes))] if played.purposes else []
        parts += [f"{facts.child}’s choice"] if played.chosen else []
        told.append(f"{played.name} ({'; '.join(parts)})" if parts else played.name)
    if told:
        yield made_of(f"Played: {'; '.join(told)}.", "played")


def _purposes(facts: Facts) -> Iterator[Sentence]:
    counted = minutes_by_purpose(facts.played)
    if counted:
        told = ", ".join(f"{to_therapist(purpose)} {minutes}" for purpose, minutes in counted)
        yield made_of(f"Minutes by purpose (an activity may serve several): {told}.", "played")


def _not_played(facts: Facts) -> Iterator[Sentence]:
    if facts.not_played:
        yield made_of(f"Planned, not played today: {listed(facts.not_played)}.", "not_played")


def _levels(facts: Facts) -> Iterator[Sentence]:
    for place, goal in enumerate(facts.goals):
        if goal.steps:
            yield made_of(f"{quoted(goal.title)}: {_reached(goal)}.", *goal_facts(place, "steps"))


def _reached(goal: GoalPlayed) -> str:
    often, count = most_often(goal.steps), len(goal.steps)
    same = goal.steps.count(often)
    if count == 1:
        return f"reached {_level(goal, often)} in 1 moment"
    if same == count:
        return f"reached {_level(goal, often)} in all {count} moments"
    told = f"most often {_level(goal, often)}, in {same} of {count} moments"
    farthest = max(goal.steps)
    return told if farthest == often else f"{told}; farthest {_level(goal, farthest)}"


def _level(goal: GoalPlayed, step: int) -> str:
    return f"{stone(goal, step)} (stone {step + 1} of {len(goal.stones)})"


def _help(facts: Facts) -> Iterator[Sentence]:
    for place, goal in enumerate(facts.goals):
        if goal.helps:
            words = [text.format(self=SELF[facts.pronouns]) for text in HELP]
            told = ", ".join(f"{words[n]} {goal.helps.count(n)}" for n in range(len(words)) if n in goal.helps)
            yield made_of(f"Help with {quoted(goal.title)}: {told}.", *goal_facts(place, "helps"))


def _supports(facts: Facts) -> Iterator[Sentence]:
    if facts.supports:
        told = ", ".join(f"{name} {count}" for name, count in facts.supports)
        yield made_of(f"Supports at hand (moments): {told}.", "supports")


def _asked(facts: Facts) -> Iterator[Sentence]:
    if facts.breaks:
        yield made_of(f"{facts.child} asked for a break {times(facts.breaks)}.", "breaks")
    if facts.asks:
        yield made_of(f"{facts.child} asked for help or for something needed {times(facts.asks)}.", "asks")


def _noted(facts: Facts) -> Iterator[Sentence]:
    for words in facts.noted:
        yield made_of(f"Noted in play: {closed(words)}", "noted")


def _firsts(facts: Facts) -> Iterator[Sentence]:
    for place, goal in enumerate(facts.goals):
        about, uses = quoted(goal.title), goal_facts(place, "firsts", "steps")
        if "new_stone" in goal.firsts and goal.steps:
            yield made_of(f"First time on {stone(goal, max(goal.steps))}, for {about}.", *uses)
        if "by_self" in goal.firsts:
            yield made_of(f"First time all by {SELF[facts.pronouns]} beyond where the path began, for {about}.", *uses)
        if "new_place" in goal.firsts:
            yield made_of(f"First time {facts.place}, for {about}.", *uses)


def _against_before(facts: Facts) -> Iterator[Sentence]:
    for place, goal in enumerate(facts.goals):
        earlier = list(chain.from_iterable(goal.earlier))
        if not goal.steps:
            continue
        if earlier:
            text = _compared(goal, most_often(earlier), sum(map(bool, goal.earlier)))
            yield made_of(f"{quoted(goal.title)}: {text}.", *goal_facts(place, "steps", "earlier"))
        elif max(goal.steps) > goal.start:
            text = f"began on {stone(goal, goal.start)}, farthest today {stone(goal, max(goal.steps))}"
            yield made_of(f"{quoted(goal.title)}: {text}.", *goal_facts(place, "steps", "start"))


def _compared(goal: GoalPlayed, before: int, sessions: int) -> str:
    lately = "the last session" if sessions == 1 else f"the last {sessions} sessions"
    often, farthest = most_often(goal.steps), max(goal.steps)
    if farthest > before:
        stones = farthest - before
        beyond = "one stone" if stones == 1 else f"{stones} stones"
        most = f"the one reached most often in {lately}, {stone(goal, before)}"
        return f"farthest today {stone(goal, farthest)}, {beyond} beyond {most}"
    if often == before:
        return f"most often {stone(goal, often)}, as in {lately}"
    return f"most often {stone(goal, often)} today, {stone(goal, before)} in {lately}"


def _help_against_before(facts: Facts) -> Iterator[Sentence]:
    for place, goal in enumerate(facts.goals):
        if goal.helps and goal.earlier_helps:
            today, before = _little_help(goal.helps), _little_help(goal.earlier_helps)
            text = f"no help or a reminder in {today} moments today, in {before} in the sessions before"
            yield made_of(f"{quoted(goal.title)}: {text}.", *goal_facts(place, "helps", "earlier_helps"))


def _little_help(helps: tuple[int, ...]) -> str:
    little = sum(help in (NO_HELP, REMINDER) for help in helps)
    return f"{little} of {len(helps)}"


def _next_stones(facts: Facts) -> Iterator[Sentence]:
    for place, goal in enumerate(facts.goals):
        after = next_step(goal)
        if after is not None:
            text = f"Next stone for {quoted(goal.title)}: {stone(goal, after)}."
            yield made_of(text, *goal_facts(place, "steps"))


def _carry_over(facts: Facts) -> Iterator[Sentence]:
    idea = idea_for_home(facts)
    if idea:
        yield made_of(f"Carry-over at home, from {quoted(idea.name)}: {closed(idea.at_home)}", "played")


SECTIONS: Mapping[str, tuple[Rule, ...]] = {
    "subjective": (_told_before, _childs_words, _how_it_felt),
    "objective": (_frame, _activities, _purposes, _not_played, _levels, _help, _supports, _asked, _noted),
    "assessment": (_firsts, _against_before, _help_against_before),
    "plan": (_next_stones, _carry_over),
}
