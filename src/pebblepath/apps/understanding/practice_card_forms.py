"""Writing a card: one form for each kind, with the same rules as the library's cards, told beside the right field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from pebblepath.apps.people.kind_words import KIND, PLAIN
from pebblepath.apps.people.kind_words_fields import KindWords, offering
from pebblepath.apps.understanding import practice_card_words as words
from pebblepath.apps.understanding.models import CardKind
from pebblepath.library import Library, symbol_names
from pebblepath.library.own_cards import OwnCard, check_card
from pebblepath.library.schema import PARTICIPATION_ENDING
from pebblepath.library.symbols import JOYS

TAKES_PART = "Takes part in"
LONGEST_NAME = 60  # of a given strategy
LONGEST_TITLE = 80  # of a goal
LONGEST_LINE = 120
STONES = ("First stone", "Second stone", "Third stone: what we hope for", "Fourth stone: more", "Last stone: much more")


def prose(label: str, *, hint: str = "", required: bool = True, rows: int = 3) -> forms.CharField:
    """A few sentences that a family reads."""
    widget = KindWords(KIND, PLAIN, rows=rows)
    return forms.CharField(label=label, help_text=hint, required=required, max_length=500, widget=widget)


def one_of(choices: words.Choices, label: str, hint: str = "") -> forms.ChoiceField:
    """One thing out of a few."""
    return forms.ChoiceField(choices=choices, label=label, help_text=hint, widget=forms.RadioSelect)


def some_of(choices: words.Choices, label: str, hint: str = "", *, required: bool = False) -> forms.MultipleChoiceField:
    """Any of a few things."""
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(choices=choices, label=label, help_text=hint, required=required, widget=widget)


def number(label: str, least: int, most: int) -> forms.IntegerField:
    """A whole number in a range."""
    sentence = f"A whole number from {least} to {most} is accepted here."
    said = dict.fromkeys(("invalid", "min_value", "max_value"), sentence)
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=said)


class LinesField(forms.CharField):
    """A list, one entry on each line."""

    def __init__(self, *, least: int = 0, most: int = 20, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(required=least > 0, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.least, self.most = least, most

    def prepare_value(self, value: object) -> object:
        """A stored list as lines."""
        return value if isinstance(value, str) or not isinstance(value, Iterable) else "\n".join(map(str, value))

    def clean(self, value: Any) -> list[str]:
        """Lines without the empty ones, as many as are accepted and none too long."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        if not self.least <= len(lines) <= self.most:
            between = f"from {self.least} to {self.most}" if self.least else f"up to {self.most}"
            raise forms.ValidationError(f"These are {len(lines)} lines; {between} are accepted, one thing on each.")
        for place, line in enumerate(lines, 1):
            if len(line) > LONGEST_LINE:
                raise forms.ValidationError(
                    f"Line {place} has {len(line)} letters; up to {LONGEST_LINE} are accepted. Please say it shorter."
                )
        return lines


