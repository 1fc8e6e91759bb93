"""What grown-ups fill in to set up a child's screens."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms

from pebblepath.apps.myspace.models import ON_A_SCREEN, Board, BoardItem, Colour, DayItem, Setup, Thing, When
from pebblepath.apps.people.models import Household
from pebblepath.apps.understanding.photos import PhotoFault, small_jpeg
from pebblepath.library.symbols import symbol_names

# These stand for something else on a child's screens; on a board they would say two things.
NOT_OFFERED = ("face-", "sense-")
PIN = r"^[0-9]{4,6}$"
SCAN = [(0, "Off"), (1, "1 second"), (2, "2 seconds"), (3, "3 seconds"), (5, "5 seconds"), (8, "8 seconds")]
DWELL = [(0, "Off"), (1, "1 second"), (2, "2 seconds"), (3, "3 seconds")]
PLACES = ("First", "Second", "Third")
# Own photos: as small as a picture on a screen wants them.
SIDE = 600
LARGEST = 12_000_000
KINDS = ("JPEG", "PNG", "WEBP", "GIF")


@lru_cache(maxsize=1)
def offered_symbols() -> list[tuple[str, str]]:
    """Every picture that may stand on a board or in a day, with its words."""
    return [(name, word_of(name)) for name in symbol_names() if not name.startswith(NOT_OFFERED)]


def word_of(symbol: str) -> str:
    """A picture's name as a word: "feeling-happy" is "Happy"."""
    return symbol.removeprefix("feeling-").replace("-", " ").capitalize()


