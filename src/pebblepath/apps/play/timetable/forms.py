"""What is said once: hours, shared things, usual visits, schools and classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from pebblepath.apps.people.models import User
from pebblepath.apps.play.rooms_forms import SPACES
from pebblepath.apps.play.timetable.fields import BlocksField, ClockField, FivesField, TimesField
from pebblepath.apps.play.timetable.models import (
    USUAL_ROAD,
    School,
    SchoolClass,
    SchoolPlace,
    Service,
    UsualVisit,
    WorkingHours,
)
from pebblepath.apps.play.timetable.times import DAY_NAMES, DAYS, SCHOOL_DAYS
from pebblepath.core.planner.session.words import to_therapist

LONGEST_THING = 40
MOST_OF_A_THING = 50
_MANY = re.compile(r"(?:(\d+)\s*(?:x|×)?\s+)?(.+?)(?:\s*(?:x|×)\s*(\d+))?", re.IGNORECASE)


def day_fields(*, days: Sequence[str] = DAYS, one: bool = False) -> dict[str, TimesField]:
    """A field for each weekday."""
    return {f"on_{day}": TimesField(label=name, one=one) for day, name in zip(days, DAY_NAMES, strict=False)}


class ByWeekday(forms.Form):
    """A form that has a field for each weekday."""

    one_stretch = False

    def __init__(self, *args: Any, times: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= day_fields(one=self.one_stretch)
        for day in DAYS:
            told = times.get(day, [])
            self.initial[f"on_{day}"] = [told] if told and self.one_stretch else list(told)

    def days(self) -> Iterable[forms.BoundField]:
        """The fields of the weekdays."""
        return [self[f"on_{day}"] for day in DAYS]

    def times(self) -> dict[str, list[list[int]]]:
        """By weekday, what was written."""
        found = {day: self.cleaned_data[f"on_{day}"] for day in DAYS}
        return {day: times for day, times in found.items() if times}


class HoursForm(ByWeekday):
    """A therapist's week."""

    one_stretch = True
    lunch_minutes = FivesField(most=120, label="Lunch, in minutes")
    lunch_from = ClockField(label="Not before")
    lunch_to = ClockField(label="Over by")
    note_minutes = FivesField(most=60, label="After each visit, in minutes", help_text="For its note and the room.")
    free_minutes = FivesField(
        most=300, label="Kept free on a school day, in minutes", help_text="For notes, calls and teachers."
    )
    most_schools = forms.IntegerField(min_value=1, max_value=5, label="Schools on one day, at most")
    meetings = BlocksField(
        among=DAYS,
        label="Meetings and breaks",
        help_text="One a line, with days in front: “Tue 12:30–1:30 team meeting”. Without days it is every day.",
    )
    schools = forms.ModelMultipleChoiceField(
        School.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="Schools",
        help_text="Nothing tapped: all of them.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, hours: WorkingHours, schools: Any) -> None:
        kept = ("lunch_minutes", "lunch_from", "lunch_to", "note_minutes", "free_minutes", "most_schools", "meetings")
        initial: dict[str, Any] = {name: getattr(hours, name) for name in kept}
        super().__init__(data, initial=initial, times=hours.hours)
        self.hours, self.kept = hours, kept
        self.fields["schools"].queryset = schools  # type: ignore[attr-defined]
        self.initial["schools"] = [one.pk for one in hours.schools.all()] if hours.pk else []

    def clean(self) -> dict[str, Any]:
        """At least one day, and a lunch that fits its time."""
        given = super().clean() or {}
        if not self.errors and not self.times():
            raise forms.ValidationError("Please write the hours of at least one weekday, such as 9:00–15:00.")
        start, end, minutes = (given.get(name) for name in ("lunch_from", "lunch_to", "lunch_minutes"))
        if None not in (start, end, minutes) and minutes and end - start < minutes:  # type: ignore[operator]
            self.add_error("lunch_to", f"A lunch of {minutes} minutes doesn’t fit in between. Please make it wider.")
        return given

    def keep(self) -> WorkingHours:
        """Keep what was written."""
        for name in self.kept:
            setattr(self.hours, name, self.cleaned_data[name])
        self.hours.hours = {day: times[0] for day, times in self.times().items()}
        self.hours.save()
        self.hours.schools.set(self.cleaned_data["schools"])
        return self.hours


class ThingsForm(forms.Form):
    """Things that move between rooms, with how many there are."""

    things = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 6}), label="Shared things",
        help_text="One a line; with a number where there are several: “2 tricycles”.",
    )  # fmt: skip

    def clean_things(self) -> dict[str, int]:
        """How many there are of each."""
        found: dict[str, int] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["things"].splitlines())):
            match = _MANY.fullmatch(line)
            name, count = (match[2], int(match[1] or match[3] or 1)) if match else (line, 1)
            if len(name) > LONGEST_THING:
                raise forms.ValidationError(f"“{name[:30]}…” is long; a name may have up to {LONGEST_THING} letters.")
            if not 1 <= count <= MOST_OF_A_THING:
                raise forms.ValidationError(f"“{line}”: from 1 to {MOST_OF_A_THING} of a thing are accepted.")
            found[name.lower()] = count
        return found


