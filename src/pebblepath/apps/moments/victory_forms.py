"""Telling a victory in five seconds: one tap on what it was, or a few words."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.moments.actions import Draft
from pebblepath.apps.moments.forms import PhoneZone, is_time_zone
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Setting

MOST_WORDS = 200


@dataclass(frozen=True)
class Pick:
    """A victory that can be told by one tap."""

    key: str
    words: str
    symbol: str
    goal: Goal | None = None
    asks: bool = False  # asked for help, or for a thing


# What a child did out of herself. Nothing here praises holding still, looking on command or doing as told.
USUAL = (
    Pick("new", "Tried something new", "space"),
    Pick("help", "Asked for help", "help", asks=True),
    Pick("need", "Said what was needed", "speech", asks=True),
    Pick("no", "Said no, and was heard", "break"),
    Pick("kind", "Was kind to somebody", "hug"),
    Pick("joined", "Joined in, their own way", "friends"),
    Pick("rest", "Took a rest in time", "rest"),
    Pick("idea", "Had a great idea", "lamp"),
    Pick("again", "Tried it once more", "change"),
    Pick("shared", "Shared a joy", "celebrate"),
)


class VictoryForm(forms.Form):
    """One tap on a pick keeps it; so do words alone."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    time_zone = PhoneZone(required=False, widget=forms.HiddenInput)
    setting = forms.ChoiceField(choices=Setting.choices, widget=forms.RadioSelect, label="Where was it?")
    words = forms.CharField(
        required=False,
        max_length=MOST_WORDS,
        label="In your own words",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, access: Access, goals: Sequence[Goal], waited: dt.timedelta) -> None:
        zone = access.child.practice.time_zone
        super().__init__(data, initial={"id": uuid.uuid4(), "setting": access.member.setting, "time_zone": zone})
        self.zone, self.waited = zone, waited
        of_goals = [Pick(goal.public_id, goal.title, goal.symbol, goal) for goal in goals]
        self.picks = {pick.key: pick for pick in (*USUAL, *of_goals)}

    @property
    def usual(self) -> Sequence[Pick]:
        """What any child may have done."""
        return USUAL

    @property
    def of_goals(self) -> Sequence[Pick]:
        """One for each of the child's goals that may be told of."""
        return [pick for pick in self.picks.values() if pick.goal]

    def clean_time_zone(self) -> str:
        """The phone's zone, or the practice's where the phone said none we know."""
        zone: str = self.cleaned_data["time_zone"] or self.zone
        return zone if is_time_zone(zone) else self.zone

    def clean(self) -> dict[str, Any] | None:
        """There is a pick, or there are words."""
        cleaned = super().clean()
        pick = self.data.get("pick", "")
        if pick and pick not in self.picks:
            raise forms.ValidationError("This can’t be picked here any more. Please tap another, or say it in words.")
        if not pick and not self.cleaned_data.get("words") and "words" not in self.errors:
            raise forms.ValidationError("Please tap what it was, or say it in a few words.")
        self.cleaned_data["pick"] = self.picks.get(pick)
        return cleaned

    def draft(self) -> Draft:
        """What was told, ready to be kept. A usual pick is kept as words, one of a goal as the goal."""
        data = self.cleaned_data
        pick: Pick | None = data["pick"]
        said = [f"{pick.words}."] if pick and pick.goal is None else []
        return Draft(
            id=data["id"],
            happened_at=timezone.now() - self.waited,
            time_zone=data["time_zone"],
            setting=Setting(data["setting"]),
            goal=pick.goal if pick else None,
            asked_help=bool(pick and pick.asks),
            words=" ".join([*said, *([data["words"]] if data["words"] else [])]),
        )
