"""A strategy in one's own words."""

from __future__ import annotations

from typing import Any

from django import forms

from pebblepath.apps.people.models import Setting
from pebblepath.apps.understanding.models import How, Kind, Sense, Strategy, Trait


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


class TraitForm(forms.ModelForm):
    """One thing about a child, in the child's own voice."""

    class Meta:
        model = Trait
        fields = ["words", "sense", "how", "setting"]
        labels = {"words": "In the child’s words", "sense": "Which sense?", "how": "How is it?", "setting": "Where?"}

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = EXAMPLES[Kind(kind)]
        if kind == Kind.SENSE:
            self.fields["sense"] = forms.ChoiceField(
                choices=Sense.choices, widget=forms.RadioSelect, label="Which sense?"
            )
            self.fields["how"] = forms.ChoiceField(choices=How.choices, widget=forms.RadioSelect, label="How is it?")
        else:
            del self.fields["sense"], self.fields["how"]
        places = [("", "Everywhere"), *Setting.choices]
        self.fields["setting"] = forms.ChoiceField(
            choices=places, required=False, widget=forms.RadioSelect, label="Where?", initial=""
        )


EXAMPLES: dict[Kind, str] = {
    Kind.STRENGTH: "I remember every train line.",
    Kind.JOY: "Splashing in puddles.",
    Kind.SENSE: "Hand dryers: I leave the room; my own headphones help.",
    Kind.SIGN: "I go quiet and pull my hood up.",
    Kind.HELPS: "Ten minutes under the table.",
    Kind.WORSE: "Many questions at once.",
}


class LinkForm(forms.Form):
    """For whom a passport link is, and for how long."""

    name = forms.CharField(max_length=80, label="For whom?", help_text="The new teacher, a sitter")
    days = forms.TypedChoiceField(
        choices=[(7, "a week"), (30, "a month"), (180, "half a year")],
        coerce=int,
        initial=30,
        widget=forms.RadioSelect,
        label="For how long?",
    )
