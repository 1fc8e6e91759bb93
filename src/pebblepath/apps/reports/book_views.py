"""The book of victories, as a page and as a paper."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.text import slugify

from pebblepath.apps.people import audit
from pebblepath.apps.people.access import Access, child_page
from pebblepath.apps.people.models import Deed, Scope
from pebblepath.apps.reports.book import Book, BookPath, Joy, Leaf, Line, book_of
from pebblepath.apps.reports.papers import SIZES, make_pdf
from pebblepath.library.symbols import symbol_names, symbol_svg

MOST_YEARS_BACK = 20
SVG = "http://www.w3.org/2000/svg"
# The colours of the calm look stand in the picture, as on paper there is no stylesheet.
PATH_STYLE = (
    "<style>.way{fill:none;stroke:#e2dac7;stroke-width:30;stroke-linecap:round}.stone-lit{fill:#8fae9b}"
    ".stone-here{fill:#3f6b57}.stone-ahead{fill:#fffdf8;stroke:#8b8168;stroke-width:2;stroke-dasharray:6 6}"
    ".shine{fill:none;stroke:#fffdf8;stroke-width:3.5;stroke-linecap:round;opacity:.85}.own-light{fill:#f8ebc8;stroke:#8a6410}"
    "text{font-family:'Atkinson Hyperlegible Next';font-size:16px;fill:#2b3134}.here-words{font-weight:bold}"
    ".note,.here-note{font-size:13px;fill:#565f64}</style>"
)


@child_page()
def book(request: HttpRequest, access: Access) -> HttpResponse:
    """The year as big cards, one month after the other."""
    back = _back(request)
    told = book_of(access, back=back)
    earlier = back + 1 if told.older and back < MOST_YEARS_BACK else None
    context = {"book": told, "back": back, "earlier": earlier, "may_take": access.may(Scope.TAKE)}
    return render(request, "reports/book.html", context)


@child_page()
def book_paper(request: HttpRequest, access: Access) -> HttpResponse:
    """The same to print, a month to a page."""
    size = request.GET.get("size", SIZES[0])
    data = book_data(access, book_of(access, back=_back(request)), size if size in SIZES else SIZES[0])
    audit.record(access.user, Deed.TOOK_OUT, "book", ref=access.child.public_id, child=access.child)
    response = HttpResponse(make_pdf("book", data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(access.child.name) or "my"}-victories.pdf"'
    return response


def _back(request: HttpRequest) -> int:
    """How many books back were asked for; what isn't a number asks for the newest."""
    asked = request.GET.get("back", "")
    return min(int(asked), MOST_YEARS_BACK) if asked.isascii() and asked.isdigit() else 0


def book_data(access: Access, told: Book, size: str) -> dict[str, Any]:
    """What stands in the printed book, as its paper takes it."""
    child = access.child
    picture = child.picture if child.picture in symbol_names() else "turtle"
    names = {picture, "celebrate", *(joy.symbol for joy in told.joys)}
    names |= {line.symbol for leaf in told.leaves for line in (leaf.first, *leaf.others)}
    return {
        "title": f"{child.name}’s book of victories",
        "size": size,
        "child": child.name,
        "picture": picture,
        "span": f"{told.first:%B %Y} to {told.last:%B %Y}",
        "won": told.won,
        "leaves": [_leaf(leaf) for leaf in told.leaves],
        "joys": [_joy(joy) for joy in told.joys],
        "paths": [_path(path, n) for n, path in enumerate(told.paths)],
        "cheers": list(told.cheers),
        "symbols": {name: symbol_svg(name) for name in sorted(names)},
    }


def _leaf(leaf: Leaf) -> dict[str, Any]:
    return {
        "month": f"{leaf.month:%B %Y}",
        "tone": leaf.tone,
        "first": _line(leaf.first),
        "others": [_line(line) for line in leaf.others],
        "more": leaf.more,
        "stones": leaf.stones,
        "cheers": list(leaf.cheers),
    }


def _line(line: Line) -> dict[str, Any]:
    often = f" · {line.times} times this month" if line.times > 1 else ""
    facts = f"{line.why} · {line.day:%-d %B}, {line.place}{often}"
    return {
        "sentence": line.sentence,
        "symbol": line.symbol,
        "facts": facts,
        "quote": f"“{line.quote}” {line.by}" if line.quote else "",
    }


def _joy(joy: Joy) -> dict[str, str]:
    return asdict(joy)


def _path(path: BookPath, number: int) -> dict[str, str]:
    drawn = render_to_string("reports/_book_path.html", {"path": path, "number": number})
    head, _, rest = drawn.strip().partition(">")
    svg = head.replace("<svg", f'<svg xmlns="{SVG}"', 1) + f">{PATH_STYLE}{rest}"
    return {"title": path.goal.title, "told": path.told, "svg": svg}
