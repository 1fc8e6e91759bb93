"""What there is in a room."""

from __future__ import annotations

from typing import Any

from django import forms

from pebblepath.apps.play.models import Room
from pebblepath.apps.play.rooms import things_of_rooms
from pebblepath.apps.understanding.intake_forms import LinesField
from pebblepath.core.planner.session import thing
from pebblepath.library import Library

LONGEST_THING = 40
SPACES = [
    ("table", "A table to sit at"),
    ("mat", "A mat"),
    ("room", "Room to move"),
    ("gym", "A gym"),
    ("outdoors", "Outdoors"),
]


class RoomForm(forms.ModelForm[Room]):
    """Name, places to play, things, and whether it should stay quiet."""

    spaces = forms.MultipleChoiceField(
        choices=SPACES,
        widget=forms.CheckboxSelectMultiple,
        label="Where can one play in it?",
        help_text="A gym has room to move and mats, too.",
        error_messages={"required": "Please tap at least one place to play."},
    )
    things = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="What is in it?",
        help_text="A plan then asks for nothing else. Nothing tapped: anything may come.",
    )
    own = LinesField(
        longest=LONGEST_THING, label="Something else in it", help_text="One thing a line, in its usual name."
    )

    class Meta:
        model = Room
        fields = ("name", "quiet")
        labels = {"name": "What is it called?", "quiet": "It should stay quiet here"}
        help_texts = {"quiet": "Loud play is left out, unless you ask for it."}

    def __init__(self, data: Any = None, *, library: Library, instance: Room) -> None:
        super().__init__(data, instance=instance)
        offered = things_of_rooms(library)
        had = [str(one) for one in instance.things]
        self.fields["things"].choices = [(one, one.capitalize()) for one in offered]  # type: ignore[attr-defined]
        self.initial["spaces"] = instance.spaces
        self.initial["things"] = [one for one in had if one in offered]
        self.initial["own"] = "\n".join(one for one in had if one not in offered)

    def room(self) -> Room:
        """The room as it was filled in, not kept yet."""
        room: Room = self.save(commit=False)
        room.spaces = self.cleaned_data["spaces"]
        named = [*self.cleaned_data["things"], *self.cleaned_data["own"]]
        room.things = list(dict.fromkeys(thing(one) for one in named))
        return room
