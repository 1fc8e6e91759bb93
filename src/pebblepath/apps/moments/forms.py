"""The quick log: a few taps, and everything else may stay open."""

from __future__ import annotations

import datetime as dt
import uuid
import zoneinfo
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from pebblepath.apps.goals.models import Goal, Stone
from pebblepath.apps.moments.actions import EARLIEST, Draft
from pebblepath.apps.moments.models import Ease, Feeling, Help, Moment
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.kind_words import KIND, STAFF
from pebblepath.apps.people.kind_words_fields import offering
from pebblepath.apps.people.models import Setting
from pebblepath.apps.understanding.models import Strategy

CLOCKS_MAY_DIFFER = dt.timedelta(minutes=5)


@lru_cache(maxsize=1000)
def is_time_zone(name: str) -> bool:
    """Whether a name is a time zone's; looked up once each, as the list of all of them is read from disk."""
    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return False
    return True


class FromThePhone(forms.Field):
    """What the page's script fills in: nobody sees it or can mend it, so what can't be read is passed over."""

    def clean(self, value: Any) -> Any:
        """The value, or None."""
        try:
            return super().clean(value)
        except forms.ValidationError:
            return None


class PhoneZone(FromThePhone, forms.CharField):
    """The name of the phone's time zone."""


class PhoneClock(FromThePhone, forms.DateTimeField):
    """What the phone's clock said when the form was sent."""


