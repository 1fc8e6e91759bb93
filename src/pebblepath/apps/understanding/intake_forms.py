"""The forms of the first telling. Each shows what its person told before, and changes it without making doubles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from django import forms

from pebblepath.apps.people.access import Access
from pebblepath.apps.people.kind_words import KIND
from pebblepath.apps.people.kind_words_fields import offering
from pebblepath.apps.people.models import Setting
from pebblepath.apps.understanding import actions
from pebblepath.apps.understanding.chips import CHIPS, SENSE_HINTS, Chip
from pebblepath.apps.understanding.intake import Step
from pebblepath.apps.understanding.known import home_for
from pebblepath.apps.understanding.models import AtHand, Care, How, Intake, Kind, Routine, Sense, TimeOfDay, Trait
from pebblepath.apps.understanding.practice_library import library_of
from pebblepath.library import Library
from pebblepath.library.symbols import sense_symbol

LONGEST = 120
LONGEST_THING = 40
THINGS_SHOWN = 24


class StepForm(Protocol):
    """What every form of a step can do."""

    def is_valid(self) -> bool:
        """Whether what was sent can be kept."""

    def keep(self, access: Access) -> None:
        """Keep it."""


def form_for(step: Step, access: Access, data: Any = None) -> StepForm:
    """The form of a step, with what this person told before."""
    form: StepForm = FORMS[step.shape](data, step=step, access=access)
    return form


class LinesField(forms.CharField):
    """Own words, one thing a line. Gives a list; what is there twice counts once."""

    widget = forms.Textarea(offering(KIND, rows=2))

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=2000, **kwargs)
        self.longest = longest

    def clean(self, value: Any) -> list[str]:
        """The lines, each without space around it."""
        lines = list(dict.fromkeys(line.strip() for line in super().clean(value).splitlines() if line.strip()))
        for line in lines:
            if len(line) > self.longest:
                raise forms.ValidationError(
                    f"“{line[:30]}…” has {len(line)} letters; a line may have up to {self.longest}. "
                    "Please make two lines of it."
                )
        return lines


def _mine(access: Access, kind: Kind) -> list[Trait]:
    return list(access.child.traits.current().filter(kind=kind, told_by=access.member))


def _alike(words: str) -> str:
    """What is the same for "Trains" and "trains."."""
    return words.casefold().strip(" .")


class ChipsForm(forms.Form):
    """Things to pick by a tap, and own words."""

    chips = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label="Pick all that fit")
    own = LinesField(longest=LONGEST, label="In your own words", help_text="One thing a line.")

    def __init__(self, data: Any = None, *, step: Step, access: Access) -> None:
        assert step.kind is not None
        self.kind = step.kind
        self.offered = {chip.words: chip for chip in CHIPS[step.kind]}
        told = {_alike(trait.words): trait.words for trait in _mine(access, step.kind)}
        chips = [words for words in self.offered if _alike(words) in told]
        own = [words for key, words in told.items() if key not in map(_alike, chips)]
        super().__init__(data, initial={"chips": chips, "own": "\n".join(own)})
        self.fields["chips"].choices = [(words, words) for words in self.offered]  # type: ignore[attr-defined]

    def options(self) -> Iterator[tuple[Any, Chip]]:
        """Each box to tick with its chip."""
        for option in self["chips"]:
            yield option, self.offered[option.data["value"]]

    def keep(self, access: Access) -> None:
        """End what isn't picked any more, keep what is new."""
        mine = _mine(access, self.kind)  # read anew: the same screen may have been sent twice at once
        said = [*self.cleaned_data["chips"], *self.cleaned_data["own"]]
        wanted = {_alike(words): words for words in reversed(said)}
        had = {_alike(trait.words) for trait in mine}
        pictures = {words: chip.picture for words, chip in self.offered.items()}
        actions.change_traits(
            access,
            end=[trait for trait in mine if _alike(trait.words) not in wanted],
            add=[
                Trait(kind=self.kind, words=words, picture=pictures.get(words, ""))
                for key, words in reversed(wanted.items())
                if key not in had
            ],
        )


