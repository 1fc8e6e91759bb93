"""Pages that show some of a toolkit by a link, and the page where such links are made."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Scope
from pebblepath.apps.understanding.forms import ToolkitLinkForm
from pebblepath.apps.understanding.models import Photo, ToolkitLink
from pebblepath.apps.understanding.sharing import make_toolkit_link, open_links, take_back_toolkit_link


@child_page(Scope.SHAPE)
def share_toolkit(request: HttpRequest, access: Access) -> HttpResponse:
    """Choose cards, say for whom, and get a link; the links that work are listed."""
    strategies = list(access.child.strategies.in_use())
    form = ToolkitLinkForm(request.POST or None, strategies=strategies)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        link = make_toolkit_link(access, told["name"], told["days"], form.chosen())
        messages.success(request, f"The link for {link.name} is ready.")
        return redirect("share_toolkit", access.child.public_id)
    context = {
        "form": form,
        "has_any": bool(strategies),
        "links": [(link, *_address_and_code(request, link)) for link in open_links(access)],
    }
    return render(request, "understanding/share_toolkit.html", context, status=400 if form.errors else 200)


def address_of(request: HttpRequest, link: ToolkitLink) -> str:
    """The whole address of a link."""
    return request.build_absolute_uri(reverse("shown_toolkit", args=[link.token]))


def _address_and_code(request: HttpRequest, link: ToolkitLink) -> tuple[str, SafeString]:
    """A link's address, and the same as a code for a phone's camera."""
    import segno

    address = address_of(request, link)
    drawn = segno.make(address, micro=False).svg_inline(scale=4, border=2, omitsize=True)
    return address, mark_safe(drawn)


@require_POST
@child_page(Scope.SHAPE)
def unshare_toolkit(request: HttpRequest, access: Access, link: int) -> HttpResponse:
    """Take a link back."""
    take_back_toolkit_link(access, get_object_or_404(access.child.toolkit_links, pk=link, revoked_at=None))
    messages.success(request, "The link doesn’t work any more.")
    return redirect("share_toolkit", access.child.public_id)


def shown_toolkit(request: HttpRequest, token: str) -> HttpResponse:
    """The chosen cards behind their link, for who has no account: nothing else of the child is there."""
    link = ToolkitLink.objects.select_related("child").filter(token=token).first()
    if link is None:
        raise Http404
    if not link.is_open(timezone.now()):
        return render(request, "people/join_over.html", status=410)
    strategies = link.strategies.in_use().pictured()
    context = {"child": link.child, "token": token, "strategies": strategies, "until": link.expires_at}
    response = render(request, "understanding/shown_toolkit.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def shown_photo(request: HttpRequest, token: str, strategy: str) -> HttpResponse:
    """A photo of one of the chosen cards, as long as the link works and the card is in use."""
    link = ToolkitLink.objects.filter(token=token).first()
    if link is None or not link.is_open(timezone.now()):
        raise Http404
    shown = link.strategies.in_use()
    photo = get_object_or_404(Photo, strategy__in=shown, strategy__public_id=strategy)
    response = HttpResponse(bytes(photo.jpeg), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response
