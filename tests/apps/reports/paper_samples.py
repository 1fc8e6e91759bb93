"""What stands on each paper, for any name and any words, as the views hand it over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pebblepath.apps.reports.rendering import as_paper
from pebblepath.core.reports.document import (
    Bullets,
    Document,
    Paragraph,
    Picture,
    Quote,
    Run,
    Section,
    Table,
    line,
)
from pebblepath.core.reports.laid_out import laid_out
from pebblepath.library.symbols import symbol_svg

NAMES = ("Mia", "Nguyễn Thị Hương", "Óscar Peña", "ליאל", "ليان")
WORDS = {
    "Latin": "She zipped her jacket by herself, all the way up.",
    "Arabic": "أغلقت سحاب معطفها وحدها، من أوله إلى آخره.",
    "Persian": "او زیپ کتش را خودش تا بالا بست.",
    "Urdu": "اس نے اپنی جیکٹ کی زپ خود بند کی۔",
    "Hebrew": "היא סגרה את הרוכסן לבד, עד למעלה.",
    "mixed": "قالت: ZIP! ثم ضحكت 3 مرات 🎉",
}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 40" width="900" height="40">'
    '<circle cx="12" cy="20" r="7" fill="#3f6b57"/><text x="24" y="24">{}</text></svg>'
)

Sample = Callable[[str, str], dict[str, Any]]


def note(name: str, words: str) -> dict[str, Any]:
    return {
        "title": f"Note about {name}, 3 May 2026",
        "size": "us-letter",
        "practice": "Riverside",
        "heading": f"{name}, 3 May 2026",
        "foot": f"Riverside · {name} · 3 May 2026",
        "frame": [("Child", f"{name}, born 1 May 2019"), ("Minutes", "45"), ("Therapist", "Robin")],
        "sections": [
            {"title": "Subjective", "lines": [f"{name} zipped 7 of 10 times.", words]},
            {"title": "Plan", "lines": [words]},
        ],
        "signed": "Signed by Robin, 3 May 2026, 14:00",
        "amendments": [{"title": "Amended by Kai, 4 May 2026", "lines": [words], "reason": words}],
    }


def door(name: str, words: str) -> dict[str, Any]:
    return {
        "title": f"How it went: {name}, 3 May 2026",
        "size": "us-letter",
        "foot": "Pebblepath · Riverside",
        "when": "Sunday, 3 May 2026 · with Robin",
        "heading": name,
        "lines": [f"{name} zipped 7 of 10 times.", words, f"{name} and Robin laughed."],
        "idea": words,
    }


def passport(name: str, words: str) -> dict[str, Any]:
    return {
        "title": f"About {name}",
        "size": "us-letter",
        "foot": "Pebblepath · 3 May 2026",
        "child": name,
        "parts": [
            {"title": "What keeps me safe", "safety": True, "lines": [words, "No nuts."]},
            {"title": "What I love", "safety": False, "lines": [words, words]},
            {"title": "What helps me then", "safety": False, "lines": ["A hug.", words]},
        ],
        "agreed": f"{name} agreed with this page on 1 May 2026.",
    }


def toolkit(name: str, words: str) -> dict[str, Any]:
    card = {"how": words, "mark": "our own", "photo": False, "picture": symbol_svg("heart"), "alt": f"For {words}"}
    return {
        "title": f"What may help {name}",
        "size": "us-letter",
        "foot": "Pebblepath · 3 May 2026",
        "place": "Home",
        "code": symbol_svg("home"),
        "until": "1 June 2026",
        "cards": [card | {"name": words[:24]}, card | {"name": "A quiet corner"}, card | {"name": name}],
    }


def tick_sheet(name: str, words: str) -> dict[str, Any]:
    return {
        "title": f"Tick sheet: {name}, week of 4 May 2026",
        "size": "us-letter",
        "foot": "Pebblepath",
        "heading": name,
        "week": "4 May to 8 May 2026",
        "days": ["Mon 4", "Tue 5", "Wed 6", "Thu 7", "Fri 8"],
        "rows": [
            {"who": name, "goal": words, "levels": 5, "stones": [words, "two", "three", "four", words]},
            {"who": "", "goal": "I zip my jacket", "levels": 3, "stones": ["one", "two", "three"]},
        ],
        "code": symbol_svg("school"),
    }


def what_helps(name: str, words: str) -> dict[str, Any]:
    finding = {
        "strategy": words,
        "label": "helps",
        "pill": "moss",
        "sentence": f"{name} gets further with it.",
        "with": 7,
        "without": 9,
        "numbers": "Effect 0.80 logits (90 % from 0.10 to 1.50).",
        "told": f"Moments over time for {words}.",
        "picture": SVG.format(words),
    }
    return {
        "title": f"What helps {name}: {words}",
        "size": "us-letter",
        "foot": "Pebblepath · 3 May 2026",
        "child": name,
        "goal": words,
        "stones": [words, "I zip it halfway.", words],
        "moments": 16,
        "places": [{"name": "Home", "findings": [finding, finding | {"strategy": "A timer"}], "waiting": [words]}],
    }


def book(name: str, words: str) -> dict[str, Any]:
    told = {"sentence": words, "symbol": "heart", "facts": "First time · 3 May, home", "quote": f"“{words}” {name}"}
    return {
        "title": f"{name}’s book of victories",
        "size": "us-letter",
        "child": name,
        "picture": "turtle",
        "span": "June 2025 to May 2026",
        "won": 3,
        "leaves": [
            {
                "month": "May 2026",
                "tone": "moss",
                "first": told,
                "others": [told, told],
                "more": 2,
                "stones": 3,
                "cheers": [name, "Grandma"],
            }
        ],
        "joys": [{"words": words[:16], "symbol": "train"}, {"words": "Water", "symbol": "water"}],
        "paths": [{"title": words, "told": f"{name} stands on stone 3.", "svg": SVG.format(words)}],
        "cheers": [name, "Grandma"],
        "symbols": {one: symbol_svg(one) for one in ("heart", "turtle", "celebrate", "train", "water")},
    }


def home_programme(name: str, words: str) -> dict[str, Any]:
    card = {
        "name": words[:24],
        "picture": symbol_svg("water"),
        "code": symbol_svg("home"),
        "lines": [
            {"lead": "When", "words": f"At bath time, in “{words}”", "steps": []},
            {"lead": "", "words": "", "steps": [words, "Then wait.", words]},
            {"lead": "Why", "words": words, "steps": []},
            {"lead": "", "words": "Not this week? That is fine.", "steps": []},
        ],
    }
    return {
        "title": f"Small ideas for home: {name}",
        "size": "us-letter",
        "foot": f"Riverside · {name}",
        "child": name,
        "home": "",
        "from": "From Robin, 3 May 2026",
        "cards": [card, card | {"name": "A towel tent"}],
    }


def document(name: str, words: str) -> dict[str, Any]:
    return as_paper(laid_out(report(name, words))) | {"size": "us-letter"}


def report(name: str, words: str) -> Document:
    """A document with every kind of block."""
    levels = ((line("−1"), line(words)), (line("0"), line("I zip it halfway.")), (line("+1"), line(f"{name} zips.")))
    wide = tuple(line(Run(str(count), "some")) for count in range(6))
    zipping = Section(
        "zip",
        "I zip my jacket",
        (
            Paragraph(line(f"{name} zipped ", Run("7 of 10 times", "zip"), ", in 3 places.")),
            Paragraph(line(words)),
            Paragraph(line("By place:")),
            Bullets((line("Home: ", Run("4 moments", "some"), "."), line(words), line(f"{name} did it at school."))),
            Table("The levels", ("Level", "In the family’s own words"), levels),
            Table("How often", ("Where", "−2", "−1", "0", "+1", "+2", "All"), ((line("home"), *wide),)),
            Quote(words, f"{name}, at home"),
            Picture(SVG.format(""), "Seven of ten."),
        ),
    )
    return Document(
        title=f"Progress report: {name}",
        heading=f"Progress report: {name}",
        letterhead="Riverside",
        frame=(("Child", f"{name}, born 1 May 2019"), ("From", "1 March to 31 May 2026")),
        sections=(zipping, Section("next", "Next step", (Paragraph(line(words)),))),
        closing=("Signed by Robin, 1 June 2026, 14:00",),
        foot=f"Riverside · {name}",
        sources={"zip": ("m1", "m2"), "some": ("m2",)},
    )


SAMPLES: dict[str, Sample] = {
    "book": book,
    "document": document,
    "door": door,
    "home_programme": home_programme,
    "note": note,
    "passport": passport,
    "tick_sheet": tick_sheet,
    "toolkit": toolkit,
    "what_helps": what_helps,
}
