"""What a reader sees of a page or a data file, at the same places as in the file, so that line numbers hold."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}"
    r"|</?[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>",
    re.DOTALL | re.IGNORECASE,
)
_BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|h[1-6]|div|section|article|header|footer|main|nav|td|th|tr|table|br|hr|button|option|select|label"
    r"|legend|fieldset|summary|details|dt|dd|title|figcaption|form|textarea|blockquote)\b",
    re.IGNORECASE,
)
# A string of TOML: three quotes over lines, or one on a line.
_TOML_STRING = re.compile(r'"""(?P<long>.*?)"""|"(?P<short>(?:[^"\\\n]|\\.)*)"|#[^\n]*|\'[^\'\n]*\'', re.DOTALL)
_NOT_A_LINE_BREAK = re.compile(r"[^\n]")


def visible_text(text: str, kind: str) -> str:
    """Blank out all of a file that no reader sees.

    Args:
        text: the file's content.
        kind: ``html`` (Django templates too), ``toml`` (its strings are read, keys and comments aren't), or anything
            else, which is read as it is.

    Returns:
        A text of the same length and lines; what was blanked out is spaces, and a full stop where a block begins or
        ends, so that no sentence runs from one into the next.
    """
    if kind == "html":
        return _HIDDEN.sub(lambda found: _blank(found.group(), ends=_BLOCK.match(found.group()) is not None), text)
    if kind == "toml":
        return _strings_of(text)
    return text


def _blank(text: str, *, ends: bool) -> str:
    blank = _NOT_A_LINE_BREAK.sub(" ", text)
    return f".{blank[1:]}" if ends and blank and blank[0] == " " else blank


def _strings_of(text: str) -> str:
    parts: list[str] = []
    at = 0
    for found in _TOML_STRING.finditer(text):
        name = "long" if found["long"] is not None else "short"
        if found[name] is None:
            continue
        start, end = found.span(name)
        parts += [_blank(text[at:start], ends=True), found[name]]
        at = end
    parts.append(_blank(text[at:], ends=True))
    return "".join(parts)
