"""Pages to plan sessions: all of them, a new one, and one plan to read and change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from pebblepath.apps.goals.paths import paths_of
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import Role, Scope, Setting
from pebblepath.apps.play import plan_actions
from pebblepath.apps.play.models import Session
from pebblepath.apps.play.notes import reads_for_family
from pebblepath.apps.play.plan_actions import NothingFits
from pebblepath.apps.play.plan_changes import CHANGES, done_of
from pebblepath.apps.play.plan_forms import ENERGIES, PlanForm
from pebblepath.apps.play.planning import Wish, as_the_visit, ground_of, usual_wish
from pebblepath.apps.play.rooms import rooms_of
from pebblepath.apps.play.staff import works_here
from pebblepath.apps.play.timetable.kept import visit_today
from pebblepath.apps.play.timetable.times import say_times
from pebblepath.apps.understanding.practice_library import library_of
from pebblepath.core.planner.arc import Arc, Stretch, draw_arc
from pebblepath.core.planner.session import Clash, RequestError
from pebblepath.core.planner.session.solve import LOOSE_RULES
from pebblepath.core.planner.session.words import to_therapist

SHOWN = 30
MINUTES_LEFT = (10, 15, 20, 25, 30)


# Four calm colours, so that a plan can be read from afar: moving, hands, quiet, and all other play.
TONES: Mapping[str, str] = {
    **dict.fromkeys(("swing", "climb", "crawl", "jump", "balance", "ball", "heavy", "outdoors"), "moss"),
    **dict.fromkeys(("draw", "build", "craft", "cook", "dough", "sand", "water", "board-game"), "clay"),
    **dict.fromkeys(("calm", "story"), "quiet"),
}
OTHER_TONE, CHOICE_TONE = "sky", "sun"


def tone_of(item: Mapping[str, Any]) -> str:
    """The colour of an activity of a plan; a choice has its own."""
    return CHOICE_TONE if item.get("or") else TONES.get(item.get("kind", ""), OTHER_TONE)


def line_of(session: Session) -> list[tuple[str, str, int]]:
    """A plan in one line: for each activity its colour, its name (or both, where the child chooses), its minutes."""
    return [
        (tone_of(item), f"{item['name']} or {item['or']['name']}" if item["or"] else item["name"], item["minutes"])
        for item in session.plan
    ]


@dataclass(frozen=True)
class SessionRow:
    """A session in the list of all.

    Attributes:
        session: with note, door card, room and therapist.
        plan: for each activity its colour, name and minutes.
        words: what the signed note says to this reader; a therapist reads the note itself.
    """

    session: Session
    plan: list[tuple[str, str, int]]
    words: str = ""


@child_page()
def sessions(request: HttpRequest, access: Access) -> HttpResponse:
    """Sessions planned and played; to family and child, what the signed notes and the sent cards tell them."""
    plans = access.may(Scope.PLAY)
    if not plans and not reads_for_family(access):
        raise Http404
    found = access.child.sessions.select_related("note", "door_card", "by", "room")
    shown = found if plans else found.filter(Q(note__signed_at__isnull=False) | Q(door_card__sent_at__isnull=False))
    rows = [SessionRow(one, line_of(one), "" if plans else _words_for(access, one)) for one in shown[:SHOWN]]
    return render(request, "play/sessions.html", {"rows": rows, "plans": plans, "today": access.child.today()})


def _words_for(access: Access, session: Session) -> str:
    note = getattr(session, "note", None)
    if note is None or note.signed_at is None:
        return ""
    return str(note.child if access.member.role == Role.CHILD else note.family)


@child_page(Scope.PLAY)
def plan_session(request: HttpRequest, access: Access) -> HttpResponse:
    """Plan a session: everything is filled in, one tap is enough."""
    again = request.GET.get("again") or request.POST.get("again")
    instead = get_object_or_404(access.child.sessions.filter(started_at=None), public_id=again) if again else None
    rooms, paths = list(rooms_of(access.child.practice_id)), paths_of(access, only_active=True)
    last = instead or access.child.sessions.first()
    usual = Wish.from_json(instead.wish) if instead else usual_wish(access, paths, last, rooms)
    visit = None if instead else visit_today(access.child, access.user)
    if visit:
        usual = as_the_visit(usual, visit.minutes, visit.room)
    library = library_of(access.child.practice_id)
    form = PlanForm(request.POST or None, child=access.child, usual=usual, paths=paths, rooms=rooms, library=library)
    clash: Clash | None = None
    if request.method == "POST" and form.is_valid():
        wish = form.wish()
        room = next((one for one in rooms if one.public_id == wish.room), None)
        ground = ground_of(access, room, Setting(access.member.setting))
        try:
            made = plan_actions.make_session(access, wish, ground=ground, instead=instead)
            return redirect("session", access.child.public_id, made.public_id)
        except NothingFits as why:
            clash = why.clash
            form.add_error(None, str(why))
        except (RequestError, NotPossible) as why:
            form.add_error(None, str(why))
    context = {
        "form": form,
        "instead": instead,
        "clash": clash,
        "loosen": _to_tap(clash),
        "visit": visit,
        "visit_times": say_times([(visit.start, visit.end)]) if visit else "",
        "works_here": works_here(access),
    }
    return render(request, "play/plan.html", context, status=400 if form.errors else 200)


def _to_tap(clash: Clash | None) -> list[str]:
    """Names of the rules that can be loosened by a tap, of those that would help."""
    return [one.wish for one in clash.loosen if one.wish in LOOSE_RULES] if clash else []


@dataclass(frozen=True)
class PlanRow:
    """One activity of a plan on its page.

    Attributes:
        item: as the session keeps it.
        place: 0 the first.
        tone: its colour.
        done: it was begun, so it stays.
        serves: titles of the goals that it works on.
        works_on: deeper goals in words.
    """

    item: dict[str, Any]
    place: int
    tone: str
    done: bool
    serves: list[str]
    works_on: list[str]

    @property
    def end(self) -> int:
        """Minutes from the beginning to its end."""
        return int(self.item["start"]) + int(self.item["minutes"])


@child_page(Scope.PLAY)
def session(request: HttpRequest, access: Access, session: str) -> HttpResponse:
    """One plan: what, how long, why; to swap, to lock, to plan anew from now."""
    return _session_page(request, access, _found(access, session))


def _session_page(
    request: HttpRequest, access: Access, found: Session, *, clash: Clash | None = None, status: int = 200
) -> HttpResponse:
    wish, done = Wish.from_json(found.wish), done_of(found)
    titles = {row.goal.public_id: row.goal.title for row in found.goals.select_related("goal")}
    rows = [_plan_row(place, item, done, titles) for place, item in enumerate(found.plan)]
    served = {title for row in rows for title in row.serves}
    coming = [half for item in found.plan[done:] for half in (item, item["or"]) if half]
    context = {
        "session": found,
        "rows": rows,
        "arc": _arc(found, wish),
        "ready": sorted({one for half in coming for one in half.get("things", ())}),
        "proof": _proof(found),
        "unserved": [title for title in titles.values() if title not in served],
        "ends": rows[-1].end if rows else 0,
        "open": found.ended_at is None,
        "energies": ENERGIES,
        "lefts": [n for n in MINUTES_LEFT if n < wish.minutes],
        "clash": clash,
        "is_today": found.day == access.child.today(),
    }
    return render(request, "play/session.html", context, status=status)


def _plan_row(place: int, item: dict[str, Any], done: int, titles: Mapping[str, str]) -> PlanRow:
    return PlanRow(
        item,
        place,
        tone_of(item),
        place < done,
        [titles[goal] for goal in item["serves"] if goal in titles],
        [to_therapist(goal) for goal in item["goals"]],
    )


def _arc(found: Session, wish: Wish) -> Arc | None:
    """The line of energy; a plan that says no energies has none."""
    if not found.plan or any("energy" not in item for item in found.plan):
        return None
    stretches = [Stretch(item["start"], item["minutes"], item["energy"]) for item in found.plan]
    return draw_arc(stretches, wish.energy)


def _proof(found: Session) -> str:
    """How sure it is that nothing better exists, in one sentence."""
    proof = found.proof
    if not proof:
        return ""
    around = "around what you kept" if proof.get("kept") else "for these wishes"
    if proof.get("status") == "optimal":
        return f"The best plan that there is {around}, proven in {max(proof['seconds'], 0.1):.1f} s."
    return f"A good plan {around}; whether it is the best couldn’t be shown in {proof['seconds']:.0f} s."


@require_POST
@child_page(Scope.PLAY)
def change_plan(request: HttpRequest, access: Access, session: str) -> HttpResponse:
    """One change of a plan, from where it stands."""
    found, deed = _found(access, session), request.POST.get("do", "")
    place, card = request.POST.get("place", ""), request.POST.get("card", "")
    at = int(place) if place.isdecimal() and len(place) < 3 else -1
    about_one = deed in {"lock", "swap", "longer", "shorter", "out"}
    if (deed != "lock" and deed not in CHANGES) or (about_one and at < 0):
        messages.error(request, f"“{deed[:20]}” isn’t something that can be done with a plan.")
        return _session_page(request, access, found, status=400)
    try:
        if deed == "lock":
            plan_actions.keep_in_place(access, found, at, card)
        else:
            value = request.POST.get("value", "").strip()
            where = at if about_one else -1
            plan_actions.change_plan(access, found, CHANGES[deed], place=where, card=card, value=value)
    except NothingFits as why:
        messages.error(request, f"{why} The plan stays as it was.")
        return _session_page(request, access, found, clash=why.clash, status=400)
    except (RequestError, NotPossible) as why:
        messages.error(request, str(why))
        return _session_page(request, access, _found(access, session), status=400)
    there = f"#place-{at}" if about_one and deed != "out" else ""
    return redirect(reverse("session", args=[access.child.public_id, found.public_id]) + there)


@require_POST
@child_page(Scope.PLAY)
def drop_session(request: HttpRequest, access: Access, session: str) -> HttpResponse:
    """Put a plan away that wasn't played."""
    try:
        plan_actions.drop_session(access, _found(access, session))
        messages.success(request, "The plan is put away.")
    except NotPossible as why:
        messages.error(request, str(why))
    return redirect("sessions", access.child.public_id)


def _found(access: Access, session: str) -> Session:
    found = access.child.sessions.select_related("room", "by", "group")
    return get_object_or_404(found, public_id=session)