class CaresForm(forms.Form):
    """What needs minding, each with words if one likes, and own words."""

    own = LinesField(longest=LONGEST, label="Something else", help_text="I hold a hand near roads. One thing a line.")

    def __init__(self, data: Any = None, *, step: Step, access: Access) -> None:
        mine = _mine(access, Kind.CARE)
        told = {trait.care: trait for trait in mine if trait.care}
        super().__init__(data, initial={"own": "\n".join(trait.words for trait in mine if not trait.care)})
        for care in Care:
            self.fields[care] = forms.BooleanField(required=False, label=care.label, initial=care in told)
            self.fields[f"{care}-words"] = forms.CharField(
                required=False,
                max_length=LONGEST,
                label=f"{care.label}: what should others know?",
                widget=forms.TextInput(offering(KIND)),
                initial=told[care].words if care in told else "",
            )

    def options(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Each box to tick, with the field for words."""
        for care in Care:
            yield self[care], self[f"{care}-words"]

    def keep(self, access: Access) -> None:
        """Where words were changed, the old ones end and the new ones are kept."""
        mine = _mine(access, Kind.CARE)
        told = {("", line) for line in self.cleaned_data["own"]}
        told |= {(care.value, self.cleaned_data[f"{care}-words"]) for care in Care if self.cleaned_data[care]}
        had = {(trait.care, trait.words) for trait in mine}
        actions.change_traits(
            access,
            end=[trait for trait in mine if (trait.care, trait.words) not in told],
            add=[Trait(kind=Kind.CARE, care=care, words=words) for care, words in sorted(told - had)],
        )


class SituationForm(forms.Form):
    """How one sense is in one situation."""

    trait = forms.IntegerField(required=False, widget=forms.HiddenInput)
    how = forms.ChoiceField(required=False, choices=How.choices, widget=forms.RadioSelect, label="How is it?")
    words = forms.CharField(
        required=False, max_length=LONGEST, label="What is it about?", widget=forms.TextInput(offering(KIND))
    )
    setting = forms.ChoiceField(required=False, choices=[("", "Everywhere"), *Setting.choices], label="Where?")
    gone = forms.BooleanField(required=False, label="This doesn’t hold any more")

    def clean(self) -> dict[str, Any]:
        """Words need to say how it is."""
        told = super().clean() or self.cleaned_data
        if (told.get("words") or told.get("setting")) and not told.get("how") and not told.get("gone"):
            self.add_error("how", "Please pick how it is, from “I look for it” to “It is too much”.")
        return told


class SenseFields:
    """One sense: the situations told before, and room for one more."""

    def __init__(self, sense: Sense, mine: Sequence[Trait], data: Any) -> None:
        self.sense, self.label, self.hint = sense, sense.label, SENSE_HINTS[sense]
        self.picture = sense_symbol(sense)
        had = [trait for trait in mine if trait.sense == sense]
        formset = forms.formset_factory(SituationForm, extra=1, max_num=30, absolute_max=30)
        told = [{"trait": t.pk, "how": t.how, "words": t.words, "setting": t.setting} for t in had]
        self.formset = formset(data, prefix=sense.value, initial=told)

    def is_valid(self) -> bool:
        """Whether each situation is."""
        return bool(self.formset.is_valid())

    def change(self, mine: Iterable[Trait]) -> tuple[list[Trait], list[Trait]]:
        """What ends of what this person told, and what is new."""
        known = {trait.pk: trait for trait in mine if trait.sense == self.sense}
        end: list[Trait] = []
        add: list[Trait] = []
        for form in self.formset:
            told, had = form.cleaned_data, known.get(form.cleaned_data.get("trait") or 0)
            new = Trait(kind=Kind.SENSE, sense=self.sense, how=told.get("how", ""))
            new.words, new.setting = told.get("words", ""), told.get("setting", "")
            gone = bool(told.get("gone"))
            if had and (gone or not _same(had, new)):
                end.append(had)
            if new.how and not gone and not any(_same(new, one) for one in [*known.values(), *add]):
                add.append(new)
        return end, add


def _same(one: Trait, other: Trait) -> bool:
    return (one.how, one.words, one.setting) == (other.how, other.words, other.setting)


class SensesForm:
    """Some of the eight senses, each as a preference in a situation: no score, no sum."""

    def __init__(self, data: Any = None, *, step: Step, access: Access) -> None:
        mine = _mine(access, Kind.SENSE)
        self.senses = [SenseFields(sense, mine, data) for sense in step.senses]

    def is_valid(self) -> bool:
        """Whether each sense is."""
        return all([sense.is_valid() for sense in self.senses])

    def keep(self, access: Access) -> None:
        """End what was changed or taken away, keep what is new."""
        mine = _mine(access, Kind.SENSE)
        for sense in self.senses:
            end, add = sense.change(mine)
            actions.change_traits(access, end=end, add=add)


DAY_HINTS: dict[TimeOfDay, str] = {
    TimeOfDay.MORNING: "We cuddle, then get dressed with a song.",
    TimeOfDay.MEAL: "All at the table, one candle.",
    TimeOfDay.AFTERNOON: "A snack, then half an hour outside.",
    TimeOfDay.BATH: "Cups in the tub, every second night.",
    TimeOfDay.BED: "Two books, light out at eight.",
    TimeOfDay.WEEKEND: "Pancakes, then Grandma.",
}


class DayForm(forms.Form):
    """What a family does anyway, by time of day. It is of the home that the person belongs to."""

    def __init__(self, data: Any = None, *, step: Step, access: Access) -> None:
        told = Routine.objects.filter(child=access.child, household=access.member.household)
        super().__init__(data, initial=dict(told.values_list("time", "words")))
        for time in TimeOfDay:
            self.fields[time] = forms.CharField(
                required=False,
                max_length=LONGEST,
                label=time.label,
                help_text=DAY_HINTS[time],
                widget=forms.TextInput(offering(KIND)),
            )

    def keep(self, access: Access) -> None:
        """Keep the day."""
        actions.keep_day(access, self.cleaned_data)


def things_named_most(library: Library, setting: str) -> tuple[str, ...]:
    """The things that the cards for a place name most, in the order of the alphabet."""
    play = [thing for card in library.play.values() if setting in card.settings for thing in card.equipment]
    cards = [thing for card in library.strategies.values() if setting in card.settings for thing in card.needs]
    return tuple(sorted(thing for thing, _ in Counter([*play, *cards]).most_common(THINGS_SHOWN)))


class ThingsForm(forms.Form):
    """What there is in one of the child's places."""

    things = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Tap all that there is"
    )
    own = LinesField(longest=LONGEST_THING, label="Something else", help_text="A hammock. One thing a line.")

    def __init__(self, data: Any = None, *, step: Step, access: Access) -> None:
        self.setting = access.member.setting
        told = AtHand.objects.filter(
            child=access.child, setting=self.setting, household=home_for(self.setting, access.member.household_id)
        ).first()
        had: Iterable[str] = told.things if told else []
        offered = things_named_most(library_of(access.child.practice_id), self.setting)
        super().__init__(
            data,
            initial={
                "things": [thing for thing in had if thing in offered],
                "own": "\n".join(thing for thing in had if thing not in offered),
            },
        )
        self.fields["things"].choices = [(thing, thing.capitalize()) for thing in offered]  # type: ignore[attr-defined]

    def keep(self, access: Access) -> None:
        """Keep the list."""
        things = dict.fromkeys([*self.cleaned_data["things"], *self.cleaned_data["own"]])
        actions.keep_at_hand(access, self.setting, list(things))


class HopeForm(forms.Form):
    """One sentence that may become the first goal."""

    hope = forms.CharField(
        required=False,
        max_length=200,
        label="In your own words",
        help_text="That mornings start without tears. That we can eat out together.",
        widget=forms.Textarea(offering(KIND, rows=3)),
    )

    def __init__(self, data: Any = None, *, step: Step, access: Access) -> None:
        intake = Intake.objects.filter(member=access.member).first()
        super().__init__(data, initial={"hope": intake.hope if intake else ""})

    def keep(self, access: Access) -> None:
        """Keep the sentence."""
        actions.keep_hope(access, " ".join(self.cleaned_data["hope"].split()))


FORMS: dict[str, Any] = {
    "chips": ChipsForm,
    "joys": ChipsForm,
    "cares": CaresForm,
    "senses": SensesForm,
    "day": DayForm,
    "things": ThingsForm,
    "hope": HopeForm,
}
