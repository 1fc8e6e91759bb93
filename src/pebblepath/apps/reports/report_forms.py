"""What is chosen, ticked and typed on the pages of reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from pebblepath.apps.goals.attained import Weighting
from pebblepath.apps.goals.models import Goal, State
from pebblepath.apps.people.kind_words import FACTS, KIND
from pebblepath.apps.people.kind_words_fields import KindWords
from pebblepath.apps.people.models import Practice
from pebblepath.apps.reports.drafting import DRAFTERS
from pebblepath.apps.reports.models import Report, ReportAmendment, ReportKind, ReportYear
from pebblepath.apps.reports.report_actions import STANDS, Written
from pebblepath.apps.understanding.forms import LinkForm
from pebblepath.core.reports.composing import ALWAYS_IN, pieces
from pebblepath.core.reports.document import Document, Section

LONGEST = 4000
USUAL_DAYS = 90
LONGEST_TIME = dt.timedelta(days=800)
QUARTERS = 4
WITH_SCORE = (ReportKind.SCHOOL, ReportKind.PAYER)
OWN = "own-"


def year_of(practice: Practice) -> ReportYear:
    """A practice's dates and form names; the usual ones where it has said nothing."""
    return ReportYear.objects.filter(practice=practice).first() or ReportYear(practice=practice)


