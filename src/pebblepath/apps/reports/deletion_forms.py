"""What is typed when a record comes to its end."""

from __future__ import annotations

from django import forms

from pebblepath.apps.reports.deletion_models import KeepingRule


class AskForm(forms.Form):
    """Asking for it; a reason helps and isn't needed."""

    words = forms.CharField(
        label="Is there something we should know?",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="You need not say why.",
    )


class DeclineForm(forms.Form):
    """Why it can't be done; who asked reads it."""

    reason = forms.CharField(
        label="Why it can’t be done",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: the family reads it."},
    )


class KeepingForm(forms.ModelForm[KeepingRule]):
    """How long the practice has to keep what it signed."""

    years = forms.IntegerField(label="Years after the last entry", min_value=0, max_value=40)
    until_age = forms.IntegerField(label="And until the child is this old", min_value=0, max_value=40)

    class Meta:
        model = KeepingRule
        fields = ["years", "until_age"]
