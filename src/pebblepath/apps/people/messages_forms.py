"""Writing a message: to whom, and what."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import QueryDict

from pebblepath.apps.people.access import Access
from pebblepath.apps.people.kind_words import KIND, PLAIN
from pebblepath.apps.people.kind_words_fields import offering
from pebblepath.apps.people.messages import MOST_LETTERS, Group, groups_of, people_to_write_to, singles_of
from pebblepath.apps.people.models import Member, Role


class MessageForm(forms.Form):
    """A message to one person or to several."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Please say who may read it: tap at least one.",
            "invalid_choice": "One of those can't be written to any more. Please tap again who may read it.",
        },
    )
    words = forms.CharField(
        label="Your message",
        widget=forms.Textarea(attrs=offering(KIND, PLAIN, rows=3)),
        error_messages={"required": "Please write a few words."},
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        people = people_to_write_to(access)
        self.groups, self.singles = groups_of(access, people), singles_of(people)
        self.chips: dict[str, Group] = {chip.value: chip for chip in [*self.groups, *self.singles]}
        kwargs["initial"] = {"id": uuid.uuid4(), "to": self._usual(access)}
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(chip.value, chip.label) for chip in self.chips.values()]  # type: ignore[attr-defined]

    def _usual(self, access: Access) -> list[str]:
        """Home and school mostly write to the therapist; a therapist says each time who is meant."""
        return ["therapists"] if access.member.role != Role.THERAPIST and "therapists" in self.chips else []

    def under_a_new_id(self, access: Access) -> MessageForm:
        """The same message, to be sent again under an id that nobody used."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data.setlist("to", self.chosen)
        data["id"] = str(uuid.uuid4())
        return MessageForm(data, access=access)

    @property
    def chosen(self) -> list[str]:
        """The chips that are on."""
        return list(self["to"].value() or [])

    def clean_words(self) -> str:
        """Up to so many letters; what is longer stays in the field."""
        words: str = self.cleaned_data["words"]
        if len(words) > MOST_LETTERS:
            raise forms.ValidationError(
                f"This has {len(words)} letters; up to {MOST_LETTERS} fit into a message. Please send it in two parts."
            )
        return words

    def readers(self) -> list[Member]:
        """Everybody who is meant, each once."""
        meant = [member for value in self.cleaned_data["to"] for member in self.chips[value].members]
        return list({member.pk: member for member in meant}.values())
