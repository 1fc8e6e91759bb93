"""Pages about goals: all paths, one path, making and rewording a goal, splitting a stone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.goals import actions
from pebblepath.apps.goals.forms import GoalForm, PebblesForm
from pebblepath.apps.goals.models import Goal, Pebble, State, Stone
from pebblepath.apps.goals.paths import drawing_of, paths_of
from pebblepath.apps.goals.scales import scale_of
from pebblepath.apps.goals.voices import voices_on
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Scope
from pebblepath.apps.understanding.hopes import activities_for
from pebblepath.apps.understanding.models import Intake
from pebblepath.apps.understanding.practice_card_words import GROUPS
from pebblepath.apps.understanding.practice_library import every_card_of, library_of
from pebblepath.library import Occupation

NEAR_A_HOPE = 2


@child_page()
def paths(request: HttpRequest, access: Access) -> HttpResponse:
    """All goals of a child, each as a small row of stones."""
    context = {"paths": paths_of(access), "may_shape": access.may(Scope.SHAPE)}
    return render(request, "goals/paths.html", context)


@child_page()
def path(request: HttpRequest, access: Access, goal: str) -> HttpResponse:
    """One goal as a path of stones."""
    return _path_page(request, access, goal)


def _path_page(request: HttpRequest, access: Access, goal: str, status: int = 200) -> HttpResponse:
    goals = Goal.objects.seen_by(access).with_newest_steps().prefetch_related("stones__pebbles")
    found = get_object_or_404(goals, public_id=goal)
    stones = list(found.stones.all())
    standing, drawing = drawing_of(found, stones, access.child.today())
    context = {
        "goal": found,
        "stones": list(reversed(stones)),
        "standing": standing,
        "here": stones[standing.step],
        "drawing": drawing,
        "voices": voices_on(access, found, stones, standing.step),
        "scale": scale_of(access, found),
        "may_shape": access.may(Scope.SHAPE),
        "may_tell": access.may(Scope.TELL, found.public_id) and found.state == State.ACTIVE,
    }
    return render(request, "goals/path.html", context, status=status)


@child_page(Scope.SHAPE)
def choose(request: HttpRequest, access: Access) -> HttpResponse:
    """The first step to a goal: choose an everyday activity, or one's own words."""
    groups: dict[str, list[Occupation]] = {}
    for occupation in library_of(access.child.practice_id).occupations.values():
        groups.setdefault(occupation.group, []).append(occupation)
    return render(request, "goals/choose.html", {"groups": _folded(access, groups)})


def _folded(access: Access, groups: Mapping[str, Sequence[Occupation]]) -> list[tuple[str, Sequence[Occupation], bool]]:
    """Each group's name, its cards, and whether it lies open: where a hope points comes first, else the first group."""
    cards = [card for group in groups.values() for card in group]
    near: set[str] = {card.group for hope in _hopes(access) for card in activities_for(hope, cards, NEAR_A_HOPE)}
    shown = [(group, words) for group, words in GROUPS if group in groups]
    opened = near or {group for group, _ in shown[:1]}
    shown.sort(key=lambda pair: pair[0] not in opened)
    return [(words, groups[group], group in opened) for group, words in shown]


def _hopes(access: Access) -> list[str]:
    """What the people around a child hope for, in their words."""
    told = Intake.objects.filter(member__child=access.child, member__left_at=None).exclude(hope="")
    return list(told.values_list("hope", flat=True))


@child_page(Scope.SHAPE)
def new_goal(request: HttpRequest, access: Access, occupation: str) -> HttpResponse:
    """The second step: its words, why it matters, the five stones."""
    card = library_of(access.child.practice_id).occupations.get(occupation)
    if card is None and occupation != "own":
        raise Http404
    goal = Goal(child=access.child, occupation=card.id if card else "", symbol=card.symbol if card else "heart")
    form = GoalForm(request.POST or None, instance=goal, occupation=card, for_therapist=access.is_therapist)
    if looked := _look(request, form, "goals/new_goal.html", {"card": card}):
        return looked
    if request.method == "POST" and form.is_valid():
        made = actions.make_goal(access, form.save(commit=False), form.words())
        messages.success(request, "A new path begins.")
        return redirect("path", access.child.public_id, made.public_id)
    context = {"form": form, "card": card}
    return render(request, "goals/new_goal.html", context, status=400 if form.errors else 200)


