"""Which day or week to plan: for whom, and who works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget

from pebblepath.apps.people.models import Child, User
from pebblepath.apps.play.timetable.hours import weekday_of, works_on
from pebblepath.apps.play.timetable.models import SchoolPlace, Timetable, UsualVisit, WorkingHours
from pebblepath.apps.play.timetable.times import DAY_NAMES, DAYS, SCHOOL_DAYS, say_times

MOST_AHEAD = dt.timedelta(days=366)
MONDAY = 0


class WhoForm(forms.Form):
    """Who works and who comes. Of the children only those are named whose record the reader sees."""

    therapists = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages={"required": "Please tap at least one person who works."}
    )
    children = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    others = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, staff: Sequence[User], mine: Sequence[Child], others: Sequence[Child]) -> None:
        super().__init__(data)
        self.staff, self.mine, self.colleagues = staff, mine, others
        self.fields["therapists"].choices = [(str(one.pk), one.name) for one in staff]  # type: ignore[attr-defined]
        self.fields["children"].choices = [(one.public_id, one.name) for one in mine]  # type: ignore[attr-defined]
        if not others:
            del self.fields["others"]

    def clean(self) -> dict[str, Any]:
        """At least one child."""
        given = super().clean() or {}
        if not self.errors and not self.who_comes():
            self.add_error("children", "Please tap at least one child.")
        return given

    def who_works(self) -> list[User]:
        """The therapists that were tapped."""
        return [one for one in self.staff if str(one.pk) in self.cleaned_data["therapists"]]

    def who_comes(self) -> list[Child]:
        """The children that were tapped, and those of colleagues."""
        named = [one for one in self.mine if one.public_id in self.cleaned_data["children"]]
        return [*named, *(self.colleagues if self.cleaned_data.get("others") else ())]


class DayForm(WhoForm):
    """A clinic's day."""

    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), label="Which day?")

    def __init__(
        self,
        data: Any = None,
        *,
        day: dt.date,
        today: dt.date,
        staff: Sequence[User],
        hours: Mapping[int, WorkingHours],
        mine: Sequence[Child],
        others: Sequence[Child],
        visits: Mapping[int, UsualVisit],
    ) -> None:
        weekday = weekday_of(day)
        usual = {child for child, visit in visits.items() if weekday in visit.times}
        coming = [one for one in others if one.pk in usual]
        super().__init__(data, staff=staff, mine=mine, others=coming)
        self.today, self.hours = today, hours
        self.initial["day"] = day
        self.initial["therapists"] = [str(one.pk) for one in staff if works_on(hours[one.pk], day)]
        self.initial["children"] = [one.public_id for one in mine if one.pk in usual]
        if coming:
            self.initial["others"] = True
            words = "1 visit" if len(coming) == 1 else f"{len(coming)} visits"
            self.fields["others"].label = f"{words} of colleagues’ children who usually come then"
        self.fields["therapists"].label = "Who works?"
        self.fields["children"].label = "Who comes?"
        self.hints = [_hint(visits.get(one.pk), weekday) for one in mine]

    def offered(self) -> list[tuple[BoundWidget, str]]:
        """A box for each child, with when the child usually comes."""
        return list(zip(self["children"], self.hints, strict=True))

    def clean_day(self) -> dt.date:
        """From today on, no Sunday."""
        day: dt.date = self.cleaned_data["day"]
        if not self.today <= day <= self.today + MOST_AHEAD:
            raise forms.ValidationError("Please choose a day from today on, within a year.")
        if weekday_of(day) is None:
            raise forms.ValidationError("Sundays aren’t planned. Please choose another day.")
        return day

    def clean(self) -> dict[str, Any]:
        """Who is tapped works that day."""
        given = super().clean() or {}
        day = given.get("day")
        if day is None or not given.get("therapists"):
            return given
        for one in self.who_works():
            if not works_on(self.hours[one.pk], day):
                name = DAY_NAMES[DAYS.index(str(weekday_of(day)))]
                self.add_error(
                    "therapists", f"{one.name} has no hours on a {name}. Please add them, or take away the tick."
                )
        return given


def _hint(visit: UsualVisit | None, weekday: str | None) -> str:
    """When a child usually comes, in a few words."""
    if visit is None:
        return "45 minutes, any time"
    times = visit.times.get(weekday or "")
    if times:
        return f"{visit.minutes} minutes, {say_times(times)}"
    days = ", ".join(day for day in DAYS if day in visit.times)
    return f"{visit.minutes} minutes" + (f", usually {days}" if days else ", any time")


class WeekForm(WhoForm):
    """A school week: from which Monday, and for whom something changed."""

    monday = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), label="From which Monday?"
    )
    stay = forms.BooleanField(
        required=False, label="Move as few children as can be",
        help_text="Everybody stays, but for those whom you tap below and whoever has to make room.",
    )  # fmt: skip
    changed = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="For whom did something change?"
    )

    def __init__(
        self,
        data: Any = None,
        *,
        monday: dt.date,
        staff: Sequence[User],
        hours: Mapping[int, WorkingHours],
        mine: Sequence[Child],
        others: Sequence[Child],
        places: Mapping[int, SchoolPlace],
        before: Timetable | None,
    ) -> None:
        mine = [one for one in mine if one.pk in places]
        super().__init__(data, staff=staff, mine=mine, others=[one for one in others if one.pk in places])
        self.initial["monday"] = monday
        at_school = [one for one in staff if set(hours[one.pk].hours) & set(SCHOOL_DAYS)]
        self.initial["therapists"] = [str(one.pk) for one in at_school]
        self.initial["children"] = [one.public_id for one in mine]
        self.fields["therapists"].label = "Who goes to the schools?"
        self.fields["children"].label = "Who is seen at school?"
        self.before = before
        self.fields["changed"].choices = [(one.public_id, one.name) for one in mine]  # type: ignore[attr-defined]
        if before is None:
            del self.fields["stay"], self.fields["changed"]
        else:
            self.initial["stay"] = True
        if "others" in self.fields:
            self.initial["others"] = True
            self.fields["others"].label = f"{len(self.colleagues)} of colleagues’ children"

    def clean_monday(self) -> dt.date:
        """The Monday of the week that was chosen."""
        day: dt.date = self.cleaned_data["monday"]
        return day - dt.timedelta(days=day.weekday())

    def stays(self) -> Timetable | None:
        """The week that should change as little as can be, if one should."""
        return self.before if self.cleaned_data.get("stay") else None

    def who_changed(self) -> list[Child]:
        """The children for whom something changed."""
        return [one for one in self.mine if one.public_id in self.cleaned_data.get("changed", ())]
