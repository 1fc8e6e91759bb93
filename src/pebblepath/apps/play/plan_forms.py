"""What a therapist may ask of a plan; everything is filled in from the record, so that one tap is enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from pebblepath.apps.goals.paths import Path
from pebblepath.apps.people.models import Child
from pebblepath.apps.play.models import Room
from pebblepath.apps.play.planning import Wish, deeper_goals_of
from pebblepath.apps.play.rooms import LARGE
from pebblepath.apps.understanding.intake_forms import LinesField
from pebblepath.apps.understanding.practice_card_words import DEEPER_GOALS, NOISES
from pebblepath.core.planner.session import thing
from pebblepath.core.planner.session.solve import LOOSE_RULES
from pebblepath.library import Library

MINUTES = (20, 30, 45, 60, 90)
MOST_CHILDREN = 6
LONGEST_THING = 40
WEIGHTS = [("0", "Not today"), ("1", "A little"), ("2", "Yes"), ("3", "Most")]
# No energy is better than another.
ENERGIES = (
    ("-2", "Very sleepy", "moon"),
    ("-1", "Slow", "feeling-tired"),
    ("0", "In between", "feeling-calm"),
    ("1", "Lively", "feeling-happy"),
    ("2", "Full of beans", "feeling-excited"),
)


@dataclass(frozen=True)
class GoalRow:
    """One goal in the form: how much it counts today, and for own words what play should work on."""

    path: Path
    weight: BoundField
    deeper: BoundField | None
    works_on: str


class PlanForm(forms.Form):
    """The wishes for one session."""

    minutes = forms.TypedChoiceField(
        coerce=int, widget=forms.RadioSelect, label="How long?", choices=[(n, f"{n} min") for n in MINUTES]
    )
    energy = forms.TypedChoiceField(
        coerce=int,
        widget=forms.RadioSelect,
        label="Energy on arrival",
        choices=[(value, words) for value, words, _ in ENERGIES],
    )
    room = forms.ChoiceField(widget=forms.RadioSelect, required=False, label="Where?")
    noise = forms.ChoiceField(
        widget=forms.RadioSelect,
        required=False,
        label="How loud may it be?",
        choices=[("", "As the room allows"), *NOISES],
    )
    people = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect, label="Who plays?")
    without = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, required=False, label="What is broken or gone today?"
    )
    own_without = LinesField(
        longest=LONGEST_THING, label="Something else that isn’t there", help_text="One thing a line."
    )
    loosened = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, required=False, choices=[(rule, rule) for rule in sorted(LOOSE_RULES)]
    )

    def __init__(
        self,
        data: Any = None,
        *,
        child: Child,
        usual: Wish,
        paths: Sequence[Path],
        rooms: Sequence[Room],
        library: Library,
    ) -> None:
        self.paths, self.library, self.usual = paths, library, usual
        things = _things(rooms)
        super().__init__(data, initial=_initial(usual, things))
        if usual.minutes not in MINUTES:
            lengths = sorted({*MINUTES, usual.minutes})
            self.fields["minutes"].choices = [(n, f"{n} min") for n in lengths]  # type: ignore[attr-defined]
        places = [(room.public_id, room.name) for room in rooms]
        self.fields["room"].choices = [*places, ("", "Somewhere else")]  # type: ignore[attr-defined]
        self.fields["without"].choices = [(one, one.capitalize()) for one in things]  # type: ignore[attr-defined]
        others = ((n, f"{n} children and you") for n in range(2, MOST_CHILDREN + 1))
        self.fields["people"].choices = [(1, f"{child.name} and you"), *others]  # type: ignore[attr-defined]
        for path in paths:
            self._ask_of(path)

    def _ask_of(self, path: Path) -> None:
        goal = path.goal.public_id
        self.fields[f"goal_{goal}"] = forms.TypedChoiceField(
            choices=WEIGHTS,
            coerce=int,
            # A goal that came in while the form was open waits for the next plan.
            required=False,
            widget=forms.RadioSelect,
            label=path.goal.title,
            initial=(self.usual.goals or {}).get(goal, 0),
        )
        if not _named(path, self.library):
            self.fields[f"deeper_{goal}"] = forms.ChoiceField(
                choices=[("", "Not said yet"), *DEEPER_GOALS],
                required=False,
                label=f"What should play work on for “{path.goal.title}”?",
                help_text="This goal is in your own words, so only you can say.",
                initial=(self.usual.deeper or {}).get(goal, ""),
            )

    def goal_rows(self) -> list[GoalRow]:
        """The goals as they stand in the form."""
        words = dict(DEEPER_GOALS)
        return [
            GoalRow(
                path,
                self[f"goal_{path.goal.public_id}"],
                self[f"deeper_{path.goal.public_id}"] if f"deeper_{path.goal.public_id}" in self.fields else None,
                ", ".join(words.get(one, one).lower() for one in _named(path, self.library)),
            )
            for path in self.paths
        ]

    def energy_choices(self) -> list[tuple[Any, str]]:
        """Each energy with its picture."""
        return list(zip(self["energy"], (picture for _, _, picture in ENERGIES), strict=True))

    def wish(self) -> Wish:
        """What was asked for."""
        said = self.cleaned_data
        weights = {path.goal.public_id: said[f"goal_{path.goal.public_id}"] or 0 for path in self.paths}
        deeper = {path.goal.public_id: said.get(f"deeper_{path.goal.public_id}") for path in self.paths}
        return Wish(
            minutes=said["minutes"],
            goals={goal: weight for goal, weight in weights.items() if weight},
            deeper={goal: one for goal, one in deeper.items() if one},
            energy=said["energy"],
            room=said["room"] or None,
            without=tuple(dict.fromkeys(thing(one) for one in (*said["without"], *said["own_without"]))),
            people=said["people"],
            noise=said["noise"],
            loosened=tuple(said["loosened"]),
        )


def _named(path: Path, library: Library) -> tuple[str, ...]:
    """The deeper goals that the library names for a goal's everyday activity."""
    return deeper_goals_of(path.goal, library, Wish())


def _things(rooms: Sequence[Room]) -> tuple[str, ...]:
    """What may be broken: the large things that are in any room, or all where nobody has said."""
    there = {one for room in rooms for one in room.things}
    return tuple(one for one in LARGE if not there or one in there)


def _initial(wish: Wish, things: Sequence[str]) -> dict[str, Any]:
    return {
        "minutes": wish.minutes,
        "energy": wish.energy,
        "room": wish.room or "",
        "noise": wish.noise,
        "people": wish.people,
        "without": [one for one in wish.without if one in things],
        "own_without": "\n".join(one for one in wish.without if one not in things),
        "loosened": list(wish.loosened),
    }
