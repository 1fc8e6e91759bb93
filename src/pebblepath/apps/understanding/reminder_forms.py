"""When somebody wants to be reminded, and how."""

from __future__ import annotations

from typing import Any

from django import forms

from pebblepath.apps.understanding.models import Reminder
from pebblepath.apps.understanding.reminders import FEW, is_quiet

DAYS = list(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")))


class ReminderForm(forms.ModelForm):  # type: ignore[type-arg]
    """Days and a time, two a week unless more are wanted, and the hours in which it stays quiet."""

    days = forms.TypedMultipleChoiceField(
        choices=DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        label="On which days?",
        help_text="One or two a week are plenty.",
        error_messages={"required": "Please choose a day."},
    )

    class Meta:
        model = Reminder
        fields = ["days", "at", "more", "by_email", "by_push", "with_name", "quiet_from", "quiet_until"]
        labels = {
            "at": "At what time?",
            "more": "I want more than two a week",
            "by_email": "By e-mail",
            "by_push": "On this phone or computer",
            "with_name": "My child’s first name may be seen",
            "quiet_from": "Quiet from",
            "quiet_until": "Quiet until",
        }
        help_texts = {
            "at": "By the clock where the child is.",
            "more": "",
            "with_name": "On a locked screen, others may read it.",
        }
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            for name in ("at", "quiet_from", "quiet_until")
        }

    def clean(self) -> dict[str, Any]:
        """Few, by some way, and not in the quiet hours."""
        told = super().clean() or self.cleaned_data
        if len(told.get("days", [])) > FEW and not told.get("more"):
            self.add_error(
                "days", f"These are {len(told['days'])} days. Choose up to two, or say below that you want more."
            )
        if not told.get("by_email") and not told.get("by_push"):
            self.add_error("by_email", "Please choose e-mail, or this phone or computer, or both.")
        at, begins, ends = told.get("at"), told.get("quiet_from"), told.get("quiet_until")
        if at and begins and ends and is_quiet(at, begins, ends):
            self.add_error(
                "at", f"{at:%H:%M} is in your quiet hours, {begins:%H:%M} to {ends:%H:%M}. Please change one of them."
            )
        return told