class VisitForm(ByWeekday):
    """How a child usually comes to the clinic."""

    minutes = FivesField(least=15, most=180, label="Minutes of a visit")
    therapist = forms.ModelChoiceField(User.objects.none(), required=False, label="Usually with", empty_label="Anyone")
    only = forms.BooleanField(required=False, label="Only with this person")
    spaces = forms.MultipleChoiceField(
        choices=SPACES, required=False, widget=forms.CheckboxSelectMultiple, label="Which rooms will do?",
        help_text="A room with one of these. Nothing tapped: any room.",
    )  # fmt: skip
    things = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="What is needed all through the visit?",
        help_text="Large things in rooms, and things that are shared.",
    )  # fmt: skip
    must = forms.BooleanField(
        required=False, label="Has to be seen", help_text="Others give way, if it can’t be done for all."
    )

    def __init__(self, data: Any = None, *, visit: UsualVisit, therapists: Any, things: Sequence[str]) -> None:
        initial: dict[str, Any] = {name: getattr(visit, name) for name in ("minutes", "only", "spaces", "must")}
        super().__init__(data, initial=initial | {"therapist": visit.therapist_id}, times=visit.times)
        self.visit = visit
        self.fields["therapist"].queryset = therapists  # type: ignore[attr-defined]
        offered = dict.fromkeys([*things, *visit.things])
        self.fields["things"].choices = [(one, one.capitalize()) for one in offered]  # type: ignore[attr-defined]
        self.initial["things"] = visit.things

    def clean(self) -> dict[str, Any]:
        """A visit has to fit in the times; whom "only" means has to be said."""
        given = super().clean() or {}
        if given.get("only") and not given.get("therapist"):
            self.add_error("therapist", "Please choose who, or take away the tick below.")
        minutes = given.get("minutes")
        for day in DAYS:
            times = given.get(f"on_{day}") or []
            if minutes and times and all(end - start < minutes for start, end in times):
                self.add_error(f"on_{day}", f"A visit of {minutes} minutes doesn’t fit in. Please make it wider.")
        return given

    def keep(self) -> UsualVisit:
        """Keep what was written."""
        for name in ("minutes", "therapist", "only", "spaces", "things", "must"):
            setattr(self.visit, name, self.cleaned_data[name])
        self.visit.times = self.times()
        self.visit.save()
        return self.visit


class SchoolForm(forms.ModelForm[School]):
    """A school: its bells, the days with a place to work, and the way to the others."""

    start = ClockField(label="First bell")
    end = ClockField(label="Last bell")
    days = forms.MultipleChoiceField(
        choices=list(zip(SCHOOL_DAYS, DAY_NAMES, strict=False)), required=False, widget=forms.CheckboxSelectMultiple,
        label="Days with a place to work", help_text="Nothing tapped: every day.",
    )  # fmt: skip
    set_up_minutes = FivesField(
        most=60, label="Set-up, in minutes", help_text="From coming in to the first session: signing in, unpacking."
    )

    clinic_minutes = FivesField(
        most=180, required=False, label="To the clinic, in minutes",
        help_text="Door to door. A clinic day on the same date keeps it free.",
    )  # fmt: skip

    class Meta:
        model = School
        fields = ("name", "start", "end", "days", "set_up_minutes", "clinic_minutes")
        labels = {"name": "What is it called?"}

    def __init__(self, data: Any = None, *, instance: School, others: Sequence[School]) -> None:
        super().__init__(data, instance=instance)
        self.others = others
        for other in others:
            self.fields[f"to_{other.pk}"] = FivesField(
                most=180, required=False, label=f"To {other.name}, in minutes", help_text="Door to door."
            )
            self.initial[f"to_{other.pk}"] = instance.roads.get(str(other.pk), other.roads.get(str(instance.pk)))

    def clean_clinic_minutes(self) -> int:
        """As usual, where nothing is written."""
        return int(self.cleaned_data["clinic_minutes"]) if self.data.get("clinic_minutes") else USUAL_ROAD

    def clean(self) -> dict[str, Any]:
        """The last bell comes after the first."""
        given = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        if isinstance(start, int) and isinstance(end, int) and end <= start:
            self.add_error("end", "The last bell comes before the first. Please turn them round.")
        return given

    def keep(self) -> School:
        """Keep the school, and the ways in both directions."""
        school: School = self.save(commit=False)
        asked = [(other, self.data.get(f"to_{other.pk}"), self.cleaned_data[f"to_{other.pk}"]) for other in self.others]
        school.roads = {str(other.pk): minutes for other, typed, minutes in asked if typed}
        school.save()
        for other, typed, minutes in asked:
            other.roads = {**other.roads, str(school.pk): minutes} if typed else _without(other.roads, school)
            other.save(update_fields=["roads"])
        return school


