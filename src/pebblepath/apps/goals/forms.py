"""Making a goal in three minutes: an everyday activity, why it matters, five stones."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from pebblepath.apps.goals.models import Goal, Importance
from pebblepath.apps.goals.scales import Question, questions_of, words_of
from pebblepath.apps.people.kind_words import KIND
from pebblepath.apps.people.kind_words_fields import offering
from pebblepath.apps.people.models import Setting
from pebblepath.library import Occupation

STEPS_OF_START = ((0, "the first stone"), (1, "the second stone"))


class GoalForm(forms.ModelForm):
    """Title, settings, importance for child and family, the stone of today, and one sentence a stone."""

    settings = forms.MultipleChoiceField(
        choices=Setting.choices, widget=forms.CheckboxSelectMultiple, label="Where does it matter?"
    )
    child_importance = forms.TypedChoiceField(
        choices=Importance.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label="How much does it matter to the child?",
        help_text="Ask with words or faces. You may leave it open.",
    )
    family_importance = forms.TypedChoiceField(
        choices=Importance.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label="How much does it matter to the family?",
    )
    start_step = forms.TypedChoiceField(
        choices=STEPS_OF_START,
        coerce=int,
        initial=1,
        widget=forms.RadioSelect,
        label="Where is the child today?",
        help_text="The second, if there is room for a harder day below; else the first.",
    )

    class Meta:
        model = Goal
        fields = ["title", "settings", "child_importance", "family_importance", "start_step", "hoped_by"]
        labels = {"title": "What would the child like to do?", "hoped_by": "By when is it hoped for?"}
        help_texts = {
            "title": "In the child's or the family's own words.",
            "hoped_by": "For the scale; only therapists see this day.",
        }
        widgets = {
            "title": forms.TextInput(offering(KIND)),
            "hoped_by": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(
        self, *args: Any, occupation: Occupation | None = None, for_therapist: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        goal: Goal = self.instance
        self.for_therapist = for_therapist
        if not for_therapist:
            del self.fields["hoped_by"]
        words = words_of(goal) if goal.pk else list(occupation.stones if occupation else ())
        if occupation and not goal.pk:
            self.initial["title"] = occupation.child_name
            self.initial["settings"] = list(occupation.settings)
        if goal.levels != 5:
            steps = [(step, f"stone {step + 1}") for step in range(goal.levels)]
            self.fields["start_step"].choices = steps  # type: ignore[attr-defined]
        for step in range(goal.levels):
            self.fields[f"stone{step}"] = forms.CharField(
                max_length=120,
                label=_place(step, goal.levels),
                initial=words[step] if step < len(words) else "",
                widget=forms.TextInput(offering(KIND)),
            )

    def stone_fields(self) -> list[forms.BoundField]:
        """The fields of the stones, the farthest first, as the path is drawn."""
        return [self[f"stone{step}"] for step in reversed(range(self.instance.levels))]

    def words(self) -> list[str]:
        """What was written on the stones, the lowest first."""
        return [self.cleaned_data[f"stone{step}"] for step in range(self.instance.levels)]

    def questions(self) -> list[Question] | None:
        """What to look at before the scale is used, of what stands in the form; None until all stones are written."""
        words = [str(self[f"stone{step}"].value() or "").strip() for step in range(self.instance.levels)]
        if not all(words):
            return None
        start = str(self["start_step"].value())
        step = int(start) if start.isdecimal() and int(start) < self.instance.levels else None
        return questions_of(words, start_step=step, by=self._hoped_by())

    def _hoped_by(self) -> dt.date | None:
        try:
            day: dt.date | None = self.fields["hoped_by"].clean(self["hoped_by"].value())
        except forms.ValidationError:
            return None
        return day

    def clean_hoped_by(self) -> dt.date | None:
        """A day to come, unless it stood there before."""
        day: dt.date | None = self.cleaned_data["hoped_by"]
        if day and "hoped_by" in self.changed_data and day < self.instance.child.today():
            raise forms.ValidationError(f"{day:%-d %B %Y} has been. Please give a day to come, or leave it open.")
        return day

    def clean(self) -> dict[str, Any] | None:
        """Two stones can't say the same: one couldn't tell where the child stands."""
        cleaned = super().clean()
        seen: dict[str, int] = {}
        for step in range(self.instance.levels):
            text = self.cleaned_data.get(f"stone{step}", "").strip().lower()
            if text and text in seen:
                self.add_error(
                    f"stone{step}",
                    f"This says the same as stone {seen[text] + 1}. Each stone needs words of its own.",
                )
            seen.setdefault(text, step)
        return cleaned


def _place(step: int, levels: int) -> str:
    if levels != 5:
        return f"Stone {step + 1}"
    return (
        "First stone",
        "Second stone",
        "Third stone: what we hope for",
        "Fourth stone: more",
        "Last stone: much more",
    )[step]


class PebblesForm(forms.Form):
    """A stone in smaller steps, one a line."""

    words = forms.CharField(
        label="Smaller steps, one on each line",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Up to eight. They are for trying, not for counting.",
    )

    def clean_words(self) -> list[str]:
        """Lines without the empty ones."""
        lines = [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
        if len(lines) > 8:
            raise forms.ValidationError(f"These are {len(lines)} steps. Up to eight can be kept in mind.")
        long = [line for line in lines if len(line) > 120]
        if long:
            raise forms.ValidationError(f"“{long[0][:40]}…” is longer than 120 letters. Please say it shorter.")
        return list(dict.fromkeys(lines))
