"""The few tags our templates share; they are loaded everywhere."""

from __future__ import annotations

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pebblepath.library.symbols import symbol_names, symbol_svg
from pebblepath.web.icons import ICONS

register = template.Library()


FRAME = '<span class="symbol" aria-hidden="true">{}</span>'


@register.simple_tag(takes_context=True)
def symbol(context: template.Context, name: str) -> SafeString:
    """A picture from the library, hidden from screen readers: words always stand beside it.

    The first time on a page it is the drawing itself, then a reference to it: a timeline shows the same few again
    and again.
    """
    request = context["request"]
    name = name if name in symbol_names() else "heart"
    shown: set[str] = request.__dict__.setdefault("symbols_shown", set())
    if name in shown:
        return mark_safe(FRAME.format(f'<svg viewBox="0 0 72 72"><use href="#symbol-{name}"/></svg>'))
    shown.add(name)
    return mark_safe(FRAME.format(symbol_svg(name).replace("<svg ", f'<svg id="symbol-{name}" ', 1)))


@register.simple_tag
def new_id() -> str:
    """An id for something that is told from this page, so that telling it twice makes one."""
    return str(uuid.uuid4())


@register.simple_tag
def icon(name: str) -> SafeString:
    """A menu drawing."""
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', mark_safe(ICONS[name]))
