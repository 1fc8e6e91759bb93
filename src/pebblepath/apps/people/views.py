"""Pages about people: a new child, the circle, invitations, consents, the record of who looked."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from pebblepath.apps.people import actions, audit
from pebblepath.apps.people.access import Access, child_page, person_page, practice_of
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.adapters import INVITED_BY
from pebblepath.apps.people.forms import (
    ChildForm,
    ConsentForm,
    HouseholdForm,
    InvitationForm,
    StaffInvitationForm,
)
from pebblepath.apps.people.models import Consent, Deed, Invitation, Member, Role, Scope, User
from pebblepath.apps.people.shared_goals import goal_choices


@person_page
def new_child(request: HttpRequest, user: User) -> HttpResponse:
    """A therapist opens a child's record."""
    practice = practice_of(user)
    form = ChildForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        access = actions.open_record(user, practice, form.save(commit=False))
        messages.success(request, f"{access.child.name} is here. Next: a first goal, or invite the family.")
        return redirect("child", access.child.public_id)
    return render(request, "people/new_child.html", {"form": form}, status=400 if form.errors else 200)


@child_page(Scope.SHAPE)
def change_child(request: HttpRequest, access: Access) -> HttpResponse:
    """Change what is written about a child."""
    form = ChildForm(request.POST or None, instance=access.child)
    if request.method == "POST" and form.is_valid():
        actions.change_record(access, form.save(commit=False))
        messages.success(request, "Kept.")
        return redirect("child", access.child.public_id)
    return render(request, "people/change_child.html", {"form": form}, status=400 if form.errors else 200)


@child_page()
def circle(request: HttpRequest, access: Access) -> HttpResponse:
    """The people around a child, and what each may see."""
    return _circle_page(request, access, HouseholdForm())


def _circle_page(request: HttpRequest, access: Access, home_form: HouseholdForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    members = list(
        Member.objects.present().filter(child=access.child).select_related("household").prefetch_related("consents")
    )
    goals = {id: title for id, title in goal_choices(access.child) if access.may(Scope.SEE, id)}
    may_invite = access.may(Scope.CIRCLE)
    for member in members:
        # What others may see names goals that weren't shared with everybody.
        told = may_invite or member == access.member
        member.allowed = _by_scope(_in_words(member, now, goals, access.child.zone)) if told else []  # type: ignore[attr-defined]
    waiting = access.child.invitations.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now)
    return render(
        request,
        "people/circle.html",
        {
            "members": members,
            "may_invite": may_invite,
            "may_take": access.may(Scope.TAKE),
            "may_be_reminded": access.may(Scope.TELL) and access.member.role != Role.CHILD,
            "waiting": [(i, _link(request, i)) for i in waiting] if may_invite else [],
            "homes": access.child.households.all(),
            "home_form": home_form,
        },
        status=status,
    )


def _in_words(member: Member, now: dt.datetime, goals: dict[str, str], zone: dt.tzinfo) -> list[Consent]:
    consents = [c for c in member.consents.all() if c.revoked_at is None and (c.until is None or c.until > now)]
    for consent in consents:
        consent.goal_title = goals.get(consent.goal_id, "") if consent.goal_id else ""  # type: ignore[attr-defined]
        consent.last_day = consent.until.astimezone(zone).date() if consent.until else None  # type: ignore[attr-defined]
    return sorted(consents, key=lambda c: (list(Scope.values).index(c.scope), c.goal_id))


def _by_scope(consents: list[Consent]) -> list[str]:
    """What a member may do, each scope once, with the goals it is about and its last day."""
    said: dict[str, list[str]] = {}
    for consent in consents:
        about = said.setdefault(f"{consent.get_scope_display()}{_until(consent)}", [])
        if consent.goal_id:
            title = consent.goal_title  # type: ignore[attr-defined]
            about.append(f"“{title}”" if title else "another goal")
    return [f"{scope} ({', '.join(goals)})" if goals else scope for scope, goals in said.items()]


def _until(consent: Consent) -> str:
    return f" until {consent.last_day:%-d %B}" if consent.until else ""  # type: ignore[attr-defined]


@child_page(Scope.CIRCLE)
def invite(request: HttpRequest, access: Access) -> HttpResponse:
    """Invite somebody into the circle."""
    form = InvitationForm(request.POST or None, child=access.child, goals=goal_choices(access.child))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        invitation = actions.invite(
            access.user,
            access.child.practice,
            child=access.child,
            role=Role(data["role"]),
            name=data["name"],
            email=data["email"],
            household=data.get("household"),
            goal_ids=data.get("goals", []),
        )
        _hand_over(request, invitation)
        return redirect("circle", access.child.public_id)
    return render(request, "people/invite.html", {"form": form}, status=400 if form.errors else 200)


def _link(request: HttpRequest, invitation: Invitation) -> str:
    return request.build_absolute_uri(reverse("join", args=[invitation.token]))


def _hand_over(request: HttpRequest, invitation: Invitation) -> None:
    if invitation.email:
        actions.send_invitation(invitation, _link(request, invitation))
        messages.success(request, f"The link is on its way to {invitation.email}.")
    else:
        messages.success(request, f"The link for {invitation.name} is ready: hand it over yourself.")


