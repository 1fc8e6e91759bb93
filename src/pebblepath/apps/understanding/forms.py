"""A strategy in one's own words."""

from __future__ import annotations

from django import forms

from pebblepath.apps.people.models import Setting
from pebblepath.apps.understanding.models import Strategy


class OwnStrategyForm(forms.ModelForm):
    """What helps at home has often been found at home."""

    settings = forms.MultipleChoiceField(
        choices=Setting.choices, widget=forms.CheckboxSelectMultiple, label="Where is it meant for?"
    )

    class Meta:
        model = Strategy
        fields = ["name", "how", "settings", "comfort"]
        labels = {
            "name": "What do you call it?",
            "how": "How is it done?",
            "comfort": "It gives comfort or keeps safe",
        }
        help_texts = {
            "name": "The song with the socks",
            "how": "So that a grandparent can do it.",
            "comfort": "Then it is always there when wanted, and never left out to test it.",
        }
        widgets = {"how": forms.Textarea(attrs={"rows": 3})}

    def clean_name(self) -> str:
        """A semicolon stands between strategies in a file, so it can't be in a name."""
        name: str = self.cleaned_data["name"]
        if ";" in name:
            raise forms.ValidationError("A name can't have a semicolon (;) in it. Please use a comma.")
        return name
