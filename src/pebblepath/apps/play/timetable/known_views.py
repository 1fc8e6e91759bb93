"""Pages for what is said once: hours, shared things, usual visits, schools, classes, places at school."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page, open_places, places_of
from pebblepath.apps.people.models import Deed, Practice, Role, Scope, User
from pebblepath.apps.play.models import Room
from pebblepath.apps.play.rooms import LARGE
from pebblepath.apps.play.staff import works_here
from pebblepath.apps.play.timetable.forms import ClassForm, HoursForm, PlaceForm, SchoolForm, ThingsForm, VisitForm
from pebblepath.apps.play.timetable.hours import usual_hours
from pebblepath.apps.play.timetable.models import (
    School,
    SchoolClass,
    SchoolPlace,
    SharedThing,
    UsualVisit,
    WorkingHours,
)
from pebblepath.apps.play.timetable.week_facts import owed_a_week
from pebblepath.apps.understanding.practice_card_views import staff_page
from pebblepath.apps.understanding.practice_library import library_of


@staff_page
def hours(request: HttpRequest, user: User, practice: Practice, therapist: int) -> HttpResponse:
    """When somebody of the staff works."""
    who = get_object_or_404(User, pk=therapist, staff_of__practice=practice)
    told = WorkingHours.objects.filter(practice=practice, therapist=who).prefetch_related("schools").first()
    schools = School.objects.filter(practice=practice)
    form = HoursForm(request.POST or None, hours=told or usual_hours(practice, who), schools=schools)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.keep()
            audit.record(user, Deed.CHANGED if told else Deed.ADDED, "working hours", ref=who.pk)
        return _kept(request, f"{who.name}’s hours are kept.")
    context = {"form": form, "who": who, "usual": told is None, "schools": schools}
    return _page(request, "play/timetable_hours.html", context, faulty=bool(form.errors))


@staff_page
def shared_things(request: HttpRequest, user: User, practice: Practice) -> HttpResponse:
    """Things that move between rooms."""
    told = {one.name: one.count for one in SharedThing.objects.filter(practice=practice)}
    lines = "\n".join(name if count == 1 else f"{count} {name}" for name, count in told.items())
    form = ThingsForm(request.POST or None, initial={"things": lines})
    if request.method == "POST" and form.is_valid():
        _keep_things(user, practice, form.cleaned_data["things"])
        return _kept(request, "The shared things are kept.")
    return _page(request, "play/timetable_things.html", {"form": form}, faulty=bool(form.errors))


@transaction.atomic
def _keep_things(user: User, practice: Practice, things: dict[str, int]) -> None:
    SharedThing.objects.filter(practice=practice).exclude(name__in=things).delete()
    for name, count in things.items():
        SharedThing.objects.update_or_create(practice=practice, name=name, defaults={"count": count})
    audit.record(user, Deed.CHANGED, "shared things")


@child_page(Scope.PLAY)
def usual_visit(request: HttpRequest, access: Access) -> HttpResponse:
    """How a child usually comes to the clinic."""
    child = access.child
    told = UsualVisit.objects.filter(child=child).first()
    form = VisitForm(
        request.POST or None,
        visit=told or UsualVisit(child=child, therapist=None),
        therapists=_therapists_of(access),
        things=_things_to_ask_for(child.practice),
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.keep()
            access.record(Deed.CHANGED if told else Deed.ADDED, "usual visit", ref=child.public_id)
        return _kept_of_child(request, access, f"{child.name}’s usual visit is kept.")
    context = {"form": form, "works_here": works_here(access)}
    return _page(request, "play/timetable_visit.html", context, faulty=bool(form.errors))


@child_page(Scope.PLAY)
def school_place(request: HttpRequest, access: Access) -> HttpResponse:
    """How a child is seen at school."""
    child = access.child
    told, here = SchoolPlace.objects.filter(child=child).first(), works_here(access)
    others = _others_at_school(access) if here else []
    classes = SchoolClass.objects.filter(school__practice=child.practice).select_related("school")
    form = PlaceForm(
        request.POST or None,
        instance=told or SchoolPlace(child=child),
        classes=classes,
        therapists=_therapists_of(access),
        goals=_deeper_goals(access),
        others=others,
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            changed = [place.child for place in form.keep()]
            access.record(Deed.CHANGED if told else Deed.ADDED, "place at school", ref=child.public_id)
            for other in changed:
                audit.record(access.user, Deed.CHANGED, "place at school", ref=other.public_id, child=other)
        return _kept_of_child(request, access, f"{child.name}’s place at school is kept.")
    # No address: the page is another child's, and a record tells nothing of others.
    audit.opened_on_one_page(access.user, "school_place", "", [place.child for place in others])
    owed = owed_a_week([child], child.today()).get(child.pk)
    context = {
        "form": form,
        "told": told,
        "owed": owed,
        "has_classes": classes.exists(),
        "works_here": here,
    }
    return _page(request, "play/timetable_place.html", context, faulty=bool(form.errors))


@require_POST
@child_page(Scope.PLAY)
def leave_school(request: HttpRequest, access: Access) -> HttpResponse:
    """A child is no longer seen at school."""
    place = get_object_or_404(SchoolPlace, child=access.child)
    with transaction.atomic():
        access.record(Deed.REMOVED, "place at school", ref=access.child.public_id)
        place.delete()
    return _kept_of_child(request, access, f"{access.child.name} isn’t planned at school any more.")


def _therapists_of(access: Access) -> object:
    """The therapists of a child's circle who are on the staff."""
    in_circle = access.child.members.present().filter(role=Role.THERAPIST)
    staff = User.objects.filter(staff_of__practice=access.child.practice, places__in=in_circle)
    return staff.distinct().order_by("name")