@require_POST
@child_page(Scope.CIRCLE)
def withdraw(request: HttpRequest, access: Access, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    actions.withdraw_invitation(
        access.user, get_object_or_404(access.child.invitations, pk=invitation, accepted_at=None)
    )
    messages.success(request, "The link doesn't work any more.")
    return redirect("circle", access.child.public_id)


@child_page(Scope.CIRCLE)
def member(request: HttpRequest, access: Access, member: int) -> HttpResponse:
    """One member's consents: give another."""
    person = get_object_or_404(Member.objects.present(), child=access.child, pk=member)
    goals = goal_choices(access.child)
    form = ConsentForm(request.POST or None, goals=goals, today=access.child.today())
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        end = dt.datetime.combine(until, dt.time.max, access.child.zone) if until else None
        scope = Scope(form.cleaned_data["scope"])
        try:
            actions.give_consent(access.user, person, scope, goal_id=form.cleaned_data["goal"], until=end)
            messages.success(request, f"{person.name} may now {scope.label}.")
            return redirect("member", access.child.public_id, person.pk)
        except NotPossible as why:
            form.add_error(None, str(why))
    consents = _in_words(person, timezone.now(), dict(goals), access.child.zone)
    hers = Member.objects.filter(child=access.child, role=Role.CHILD, user=OuterRef("revoked_by"))
    taken_back = person.consents.exclude(revoked_at=None).annotate(by_the_child=Exists(hers))
    past = taken_back.order_by("-revoked_at")[:20]
    context = {"person": person, "consents": consents, "past": past, "form": form}
    return render(request, "people/member.html", context, status=400 if form.errors else 200)


@require_POST
@child_page(Scope.CIRCLE)
def take_back(request: HttpRequest, access: Access, consent: int) -> HttpResponse:
    """End one consent."""
    found = get_object_or_404(Consent, pk=consent, member__child=access.child, revoked_at=None)
    try:
        actions.take_back_consent(access.user, found)
        messages.success(request, f"{found.member.name} may no longer {found.get_scope_display()}.")
    except NotPossible as why:
        messages.error(request, str(why))
    return redirect("member", access.child.public_id, found.member_id)


@require_POST
@child_page(Scope.CIRCLE)
def add_home(request: HttpRequest, access: Access) -> HttpResponse:
    """Name one of a child's homes."""
    form = HouseholdForm(request.POST)
    if not form.is_valid():
        return _circle_page(request, access, form, status=400)
    home = form.save(commit=False)
    home.child = access.child
    home.save()
    audit.record(access.user, Deed.ADDED, "home", ref=home.pk, child=access.child)
    return redirect("circle", access.child.public_id)


@require_POST
@child_page()
def leave(request: HttpRequest, access: Access) -> HttpResponse:
    """Leave a circle."""
    try:
        actions.leave(access.user, access.member)
    except NotPossible as why:
        messages.error(request, str(why))
        return redirect("circle", access.child.public_id)
    messages.success(request, f"You left {access.child.name}'s circle.")
    return redirect("home")


@child_page(Scope.CIRCLE)
def record(request: HttpRequest, access: Access) -> HttpResponse:
    """Who did what with this child's record."""
    lines = access.child.audit_lines.select_related("user").order_by("-at")
    page = Paginator(lines, 50).get_page(request.GET.get("page"))
    return render(request, "people/record.html", {"page": page})


def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link."""
    invitation = Invitation.objects.select_related("child", "practice", "invited_by").filter(token=token).first()
    if invitation is None:
        raise Http404
    if not invitation.is_open(timezone.now()):
        request.session.pop(INVITED_BY, None)
        return render(request, "people/join_over.html", status=410)
    request.session[INVITED_BY] = token
    if request.method == "POST" and isinstance(request.user, User):
        return _joined(request, request.user, token)
    return render(request, "people/join.html", {"invitation": invitation})


def _joined(request: HttpRequest, user: User, token: str) -> HttpResponse:
    try:
        invitation = actions.accept(user, token)
    except NotPossible as why:
        messages.error(request, str(why))
        return redirect("home")
    request.session.pop(INVITED_BY, None)
    if invitation.child is None:
        messages.success(request, f"Welcome to {invitation.practice.name}.")
        return redirect("home")
    messages.success(request, f"Welcome to {invitation.child.name}'s circle.")
    return redirect("child", invitation.child.public_id)


@person_page
def staff(request: HttpRequest, user: User) -> HttpResponse:
    """The colleagues of a practice; who leads it may invite more."""
    practice = practice_of(user)
    leads = practice.staff_places.filter(user=user, leads=True).exists()
    form = StaffInvitationForm(request.POST or None)
    if request.method == "POST" and not leads:
        raise Http404
    if request.method == "POST" and form.is_valid():
        invitation = actions.invite(
            user,
            practice,
            child=None,
            role=Role.THERAPIST,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
        )
        _hand_over(request, invitation)
        return redirect("staff")
    waiting = Invitation.objects.filter(practice=practice, child=None, accepted_at=None, expires_at__gt=timezone.now())
    context = {
        "practice": practice,
        "places": practice.staff_places.select_related("user"),
        "leads": leads,
        "form": form,
        "waiting": [(invitation, _link(request, invitation)) for invitation in waiting] if leads else [],
    }
    return render(request, "people/staff.html", context, status=400 if form.errors else 200)
