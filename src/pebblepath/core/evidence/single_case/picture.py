"""Single cases drawn as the field draws them: points joined within a phase, never across one, a dashed line between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise

import numpy as np

from .series import Phase, Series

WIDTH, PANEL, LEFT, RIGHT, TOP, FOOT = 640, 150, 58, 16, 26, 22
GAP = 34
INK, LINE, MOSS, CLAY = "#2b3134", "#e4dccb", "#3f6b57", "#9a5b3b"


def as_svg(series: Sequence[Series]) -> str:
    """One panel a case, one below the other, as an SVG file with words for screen readers.

    Args:
        series: at least one case; sessions without an outcome leave a gap.
    """
    height = len(series) * (PANEL + GAP) + FOOT
    panels = [_panel(one, place * (PANEL + GAP)) for place, one in enumerate(series)]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" role="img" '
        'font-family="sans-serif" font-size="12">'
    )
    names = ", ".join(one.case for one in series)
    title = f"<title>Single cases by phase</title><desc>{escape(names)}: phases A and B over sessions.</desc>"
    return "\n".join([head, title, *panels, "</svg>", ""])


def _panel(one: Series, top: int) -> str:
    session = np.concatenate([phase.session for phase in one.phases])
    outcome = np.concatenate([phase.outcome for phase in one.phases])
    first, last = float(session.min()), max(float(session.max()), float(session.min()) + 1)
    low, high = float(np.nanmin(outcome)), float(np.nanmax(outcome))
    high = high if high > low else low + 1

    def x(value: float) -> float:
        return round(LEFT + (value - first) / (last - first) * (WIDTH - LEFT - RIGHT), 1)

    def y(value: float) -> float:
        return round(top + TOP + (1 - (value - low) / (high - low)) * (PANEL - TOP), 1)

    parts = [f'<text x="{LEFT}" y="{top + 14}" fill="{INK}" font-weight="bold">{escape(one.case)}</text>']
    for value in (low, high):
        parts.append(f'<path d="M{LEFT} {y(value)}H{WIDTH - RIGHT}" stroke="{LINE}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y(value)}" dy="4" text-anchor="end" fill="{INK}">{value:g}</text>')
    for before, after in pairwise(one.phases):
        between = x((float(before.session[-1]) + float(after.session[0])) / 2)
        parts.append(f'<path d="M{between} {top + TOP - 6}V{top + PANEL}" stroke="{INK}" stroke-dasharray="4 3"/>')
    parts += [_phase(phase, x, y) for phase in one.phases]
    parts.append(f'<text x="{LEFT}" y="{top + PANEL + 18}" fill="{INK}">{first:g}</text>')
    parts.append(f'<text x="{WIDTH - RIGHT}" y="{top + PANEL + 18}" text-anchor="end" fill="{INK}">{last:g}</text>')
    return "\n".join(parts)


def _phase(phase: Phase, x: Callable[[float], float], y: Callable[[float], float]) -> str:
    colour = MOSS if phase.condition == "B" else CLAY
    there = [
        (x(float(session)), y(float(outcome)))
        for session, outcome in zip(phase.session, phase.outcome, strict=True)
        if np.isfinite(outcome)
    ]
    if not there:
        return ""
    line = "M" + "L".join(f"{px:g} {py:g}" for px, py in there)
    dots = "".join(f'<circle cx="{px:g}" cy="{py:g}" r="3.5" fill="{colour}"/>' for px, py in there)
    letter = (
        f'<text x="{there[0][0]:g}" y="{min(py for _, py in there) - 9:g}" fill="{colour}">{phase.condition}</text>'
    )
    return f'<path d="{line}" fill="none" stroke="{colour}" stroke-width="1.6"/>{dots}{letter}'
