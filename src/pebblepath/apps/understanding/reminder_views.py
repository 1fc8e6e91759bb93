"""Reminders: asked for, changed, ended in one tap, and the browsers that show them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page, person_page
from pebblepath.apps.people.models import Deed, Role, Scope, User
from pebblepath.apps.understanding.models import PushPlace, Reminder
from pebblepath.apps.understanding.reminder_forms import ReminderForm
from pebblepath.apps.understanding.reminders import may_push_to, push_key, reminder_of

KEY = RegexValidator(r"^[A-Za-z0-9_-]{16,120}=*$")
MOST_PLACES = 6


@child_page(Scope.TELL)
def reminders(request: HttpRequest, access: Access) -> HttpResponse:
    """When this person wants to be reminded, if at all."""
    if access.member.role == Role.CHILD:
        raise Http404
    had = Reminder.objects.filter(member=access.member).first()
    form = ReminderForm(request.POST or None, instance=had or Reminder(member=access.member))
    if request.method == "POST" and request.POST.get("act") == "stop":
        return _stop(request, access, had)
    if request.method == "POST" and form.is_valid():
        wanted = form.save(commit=False)
        wanted.days, wanted.is_on = form.cleaned_data["days"], True
        wanted.save()
        audit.record(access.user, Deed.CHANGED, "reminder", ref=wanted.pk, child=access.child)
        messages.success(request, "Your reminders are on. They rest in a week that is full.")
        return redirect("reminders", access.child.public_id)
    context = {"form": form, "on": bool(had and had.is_on), "push_key": push_key()}
    return render(request, "understanding/reminders.html", context, status=400 if form.errors else 200)


def _stop(request: HttpRequest, access: Access, had: Reminder | None) -> HttpResponse:
    if had:
        had.is_on = False
        had.save(update_fields=["is_on"])
        audit.record(access.user, Deed.CHANGED, "reminder", ref=had.pk, child=access.child)
    messages.success(request, "Your reminders are off.")
    return redirect("reminders", access.child.public_id)


@csrf_exempt
def stop_reminder(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an e-mail: it opens a page with one button, which ends the reminders and can do nothing else.

    Opening it changes nothing: programs that look mails over for harm open every link. A mail program that offers its
    own button sends it by itself (RFC 8058), without a page before and whoever is signed in.
    """
    found = reminder_of(token)
    if found is None:
        raise Http404
    if request.method == "POST" and found.is_on:
        found.is_on = False
        found.save(update_fields=["is_on"])
        audit.record(found.member.user, Deed.CHANGED, "reminder", ref=found.pk, child=found.member.child)
    return render(request, "understanding/reminder_stop.html", {"on": found.is_on})


@require_POST
@person_page
def push_place(request: HttpRequest, user: User) -> HttpResponse:
    """A browser says where its reminders go, or that it wants none any more."""
    endpoint, p256dh, auth = (request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth"))
    if request.POST.get("away"):
        PushPlace.objects.filter(user=user, endpoint=endpoint).delete()
        return JsonResponse({"kept": False})
    try:
        KEY(p256dh)
        KEY(auth)
    except ValidationError:
        return JsonResponse({"fault": "The keys of this browser can’t be read."}, status=400)
    if len(endpoint) > 500 or len(auth) > 40 or not may_push_to(endpoint):
        return JsonResponse({"fault": "This browser’s push service isn’t one that we know."}, status=400)
    told = {"user": user, "p256dh": p256dh, "auth": auth}
    PushPlace.objects.update_or_create(endpoint=endpoint, defaults=told)
    old = PushPlace.objects.filter(user=user).order_by("-made_at").values_list("pk", flat=True)[MOST_PLACES:]
    PushPlace.objects.filter(pk__in=list(old)).delete()
    audit.record(user, Deed.CHANGED, "push", ref=user.pk)
    return JsonResponse({"kept": True})
