"""Small reminders, only for who asked for them, only when they asked, and never in a week that is full."""

from __future__ import annotations

import base64
import datetime as dt
import json
import logging
from collections.abc import Iterator
from email.utils import parseaddr
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.urls import reverse

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import accesses_of
from pebblepath.apps.people.models import Deed, Member, Scope
from pebblepath.apps.understanding.energy import is_full
from pebblepath.apps.understanding.models import PushPlace, Reminder, SentReminder

FEW = 2
# A reminder that comes much later than it was wanted isn't wanted any more.
LATE = dt.timedelta(minutes=60)
SALT = "stop a reminder"
SUBJECT = "A small idea for today"
WORDS = "There is one small idea for today, if you like. Not today is fine, too."
# Whom our server may send a push to: the makers of browsers, and nobody that a form could name.
PUSH_HOSTS = (
    "fcm.googleapis.com",
    ".push.services.mozilla.com",
    ".push.apple.com",
    ".notify.windows.com",
)
GONE = frozenset({404, 410})
PUSH_SECONDS = 10
log = logging.getLogger(__name__)


def is_quiet(at: dt.time, begins: dt.time, ends: dt.time) -> bool:
    """Whether a time lies in the quiet hours, which may go over midnight; the same time twice means none."""
    if begins <= ends:
        return begins <= at < ends
    return at >= begins or at < ends


def is_due(reminder: Reminder, now: dt.datetime) -> bool:
    """Whether a reminder is to be sent now.

    Args:
        reminder: with its member, child and practice.
        now: an instant.
    """
    local = now.astimezone(reminder.member.child.zone)
    wanted = dt.datetime.combine(local.date(), reminder.at, local.tzinfo)
    return (
        reminder.is_on
        and local.weekday() in reminder.days
        and wanted <= local < wanted + LATE
        and not is_quiet(local.time(), reminder.quiet_from, reminder.quiet_until)
    )


def send_what_is_due(now: dt.datetime) -> int:
    """Send every reminder that is due and wasn't sent today.

    Args:
        now: an instant.

    Returns:
        How many were sent.
    """
    return sum(_send(reminder, now) for reminder in list(_due(now)))


def _due(now: dt.datetime) -> Iterator[Reminder]:
    wanted = Reminder.objects.filter(is_on=True, member__left_at=None, member__user__is_active=True)
    for reminder in wanted.select_related("member__child__practice", "member__user"):
        if is_due(reminder, now) and _still_there(reminder.member, now):
            yield reminder


def _still_there(member: Member, now: dt.datetime) -> bool:
    """Whether the person may still tell of the child, and the week isn't full."""
    (access,) = accesses_of([member])
    return access.may(Scope.TELL) and not is_full(access, now.astimezone(member.child.zone).date())


def _send(reminder: Reminder, now: dt.datetime) -> bool:
    # The row comes first: a worker that is killed between the two sends too little, never twice.
    day = now.astimezone(reminder.member.child.zone).date()
    try:
        with transaction.atomic():
            SentReminder.objects.create(reminder=reminder, day=day, at=now)
    except IntegrityError:
        return False
    audit.record(None, Deed.GAVE, "reminder", ref=reminder.pk, child=reminder.member.child)
    for wanted, send in ((reminder.by_email, send_email), (reminder.by_push, send_push)):
        if wanted:
            try:
                send(reminder)
            except (
                OSError,
                ValueError,
            ):  # a server that can't be reached, a browser's key that is none; on to the others
                log.exception("A reminder couldn't be sent")
    return True


def address(path: str) -> str:
    """A whole address of this installation, for where there is no request."""
    origin = settings.CSRF_TRUSTED_ORIGINS[0] if settings.CSRF_TRUSTED_ORIGINS else "http://127.0.0.1:8000"
    return f"{origin}{path}"


def stop_path(reminder: Reminder) -> str:
    """Where one button ends a reminder, without signing in."""
    return reverse("stop_reminder", args=[signing.dumps(reminder.pk, salt=SALT)])


def reminder_of(token: str) -> Reminder | None:
    """The reminder that a signed word names; None for a word that we didn't write."""
    try:
        return Reminder.objects.select_related("member__child").filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None


def send_email(reminder: Reminder) -> None:
    """The reminder as an e-mail, with a way to end it in one tap: the mail program's own (RFC 8058), or our page."""
    member = reminder.member
    assert member.user is not None
    day, stop = address(reverse("child", args=[member.child.public_id])), address(stop_path(reminder))
    about = f"{SUBJECT}, with {member.child.name}" if reminder.with_name else SUBJECT
    EmailMultiAlternatives(
        about,
        f"{WORDS}\n\n{day}\n\nNo more of these: {stop}\n",
        to=[member.user.email],
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    ).send()


def send_push(reminder: Reminder) -> None:
    """The reminder to each browser of the person; one that is gone is forgotten."""
    from py_vapid import Vapid02  # type: ignore[import-untyped]
    from pywebpush import WebPushException, webpush  # type: ignore[import-untyped]

    member = reminder.member
    assert member.user is not None
    told = {
        "title": f"{SUBJECT}, with {member.child.name}" if reminder.with_name else SUBJECT,
        "body": "Not today is fine, too.",
        "url": reverse("child", args=[member.child.public_id]),
    }
    key = Vapid02.from_pem(settings.VAPID_KEY.encode())
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    for place in PushPlace.objects.filter(user=member.user):
        info = {"endpoint": place.endpoint, "keys": {"p256dh": place.p256dh, "auth": place.auth}}
        claims: dict[str, str | int] = {"sub": f"mailto:{sender}"}
        try:
            webpush(info, json.dumps(told), vapid_private_key=key, vapid_claims=claims, timeout=PUSH_SECONDS, ttl=3600)
        except WebPushException as fault:
            if fault.response is not None and fault.response.status_code in GONE:
                place.delete()
            else:
                log.warning(
                    "A push couldn't be sent: %s", fault.response.status_code if fault.response else "no answer"
                )


@cache
def push_key() -> str:
    """The public half of our key, as a browser wants it."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from py_vapid import Vapid02

    key = Vapid02.from_pem(settings.VAPID_KEY.encode()).public_key
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def may_push_to(endpoint: str) -> bool:
    """Whether an address belongs to the maker of a browser."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    named = any(host == known or (known.startswith(".") and host.endswith(known)) for known in PUSH_HOSTS)
    return parts.scheme == "https" and named and parts.port in {None, 443}
