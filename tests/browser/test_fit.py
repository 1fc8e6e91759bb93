"""Everything fits a phone and a thumb."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .conftest import Visit
from .hand import PHONE
from .lived_in import LivedIn
from .test_axe import person
from .walk import pages_of, walk

NARROW = 320
TARGET, TARGET_OF_A_CHILD = 44, 88

# Buttons, links and fields that stand alone and are smaller than they should be. A link in the middle of a sentence
# stands in a line of text; a field that lies over its label is as large as the label.
SMALL = """least => {
    const words = (node, but) => [...node.childNodes].filter(n => n !== but).map(n => n.textContent).join("");
    const inSentence = e => {
        if (e.tagName !== "A" || getComputedStyle(e).display !== "inline") return false;
        let around = e.parentElement;
        while (getComputedStyle(around).display === "inline") around = around.parentElement;
        const others = [...around.querySelectorAll("a, button")].map(o => o.textContent).join("");
        return around.textContent.replace(/[^\\p{L}]/gu, "").length - others.replace(/[^\\p{L}]/gu, "").length >= 8;
    };
    return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
        .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest(".unseen, .skip") && !inSentence(e))
        .map(e => [e, (e.closest("label") || e).getBoundingClientRect()])
        .filter(([e, box]) => box.width + 0.5 < least || box.height + 0.5 < least)
        .map(([e, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${e.outerHTML.slice(0, 140)}`);
}"""

# Whatever reaches beyond the screen, or beyond the box it lies in.
SPILLS = """() => {
    const wide = document.scrollingElement.scrollWidth, out = [];
    if (wide > document.documentElement.clientWidth) out.push(`the page is ${wide} wide`);
    for (const e of document.body.querySelectorAll("*")) {
        if (e.closest("svg, .unseen, .skip") || !e.checkVisibility()) continue;
        const style = getComputedStyle(e), box = e.getBoundingClientRect();
        if (style.display === "inline" || e.matches("input, select, textarea")) continue;
        if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth && !["auto", "scroll"].includes(style.overflowX))
            out.push(`${e.scrollWidth} in ${e.clientWidth}: ${e.outerHTML.slice(0, 140)}`);
        if (box.right > innerWidth + 1 && !e.closest(".table-scroll"))
            out.push(`beyond the screen: ${e.outerHTML.slice(0, 140)}`);
    }
    for (const svg of document.querySelectorAll("main svg")) {
        const frame = svg.getBoundingClientRect();
        const texts = [...svg.querySelectorAll("text")].map(t => [t, t.getBoundingClientRect()]);
        for (const [t, box] of texts) {
            const within = box.left >= frame.left - 1 && box.right <= frame.right + 1
                && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
            if (!within) out.push(`out of its picture: ${t.textContent}`);
            const size = parseFloat(getComputedStyle(t).fontSize) * svg.getScreenCTM().a;
            if (size < 10) out.push(`letters of ${size.toFixed(1)} px: ${t.textContent}`);
            for (const [o, other] of texts) {
                const across = box.left + 1 < other.right && other.left + 1 < box.right;
                const down = box.top + 4 < other.bottom && other.top + 4 < box.bottom;
                if (o !== t && across && down) out.push(`over each other: ${t.textContent} / ${o.textContent}`);
            }
        }
    }
    return out;
}"""


@pytest.mark.parametrize("who", ["therapist", "parent", "teacher", "child", "visitor"])
def test_every_page_fits_a_phone_and_a_thumb(visit: Visit, home: LivedIn, who: str):
    visitor = visit(person(home.cast, who), PHONE, reduced_motion="reduce")
    least = TARGET_OF_A_CHILD if who == "child" else TARGET
    found = []
    for name in walk(visitor, pages_of(home, who)):
        unfold(visitor.page)
        found += [f"{who}, {name}, small: {small}" for small in visitor.page.evaluate(SMALL, least)]
        for width in (PHONE.width, NARROW):
            visitor.page.set_viewport_size({"width": width, "height": PHONE.height})
            found += [f"{who}, {name}, {width} px: {spill}" for spill in visitor.page.evaluate(SPILLS)]
    assert not found, "\n".join(found)


def unfold(page: Page) -> None:
    """Open everything that is folded away."""
    page.evaluate("() => document.querySelectorAll('details').forEach(more => { more.open = true; })")