def _without(roads: Mapping[str, int], school: School) -> dict[str, int]:
    return {pk: minutes for pk, minutes in roads.items() if pk != str(school.pk)}


class ClassForm(forms.ModelForm[SchoolClass]):
    """A class: what is never taken from its children, and what the teacher would rather keep."""

    not_during = BlocksField(
        label="Never during",
        help_text="Recess, lunch, specials. One a line: “11:00–11:50 lunch and recess”, “Tue 10–10:45 music”.",
    )
    rather_not = BlocksField(
        label="Rather not during", help_text="What the teacher asks to spare: “Mon Wed 9:00–10:00 reading”."
    )

    class Meta:
        model = SchoolClass
        fields = ("name", "not_during", "rather_not")
        labels = {"name": "What is the class called?"}


class ChildrenApart(forms.ModelMultipleChoiceField):
    """Other children at school, by name."""

    def label_from_instance(self, one: Any) -> str:
        """The child's name."""
        return str(one.child.name)


class PlaceForm(forms.ModelForm[SchoolPlace]):
    """How a child is seen at school."""

    school_class = forms.ModelChoiceField(SchoolClass.objects.none(), label="Class", empty_label="Please choose")
    session_minutes = FivesField(least=10, most=120, label="Minutes of a session")
    goal = forms.ChoiceField(
        required=False, label="What sessions work on",
        help_text="Children of one school with the same answer may share a session.",
    )  # fmt: skip
    service = forms.ChoiceField(choices=Service.choices, widget=forms.RadioSelect, label="Seen")
    therapist = forms.ModelChoiceField(User.objects.none(), required=False, label="Stays with", empty_label="Anyone")
    not_during = BlocksField(
        label="Own times off", help_text="Besides those of the class: “Thu 9:00–9:30 speech”. One a line."
    )

    apart = ChildrenApart(
        SchoolPlace.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        label="Not in one session with",
        help_text="It holds for both children. Nobody asks why, and only staff see it.",
    )  # fmt: skip

    class Meta:
        model = SchoolPlace
        fields = ("school_class", "session_minutes", "goal", "service", "therapist", "not_during", "must")
        labels = {"must": "All minutes have to be given"}
        help_texts = {"must": "Others give way, if it can’t be done for all."}

    def __init__(
        self,
        data: Any = None,
        *,
        instance: SchoolPlace,
        classes: Any,
        therapists: Any,
        goals: Iterable[str],
        others: Sequence[SchoolPlace] = (),
    ) -> None:
        super().__init__(data, instance=instance)
        self.others = others
        if others:
            shown = SchoolPlace.objects.filter(pk__in=[one.pk for one in others]).select_related("child")
            self.fields["apart"].queryset = shown.order_by("child__name")  # type: ignore[attr-defined]
            self.initial["apart"] = [one.pk for one in instance.apart.all()] if instance.pk else []
        else:
            del self.fields["apart"]
        self.fields["school_class"].queryset = classes  # type: ignore[attr-defined]
        self.fields["school_class"].label_from_instance = lambda one: f"{one.name}, {one.school.name}"  # type: ignore[attr-defined]
        self.fields["therapist"].queryset = therapists  # type: ignore[attr-defined]
        offered = dict.fromkeys(filter(None, [*goals, instance.goal]))
        self.fields["goal"].choices = [  # type: ignore[attr-defined]
            ("", "Something else"),
            *((one, to_therapist(one).capitalize()) for one in offered),
        ]

    def keep(self) -> list[SchoolPlace]:
        """Keep the place; the others for whom "not in one session" begins or ends."""
        place: SchoolPlace = self.save()
        if "apart" not in self.fields:
            return []
        before, now = set(place.apart.all()) & set(self.others), set(self.cleaned_data["apart"])
        place.apart.remove(*(before - now))
        place.apart.add(*(now - before))
        return sorted(before ^ now, key=lambda one: one.pk)
