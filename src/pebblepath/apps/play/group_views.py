"""Pages for several children who play together: bringing them together, and session mode for all at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from pebblepath.apps.goals.paths import Path, active_paths_of
from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, open_places, person_page, places_of
from pebblepath.apps.people.models import Scope, User
from pebblepath.apps.play.group_actions import MOST_CHILDREN, begin_group
from pebblepath.apps.play.models import Group, Session
from pebblepath.apps.play.run_actions import told_back
from pebblepath.apps.play.running import FACES, activities_of
from pebblepath.apps.play.staff import works_here
from pebblepath.apps.play.timetable.names import token
from pebblepath.apps.play.timetable.week_facts import pairs_apart
from pebblepath.apps.understanding.practice_library import library_of

PLANS = 30
LATELY = dt.timedelta(hours=16)


@dataclass(frozen=True)
class Place:
    """One child in a group: her session, what was told of it, and her paths."""

    access: Access
    session: Session
    paths: list[Path]
    told: str
    serves: str


class GroupForm(forms.Form):
    """Who plays together, and what."""

    children = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label="Who plays together?")
    plan = forms.ChoiceField(
        widget=forms.RadioSelect,
        label="Which plan do they share?",
        error_messages={"required": "Please tap the plan that they share."},
    )
    name = forms.CharField(max_length=60, required=False, label="A name for the group", help_text="May stay empty.")

    def __init__(self, *args: Any, accesses: Sequence[Access], plans: Sequence[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accesses = {access.child.public_id: access for access in accesses}
        self.plans = {plan.public_id: plan for plan in plans}
        self.fields["children"].choices = [(id, a.child.name) for id, a in self.accesses.items()]  # type: ignore[attr-defined]
        self.fields["plan"].choices = [(id, str(plan)) for id, plan in self.plans.items()]  # type: ignore[attr-defined]
        self.fields["children"].error_messages["required"] = f"Please tap from 2 to {MOST_CHILDREN} children."

    def clean_children(self) -> list[str]:
        """From two to six, of one practice."""
        chosen: list[str] = self.cleaned_data["children"]
        if not 2 <= len(chosen) <= MOST_CHILDREN:
            count = "1 child was" if len(chosen) == 1 else f"{len(chosen)} children were"
            raise forms.ValidationError(f"{count} tapped. A group has from 2 to {MOST_CHILDREN}.")
        if len({self.accesses[id].child.practice_id for id in chosen}) > 1:
            raise forms.ValidationError("These children belong to different practices. A group is of one practice.")
        self._let_apart([self.accesses[id] for id in chosen])
        return chosen

    def _let_apart(self, accesses: Sequence[Access]) -> None:
        """Two who aren't in one session at school aren't brought together here; only the staff know who that is."""
        names = {token(access.child): access.child.name for access in accesses}
        for one, other in pairs_apart(names) if works_here(accesses[0]) else ():
            raise forms.ValidationError(
                f"{names[one]} and {names[other]} have sessions apart. Please take away one tick, or change it under"
                " “At school” in “Days and weeks”."
            )

    def chosen(self) -> list[Access]:
        """The children, the one whose plan it is first."""
        plan = self.plans[self.cleaned_data["plan"]]
        accesses = [self.accesses[id] for id in self.cleaned_data["children"]]
        return sorted(accesses, key=lambda access: access.child.pk != plan.child_id)


@person_page
def new_group(request: HttpRequest, user: User) -> HttpResponse:
    """Bring children together around one plan; or go on with a group that plays."""
    accesses = _who_may_play(user)
    if not accesses:
        raise Http404
    plans = _plans_of(accesses)
    form = GroupForm(request.POST or None, accesses=accesses, plans=plans)
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        library = library_of(chosen[0].child.practice_id)
        plan = form.plans[form.cleaned_data["plan"]]
        name = form.cleaned_data["name"] or ", ".join(access.child.name for access in chosen)[:60]
        group, _ = begin_group(chosen, plan, name, library.occupations)
        return redirect("run_group", group.public_id)
    context = {
        "form": form,
        "accesses": accesses,
        "plans": [(plan, [activity.first.name for activity in activities_of(plan)]) for plan in plans],
        "most": MOST_CHILDREN,
        "playing": _playing(user),
    }
    return render(request, "play/group_new.html", context, status=400 if form.errors else 200)


@person_page
def run_group(request: HttpRequest, user: User, group: str) -> HttpResponse:
    """One activity for all; for each child her stones, one tap each."""
    by_child = {access.child.pk: access for access in _who_may_play(user)}
    mine = Session.objects.filter(group__public_id=group, child__in=by_child).select_related("group", "child", "by")
    sessions = sorted(mine, key=lambda session: session.child.name)
    if not sessions:
        raise Http404
    accesses = [by_child[session.child_id] for session in sessions]
    paths, told = active_paths_of(accesses), told_back(accesses[0], sessions)
    audit.opened_on_one_page(user, "run_group", request.path, [access.child for access in accesses])
    context = {
        "group": sessions[0].group,
        "activities": activities_of(sessions[0]),
        "places": [
            Place(
                access=access,
                session=session,
                paths=[path for path in paths[session.child_id] if access.may(Scope.TELL, path.goal.public_id)],
                told=json.dumps(told[session.pk]),
                serves=json.dumps([[card.serves for card in activity.cards] for activity in activities_of(session)]),
            )
            for access, session in zip(accesses, sessions, strict=True)
        ],
        "faces": FACES,
    }
    return render(request, "play/run_group.html", context)


def _who_may_play(user: User) -> list[Access]:
    """The children with whom this person plans sessions."""
    places = open_places(user, places_of(user).filter(child__source=""))
    return [access for access in places if access.may(Scope.PLAY)]


def _plans_of(accesses: Sequence[Access]) -> list[Session]:
    """Plans that nobody has begun, the newest first."""
    children = [access.child for access in accesses]
    waiting = Session.objects.filter(child__in=children, group=None, started_at=None).exclude(plan=[])
    return list(waiting.select_related("child")[:PLANS])


def _playing(user: User) -> list[Group]:
    """This person's groups of today that haven't ended."""
    since = timezone.now() - LATELY
    lately = Group.objects.filter(led_by=user, made_at__gte=since, sessions__ended_at=None, sessions__isnull=False)
    return list(lately.order_by("-made_at").distinct())
