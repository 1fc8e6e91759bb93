"""How long a try-out is to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms


class TryOutForm(forms.Form):
    """The length, each with how often it would tell."""

    length = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect, label="How long?")

    def __init__(self, *args: Any, chances: Sequence[tuple[int, float]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(days, f"{days} days: would tell in about {in_ten(share)} such cases") for days, share in chances]
        self.fields["length"].choices = choices  # type: ignore[attr-defined]
        self.fields["length"].initial = chances[0][0]


def in_ten(share: float) -> str:
    """A share as so many of ten, never none and never all."""
    return f"{min(9, max(1, round(10 * share)))} of 10"
