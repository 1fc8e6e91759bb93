"""What is typed and tapped on the pages of notes, door cards and minutes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from pebblepath.apps.people.kind_words import KIND, PLAIN
from pebblepath.apps.people.kind_words_fields import KindWords
from pebblepath.apps.play.models import Amendment, Minutes, Note, NoteForm, Owed, TimeKind
from pebblepath.apps.play.note_actions import CHILD, FAMILY, LEFT_OUT, OWN, SECTIONS_OF, Written
from pebblepath.core.notes import own_sentences

LONGEST = 20_000
LINES = ("first", "second", "third")
LABELS = {
    "subjective": "Subjective",
    "objective": "Objective",
    "data": "Data",
    "assessment": "Assessment, from the data",
    OWN: "Your own sentence",
    "plan": "Plan",
    FAMILY: "For the family",
    CHILD: "For {child}",
}
MOST_MINUTES = 600


class NoteWords(forms.Form):
    """The sections of a note in one of its two forms, and its two plain versions."""

    changed = forms.CharField(required=False, widget=forms.HiddenInput)
    shown_as = forms.ChoiceField(choices=NoteForm.choices, required=False, widget=forms.HiddenInput)
    taps = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Tap what you would say yourself"
    )
    own_left_out = forms.BooleanField(required=False, label="I leave it out today")

    def __init__(self, *args: Any, note: Note, last: str = "", **kwargs: Any) -> None:
        self.note = note
        self.name = note.session.child.name
        sections = note.sections
        kwargs["initial"] = {
            **sections,
            FAMILY: note.family,
            CHILD: note.child,
            LEFT_OUT: bool(sections.get(LEFT_OUT)),
            "changed": note.changed_at.isoformat(),
            "shown_as": note.form,
        }
        super().__init__(*args, **kwargs)
        self.shown = NoteForm(self._shown_as())
        for section in (*SECTIONS_OF[self.shown], FAMILY, CHILD):
            self.fields[section] = _text(LABELS[section].format(child=self.name))
        self.fields["taps"].choices = [(text, text) for text in self._taps(last)]  # type: ignore[attr-defined]

    def _shown_as(self) -> str:
        """The form in which the page was shown, which another page may have turned meanwhile."""
        sent = self.data.get("shown_as", "")
        return sent if sent in NoteForm.values else self.note.form

    def _taps(self, last: str) -> list[str]:
        """What can be tapped: as last time, then the usual; what stands in the sentence already isn't offered."""
        own = self.note.sections.get(OWN, "")
        ready = dict.fromkeys([*filter(None, [last]), *own_sentences(self.name)])
        return [text for text in ready if self.is_bound or text not in own]

    def written(self) -> Written:
        """What was left in the page, with what was tapped put into the therapist's own sentence."""
        data = self.cleaned_data
        sections = {section: _tidy(data[section]) for section in SECTIONS_OF[self.shown]}
        tapped = [text for text in data["taps"] if text not in sections[OWN]]
        sections[OWN] = " ".join(filter(None, [sections[OWN], *tapped]))
        return Written(
            sections=sections,
            family=_tidy(data[FAMILY]),
            child=_tidy(data[CHILD]),
            left_out=data[LEFT_OUT],
            changed=data["changed"],
        )


def _text(label: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(required=False, max_length=LONGEST, label=label, widget=area)


def _tidy(text: str) -> str:
    """Lines as they stand in a draft: a browser sends them with another end."""
    return text.replace("\r\n", "\n").strip()


class AmendmentForm(forms.ModelForm):  # type: ignore[type-arg]  # at run time it takes no type argument
    """What is added to a signed note."""

    class Meta:
        model = Amendment
        fields = ["words", "reason"]
        labels = {"words": "What is to be added", "reason": "Why"}
        widgets = {"words": KindWords(KIND, rows=4)}


def _two_rows() -> forms.Textarea:
    return KindWords(KIND, PLAIN, rows=2)


class DoorCardForm(forms.Form):
    """Three lines and an idea."""

    first = forms.CharField(max_length=200, label="First line", widget=_two_rows())
    second = forms.CharField(max_length=200, required=False, label="Second line", widget=_two_rows())
    third = forms.CharField(max_length=200, required=False, label="Third line", widget=_two_rows())
    idea = forms.CharField(max_length=300, required=False, label="An idea for home", widget=_two_rows())

    def lines(self) -> list[str]:
        """The lines that say something."""
        return [text for text in (" ".join(self.cleaned_data[name].split()) for name in LINES) if text]


class MinutesForm(forms.ModelForm):  # type: ignore[type-arg]  # at run time it takes no type argument
    """Minutes that somebody writes down by hand."""

    kind = forms.ChoiceField(
        choices=TimeKind.choices, initial=TimeKind.INDIRECT, widget=forms.RadioSelect, label="What"
    )

    class Meta:
        model = Minutes
        fields = ["kind", "minutes", "day", "words"]
        labels = {"minutes": "Minutes", "day": "Day", "words": "In a few words"}
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        self.today = today
        kwargs["initial"] = {"day": today}
        super().__init__(*args, **kwargs)
        self.fields["minutes"].widget.attrs |= {"min": 1, "max": MOST_MINUTES, "inputmode": "numeric"}

    def clean_minutes(self) -> int:
        """Some, and less than a day's work."""
        minutes: int = self.cleaned_data["minutes"]
        if not 1 <= minutes <= MOST_MINUTES:
            raise forms.ValidationError(f"{minutes} minutes were given. Please give 1 to {MOST_MINUTES}.")
        return minutes

    def clean_day(self) -> dt.date:
        """Given is what has been."""
        day: dt.date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(f"{day:%-d %B %Y} is still to come. Please give a day up to today.")
        return day


class OwedForm(forms.ModelForm):  # type: ignore[type-arg]  # at run time it takes no type argument
    """What was promised."""

    class Meta:
        model = Owed
        fields = ["minutes", "per", "first"]
        labels = {"minutes": "Minutes with the child", "per": "How often", "first": "From which day on"}
        widgets = {"first": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        kwargs |= {"prefix": "owed", "initial": {"first": today - dt.timedelta(days=today.weekday())}}
        super().__init__(*args, **kwargs)

    def clean_minutes(self) -> int:
        """Some."""
        minutes: int = self.cleaned_data["minutes"]
        if not 1 <= minutes <= 5000:
            raise forms.ValidationError(f"{minutes} minutes were given. Please give 1 to 5,000.")
        return minutes
