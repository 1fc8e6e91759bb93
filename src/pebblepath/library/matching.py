"""Which strategies fit a child and a goal, best first, each with its reason in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pebblepath.library.research import Topic
from pebblepath.library.schema import Strategy

# What each reason is worth. Her own days count most, then the goal, then her senses, then what research says.
OWN_DAYS = {"helps": 4.0, "better_since_then": 1.5, "promising": 1.5, "little_difference": -1.0}
GOAL = 3.0
SENSE = 2.0
PLACE_FIRST = 1.0
RESEARCH = {"good": 1.5, "some": 1.0, "mixed": 0.5, "little": 0.0, "not helpful": -3.0}
HARDER = frozenset({"seems_harder", "harder_since_then"})
SENSE_WORDS: dict[str, str] = {
    "touch": "touch", "sound": "sounds", "sight": "light and sights", "movement": "moving", "body": "body feelings",
    "taste": "tastes", "smell": "smells", "inside": "feelings inside",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """What is known of the child and what is wished for.

    Args:
        occupation: id of the goal's everyday activity; empty for own words.
        settings: where it matters; a card for none of them doesn't fit.
        senses: for each sense how it is for her: seeks, likes, fine, notices or too_much.
        own_days: for each card that was used, the verdict of her own days.
    """

    occupation: str
    settings: frozenset[str]
    senses: Mapping[str, str]
    own_days: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fit:
    """A card with how well it fits and why."""

    card: Strategy
    score: float
    reason: str


def fitting(cards: Iterable[Strategy], wish: Wish, topics: Mapping[str, Topic], *, name: str) -> list[Fit]:
    """Cards that fit, the best first; those that made it harder on her own days, or fit nothing, are left out.

    Args:
        cards: to choose from.
        wish: what is known and wished for.
        topics: what research says, by topic.
        name: of the child, for the sentences.
    """
    found = [_fit(card, wish, topics, name) for card in cards if set(card.settings) & wish.settings]
    return sorted((fit for fit in found if fit is not None), key=lambda fit: (-fit.score, fit.card.name))


def _fit(card: Strategy, wish: Wish, topics: Mapping[str, Topic], name: str) -> Fit | None:
    verdict = wish.own_days.get(card.id, "")
    if verdict in HARDER:
        return None
    reasons = [
        (OWN_DAYS.get(verdict, 0.0), f"{name}’s own days say: {verdict.replace('_', ' ')}."),
        (GOAL if wish.occupation in card.occupations else 0.0, "It is made for this very thing."),
        *((SENSE, _because(sense, how, name)) for sense, how in _strong(wish.senses) if sense in card.senses),
        (PLACE_FIRST if card.kind == "environment" else 0.0, "It changes the place, and asks nothing of the child."),
    ]
    topic = topics.get(card.research or "")
    grade = topic.grade if topic else "little"
    fits = sum(worth for worth, _ in reasons[:-1]) > 0
    best = max(reasons, key=lambda reason: reason[0])
    return Fit(card, sum(worth for worth, _ in reasons) + RESEARCH[grade], best[1]) if fits else None


def _strong(senses: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(sense, how) for sense, how in senses.items() if how in {"seeks", "notices", "too_much"}]


def _because(sense: str, how: str, name: str) -> str:
    words = SENSE_WORDS[sense]
    if how == "seeks":
        return f"{name} looks for {words}, and this gives some."
    return f"For {name} {words} can be too much." if how == "too_much" else f"{name} notices {words} a lot."
