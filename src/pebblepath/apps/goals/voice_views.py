"""Pages on which somebody says where they see the child on a path; the child does it with pictures."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from pebblepath.apps.goals.models import Goal, Importance, State, Voice
from pebblepath.apps.goals.voices import say_voice
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Role, Scope
from pebblepath.apps.people.waiting import waited

ON_A_SCREEN = 3


class VoiceForm(forms.Form):
    """Which stone, and how much it matters."""

    importance = forms.TypedChoiceField(
        choices=Importance.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        label="How much does it matter to you?",
    )

    def __init__(self, data: object = None, *, goal: Goal, said: Voice | None) -> None:
        super().__init__(data, initial={"step": said.step, "importance": said.importance} if said else {})  # type: ignore[arg-type]
        self.fields["step"] = forms.TypedChoiceField(
            choices=[(stone.step, stone.words) for stone in goal.stones.all()],
            coerce=int,
            widget=forms.RadioSelect,
            label="Where do you see it now?",
            error_messages={"required": "Please tap the stone that fits best."},
        )


@child_page(Scope.TELL)
def voice(request: HttpRequest, access: Access, goal: str) -> HttpResponse:
    """Where do you see it now, and how much does it matter to you?"""
    found = _goal(access, goal)
    said = Voice.objects.filter(goal=found, member=access.member).first()
    form = VoiceForm(request.POST if request.method == "POST" else None, goal=found, said=said)
    if request.method == "POST" and form.is_valid():
        said_now = {name: form.cleaned_data[name] for name in ("step", "importance")}
        say_voice(access, found, **said_now, waited=waited(request))
        messages.success(request, "Thank you. Your voice stands with the others.")
        return redirect("path", access.child.public_id, goal)
    context = {"form": form, "goal": found, "farthest": _farthest(found)}
    return render(request, "goals/voice.html", context, status=400 if form.errors else 200)


@child_page(Scope.TELL)
def my_voice(request: HttpRequest, access: Access, goal: str) -> HttpResponse:
    """The child's own voice: which stone am I on, and how much do I like to do this? A touch each."""
    if access.member.role != Role.CHILD:
        raise Http404
    found = _goal(access, goal)
    here = reverse("my_voice", args=[access.child.public_id, goal])
    step, importance = (_number(request.POST.get(name, "")) for name in ("step", "importance"))
    if step is not None and step < found.levels:
        say_voice(access, found, step=step, waited=waited(request))
        return redirect(f"{here}?ask=matters")
    if importance in Importance.values:
        say_voice(access, found, importance=importance, waited=waited(request))
        return redirect(f"{here}?ask=thanks")
    return _my_page(request, access, found, status=400 if request.method == "POST" else 200)


def _my_page(request: HttpRequest, access: Access, goal: Goal, status: int) -> HttpResponse:
    said = Voice.objects.filter(goal=goal, member=access.member).first()
    stones = list(goal.stones.all())
    screens = -(-len(stones) // ON_A_SCREEN)
    here = said.step if said and said.step is not None else goal.standing().step
    wanted = _number(request.GET.get("screen", "")) or 0
    number = wanted if 1 <= wanted <= screens else here // ON_A_SCREEN + 1
    first = (number - 1) * ON_A_SCREEN
    ask = request.GET.get("ask", "")
    shown = [(stone, range(stone.step + 1), range(len(stones) - stone.step - 1)) for stone in stones]
    context = {
        "goal": goal,
        "said": said,
        "ask": ask if ask in {"matters", "thanks"} else "step",
        "stones": shown[first : first + ON_A_SCREEN],
        "hearts": [(value, label, range(value)) for value, label in Importance.choices],
        # The frame of My space turns the page by this.
        "screen": {"next": number % screens + 1 if screens > 1 and not ask else 0},
    }
    return render(request, "goals/my_voice.html", context, status=status)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else None


def _goal(access: Access, goal: str) -> Goal:
    """A goal on the way of which this person may tell."""
    goals = Goal.objects.seen_by(access).seen_by(access, scope=Scope.TELL).filter(state=State.ACTIVE)
    return get_object_or_404(goals.with_newest_steps().prefetch_related("stones"), public_id=goal)


def _farthest(goal: Goal) -> int:
    return max((stone.step for stone in goal.stones.all() if stone.lit_on), default=goal.start_step)