class HomeForm(forms.ModelForm):
    """Something for one home or for both. Only a parent of a child with two homes is asked: ``home`` is then hers."""

    def __init__(self, *args: Any, home: Household | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if home:
            choices = [("own", f"Only at {home.name}"), ("both", "In both homes")]
            self.fields["home"] = forms.ChoiceField(
                choices=choices, widget=forms.RadioSelect, initial="own", label="Where is it for?"
            )

    @property
    def is_for_both(self) -> bool:
        """Whether it is for both homes."""
        return self.cleaned_data.get("home") == "both"


class PictureForm(forms.ModelForm):
    """A picture or an own photo, and a few words. Beside a picture, words may be left out: it has a name."""

    photo = forms.FileField(
        required=False,
        label="Or a photo of your own",
        help_text="It is made small and stays in the circle. A photo of the thing is best: the cup, the bus.",
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    class Meta:
        fields = ["symbol", "words"]
        labels = {"words": "Words"}
        help_texts = {"words": "As the child calls it. Up to 40 letters; empty: the picture’s own name."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["symbol"] = forms.ChoiceField(
            choices=offered_symbols(),
            widget=forms.RadioSelect,
            required=False,
            label="Picture",
            error_messages={"invalid_choice": "Please pick one of the pictures."},
        )
        self.fields["words"].required = False
        self.order_fields(["symbol", "photo", "words"])
        self.jpeg = b""

    def clean(self) -> dict[str, Any]:
        """A picture or a photo is needed; the picture's own name stands where no words are told."""
        told = super().clean() or self.cleaned_data
        if "symbol" not in self.errors and "photo" not in self.errors and not (told.get("symbol") or self.jpeg):
            self.add_error("symbol", "Please pick a picture, or take a photo of your own.")
        if self.jpeg and not told.get("symbol"):
            told["symbol"] = "picture"
            if not told.get("words") and "words" not in self.errors:
                self.add_error("words", "Please say in a word what is on the photo: for who can’t see it.")
        if told.get("symbol") and not told.get("words") and "words" not in self.errors:
            told["words"] = word_of(told["symbol"])
        return told

    def clean_photo(self) -> None:
        """The photo made anew; what was sent isn't kept. The form holds it as ``jpeg``."""
        sent = self.cleaned_data["photo"]
        try:
            self.jpeg = small_jpeg(sent.read(LARGEST + 1), side=SIDE, kinds=KINDS, largest=LARGEST) if sent else b""
        except PhotoFault as fault:
            raise forms.ValidationError(str(fault)) from None


class BoardItemForm(PictureForm):
    """One picture for a board."""

    class Meta(PictureForm.Meta):
        model = BoardItem


class DayItemForm(HomeForm, PictureForm):
    """One thing of the day."""

    when = forms.ChoiceField(choices=When.choices, widget=forms.RadioSelect, initial=When.EVERY, label="On which days?")

    class Meta(PictureForm.Meta):
        model = DayItem
        fields = ["symbol", "words", "when"]


class BoardForm(HomeForm):
    """What there is to choose."""

    class Meta:
        model = Board
        fields = ["name", "asks"]
        labels = {"name": "What is there to choose?", "asks": "A board to ask with, such as “I need”"}
        help_texts = {
            "name": "My snack, the first game, a song. Two or three pictures are easiest; six fit.",
            "asks": "What is picked here was asked for: help, water, a quiet place. That is a victory each time.",
        }


class SetupForm(forms.ModelForm):
    """How the screens look, what comes first, and how they are moved through."""

    ear = forms.BooleanField(
        required=False,
        label="Show an ear that reads the screen aloud",
        help_text="It speaks only when touched, with the voice of this device.",
    )
    new_pin = forms.RegexField(
        PIN,
        required=False,
        label="A PIN for the way out",
        help_text="4 to 6 digits. Empty: nothing changes.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 6}),
        error_messages={"invalid": "A PIN has 4 to 6 digits and nothing else."},
    )
    no_pin = forms.BooleanField(required=False, label="No PIN: the way out is held for three seconds")

    class Meta:
        model = Setup
        fields = ["colour", "scan_seconds", "dwell_seconds"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colour"] = forms.ChoiceField(choices=Colour.choices, widget=forms.RadioSelect, label="Colour")
        for place, (name, label) in enumerate(zip(self.home_names, PLACES, strict=True)):
            self.fields[name] = forms.ChoiceField(choices=Thing.choices, label=label, initial=self._home_at(place))
        self.fields["scan_seconds"] = _seconds(
            SCAN, "One switch", "The light goes from one thing to the next; Space or Enter picks it."
        )
        self.fields["dwell_seconds"] = _seconds(
            DWELL, "Eyes or a resting pointer", "Resting on a thing that long picks it."
        )
        self.fields["ear"].initial = not self.instance.quiet
        self.order_fields(["colour", *self.home_names, "ear", "scan_seconds", "dwell_seconds", "new_pin", "no_pin"])

    @property
    def home_names(self) -> list[str]:
        """The fields of the first screen, in their order."""
        return [f"home_{place}" for place in range(1, ON_A_SCREEN + 1)]

    @property
    def home_fields(self) -> list[forms.BoundField]:
        """The same, to be drawn."""
        return [self[name] for name in self.home_names]

    @property
    def ways_through(self) -> list[forms.BoundField]:
        """How one moves through the screens without touching them."""
        return [self["scan_seconds"], self["dwell_seconds"]]

    def _home_at(self, place: int) -> str:
        home = self.instance.home
        return home[place] if place < len(home) else Thing.values[place]

    def clean(self) -> dict[str, Any]:
        """Three different things; a PIN is either given or taken away."""
        told = super().clean() or self.cleaned_data
        home = [told[name] for name in self.home_names if name in told]
        if len(set(home)) < len(home):
            self.add_error(
                self.home_names[-1], "The three things are the same in part. Please pick three different ones."
            )
        if told.get("new_pin") and told.get("no_pin"):
            self.add_error("no_pin", "There is a new PIN above. Please empty it, or untick this.")
        self.instance.home, self.instance.quiet = home, not told.get("ear")
        return told


def _seconds(choices: list[tuple[int, str]], label: str, help_text: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=choices, coerce=int, widget=forms.RadioSelect, label=label, help_text=help_text
    )
