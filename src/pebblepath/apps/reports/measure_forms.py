"""Total scores of licensed instruments, typed by who holds the licence: never items, never norms.

The words and items of an instrument belong to its owner, and so do its norms. A total (raw, scaled or standard, as the
holder of the licence worked it out) is the child's own result and may stand in her record; what an item asks, how it
was answered, and how the child compares with other children isn't asked for, kept or shown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from pebblepath.apps.reports.models import Measure

MOST_TOTALS = 12
MOST_LETTERS = 60
LARGEST = Decimal(10_000)
# Only names, so that they are spelt alike; nothing of what stands in them.
SUGGESTED = (
    "AMPS",
    "Beery VMI",
    "BOT-3",
    "COPM",
    "Movement ABC-3",
    "PEDI-CAT",
    "School AMPS",
    "School Function Assessment",
    "Sensory Processing Measure 2",
    "Sensory Profile 2",
    "WeeFIM",
)
ONLY_TOTALS = (
    "Only totals can be typed here: the name of a total and its number. Items belong to the owner of the instrument "
    "and stay on its own form."
)
_ITEM = re.compile(r"^\W*(?:(?:items?|questions?|q|no\.?|nr\.?|#)\s*\d+\w?|\d+\w?)\W*$", re.IGNORECASE)
_NORM = re.compile(
    r"percentile|%\s*ile|(?:age|grade)[\s-]+equivalen|stanine|\bnorms?\b|normed|(?:below|above) average|cut[\s-]?off",
    re.IGNORECASE,
)


class MeasureForm(forms.ModelForm):  # type: ignore[type-arg]  # at run time it takes no type argument
    """One measure with up to twelve totals."""

    class Meta:
        model = Measure
        fields = ["name", "day", "licence_holder", "words"]
        labels = {
            "name": "Name of the instrument",
            "day": "Day",
            "licence_holder": "Who holds the licence",
            "words": "In your words, if you like",
        }
        help_texts = {
            "name": "",
            "day": "",
            "licence_holder": "The person or the practice that is allowed to use it.",
        }
        widgets = {
            "name": forms.TextInput(attrs={"list": "instruments", "autocomplete": "off"}),
            "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "words": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {
            "licence_holder": {
                "required": "Please type who holds the licence. Without one, no totals of it can be kept."
            },
            "name": {"required": "Please type the name of the instrument."},
        }

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        self.today = today
        kwargs["initial"] = {"day": today}
        super().__init__(*args, **kwargs)
        for row in range(1, MOST_TOTALS + 1):
            self.fields[f"total{row}"] = forms.CharField(required=False, max_length=MOST_LETTERS, label=f"Total {row}")
            self.fields[f"value{row}"] = forms.CharField(
                required=False,
                max_length=12,
                label=f"Number {row}",
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of each total: its name and its number."""
        return [(self[f"total{row}"], self[f"value{row}"]) for row in range(1, MOST_TOTALS + 1)]

    def first_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The rows that are open from the start: three, or as many as were filled."""
        filled = [place for place, pair in enumerate(self.rows(), 1) if any(field.value() for field in pair)]
        return self.rows()[: max([3, *filled])]

    def more_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The rows behind "More totals"."""
        return self.rows()[len(self.first_rows()) :]

    def clean_day(self) -> dt.date:
        """A day that has been."""
        day: dt.date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(f"{day:%-d %B %Y} is still to come. Please give a day up to today.")
        return day

    def clean_words(self) -> str:
        """Words without a comparison with other children."""
        words: str = self.cleaned_data["words"]
        found = _NORM.search(words)
        if found:
            raise forms.ValidationError(_no_norms(found.group()))
        return words

    def clean(self) -> dict[str, Any]:
        """Totals with a name and a number each; no items, no norms, at least one and at most twelve."""
        data = super().clean() or {}
        self._refuse_a_thirteenth()
        for row in range(1, MOST_TOTALS + 1):
            for field, why in _row_errors(row, data):
                self.add_error(field, why)
        if not self.errors and not self.totals():
            self.add_error("total1", "Please type at least one total: its name and its number.")
        self._refuse_the_same_name_twice()
        return data

    def _refuse_a_thirteenth(self) -> None:
        further = re.compile(r"(?:total|value)(\d+)")
        numbers = [int(found.group(1)) for name in self.data if (found := further.fullmatch(name)) and self.data[name]]
        if max(numbers, default=0) > MOST_TOTALS:
            self.add_error(None, f"More than {MOST_TOTALS} rows were typed. {ONLY_TOTALS}")

    def _refuse_the_same_name_twice(self) -> None:
        names = [row["name"].casefold() for row in self.totals()]
        twice = next((row["name"] for row in self.totals() if names.count(row["name"].casefold()) > 1), "")
        if twice:
            self.add_error(None, f"“{twice}” is there twice. Each total may be there once.")

    def totals(self) -> list[dict[str, str]]:
        """The totals that were typed, the numbers as they were typed but for the decimal comma."""
        data = self.cleaned_data
        typed = [(data.get(f"total{row}"), data.get(f"value{row}")) for row in range(1, MOST_TOTALS + 1)]
        return [{"name": " ".join(name.split()), "value": _plain(value)} for name, value in typed if name and value]


def _row_errors(row: int, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    name, value = data.get(f"total{row}") or "", data.get(f"value{row}") or ""
    norm = _NORM.search(name)
    if name and _ITEM.match(name):
        yield f"total{row}", f"“{name}” looks like a single item. {ONLY_TOTALS}"
    if norm:
        yield f"total{row}", _no_norms(norm.group())
    if name and not value:
        yield f"value{row}", f"Please type the number of “{name}”."
    if value and not name:
        yield f"total{row}", f"Please type what {value} is the total of."
    if value and not _is_number(value):
        yield f"value{row}", f"“{value}” is not a number. A total is a number such as 34 or 12.5."


def _no_norms(words: str) -> str:
    return (
        f"“{words}” compares a child with other children. No norms are kept here; please type the total as it came out."
    )


def _plain(value: str) -> str:
    return value.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-")


def _is_number(value: str) -> bool:
    try:
        number = Decimal(_plain(value))
    except InvalidOperation:
        return False
    return number.is_finite() and abs(number) < LARGEST