def usual_days(year: ReportYear, kind: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days that a report is most likely about: for school the quarter that runs or was the last; else 90 days."""
    begun = [quarter for quarter in year.quarters if quarter["first"] <= today.isoformat()]
    if kind == ReportKind.SCHOOL and begun:
        newest = begun[-1]
        return dt.date.fromisoformat(newest["first"]), min(dt.date.fromisoformat(newest["last"]), today)
    return today - dt.timedelta(days=USUAL_DAYS - 1), today


def form_name_of(year: ReportYear, kind: str) -> str:
    """What the reader of a kind calls the form."""
    names = {ReportKind.SCHOOL: year.school_form, ReportKind.PAYER: year.payer_form}
    return names.get(ReportKind(kind)) or ReportKind(kind).label


def _days(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class DaysForm(forms.Form):
    """A kind and the days it is about."""

    kind = forms.ChoiceField(label="For whom", widget=forms.RadioSelect)
    first = _days("From")
    last = _days("Until")
    form_name = forms.CharField(
        label="What the form is called", required=False, max_length=80, help_text="Leave it empty for the usual name."
    )
    t_score = forms.BooleanField(
        required=False,
        label="With a T-score",
        help_text="Only on reports for school or a payer. Families don’t see it.",
    )
    weights = forms.ChoiceField(
        required=False,
        choices=Weighting.choices,
        initial=Weighting.EQUAL,
        widget=forms.RadioSelect,
        label="How much does each goal count in it?",
        help_text="As it was said on the path. The report says which it was.",
    )

    def __init__(self, *args: Any, kinds: Sequence[str], today: dt.date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        choices = [(kind, ReportKind(kind).label) for kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What else was chosen: whether with a T-score, and how much each goal counts in it."""
        if not self.cleaned_data["t_score"]:
            return {"t_score": False}
        return {"t_score": True, "weights": self.cleaned_data["weights"] or Weighting.EQUAL.value}

    def clean(self) -> dict[str, Any]:
        """Days in their order, none of them still to come, and not more than two years."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if last and last > self.today:
            self.add_error("last", f"{last:%-d %B %Y} is still to come. Please give a day up to today.")
        elif first and last and last < first:
            self.add_error("last", f"{last:%-d %B %Y} comes before {first:%-d %B %Y}. Please turn the two round.")
        elif first and last and last - first > LONGEST_TIME:
            self.add_error("first", "That is more than two years. Please give a shorter time.")
        if data.get("t_score") and data.get("kind") not in WITH_SCORE:
            self.add_error("t_score", "This kind of report has no T-score. Please take the tick away.")
        return data


class NewReportForm(DaysForm):
    """What a report about one child shall be."""

    goals = forms.MultipleChoiceField(
        label="Goals", required=False, widget=forms.CheckboxSelectMultiple, help_text="None ticked means all."
    )
    field_order = ["kind", "first", "last", "goals", "form_name", "t_score", "weights"]

    def __init__(self, *args: Any, goals: Sequence[Goal], **kwargs: Any) -> None:
        super().__init__(*args, kinds=list(DRAFTERS), **kwargs)
        self.fields["goals"].choices = [(goal.public_id, goal.title) for goal in goals]  # type: ignore[attr-defined]
        self.fields["goals"].initial = [goal.public_id for goal in goals if goal.state == State.ACTIVE]

    def asked(self) -> dict[str, Any]:
        """The goals, too."""
        return {"goals": self.cleaned_data["goals"], **super().asked()}


class ReportWords(forms.Form):
    """The draft of a report: lines to leave out, own words, and where the counts shall stand."""

    changed = forms.CharField(required=False, widget=forms.HiddenInput)
    out = forms.MultipleChoiceField(required=False)
    stands = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, report: Report, draft: Document, judged: Sequence[str], **kwargs: Any) -> None:
        self.draft = draft
        kwargs["initial"] = {
            "changed": report.changed_at.isoformat(),
            "out": report.left_out,
            "stands": [key for key in judged if report.words.get(f"{key}{STANDS}")],
        }
        super().__init__(*args, **kwargs)
        every = [one.key for section in draft.sections for one in pieces(section)]
        self.fields["out"].choices = [(key, key) for key in every]  # type: ignore[attr-defined]
        self.fields["stands"].choices = [(key, key) for key in judged]  # type: ignore[attr-defined]
        for section in self.with_words():
            label = f"In your words: {section.title}" if section.key not in judged else section.title
            field = forms.CharField(
                required=False, max_length=LONGEST, label=label, widget=KindWords(KIND, FACTS, rows=2)
            )
            field.initial = report.words.get(section.key, "")
            self.fields[f"{OWN}{section.key}"] = field

    def with_words(self) -> list[Section]:
        """The parts to which she can add something of her own."""
        return [section for section in self.draft.sections if section.key not in ALWAYS_IN]

    def ticked(self, name: str) -> set[str]:
        """What is ticked in the page as it stands."""
        return set(self[name].value() or ())

    def own(self, key: str) -> str:
        """The words in a section's box, as they stand."""
        return str(self[f"{OWN}{key}"].value() or "").replace("\r\n", "\n").strip()

    def written(self) -> Written:
        """What was left in the page."""
        return Written(
            left_out=self.cleaned_data["out"],
            words={section.key: self.own(section.key) for section in self.with_words()},
            stands=self.cleaned_data["stands"],
            changed=self.cleaned_data["changed"],
        )


class ReportAmendmentForm(forms.ModelForm):  # type: ignore[type-arg]  # at run time it takes no type argument
    """What is added to a signed report."""

    class Meta:
        model = ReportAmendment
        fields = ["words", "reason"]
        labels = {"words": "What is to be added", "reason": "Why"}
        widgets = {"words": KindWords(KIND, FACTS, rows=4)}


class ReportLinkForm(LinkForm):
    """For whom a link to a report is, and for how long."""

    name = forms.CharField(max_length=80, label="For whom?", help_text="The teacher, the health plan")


class ReportYearForm(forms.Form):
    """The dates of a school year's quarters, and what the forms are called."""

    school_form = forms.CharField(label="What school calls its form", max_length=80)
    payer_form = forms.CharField(label="What a payer calls its form", max_length=80)

    def __init__(self, *args: Any, year: ReportYear, **kwargs: Any) -> None:
        kwargs["initial"] = {"school_form": year.school_form, "payer_form": year.payer_form}
        super().__init__(*args, **kwargs)
        for number in range(1, QUARTERS + 1):
            kept = year.quarters[number - 1] if number <= len(year.quarters) else {}
            for side, label in (("first", f"Quarter {number} from"), ("last", f"Quarter {number} until")):
                field = _days(label)
                field.required = False
                field.initial = kept.get(side)
                self.fields[f"{side}{number}"] = field

    def clean(self) -> dict[str, Any]:
        """Each quarter has both days or none, and the quarters follow each other."""
        data = super().clean() or {}
        before: dt.date | None = None
        for number in range(1, QUARTERS + 1):
            first, last = data.get(f"first{number}"), data.get(f"last{number}")
            if bool(first) != bool(last):
                self.add_error(f"last{number}", "Please give both days of this quarter, or none.")
            elif first and last and last <= first:
                self.add_error(f"last{number}", f"Please give a day after {first:%-d %B %Y}.")
            elif first and before and first <= before:
                self.add_error(f"first{number}", f"The quarter before lasts until {before:%-d %B %Y}; begin after it.")
            before = last or before
        return data

    def quarters(self) -> list[dict[str, str]]:
        """The quarters that were given, in order."""
        data = self.cleaned_data
        given = [number for number in range(1, QUARTERS + 1) if data.get(f"first{number}")]
        return [
            {
                "name": f"Quarter {number}",
                "first": data[f"first{number}"].isoformat(),
                "last": data[f"last{number}"].isoformat(),
            }
            for number in given
        ]
