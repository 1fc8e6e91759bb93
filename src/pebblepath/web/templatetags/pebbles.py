"""The few tags our templates share; they are loaded everywhere."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pebblepath.library.symbols import symbol_svg
from pebblepath.web.icons import ICONS

register = template.Library()


@register.simple_tag
def symbol(name: str) -> SafeString:
    """A picture from the library, hidden from screen readers: words always stand beside it."""
    return format_html('<span class="symbol" aria-hidden="true">{}</span>', mark_safe(symbol_svg(name)))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A menu drawing."""
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', mark_safe(ICONS[name]))
