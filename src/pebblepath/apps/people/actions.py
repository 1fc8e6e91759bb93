"""What can be done with people: make a child's record, invite, join, give and take back consent, leave."""

from __future__ import annotations

import datetime as dt
import secrets
import zoneinfo
from collections.abc import Iterable

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import ALL_GOALS, Access
from pebblepath.apps.people.models import (
    Child,
    Consent,
    Deed,
    Household,
    Invitation,
    Member,
    Practice,
    Role,
    Scope,
    Setting,
    Staff,
    User,
)

INVITATION_DAYS = 14

USUAL_SCOPES: dict[Role, tuple[Scope, ...]] = {
    Role.THERAPIST: (
        Scope.SEE,
        Scope.TELL,
        Scope.TIMELINE,
        Scope.OTHER_HOME,
        Scope.SHAPE,
        Scope.CIRCLE,
        Scope.TAKE,
        Scope.PLAY,
    ),
    Role.FAMILY: (Scope.SEE, Scope.TELL, Scope.TIMELINE, Scope.SHAPE, Scope.CIRCLE, Scope.TAKE),
    Role.TEACHER: (Scope.SEE, Scope.TELL),
    Role.CHILD: (Scope.SEE, Scope.TELL),
    Role.OTHER: (Scope.SEE, Scope.TELL),
}
USUAL_SETTING: dict[Role, Setting] = {
    Role.THERAPIST: Setting.CLINIC,
    Role.FAMILY: Setting.HOME,
    Role.TEACHER: Setting.SCHOOL,
    Role.CHILD: Setting.HOME,
    Role.OTHER: Setting.HOME,
}
ROLES_FOR_ALL_GOALS = {Role.THERAPIST, Role.FAMILY, Role.CHILD}


class NotPossible(Exception):
    """Something that can't be done now; the message says why, in a sentence for the person."""


@transaction.atomic
def open_record(by: User, practice: Practice, child: Child) -> Access:
    """Make a child's record; whoever makes it is the first in her circle, as her therapist."""
    child.practice = practice
    child.save()
    audit.record(by, Deed.ADDED, "child", ref=child.public_id, child=child)
    member = add_member(by, child, user=by, role=Role.THERAPIST, name=by.name)
    grants = frozenset((scope.value, ALL_GOALS) for scope in USUAL_SCOPES[Role.THERAPIST])
    return Access(member, grants)


@transaction.atomic
def change_record(access: Access, child: Child) -> None:
    """Keep what was changed about a child."""
    child.save()
    audit.record(access.user, Deed.CHANGED, "child", ref=child.public_id, child=child)


@transaction.atomic
def add_member(
    by: User,
    child: Child,
    *,
    user: User | None,
    role: Role,
    name: str,
    household: Household | None = None,
    goal_ids: Iterable[str] = (),
) -> Member:
    """Give somebody a place in a circle, with the consents that are usual for the role.

    Args:
        by: who gives them.
        child: whose circle.
        user: the account; None where there isn't one yet.
        role: what the person is to the child.
        name: how the circle calls them.
        household: which home, where there are two.
        goal_ids: public ids of the goals to share with a teacher or someone else; none means every goal.
    """
    member = Member.objects.create(
        child=child, user=user, role=role, name=name, household=household, setting=USUAL_SETTING[role]
    )
    about = list(goal_ids) if role not in ROLES_FOR_ALL_GOALS else []
    for scope in USUAL_SCOPES[role]:
        for goal_id in about or [ALL_GOALS]:
            give_consent(by, member, scope, goal_id=goal_id)
    audit.record(by, Deed.ADDED, "member", ref=member.pk, child=child)
    return member


@transaction.atomic
def give_consent(
    by: User, member: Member, scope: Scope, *, goal_id: str = ALL_GOALS, until: dt.datetime | None = None
) -> Consent:
    """Allow one thing; giving it twice changes only its last day.

    Raises:
        NotPossible: nobody would be left who can say who sees what, or somebody opens the other home to her own.
    """
    if scope == Scope.CIRCLE and until and not _others_with_circle(member).exists():
        raise NotPossible(
            "Somebody must stay who can say who may see what. First allow it to someone else, then set a last day."
        )
    if scope == Scope.OTHER_HOME and _same_home(by, member):
        raise NotPossible("The other home is opened by somebody there, or by a therapist. Please ask them.")
    consent, _ = Consent.objects.update_or_create(
        member=member,
        scope=scope,
        goal_id=goal_id,
        revoked_at=None,
        defaults={"until": until},
        create_defaults={"until": until, "given_by": by},
    )
    audit.record(by, Deed.GAVE, "consent", ref=f"{member.pk} {scope} {goal_id}".strip(), child=member.child)
    return consent


@transaction.atomic
def take_back_consent(by: User, consent: Consent) -> None:
    """End one consent now. A circle always keeps somebody who may say who sees what."""
    if consent.scope == Scope.CIRCLE and not _others_with_circle(consent.member).exists():
        raise NotPossible(
            "Somebody must stay who can say who may see what. First allow it to someone else, then take this back."
        )
    consent.revoked_at, consent.revoked_by = timezone.now(), by
    consent.save()
    ref = f"{consent.member_id} {consent.scope} {consent.goal_id}".strip()
    audit.record(by, Deed.TOOK_BACK, "consent", ref=ref, child=consent.member.child)


