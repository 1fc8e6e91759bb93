"""Photos of strategies: seen by the circle, given and taken away by who shapes the toolkit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Scope
from pebblepath.apps.understanding import photos
from pebblepath.apps.understanding.forms import PhotoForm
from pebblepath.apps.understanding.models import Photo


@child_page()
def strategy_photo(request: HttpRequest, access: Access, strategy: str) -> HttpResponse:
    """The photo itself; like every page of a child it isn't stored on the way or on the device."""
    photo = get_object_or_404(Photo, strategy__child=access.child, strategy__public_id=strategy)
    return HttpResponse(bytes(photo.jpeg), content_type="image/jpeg")


@child_page(Scope.SHAPE)
def change_photo(request: HttpRequest, access: Access, strategy: str) -> HttpResponse:
    """Give a strategy a photo, or another one."""
    found = get_object_or_404(access.child.strategies.in_use().pictured(), public_id=strategy)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        photos.keep_photo(access, found, form.cleaned_data["photo"], form.cleaned_data["photo_words"])
        messages.success(request, f"{found.name} has its photo.")
        return redirect("toolkit", access.child.public_id)
    context = {"form": form, "strategy": found}
    return render(request, "understanding/photo.html", context, status=400 if form.errors else 200)


@require_POST
@child_page(Scope.SHAPE)
def remove_photo(request: HttpRequest, access: Access, strategy: str) -> HttpResponse:
    """Take a photo away."""
    found = get_object_or_404(access.child.strategies.in_use().exclude(photo=None), public_id=strategy)
    photos.remove_photo(access, found)
    messages.success(request, "The photo is gone.")
    return redirect("toolkit", access.child.public_id)