class MomentForm(forms.Form):
    """One moment, about one goal or none."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    time_zone = PhoneZone(required=False, widget=forms.HiddenInput)
    phone_clock = PhoneClock(required=False, widget=forms.HiddenInput)
    setting = forms.ChoiceField(choices=Setting.choices, widget=forms.RadioSelect, label="Where was it?")
    when = forms.DateTimeField(
        required=False,
        label="When was it?",
        help_text="Leave it open for now.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    felt_good = forms.TypedChoiceField(
        choices=Feeling.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label="Did it feel good?",
    )
    proud = forms.BooleanField(required=False, label="Proud of it")
    help = forms.TypedChoiceField(
        choices=Help.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label="How much help?",
    )
    asked_break = forms.BooleanField(required=False, label="Asked for a break")
    asked_help = forms.BooleanField(required=False, label="Asked for help, or for a thing")
    words = forms.CharField(
        required=False, max_length=600, label="In a few words", widget=forms.Textarea(offering(KIND, STAFF, rows=3))
    )
    strategies = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="What was there to help?"
    )

    def __init__(
        self,
        *args: Any,
        access: Access,
        goal: Goal | None,
        moment: Moment | None = None,
        waited: dt.timedelta = dt.timedelta(0),
        ticked: str = "",
        **kwargs: Any,
    ) -> None:
        self.access, self.goal, self.moment, self.waited, self.ticked = access, goal, moment, waited, ticked
        self.stones: Sequence[Stone] = list(goal.stones.all()) if goal else ()
        self.given = {s.public_id: s for s in self._strategies()}
        self.zone = moment.time_zone if moment else access.child.practice.time_zone
        kwargs["initial"] = self._initial()
        super().__init__(*args, **kwargs)
        self.fields["strategies"].choices = [(s.public_id, s.name) for s in self.given.values()]  # type: ignore[attr-defined]
        if goal:
            steps = [(stone.step, stone.words) for stone in self.stones]
            self.fields["step"] = _one_of(steps, "Which stone was it?", "Please tap the stone that fits best.")
        else:
            self.fields["ease"] = _one_of(Ease.choices, "How did it go?", "Please tap how it went.")
        # A victory or a break that was told without either stays without, unless its teller adds it.
        if moment and moment.step is None and moment.ease is None:
            self.fields["step" if goal else "ease"].required = False

    def _strategies(self) -> list[Strategy]:
        wanted = list(self.access.child.strategies.in_use())
        if self.moment:
            wanted += [s for s in self.moment.strategies.all() if s not in wanted]
        return wanted

    def _initial(self) -> dict[str, object]:
        if self.moment is None:
            used = [self.ticked] if self.ticked in self.given else []
            setting = self.access.member.setting
            return {"id": uuid.uuid4(), "setting": setting, "time_zone": self.zone, "strategies": used}
        m = self.moment
        names = (
            "id",
            "setting",
            "step",
            "ease",
            "felt_good",
            "proud",
            "help",
            "asked_break",
            "asked_help",
            "words",
            "time_zone",
        )
        local = m.happened_at.astimezone(zoneinfo.ZoneInfo(m.time_zone)).replace(tzinfo=None)
        used = [s.public_id for s in m.strategies.all()]
        return {name: getattr(m, name) for name in names} | {"strategies": used, "when": local}

    def clean_time_zone(self) -> str:
        """The phone's zone, or the practice's where the phone said none we know."""
        zone: str = self.cleaned_data["time_zone"] or self.zone
        return zone if is_time_zone(zone) else self.zone

    def clean(self) -> dict[str, Any] | None:
        """The time is set in the zone of the phone; what is still to come can't be told yet."""
        cleaned = super().clean()
        zone = zoneinfo.ZoneInfo(self.cleaned_data.get("time_zone") or self.zone)
        when: dt.datetime | None = self.cleaned_data.get("when")
        now = timezone.now()
        if when is None:
            self.cleaned_data["happened_at"] = now - self.waited
            return cleaned
        at = when.replace(tzinfo=zone)
        if at > now + CLOCKS_MAY_DIFFER:
            told = f"{at:%-d %B %Y, %H:%M}"
            here = f"{now.astimezone(zone):%-d %B, %H:%M}"
            self.add_error(
                "when",
                f"{told} is still to come (here it is {here}). Please give a time up to now, or leave it open.",
            )
        elif at.date() < (self.access.child.born or EARLIEST):
            self.add_error("when", f"{at:%-d %B %Y} is too long ago. Please check the year.")
        self.cleaned_data["happened_at"] = min(at, now)
        return cleaned

    def under_a_new_id(self) -> MomentForm:
        """The same moment, to be sent again under an id that nobody used."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["id"] = str(uuid.uuid4())
        return MomentForm(data, access=self.access, goal=self.goal, waited=self.waited)

    def clock_note(self) -> str:
        """A sentence where the phone's clock is off, else nothing: time was taken from here."""
        told: dt.datetime | None = self.cleaned_data.get("phone_clock")
        if told is None or self.cleaned_data.get("when"):
            return ""
        off = told + self.waited - timezone.now()
        if abs(off) <= CLOCKS_MAY_DIFFER:
            return ""
        minutes = round(abs(off).total_seconds() / 60)
        amount = f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
        way = "ahead" if off > dt.timedelta(0) else "behind"
        return f"Your phone's clock is {amount} {way}. We kept the moment with our time."

    def draft(self) -> Draft:
        """What was told, ready to be kept."""
        data = self.cleaned_data
        return Draft(
            id=self.moment.id if self.moment else data["id"],
            happened_at=data["happened_at"],
            time_zone=data["time_zone"],
            setting=Setting(data["setting"]),
            goal=self.goal,
            step=data.get("step"),
            ease=data.get("ease"),
            felt_good=data["felt_good"],
            proud=data["proud"] or None,
            help=data["help"],
            asked_break=data["asked_break"],
            asked_help=data["asked_help"],
            words=data["words"],
            strategies=[self.given[s] for s in data["strategies"]],
        )


def _one_of(choices: Sequence[tuple[int, str]], label: str, missing: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=choices,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        label=label,
        error_messages={"required": missing},
    )


class ImportForm(forms.Form):
    """A file of moments for one goal."""

    goal = forms.ChoiceField(label="For which goal?")
    file = forms.FileField(label="The file (CSV)", required=False)
    text = forms.CharField(label="Or paste the lines here", required=False, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, goals: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = goals  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Text from the file or from the box, as UTF-8."""
        cleaned = super().clean()
        upload, pasted = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        if not upload and not pasted.strip():
            raise forms.ValidationError("Please choose a file, or paste the lines.")
        if upload and upload.size > 5 * 1024 * 1024:
            raise forms.ValidationError(f"The file has {upload.size // 1024} KB. Up to 5,120 KB can be read at once.")
        try:
            self.cleaned_data["csv"] = upload.read().decode("utf-8-sig") if upload else pasted
        except UnicodeDecodeError:
            raise forms.ValidationError("The file isn't text in UTF-8. Save it as “CSV UTF-8” and try again.") from None
        if "\0" in self.cleaned_data["csv"]:
            raise forms.ValidationError(
                "The file has NUL characters, which no table has. Save it as “CSV UTF-8” and try again."
            )
        return cleaned
