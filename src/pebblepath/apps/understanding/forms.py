"""A strategy in one's own words, one thing about a child, and a link to her page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from pebblepath.apps.people.kind_words import KIND, PLAIN
from pebblepath.apps.people.kind_words_fields import offering
from pebblepath.apps.people.models import Setting
from pebblepath.apps.understanding.chips import CHIPS
from pebblepath.apps.understanding.models import Care, How, Kind, Sense, Strategy, Trait
from pebblepath.apps.understanding.photos import LARGEST_SENT, PhotoFault, small_jpeg


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
        widgets = {
            "name": forms.TextInput(offering(KIND)),
            "how": forms.Textarea(offering(KIND, PLAIN, rows=3)),
        }

    def clean_name(self) -> str:
        """A semicolon stands between strategies in a file, so it can't be in a name."""
        name: str = self.cleaned_data["name"]
        if ";" in name:
            raise forms.ValidationError("A name can't have a semicolon (;) in it. Please use a comma.")
        return name


class PhotoForm(forms.Form):
    """A photo with words for who can't see it; where it may be left out, the words may be, too."""

    photo = forms.FileField(
        label="The photo",
        help_text="How it is done at your place. JPEG, PNG or WebP.",
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    photo_words = forms.CharField(
        max_length=120,
        label="What can be seen on it?",
        help_text="For somebody who can’t see the photo: The blue basket by the door.",
    )

    def __init__(self, *args: Any, optional: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.optional = optional
        for field in self.fields.values():
            field.required = not optional

    def clean_photo(self) -> bytes | None:
        """The photo, made small."""
        sent = self.cleaned_data["photo"]
        if not sent:
            return None
        if sent.size > LARGEST_SENT:
            raise forms.ValidationError(
                f"The photo has {sent.size // 2**20} MB. Up to {LARGEST_SENT // 2**20} MB can be sent."
            )
        try:
            return small_jpeg(sent.read())
        except PhotoFault as fault:
            raise forms.ValidationError(str(fault)) from None

    def clean(self) -> dict[str, Any]:
        """A photo needs its words."""
        told = super().clean() or self.cleaned_data
        if told.get("photo") and not told.get("photo_words") and "photo_words" not in self.errors:
            self.add_error("photo_words", "Please say in a few words what can be seen on the photo.")
        return told


class TraitForm(forms.ModelForm):
    """One thing about a child, in the child's own voice; a joy may have a picture, a care its own name."""

    class Meta:
        model = Trait
        fields = ["words", "sense", "how", "setting", "care", "picture"]
        labels = {"words": "In the child’s words"}
        widgets = {"words": forms.TextInput(offering(KIND))}

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = Kind(kind)
        self.fields["words"].help_text = EXAMPLES[self.kind]
        self.fields["words"].required = self.kind not in {Kind.JOY, Kind.CARE, Kind.SENSE}
        places = [("", "Everywhere"), *Setting.choices]
        for name, field in {
            "sense": _pick("Which sense?", Sense.choices),
            "how": _pick("How is it?", How.choices),
            "setting": _pick("Where?", places, required=False),
            "care": _pick("What is it?", [*Care.choices, ("", "Something else")], required=False),
            "picture": _pick("A picture", [(chip.picture, chip.words) for chip in CHIPS[Kind.JOY]], required=False),
        }.items():
            self.fields[name] = field
        for name in {"sense", "how", "care", "picture"} - OWN_FIELDS.get(self.kind, set()):
            del self.fields[name]
        self.order_fields(["care", "picture", "sense", "how", "words", "setting"])

    def clean(self) -> dict[str, Any]:
        """A picture or a name says enough; else words are asked for."""
        told = super().clean() or self.cleaned_data
        pictured = {chip.picture: chip.words for chip in CHIPS[Kind.JOY]}
        if self.kind == Kind.JOY and told.get("picture") and not told.get("words"):
            told["words"] = pictured[told["picture"]]
        if self.kind in {Kind.JOY, Kind.CARE} and not told.get("words") and not told.get("care"):
            self.add_error("words", "Please tell it in a few words, or pick one above.")
        return told


def _pick(label: str, choices: Iterable[tuple[str, str]], *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=list(choices),
        label=label,
        required=required,
        widget=forms.RadioSelect,
        initial=None if required else "",
    )


OWN_FIELDS: dict[Kind, set[str]] = {Kind.SENSE: {"sense", "how"}, Kind.CARE: {"care"}, Kind.JOY: {"picture"}}


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


class ToolkitLinkForm(LinkForm):
    """Which cards a link shows, for whom, and for how long."""

    strategies = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label="Which cards?",
        error_messages={"required": "Please choose at least one card."},
    )
    field_order = ["strategies", "name", "days"]

    def __init__(self, *args: Any, strategies: Iterable[Strategy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = {strategy.public_id: strategy for strategy in strategies}
        self.fields["strategies"].choices = [(key, one.name) for key, one in self.given.items()]  # type: ignore[attr-defined]

    def chosen(self) -> list[Strategy]:
        """The strategies that were ticked."""
        return [self.given[key] for key in self.cleaned_data["strategies"]]


EXAMPLES: dict[Kind, str] = {
    Kind.STRENGTH: "I remember every train line.",
    Kind.JOY: "Splashing in puddles.",
    Kind.SENSE: "Hand dryers: I leave the room; my own headphones help.",
    Kind.SIGN: "I go quiet and pull my hood up.",
    Kind.HELPS: "Ten minutes under the table.",
    Kind.WORSE: "Many questions at once.",
    Kind.CARE: "Nuts, even traces. My pen is in my bag.",
}
