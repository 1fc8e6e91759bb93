"""The toolkit as a paper: cards to cut out or to hang up, and a code that opens the shared ones."""

from __future__ import annotations

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Deed, Scope, Setting
from pebblepath.apps.reports.papers import SIZES, make_pdf
from pebblepath.apps.understanding.models import Strategy
from pebblepath.apps.understanding.sharing import open_links
from pebblepath.apps.understanding.sharing_views import address_of
from pebblepath.library.symbols import symbol_names, symbol_svg


@child_page()
def toolkit_paper(request: HttpRequest, access: Access) -> HttpResponse:
    """What is in use in one place, or everywhere; with a code where a link is open and the person may share it."""
    where, size, name = request.GET.get("where", ""), request.GET.get("size", SIZES[0]), access.child.name
    where = where if where in Setting.values else ""
    today = access.child.today()
    in_use = access.child.strategies.in_use().select_related("photo")
    given = [one for one in in_use if not one.rests_on(today) and (not where or where in one.settings)]
    link = next(iter(open_links(access)), None) if access.may(Scope.SHAPE) else None
    data = {
        "title": f"What may help {name}",
        "size": size if size in SIZES else SIZES[0],
        "foot": f"Pebblepath · {today:%-d %B %Y}",
        "place": Setting(where).label if where else "Everywhere",
        "code": _code(address_of(request, link)) if link else "",
        "until": f"{link.expires_at:%-d %B %Y}" if link else "",
        "cards": [_card(strategy) for strategy in given],
    }
    audit.record(access.user, Deed.TOOK_OUT, "toolkit", ref=access.child.public_id, child=access.child)
    response = HttpResponse(make_pdf("toolkit", data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="toolkit-{slugify(name) or "child"}.pdf"'
    return response


def _card(strategy: Strategy) -> dict[str, Any]:
    photo = getattr(strategy, "photo", None)
    symbol = strategy.symbol if strategy.symbol in symbol_names() else "heart"
    return {
        "name": strategy.name,
        "how": strategy.how,
        "mark": "for comfort" if strategy.comfort else "our own" if not strategy.card else "",
        "photo": photo is not None,
        # Typst takes a photo as its bytes, one number each: JSON knows no others.
        "picture": list(bytes(photo.jpeg)) if photo else symbol_svg(symbol),
        "alt": photo.words if photo else f"A picture for {strategy.name}.",
    }


def _code(address: str) -> str:
    import segno

    drawn = io.BytesIO()
    segno.make(address, micro=False).save(drawn, kind="svg", scale=4, border=2, xmldecl=False)
    return drawn.getvalue().decode()
