"""Fields for times as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from pebblepath.apps.play.timetable.times import (
    LIKE,
    SCHOOL_DAYS,
    Block,
    NotATime,
    read_blocks,
    read_clock,
    read_times,
    say_blocks,
    say_times,
    short_clock,
)

STEP = 5


class ClockField(forms.CharField):
    """A time of a day. Gives minutes after midnight."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.error_messages["required"] = "Please write a time, such as 9:00."

    def prepare_value(self, value: Any) -> Any:
        """As one would write it."""
        return short_clock(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        """The time in minutes."""
        try:
            return read_clock(super().clean(value))
        except NotATime as why:
            raise forms.ValidationError(str(why)) from None


class TimesField(forms.CharField):
    """Stretches of one day. Gives pairs of minutes; none where nothing is written."""

    def __init__(self, *, one: bool = False, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=120, **kwargs)
        self.one = one
        self.widget.attrs["placeholder"] = LIKE

    def prepare_value(self, value: Any) -> Any:
        """As one would write them."""
        return say_times(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[list[int]]:
        """The stretches, the earliest first."""
        try:
            found = read_times(super().clean(value))
        except NotATime as why:
            raise forms.ValidationError(str(why)) from None
        if self.one and len(found) > 1:
            raise forms.ValidationError(f"Please write one stretch, such as {LIKE}. Breaks go below.")
        return [list(pair) for pair in found]


class BlocksField(forms.CharField):
    """Times that something else has, one a line. Gives them as they are kept."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, *, among: Sequence[str] = SCHOOL_DAYS, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=2000, **kwargs)
        self.among = among

    def prepare_value(self, value: Any) -> Any:
        """As one would write them."""
        if not isinstance(value, list):
            return value
        return say_blocks((Block.from_json(one) for one in value), among=self.among)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The times, as JSON."""
        try:
            return [block.as_json() for block in read_blocks(super().clean(value), among=self.among)]
        except NotATime as why:
            raise forms.ValidationError(str(why)) from None


class FivesField(forms.IntegerField):
    """Minutes, in fives."""

    def __init__(self, *, least: int = 0, most: int = 240, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most
        self.widget.attrs |= {"min": least, "max": most, "step": STEP}
        words = f"{least} to {most} minutes are accepted, in steps of five."
        self.error_messages |= {"invalid": words, "required": words}

    def clean(self, value: Any) -> int:
        """The minutes, to the nearest five; 0 where nothing is written and nothing is needed."""
        minutes: int | None = super().clean(value)
        if minutes is None:
            return 0
        if not self.least <= minutes <= self.most:
            raise forms.ValidationError(self.error_messages["invalid"])
        return STEP * round(minutes / STEP)
