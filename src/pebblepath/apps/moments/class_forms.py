"""Forms of a class's link: making it, its PIN, a tap, a Friday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.kind_words_fields import offering
from pebblepath.apps.understanding.models import Strategy

HOW_LONG = ((14, "two weeks"), (45, "six weeks"), (100, "a term"), (300, "a school year"))
A_PIN = "A PIN has four to six digits, such as 2468."
MOST_PICKS = 2


class PinForm(forms.Form):
    """The PIN of a class."""

    pin = forms.CharField(
        label="PIN",
        max_length=12,
        strip=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "pin"}),
        error_messages={"required": A_PIN, "max_length": A_PIN},
    )


class NewPinForm(PinForm):
    """A PIN as it is chosen."""

    def clean_pin(self) -> str:
        """Four to six digits, and not the ones that everybody tries first."""
        pin: str = self.cleaned_data["pin"]
        if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 6):
            raise forms.ValidationError(A_PIN)
        if len(set(pin)) == 1 or pin in "0123456789876543210":
            raise forms.ValidationError("That PIN is easy to guess. Please take another, such as 2468.")
        return pin


@dataclass(frozen=True)
class Shareable:
    """One child with the goals that could be shared, as the form shows her."""

    access: Access
    goals: Sequence[Goal]


class ClassLinkForm(NewPinForm):
    """A new link: for whom, how long, and what it shares."""

    name = forms.CharField(
        label="What do you call the class?", max_length=80, help_text="Ms. Lopez’s class. Families see this name."
    )
    days = forms.TypedChoiceField(label="How long?", choices=HOW_LONG, coerce=int, initial=100)
    goals = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Please tick at least one goal: only what is ticked is shared.",
            "invalid_choice": "One of those goals can’t be shared any more. Please look through the ticks again.",
        },
    )
    passports = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    field_order = ["name", "goals", "passports", "days", "pin"]

    def __init__(self, *args: Any, shareable: Sequence[Shareable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shareable = shareable
        self.fields["pin"].help_text = "Four to six digits. Tell it to the teacher yourself, apart from the link."
        pairs = [(pair_of(one.access, goal), goal.title) for one in shareable for goal in one.goals]
        self.fields["goals"].choices = pairs  # type: ignore[attr-defined]
        children = [(one.access.child.public_id, one.access.child.name) for one in shareable]
        self.fields["passports"].choices = children  # type: ignore[attr-defined]

    def children(self) -> list[tuple[Shareable, list[tuple[str, Goal, bool]], bool]]:
        """Each child with her goals and what is ticked, for the page."""
        ticked, shown = set(self["goals"].value() or []), set(self["passports"].value() or [])
        return [
            (
                one,
                [(pair_of(one.access, goal), goal, pair_of(one.access, goal) in ticked) for goal in one.goals],
                one.access.child.public_id in shown,
            )
            for one in self.shareable
        ]

    def clean(self) -> dict[str, Any] | None:
        """A link belongs to one practice; a passport goes with a goal."""
        cleaned = super().clean()
        by_id = {one.access.child.public_id: one.access.child for one in self.shareable}
        picked = {pair.partition(":")[0] for pair in self.cleaned_data.get("goals", [])}
        if len({by_id[child].practice_id for child in picked}) > 1:
            self.add_error("goals", "These children are in different practices. Please make a link for each.")
        alone = [by_id[child].name for child in self.cleaned_data.get("passports", []) if child not in picked]
        if alone:
            self.add_error("goals", f"{alone[0]}’s passport is ticked, but no goal. Please tick one goal, too.")
        return cleaned


def pair_of(access: Access, goal: Goal) -> str:
    """A goal of a child, as a form names it."""
    return f"{access.child.public_id}:{goal.public_id}"


class TapForm(forms.Form):
    """One tap on a stone."""

    id = forms.UUIDField()
    goal = forms.CharField(max_length=12)
    step = forms.IntegerField()
    at = forms.DateTimeField(required=False)
    asked_break = forms.BooleanField(required=False)
    asked_help = forms.BooleanField(required=False)

    def clean_at(self) -> dt.datetime | None:
        """When it was tapped, if the page's script said so."""
        at: dt.datetime | None = self.cleaned_data["at"]
        return at if at is None or timezone.is_aware(at) else timezone.make_aware(at)


class FridayForm(forms.Form):
    """What helped this week: two picks at most, and a sentence if there is one."""

    strategies = forms.ModelMultipleChoiceField(
        Strategy.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="What helped this week? Tap up to two.",
    )
    words = forms.CharField(
        required=False,
        max_length=200,
        label="One sentence, if you like",
        # A link has no account to ask for better words by: they are offered once it is kept.
        widget=forms.TextInput(offering()),
        error_messages={"max_length": "A sentence has up to 200 letters here; yours has %(show_value)d."},
    )

    def __init__(self, *args: Any, given: Sequence[Strategy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = given
        mine = Strategy.objects.filter(pk__in=[strategy.pk for strategy in given])
        self.fields["strategies"].queryset = mine  # type: ignore[attr-defined]

    def rows(self) -> list[tuple[Strategy, bool]]:
        """Each strategy, and whether it is picked."""
        value = self["strategies"].value() or []
        picked = {str(getattr(one, "public_id", one)) for one in value}
        return [(strategy, strategy.public_id in picked) for strategy in self.given]

    def clean(self) -> dict[str, Any] | None:
        """At most two, and not nothing at all."""
        cleaned = super().clean()
        picked = list(self.cleaned_data.get("strategies") or [])
        if len(picked) > MOST_PICKS:
            self.add_error("strategies", f"You tapped {len(picked)}. Please keep the two that helped most.")
        if not picked and not self.cleaned_data.get("words") and not self.errors:
            raise forms.ValidationError("Please tap what helped, or write a sentence.")
        return cleaned


class ThanksForm(forms.Form):
    """What a therapist says back."""

    thanks = forms.CharField(
        max_length=160,
        label="A short line back",
        widget=forms.TextInput,
        error_messages={
            "required": "Please write a few words, or tap one of the lines.",
            "max_length": "A line has up to 160 letters; yours has %(show_value)d.",
        },
    )