def _others_with_circle(member: Member) -> QuerySet[Consent]:
    in_force = Consent.objects.in_force(timezone.now()).filter(scope=Scope.CIRCLE, member__left_at=None)
    return in_force.filter(member__child_id=member.child_id).exclude(member=member)


def _same_home(by: User, member: Member) -> bool:
    if member.household_id is None:
        return False
    return Member.objects.present().filter(child=member.child_id, user=by, household=member.household_id).exists()


@transaction.atomic
def invite(
    by: User,
    practice: Practice,
    *,
    child: Child | None,
    role: Role,
    name: str,
    email: str = "",
    household: Household | None = None,
    goal_ids: Iterable[str] = (),
) -> Invitation:
    """Make a link for one person to join, once, within fourteen days.

    Args:
        by: who invites.
        practice: the practice it belongs to.
        child: whose circle; None invites a colleague onto the staff.
        role: what the person will be.
        name: how the circle calls them.
        email: where to send the link; empty: it is handed over.
        household: which home, where there are two.
        goal_ids: the goals to share; none means every goal.
    """
    invitation = Invitation.objects.create(
        token=secrets.token_urlsafe(32),
        practice=practice,
        child=child,
        role=role,
        name=name,
        email=email,
        household=household,
        goal_ids=list(goal_ids),
        invited_by=by,
        expires_at=timezone.now() + dt.timedelta(days=INVITATION_DAYS),
    )
    audit.record(by, Deed.INVITED, "member" if child else "staff", ref=invitation.pk, child=child)
    return invitation


def send_invitation(invitation: Invitation, link: str) -> None:
    """E-mail the link, in plain words, without anything about the child but the first name."""
    who = f"{invitation.child.name}'s circle" if invitation.child else invitation.practice.name
    subject = f"{invitation.invited_by.name} invites you to {who}"
    send_mail(
        subject=" ".join(subject.split()),  # a header stands on one line
        message=(
            f"Hello {invitation.name},\n\n{invitation.invited_by.name} would like you to be part of {who} "
            f"on Pebblepath.\n\nThis link is yours and works once, for {INVITATION_DAYS} days:\n{link}\n\n"
            "If you don't know what this is about, you can leave it be.\n"
        ),
        from_email=None,
        recipient_list=[invitation.email],
    )


@transaction.atomic
def withdraw_invitation(by: User, invitation: Invitation) -> None:
    """The link stops working."""
    invitation.withdrawn_at = timezone.now()
    invitation.save()
    audit.record(by, Deed.TOOK_BACK, "invitation", ref=invitation.pk, child=invitation.child)


@transaction.atomic
def accept(user: User, token: str) -> Invitation:
    """Join by an invitation.

    Raises:
        NotPossible: it was used, withdrawn or ran out, or the person is in the circle already.
    """
    invitation = Invitation.objects.select_for_update().filter(token=token).first()
    if invitation is None or not invitation.is_open(timezone.now()):
        raise NotPossible("This link was used already, or its time ran out. Ask for a new one.")
    if invitation.child is None:
        Staff.objects.get_or_create(user=user, practice=invitation.practice)
    else:
        _join_circle(user, invitation, invitation.child)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save()
    audit.record(
        user,
        Deed.JOINED,
        "circle" if invitation.child else "staff",
        ref=invitation.pk,
        child=invitation.child,
    )
    return invitation


def _join_circle(user: User, invitation: Invitation, child: Child) -> None:
    if Member.objects.present().filter(child=child, user=user).exists():
        raise NotPossible(f"You are in {child.name}'s circle already.")
    add_member(
        invitation.invited_by,
        child,
        user=user,
        role=Role(invitation.role),
        name=invitation.name,
        household=invitation.household,
        goal_ids=invitation.goal_ids,
    )


@transaction.atomic
def leave(by: User, member: Member) -> None:
    """End somebody's place in a circle; what they told stays."""
    others = Member.objects.present().filter(child=member.child).exclude(pk=member.pk)
    keeps = Consent.objects.in_force(timezone.now()).filter(member__in=others, scope=Scope.CIRCLE)
    if not keeps.exists():
        raise NotPossible("Somebody must stay who can say who may see what. First invite someone who can.")
    member.left_at = timezone.now()
    member.save()
    audit.record(by, Deed.LEFT, "circle", ref=member.pk, child=member.child)


@transaction.atomic
def found_practice(name: str, *, lead: str, email: str, password: str, time_zone: str) -> Practice:
    """Make a practice and the account of who leads it: the one thing that needs no invitation.

    Raises:
        NotPossible: the e-mail has an account, the password is too weak, or the time zone isn't known.
    """
    if time_zone not in zoneinfo.available_timezones():
        raise NotPossible(f"“{time_zone}” isn't a time zone. Accepted are names such as America/Chicago or UTC.")
    if User.objects.filter(email=email.lower()).exists():
        raise NotPossible(f"{email} has an account already.")
    try:
        validate_password(password)
    except ValidationError as why:
        raise NotPossible(" ".join(why.messages)) from None
    user = User.objects.create_user(email, password, name=lead)
    practice = Practice.objects.create(name=name, time_zone=time_zone)
    Staff.objects.create(user=user, practice=practice, leads=True)
    audit.record(user, Deed.ADDED, "practice", ref=practice.public_id)
    return practice