def _others_at_school(access: Access) -> list[SchoolPlace]:
    """The places of the other children whose sessions this person plans, too."""
    practice = access.child.practice_id
    mine = open_places(access.user, places_of(access.user).filter(child__practice=practice))
    plans = [one.child.pk for one in mine if one.may(Scope.PLAY) and one.child != access.child]
    return list(SchoolPlace.objects.filter(child__in=plans).select_related("child"))


def _things_to_ask_for(practice: Practice) -> list[str]:
    """Shared things first, then the large ones that stand in some room."""
    shared = list(SharedThing.objects.filter(practice=practice).values_list("name", flat=True))
    rooms = Room.objects.filter(practice=practice).values_list("things", flat=True)
    here = {thing for things in rooms for thing in things}
    return [*shared, *(thing for thing in LARGE if thing in here and thing not in shared)]


def _deeper_goals(access: Access) -> list[str]:
    """What the occupations of a child's goals work on."""
    library = library_of(access.child.practice_id)
    cards = (library.occupations.get(goal.occupation) for goal in access.child.goals.filter(state="active"))
    return [deeper for card in cards if card for deeper in card.works_on]


@staff_page
def new_school(request: HttpRequest, user: User, practice: Practice) -> HttpResponse:
    """A school where children are seen."""
    return _school_page(request, user, School(practice=practice))


@staff_page
def school(request: HttpRequest, user: User, practice: Practice, school: str) -> HttpResponse:
    """Change what is said of a school."""
    return _school_page(request, user, get_object_or_404(School, practice=practice, public_id=school))


def _school_page(request: HttpRequest, user: User, found: School) -> HttpResponse:
    others = list(School.objects.filter(practice=found.practice).exclude(pk=found.pk))
    form = SchoolForm(request.POST or None, instance=found, others=others)
    deed = Deed.CHANGED if found.pk else Deed.ADDED
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            kept = form.keep()
            audit.record(user, deed, "school", ref=kept.public_id)
        return _kept(request, f"{kept.name} is kept.", "#schools")
    context = {"form": form, "school": found, "roads": [form[f"to_{other.pk}"] for other in others]}
    return _page(request, "play/timetable_school.html", context, faulty=bool(form.errors))


@require_POST
@staff_page
def remove_school(request: HttpRequest, user: User, practice: Practice, school: str) -> HttpResponse:
    """Take a school away, unless children are seen there."""
    found = get_object_or_404(School, practice=practice, public_id=school)
    return _remove(request, user, found, found.name, SchoolPlace.objects.filter(school_class__school=found).count())


@staff_page
def new_class(request: HttpRequest, user: User, practice: Practice, school: str) -> HttpResponse:
    """A class of a school."""
    return _class_page(
        request, user, SchoolClass(school=get_object_or_404(School, practice=practice, public_id=school))
    )


@staff_page
def school_class(request: HttpRequest, user: User, practice: Practice, school_class: str) -> HttpResponse:
    """Change what is said of a class."""
    classes = SchoolClass.objects.select_related("school")
    return _class_page(request, user, get_object_or_404(classes, school__practice=practice, public_id=school_class))


def _class_page(request: HttpRequest, user: User, found: SchoolClass) -> HttpResponse:
    form = ClassForm(request.POST or None, instance=found)
    deed = Deed.CHANGED if found.pk else Deed.ADDED
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            kept = form.save()
            audit.record(user, deed, "school class", ref=kept.public_id)
        return _kept(request, f"{kept.name} is kept.", "#schools")
    return _page(request, "play/timetable_class.html", {"form": form, "found": found}, faulty=bool(form.errors))


@require_POST
@staff_page
def remove_class(request: HttpRequest, user: User, practice: Practice, school_class: str) -> HttpResponse:
    """Take a class away, unless children are in it."""
    found = get_object_or_404(SchoolClass, school__practice=practice, public_id=school_class)
    return _remove(request, user, found, found.name, found.places.count())


@transaction.atomic
def _remove(request: HttpRequest, user: User, found: School | SchoolClass, name: str, children: int) -> HttpResponse:
    if children:
        who = "1 child is" if children == 1 else f"{children} children are"
        messages.error(request, f"{who} seen in {name}. Please give them another class first.")
        return redirect(reverse("timetables") + "#schools")
    audit.record(user, Deed.REMOVED, "school" if isinstance(found, School) else "school class", ref=found.public_id)
    found.delete()
    return _kept(request, f"{name} is removed.", "#schools")


def _kept(request: HttpRequest, words: str, where: str = "") -> HttpResponse:
    """Say that it is kept, and go back to the list."""
    messages.success(request, words)
    return redirect(reverse("timetables") + where)


def _kept_of_child(request: HttpRequest, access: Access, words: str) -> HttpResponse:
    """Say that it is kept; back to the list goes who works here, and everybody else to the child."""
    if works_here(access):
        return _kept(request, words)
    messages.success(request, words)
    return redirect("child", access.child.public_id)


def _page(request: HttpRequest, name: str, context: Mapping[str, object], *, faulty: bool) -> HttpResponse:
    return render(request, name, dict(context), status=400 if faulty else 200)