class CardForm(forms.Form):
    """What all cards share."""

    kind: ClassVar[CardKind]
    symbol = forms.ChoiceField(label="Picture", widget=forms.RadioSelect)
    name = forms.CharField(
        label="Name",
        max_length=LONGEST_NAME,
        help_text="Short, as one says it.",
        widget=forms.TextInput(offering(KIND, PLAIN)),
    )
    settings = some_of(words.PLACES, "Where does it fit?", required=True)

    def __init__(self, *args: Any, library: Library, card_id: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.library, self.card_id = library, card_id
        self.fields["symbol"].choices = self._chosen_first(  # type: ignore[attr-defined]
            [(name, name.replace("-", " ")) for name in symbol_names()], [self.initial.get("symbol", "heart")]
        )
        self.fields["symbol"].initial = "heart"

    @staticmethod
    def _chosen_first(choices: words.Choices, chosen: Iterable[str]) -> words.Choices:
        """In a long list, what is chosen already can be seen without scrolling."""
        first = set(chosen)
        return sorted(choices, key=lambda choice: choice[0] not in first)

    @classmethod
    def initial_from(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """A card's fields as the form's."""
        return dict(content)

    def content(self) -> dict[str, Any]:
        """What was written as a card's fields, but for id and version."""
        return {name: self.cleaned_data[name] for name in self.cleaned_data if name in self.fields}

    def clean_name(self) -> str:
        """A semicolon stands between strategies in a file, so it can't be in a name."""
        name: str = self.cleaned_data["name"]
        if ";" in name:
            raise forms.ValidationError("A name can't have a semicolon (;) in it. Please use a comma.")
        return name

    def clean(self) -> dict[str, Any] | None:
        """Hold what was written to the rules of the library, each fault beside its field."""
        cleaned = super().clean()
        self.check_ranges()
        _, faults = check_card(self.library, OwnCard(self.kind, self.card_id, 1, self.content()))
        for fault in faults:
            field, line = self.place_of(fault.field)
            if field not in self.errors and not (field is None and self.errors):
                self.add_error(field, f"{line}{as_sentence(fault.sentence)}")
        return cleaned

    def check_ranges(self) -> None:
        """What has a least and a most runs upwards."""

    def place_of(self, path: str) -> tuple[str | None, str]:
        """The form's field for a fault's place in a card, and which line of it."""
        field, _, rest = path.partition(".")
        line = f"Line {int(rest) + 1}: " if rest.isdigit() else ""
        return (field if field in self.fields else None), line


def as_sentence(fault: str) -> str:
    """A fault of the library as a sentence for who writes; for a text that is hard to read, with a hint."""
    said = fault[:1].upper() + fault[1:].rstrip(".") + "."
    return f"{said} Shorter sentences and everyday words help." if "reads at grade" in fault else said


class StrategyCardForm(CardForm):
    """Something to try in daily life."""

    kind = CardKind.STRATEGY
    when = prose("When does it fit?", hint="Such as “The bell is about to ring”.", rows=2)
    how = prose("How is it done?", hint="Up to 60 words, so that a grandparent can do it.", rows=4)
    why = prose("Why may it help?", rows=2)
    cautions = prose("What to take care of?", required=False, hint="You may leave it open.", rows=2)
    occupations = some_of([], "For which everyday activities?", required=True)
    # "kind" is the kind of form; the card's own field of that name is asked as "sort".
    sort = one_of(words.STRATEGY_KINDS, "What sort of thing is it?", "What changes the place is offered first.")
    senses = some_of(words.SENSES, "Which senses is it about?")
    gives = some_of(words.SENSES, "Which senses get more by it?", "It isn’t offered where that is too much.")
    not_with = some_of(words.CARES, "Not for a child with", "It is never offered where one of these is known.")
    needs = LinesField(label="What does it need?", help_text="One thing on each line. Open: nothing special.")
    minutes = number("A grown-up’s minutes on a day of use", 0, 60)
    cost = one_of(words.COSTS, "What does it cost?")
    comfort_support = forms.BooleanField(
        label="It gives comfort or keeps safe",
        required=False,
        help_text="Then it is always there when wanted, and never left out to test it.",
    )
    research = forms.ChoiceField(
        label="What research says", required=False, help_text="The topic that this card rests on, if one fits."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activities = [(card.id, card.name) for card in self.library.occupations.values()]
        topics = sorted((topic.id, f"{topic.name} ({topic.grade})") for topic in self.library.research.values())
        self.fields["occupations"].choices = activities  # type: ignore[attr-defined]
        self.fields["research"].choices = [("", "not looked up"), *topics]  # type: ignore[attr-defined]

    @classmethod
    def initial_from(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """A card's fields as the form's."""
        return {**content, "sort": content.get("kind", "")}

    def content(self) -> dict[str, Any]:
        """What was written as a card's fields; what was left open isn't there."""
        content = super().content()
        if "sort" in content:
            content["kind"] = content.pop("sort")
        return content | {name: content.get(name) or None for name in ("cautions", "research")}

    def place_of(self, path: str) -> tuple[str | None, str]:
        """The form's field for a fault's place in a card, and which line of it."""
        return super().place_of("sort" if path == "kind" else path)

    def occupation_groups(self) -> list[tuple[str, int, list[Any]]]:
        """The boxes to tick, by group, with how many are ticked there."""
        grouped: dict[str, list[Any]] = {label: [] for _, label in words.GROUPS}
        labels = dict(words.GROUPS)
        for box in self["occupations"]:
            grouped[labels[self.library.occupations[str(box.data["value"])].group]].append(box)
        return [(label, sum(b.data["selected"] for b in boxes), boxes) for label, boxes in grouped.items()]


class PlayCardForm(CardForm):
    """Something to play."""

    kind = CardKind.PLAY
    what = prose("What is played?", hint="Said to the child: “The swing is a boat. You say when it docks.”", rows=4)
    fun = prose("Why would a child want it?", hint="One sentence, to the child.", rows=2)
    sort = one_of(words.PLAY_KINDS, "What sort of play is it?")
    easier = prose("To make it easier", rows=2)
    harder = prose("To make it harder", rows=2)
    at_home = prose("The same idea at home", rows=2)
    cautions = prose("What to take care of?", required=False, hint="You may leave it open.", rows=2)
    not_with = some_of(words.CARES, "Not for a child with", "It is never offered where one of these is known.")
    minutes_least = number("Minutes, at least", 3, 30)
    minutes_most = number("Minutes, at most", 5, 45)
    people_least = number("Players, at least", 1, 6)
    people_most = number("Players, at most", 1, 12)
    age_from = number("Age from (a hint, never a norm)", 1, 18)
    age_to = number("Age to", 2, 18)
    energy = forms.TypedChoiceField(choices=words.ROUSING, coerce=int, label="As a whole it is", initial="0")
    space = one_of(words.SPACES, "Where is it played?")
    noise = one_of(words.NOISES, "How loud is it?")
    mess = one_of(words.MESSES, "How much mess?")
    equipment = LinesField(label="What does it need?", help_text="One thing on each line.")
    joys = LinesField(label="For a child who loves", help_text=f"One on each line: {', '.join(JOYS[:4])} …")
    # These two hold no value: each stands for its group of lists, so that a fault about the group has its place.
    works_on = forms.Field(label="What does it work on?", required=False)
    gives = forms.Field(label="What does each sense get?", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for goal, label in words.DEEPER_GOALS:
            self.fields[f"works_on_{goal}"] = _level(words.WEIGHTS, label)
        for sense, label in words.SENSES:
            self.fields[f"gives_{sense}"] = _level([("", "nothing"), *words.ROUSING], label)

    @classmethod
    def initial_from(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """A card's fields as the form's."""
        split = {f"{group}_{key}": n for group in ("works_on", "gives") for key, n in content.get(group, {}).items()}
        return {**content, **split, "sort": content.get("kind", "")}

    def content(self) -> dict[str, Any]:
        """What was written as a card's fields."""
        written = super().content()
        content = {name: value for name, value in written.items() if not name.startswith(("works_on", "gives"))}
        if "sort" in content:
            content["kind"] = content.pop("sort")
        content["works_on"] = _levels(written, "works_on", words.DEEPER_GOALS)
        content["gives"] = _levels(written, "gives", words.SENSES)
        return content | {"cautions": content.get("cautions") or None}

    def check_ranges(self) -> None:
        """What has a least and a most runs upwards, and the two groups have something in them."""
        for least, most in (("minutes_least", "minutes_most"), ("people_least", "people_most"), ("age_from", "age_to")):
            low, high = self.cleaned_data.get(least), self.cleaned_data.get(most)
            if low is not None and high is not None and low > high:
                self.add_error(most, f"This is less than the {low} before it. The same or more is accepted.")
        goals = len(_levels(self.cleaned_data, "works_on", words.DEEPER_GOALS))
        if not 1 <= goals <= 5:
            self.add_error("works_on", f"These are {goals}. From one to five are accepted: what it is mainly good for.")
        if not _levels(self.cleaned_data, "gives", words.SENSES):
            self.add_error("gives", "Please say it of at least one sense.")

    def place_of(self, path: str) -> tuple[str | None, str]:
        """The form's field for a fault's place in a card, and which line of it."""
        return super().place_of("sort" if path == "kind" else path)

    def works_on_fields(self) -> list[forms.BoundField]:
        """One list for each deeper goal."""
        return [self[f"works_on_{goal}"] for goal, _ in words.DEEPER_GOALS]

    def gives_fields(self) -> list[forms.BoundField]:
        """One list for each sense."""
        return [self[f"gives_{sense}"] for sense, _ in words.SENSES]


def _level(choices: words.Choices, label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, required=False, label=label)


def _levels(written: Mapping[str, Any], group: str, keys: words.Choices) -> dict[str, int]:
    levels = {key: written.get(f"{group}_{key}") for key, _ in keys}
    return {key: level for key, level in levels.items() if level is not None}


class OccupationCardForm(CardForm):
    """Something that a child may want to do."""

    kind = CardKind.OCCUPATION
    child_name = forms.CharField(
        label="As the child would say it",
        max_length=LONGEST_TITLE,
        help_text="Such as “I zip my jacket”. Up to nine words.",
    )
    group = one_of(words.GROUPS, "Which part of the day is it?")
    age_hint = forms.CharField(
        label="A word on age", required=False, max_length=LONGEST_LINE, help_text="A hint, never a norm; may stay open."
    )
    steps = LinesField(label="Its steps", least=4, most=8, rows=6, help_text="From four to eight, one on each line.")
    works_on = forms.Field(label="What do body and mind do in it?", required=False)
    participation = forms.CharField(
        label=f"{TAKES_PART} …",
        max_length=200,
        help_text=f"Such as “getting ready to go out”. The sentence ends by itself: “{PARTICIPATION_ENDING}”",
    )
    icf = some_of([], "ICF codes", "One or more; the labels are our own words.", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, label in enumerate(("Mainly", "Also", "And also")):
            self.fields[f"works_on_{place}"] = forms.ChoiceField(
                choices=[("", "nothing more"), *words.DEEPER_GOALS], required=False, label=label
            )
        codes = [(code, f"{code} {label}") for code, label in sorted(self.library.icf_labels.items())]
        self.fields["icf"].choices = self._chosen_first(codes, self.initial.get("icf", ()))  # type: ignore[attr-defined]
        for place, label in enumerate(STONES):
            line = forms.TextInput(offering(KIND, PLAIN))
            self.fields[f"stone{place}"] = forms.CharField(label=label, max_length=LONGEST_LINE, widget=line)

    @classmethod
    def initial_from(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """A card's fields as the form's."""
        part = str(content.get("participation", "")).removeprefix(f"{TAKES_PART} ")
        stones = {f"stone{place}": text for place, text in enumerate(content.get("stones", ()))}
        stones |= {f"works_on_{place}": goal for place, goal in enumerate(content.get("works_on", ()))}
        codes = [row["code"] for row in content.get("icf", ())]
        return {**content, **stones, "icf": codes, "participation": part.removesuffix(PARTICIPATION_ENDING).strip()}

    def content(self) -> dict[str, Any]:
        """What was written as a card's fields."""
        written = super().content()
        content = {name: value for name, value in written.items() if not name.startswith(("stone", "works_on"))}
        content["works_on"] = [goal for place in range(3) if (goal := written.get(f"works_on_{place}"))]
        content["stones"] = [written.get(f"stone{place}", "") for place in range(len(STONES))]
        content["icf"] = [{"code": code, "label": self.library.icf_labels[code]} for code in written.get("icf", ())]
        if part := str(written.get("participation", "")).strip().rstrip("."):
            content["participation"] = f"{TAKES_PART} {part} {PARTICIPATION_ENDING}"
        return content | {"age_hint": content.get("age_hint") or None}

    def check_ranges(self) -> None:
        """Two stones can't say the same: one couldn't tell where the child stands."""
        seen: dict[str, int] = {}
        for place in range(len(STONES)):
            text = str(self.cleaned_data.get(f"stone{place}", "")).strip().lower()
            if text and text in seen:
                self.add_error(
                    f"stone{place}", f"This says the same as stone {seen[text] + 1}. Each stone needs words of its own."
                )
            seen.setdefault(text, place)

    def place_of(self, path: str) -> tuple[str | None, str]:
        """The form's field for a fault's place in a card, and which line of it."""
        return super().place_of(path.replace("stones.", "stone", 1))

    def works_on_fields(self) -> list[forms.BoundField]:
        """The lists of the deeper goals, the main one first."""
        return [self[f"works_on_{place}"] for place in range(3)]

    def stone_fields(self) -> list[forms.BoundField]:
        """The fields of the stones, the farthest first, as the path is drawn."""
        return [self[f"stone{place}"] for place in reversed(range(len(STONES)))]


FORMS: Mapping[str, type[CardForm]] = {form.kind: form for form in (StrategyCardForm, PlayCardForm, OccupationCardForm)}
