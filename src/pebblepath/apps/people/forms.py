"""Forms about people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from pebblepath.apps.people.models import Child, Household, Invitation, Pronouns, Role, Scope
from pebblepath.library.symbols import AVATARS

ONE_GOAL_AT_A_TIME = {Scope.SEE, Scope.TELL, Scope.TIMELINE}


class NameAtSignup(forms.Form):
    """The name that people see; the rest of sign-up is allauth's."""

    name = forms.CharField(label="Your name", max_length=80, help_text="As others call you.")

    def signup(self, request: object, user: object) -> None:
        """Nothing beyond what the adapter keeps."""


class ChildForm(forms.ModelForm):
    """The little that is needed to begin."""

    pronouns = forms.ChoiceField(choices=Pronouns.choices, widget=forms.RadioSelect, initial=Pronouns.THEY)
    picture = forms.ChoiceField(
        choices=[(name, name.capitalize()) for name in AVATARS], widget=forms.RadioSelect, initial=AVATARS[0]
    )

    class Meta:
        model = Child
        fields = ["name", "pronouns", "born", "picture", "joys"]
        widgets = {"born": forms.DateInput(attrs={"type": "date"})}
        help_texts = {
            "name": "The name she, he or they like to hear. First name only is fine.",
            "born": "Only to show the age. You may leave it open.",
            "joys": "A few words: trains, water, jokes.",
        }

    def clean_born(self) -> dt.date | None:
        """A birthday lies in the past, and this century's children are meant."""
        born: dt.date | None = self.cleaned_data["born"]
        today = timezone.localdate()
        if born and born > today:
            raise forms.ValidationError(f"{born:%-d %B %Y} is still to come. Please give a day up to today, or none.")
        if born and today.year - born.year > 25:
            raise forms.ValidationError("Pebblepath is for children and young people up to 25. Please check the year.")
        return born


class InvitationForm(forms.Form):
    """Whom to invite into a circle, and to what."""

    name = forms.CharField(max_length=80, label="What do you call this person?", help_text="Grandpa Joe, Ms. Lopez")
    role = forms.ChoiceField(label="Who is this person to the child?", widget=forms.RadioSelect)
    household = forms.ModelChoiceField(
        Household.objects.none(), required=False, label="Which home?", empty_label="no certain home"
    )
    goals = forms.MultipleChoiceField(
        required=False,
        label="Which goals to share?",
        widget=forms.CheckboxSelectMultiple,
        help_text="For a teacher or someone else. Family and therapists see all goals. None ticked means all.",
    )
    email = forms.EmailField(
        required=False,
        label="E-mail",
        help_text="We send the link there. Leave it open to hand the link over yourself.",
    )

    def __init__(self, *args: Any, child: Child, goals: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(r.value, r.label) for r in Role]  # type: ignore[attr-defined]
        self.fields["goals"].choices = goals  # type: ignore[attr-defined]
        homes = child.households.all()
        self.fields["household"].queryset = homes  # type: ignore[attr-defined]
        if not goals:
            del self.fields["goals"]
        if len(homes) == 0:
            del self.fields["household"]


class ConsentForm(forms.Form):
    """What one member may see or do."""

    scope = forms.ChoiceField(choices=Scope.choices, label="Allow")
    goal = forms.ChoiceField(required=False, label="About")
    until = forms.DateField(
        required=False,
        label="Until",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Open: until taken back.",
    )

    def __init__(self, *args: Any, goals: list[tuple[str, str]], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["goal"].choices = [("", "all goals"), *goals]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Only what is about a goal can be given for one goal."""
        cleaned = super().clean()
        if self.cleaned_data.get("goal") and self.cleaned_data.get("scope") not in ONE_GOAL_AT_A_TIME:
            self.add_error("goal", "This is about the whole child. Please choose “all goals”.")
        return cleaned

    def clean_until(self) -> dt.date | None:
        """A last day lies ahead."""
        until: dt.date | None = self.cleaned_data["until"]
        if until and until < self.today:
            raise forms.ValidationError("That day is over. Please give a day from today on, or none.")
        if until and until.year > self.today.year + 25:
            raise forms.ValidationError("That is too far ahead. Please check the year, or give no day.")
        return until


class HouseholdForm(forms.ModelForm):
    """One of two homes."""

    class Meta:
        model = Household
        fields = ["name"]
        labels = {"name": "Name of a home"}
        help_texts = {"name": 'Where a child has two homes: "Mum\'s home", "Dad\'s home".'}


class StaffInvitationForm(forms.ModelForm):
    """A colleague."""

    class Meta:
        model = Invitation
        fields = ["name", "email"]