@child_page(Scope.SHAPE)
def change_goal(request: HttpRequest, access: Access, goal: str) -> HttpResponse:
    """Reword a goal and its stones."""
    found = _goal(access, goal)
    form = GoalForm(request.POST or None, instance=found, for_therapist=access.is_therapist)
    if looked := _look(request, form, "goals/change_goal.html", {"goal": found}):
        return looked
    if request.method == "POST" and form.is_valid():
        actions.change_goal(access, form.save(commit=False), form.words())
        messages.success(request, "Kept.")
        return redirect("path", access.child.public_id, found.public_id)
    context = {"form": form, "goal": found, "states": State.choices}
    return render(request, "goals/change_goal.html", context, status=400 if form.errors else 200)


def _look(request: HttpRequest, form: GoalForm, page: str, context: dict[str, object]) -> HttpResponse | None:
    """What to ask about the stones before anything is kept: as a page, or as the piece of it that a script asks for."""
    act = request.POST.get("act", "")
    if not form.for_therapist or act not in {"look", "piece"}:
        return None
    asked: dict[str, object] = {"questions": form.questions(), "looked": True}
    if act == "piece":
        # The page around it was opened before, and stands in the record.
        request.is_announced_copy = True  # type: ignore[attr-defined]
        return render(request, "goals/_questions.html", asked)
    return render(request, page, {"form": form, **context, **asked})


@require_POST
@child_page(Scope.SHAPE)
def set_state(request: HttpRequest, access: Access, goal: str) -> HttpResponse:
    """Rest a goal, take it up again, finish it."""
    found = _goal(access, goal)
    state = request.POST.get("state", "")
    if state not in State.values:
        messages.error(request, f"“{state}” isn't one of: {', '.join(State.values)}.")
        return _path_page(request, access, goal, status=400)
    actions.set_state(access, found, State(state))
    messages.success(request, f"{found.title}: {State(state).label.lower()}.")
    return redirect("path", access.child.public_id, found.public_id)


@child_page(Scope.SHAPE)
def split(request: HttpRequest, access: Access, goal: str, step: int) -> HttpResponse:
    """Split one stone smaller."""
    stone = get_object_or_404(Stone.objects.select_related("goal"), goal=_goal(access, goal), step=step)
    form = PebblesForm(
        request.POST or None, initial={"words": "\n".join(pebble.words for pebble in stone.pebbles.all())}
    )
    if request.method == "POST" and form.is_valid():
        actions.split_stone(access, stone, form.cleaned_data["words"])
        return redirect("path", access.child.public_id, goal)
    card = every_card_of(access.child.practice_id).occupations.get(stone.goal.occupation)
    context = {"form": form, "stone": stone, "goal": stone.goal, "ideas": card.steps if card else ()}
    return render(request, "goals/split.html", context, status=400 if form.errors else 200)


@require_POST
@child_page(Scope.TELL)
def tick(request: HttpRequest, access: Access, goal: str, pebble: int) -> HttpResponse:
    """A pebble was done, or wasn't after all."""
    found = _goal(access, goal)
    if not access.may(Scope.TELL, found.public_id):
        raise Http404
    actions.tick_pebble(access, get_object_or_404(Pebble, pk=pebble, stone__goal=found), access.child.today())
    return redirect("path", access.child.public_id, goal)


def _goal(access: Access, goal: str) -> Goal:
    return get_object_or_404(Goal.objects.seen_by(access), public_id=goal)
