"""A colleague's look at a scale, where a child stands in words, and how a T-score is to be counted."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from pebblepath.apps.goals.attained import Weighting
from pebblepath.apps.goals.models import Goal, LevelRecord, Opinion, Went
from pebblepath.apps.people.kind_words import KIND
from pebblepath.apps.people.kind_words_fields import KindWords
from pebblepath.core.goals.attainment import RHO
from pebblepath.core.goals.light import ways_it_went


class ReviewForm(forms.Form):
    """It looks right, or a suggestion with words."""

    opinion = forms.ChoiceField(choices=Opinion.choices, widget=forms.RadioSelect, label="What do you say?")
    words = forms.CharField(
        required=False,
        max_length=400,
        label="In a few words",
        help_text="For a suggestion: which stone, and how you would say it.",
        widget=KindWords(KIND, rows=3),
    )

    def clean(self) -> dict[str, Any]:
        """A suggestion needs words."""
        said = super().clean() or self.cleaned_data
        if said.get("opinion") == Opinion.SUGGESTS and not said.get("words") and "words" not in self.errors:
            self.add_error("words", "Please say what you suggest.")
        return said


class LevelForm(forms.ModelForm):  # type: ignore[type-arg]  # at run time it takes no type argument
    """How it went compared with what was hoped, on which day."""

    went = forms.ChoiceField(widget=forms.RadioSelect, label="Compared with what was hoped")

    class Meta:
        model = LevelRecord
        fields = ["went", "day", "words"]
        labels = {"day": "Day", "words": "What was seen"}
        help_texts = {"words": "A sentence, if you like: where, with what help."}
        widgets = {
            "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "words": KindWords(KIND, rows=2),
        }

    def __init__(self, *args: Any, goal: Goal, today: dt.date, **kwargs: Any) -> None:
        self.goal, self.today = goal, today
        # Several stand on one page, so that each has ids of its own.
        kwargs |= {"initial": {"day": today}, "auto_id": f"id_{goal.public_id}_%s"}
        super().__init__(*args, **kwargs)
        labels = dict(Went.choices)
        ways = [(way, labels[Went(way)].capitalize()) for way in ways_it_went(goal.start_level)]
        self.fields["went"].choices = ways  # type: ignore[attr-defined]

    def clean_day(self) -> dt.date:
        """What was seen has been."""
        day: dt.date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(f"{day:%-d %B %Y} is still to come. Please give a day up to today.")
        return day


class CountForm(forms.Form):
    """Which goals count, how much each, and the correlation that is assumed. Sent by opening the page."""

    goals = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label="Which goals count?")
    weights = forms.ChoiceField(choices=Weighting.choices, widget=forms.RadioSelect, label="How much does each count?")
    rho = forms.FloatField(
        label="Rho",
        help_text="How alike goals are assumed to go, 0 to below 1. Usual: 0.3.",
        widget=forms.NumberInput(attrs={"step": "0.05", "min": "0", "max": "0.99"}),
        error_messages={"invalid": "Rho is a number from 0 to below 1; usual is 0.3."},
    )

    def __init__(self, data: Any, *, goals: list[Goal], usual: list[str]) -> None:
        first = {"goals": usual, "weights": Weighting.EQUAL, "rho": RHO}
        super().__init__(data if "rho" in data else None, initial=first)
        self.usual = usual
        self.fields["goals"].choices = [(goal.public_id, goal.title) for goal in goals]  # type: ignore[attr-defined]

    def clean_rho(self) -> float:
        """From 0 to below 1."""
        rho: float = self.cleaned_data["rho"]
        if not 0 <= rho < 1:
            raise forms.ValidationError(f"A rho of {rho:g} isn’t accepted; it runs from 0 to below 1. Usual is 0.3.")
        return rho

    def usual_count(self) -> tuple[list[str], Weighting, float]:
        """What is counted where nobody asks for something else."""
        return self.usual, Weighting.EQUAL, RHO

    def asked(self) -> tuple[list[str], Weighting, float] | None:
        """What is to be counted, how and with which rho; the usual where nothing was sent, None where it has faults."""
        if not self.is_bound:
            return self.usual_count()
        if not self.is_valid():
            return None
        return self.cleaned_data["goals"], Weighting(self.cleaned_data["weights"]), self.cleaned_data["rho"]
