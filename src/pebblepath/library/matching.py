"""Which strategies and what play fit a child and a goal, best first, each with its reason in one sentence.

What doesn't go with her is left out, whatever else speaks for it: a card whose caution applies, a card that gives a
sense that is too much for her in that place, and a card that made it harder on her own days. All else is weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from pebblepath.library.play import PlayActivity
from pebblepath.library.research import Topic
from pebblepath.library.schema import Strategy

# What each thing is worth, in points. Her own days count most, then the goal, then her senses and joys.
OWN_DAYS = {
    "helps": 4.0,  # shown on her own days: above any general reason
    "better_since_then": 1.5,  # it may be the card, or the time that passed
    "promising": 1.5,
    "little_difference": -1.0,  # tried, and it changed little: others may go first
}
GOAL = 3.0  # a strategy made for this very activity; play that mainly works on what the activity asks for
SENSE = 2.0  # it is about a sense that she seeks, or that is a lot for her
LIKED_SENSE = 1.0  # it gives a sense that she likes
NOTICED_SENSE = -1.0  # it gives a sense that she notices a lot: allowed, and not the first to try
FURTHER_SENSES = 0.25  # of a second sense and more: else a card about everything would pass one made for the goal
JOY = 2.0  # play about what she loves
JOY_IN_GENERAL = 1.0  # a strategy that begins with whatever a child loves
PLACE_FIRST = 1.0  # it changes the place, and asks nothing of her
RESEARCH = {"good": 1.5, "some": 1.0, "mixed": 0.5, "little": 0.0, "not helpful": -3.0}
MISSING = -0.5  # each thing that isn't at hand: no ban, since it may be got
MISSING_AT_MOST = -1.5
OTHER_AGE = -1.5  # outside the ages that the card hints at, which are no norm

HARDER = frozenset({"seems_harder", "harder_since_then"})
STARTS_WITH_JOYS = "interest-based"  # the topic of research on strategies that begin with what a child loves
MADE_FOR_IT = "It is made for this very thing."
# Her main deeper goal counts in full, the next ones less.
SHARES_OF_GOALS = (1.0, 0.7, 0.5)
MAINLY = 3
SENSE_WORDS: dict[str, str] = {
    "touch": "touch", "sound": "sounds", "sight": "light and sights", "movement": "moving", "body": "body feelings",
    "taste": "tastes", "smell": "smells", "inside": "feelings inside",
}  # fmt: skip
DEEPER_WORDS: dict[str, str] = {
    "fine-motor": "small moves of the fingers", "bilateral": "two hands that team up",
    "body-awareness": "feeling where the body is", "balance": "balance", "strength": "strong arms, legs and tummy",
    "planning": "planning steps", "regulation": "finding calm", "attention": "staying with one thing",
    "touch-tolerance": "touch that feels all right", "visual-motor": "eyes and hands that team up",
    "self-care": "doing things for yourself", "social-play": "playing together", "communication": "telling others",
}  # fmt: skip
# What people say for each joy that the cards name, as the beginnings of words; any other joy is said by its own name.
SAID_FOR_JOYS: dict[str, str] = {
    "animals": r"animal|pets?\b|dogs?\b|cats?\b|horse|bird|bugs?\b|insect", "ball": r"balls?\b|football|soccer",
    "bicycle": r"bike|bicycle|cycling", "blocks": r"block|brick|build|lego", "books": r"book|read(ing)?\b",
    "bubbles": r"bubble", "cars": r"cars?\b|truck|bus(es)?\b", "cooking": r"cook|bak(e|ing)\b", "dinosaurs": r"dino",
    "drawing": r"draw|paint", "drum": r"drum", "garden": r"garden|plant|flower", "jokes": r"joke|being silly|laugh",
    "maps": r"maps?\b", "music": r"music|sing|song|danc|piano|guitar", "puzzle": r"puzzle|jigsaw",
    "space": r"space|planet|rocket|moon|stars?\b", "stories": r"story|stories|tale", "trains": r"train|rail|subway",
    "water": r"water|swim|splash|pool\b|bath",
}  # fmt: skip

CardT = TypeVar("CardT", Strategy, PlayActivity)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is known of the child in one place, and what is wished for.

    Args:
        occupation: id of the goal's everyday activity; empty for own words.
        setting: the place; a card for another doesn't fit.
        works_on: what the activity asks of body and mind, the main thing first.
        senses: for each sense how it is for her there: seeks, likes, fine, notices or too_much; reasons speak of it.
        too_much: senses that are too much for her there, also those that no reason may speak of.
        own_days: for each card that was used, the verdict of her own days.
        cares: what needs minding around her; a card that doesn't go with one of them is never offered.
        at_hand: the things that there are; None: nobody has said, so nothing counts as missing.
        joys: what she loves, in anybody's words.
        age: in years; None: not known.
    """

    occupation: str
    setting: str
    works_on: tuple[str, ...] = ()
    senses: Mapping[str, str] = field(default_factory=dict)
    too_much: frozenset[str] = frozenset()
    own_days: Mapping[str, str] = field(default_factory=dict)
    cares: frozenset[str] = frozenset()
    at_hand: frozenset[str] | None = None
    joys: tuple[str, ...] = ()
    age: float | None = None


@dataclass(frozen=True, slots=True)
class Fit(Generic[CardT]):
    """A card with how well it fits, why, where, and what would have to be got first.

    Attributes:
        card: the strategy or the play activity.
        score: in points; only good for an order.
        reason: the strongest one, in one sentence.
        places: where it fits, in the order of the wishes.
        missing: things that it needs and that aren't at hand in the place where it fits best.
    """

    card: CardT
    score: float
    reason: str
    places: tuple[str, ...]
    missing: tuple[str, ...] = ()

    @property
    def needed(self) -> str:
        """What would have to be got, in a sentence; empty where all is there, or where nobody has said."""
        return f"You would need: {', '.join(self.missing)}." if self.missing else ""


def fitting(
    cards: Iterable[CardT], wishes: Sequence[Wish], topics: Mapping[str, Topic], *, name: str
) -> list[Fit[CardT]]:
    """Cards that fit in at least one place, the best first.

    Args:
        cards: strategies or play to choose from.
        wishes: what is known and wished for, one for each place.
        topics: what research says, by topic.
        name: of the child, for the sentences.

    Returns:
        Each card once, as it fits best; equal ones by name.
    """
    fits = (_over_places(card, wishes, topics, name) for card in cards)
    return sorted((fit for fit in fits if fit is not None), key=lambda fit: (-fit.score, fit.card.name))


def goes_with(card: Strategy | PlayActivity, cares: Iterable[str], too_much: Iterable[str]) -> bool:
    """Whether nothing forbids a card for a child: no caution of it applies, and it gives nothing that is too much.

    Args:
        card: a strategy or a play activity.
        cares: what needs minding around the child.
        too_much: senses that are too much for the child in that place.
    """
    return not set(card.not_with) & set(cares) and not set(card.gives) & set(too_much)


def _over_places(card: CardT, wishes: Sequence[Wish], topics: Mapping[str, Topic], name: str) -> Fit[CardT] | None:
    fits = [fit for wish in wishes if (fit := _fit(card, wish, topics, name)) is not None]
    if not fits:
        return None
    best = max(fits, key=lambda fit: fit.score)
    return replace(best, places=tuple(place for fit in fits for place in fit.places))


def _fit(card: CardT, wish: Wish, topics: Mapping[str, Topic], name: str) -> Fit[CardT] | None:
    verdict = wish.own_days.get(card.id, "")
    # A sense that is too much is told in either way: for all to read, or kept back.
    too_much = wish.too_much | {sense for sense, how in wish.senses.items() if how == "too_much"}
    if wish.setting not in card.settings or verdict in HARDER or not goes_with(card, wish.cares, too_much):
        return None
    reasons = [*_reasons(card, wish, name)]
    if not any(reason.worth > 0 for reason in reasons):
        return None
    missing = things_missing(card, wish.at_hand)
    extra = _place_first(card) + _research(card, topics) + max(MISSING_AT_MOST, MISSING * len(missing))
    score = sum(reason.worth for reason in reasons) + extra + _age(card, wish.age)
    return Fit(card, score, _in_a_sentence(reasons), (wish.setting,), missing)


@dataclass(frozen=True, slots=True)
class _Reason:
    """What speaks for a card: its points, its sentence, and the words to say it beside another reason."""

    worth: float
    sentence: str
    beside: str = ""


def _in_a_sentence(reasons: Sequence[_Reason]) -> str:
    """The strongest reason; where that is the goal alone, with what it has to do with her."""
    best = max(reasons, key=lambda reason: reason.worth)
    own = max((r for r in reasons if r.beside and r.worth > 0), key=lambda reason: reason.worth, default=None)
    if best.sentence != MADE_FOR_IT or own is None:
        return best.sentence
    return f"{MADE_FOR_IT.removesuffix('.')}, and {own.beside}."


def _reasons(card: Strategy | PlayActivity, wish: Wish, name: str) -> Iterator[_Reason]:
    """What speaks for a card: her own days, the goal, what she loves and her senses."""
    verdict = wish.own_days.get(card.id, "")
    yield _Reason(OWN_DAYS.get(verdict, 0.0), f"{name}’s own days say: {verdict.replace('_', ' ')}.")
    yield _strategy_goal(card, wish) if isinstance(card, Strategy) else _play_goal(card, wish)
    yield _strategy_joy(card, wish, name) if isinstance(card, Strategy) else _play_joy(card, wish, name)
    yield from _senses(card, wish, name)


def _strategy_goal(card: Strategy, wish: Wish) -> _Reason:
    return _Reason(GOAL if wish.occupation in card.occupations else 0.0, MADE_FOR_IT)


def _play_goal(card: PlayActivity, wish: Wish) -> _Reason:
    """Points for what it works on of what the goal asks for; the sentence names the most of it."""
    weights: Mapping[str, int] = {goal: weight for goal, weight in card.works_on.items()}
    shares = {
        goal: share * weights.get(goal, 0) / MAINLY for goal, share in zip(wish.works_on, SHARES_OF_GOALS, strict=False)
    }
    if not any(shares.values()):
        return _Reason(0.0, "")
    most = max(shares, key=shares.__getitem__)
    worth = GOAL * min(1.0, sum(shares.values()))
    return _Reason(worth, f"This goal asks for {DEEPER_WORDS[most]}, and so does this play.")


def _strategy_joy(card: Strategy, wish: Wish, name: str) -> _Reason:
    if not wish.joys or card.research != STARTS_WITH_JOYS:
        return _Reason(0.0, "")
    beside = f"it begins with what {name} loves, such as {_as_said(wish.joys[0])}"
    return _Reason(JOY_IN_GENERAL, f"I{beside[1:]}.", beside)


def _play_joy(card: PlayActivity, wish: Wish, name: str) -> _Reason:
    for joy in wish.joys:
        for about in card.joys:
            if speaks_of(joy, about):
                return _Reason(JOY, f"{name} loves {_as_said(joy)}, and this is about {about}.")
    return _Reason(0.0, "")


def _as_said(joy: str) -> str:
    """A joy within a sentence: "Trains" becomes "trains", and "LEGO" stays."""
    word = joy.strip().rstrip(".!")
    return word[:1].lower() + word[1:] if word[1:2].islower() else word


def speaks_of(joy: str, about: str) -> bool:
    """Whether words such as "Riding a bike" speak of a joy of the cards, such as "bicycle"."""
    return re.search(rf"\b(?:{SAID_FOR_JOYS.get(about, re.escape(about.casefold()))})", joy.casefold()) is not None


def _senses(card: Strategy | PlayActivity, wish: Wish, name: str) -> Iterator[_Reason]:
    """The reasons by sense, the strongest first; what speaks for a card after that counts only a little."""
    reasons = [_sense(card, sense, how, name) for sense, how in wish.senses.items()]
    for place, reason in enumerate(sorted(reasons, key=lambda reason: -reason.worth)):
        yield replace(reason, worth=FURTHER_SENSES * reason.worth) if place and reason.worth > 0 else reason


def _sense(card: Strategy | PlayActivity, sense: str, how: str, name: str) -> _Reason:
    words = SENSE_WORDS[sense]
    if sense in card.gives:
        worth = {"seeks": SENSE, "likes": LIKED_SENSE, "notices": NOTICED_SENSE}.get(how, 0.0)
        verb = "looks for" if how == "seeks" else "likes"
        return _Reason(worth, f"{name} {verb} {words}, and this gives some.", f"{name} {verb} {words}, which it gives")
    if isinstance(card, Strategy) and sense in card.senses and how in {"notices", "too_much"}:
        beside = f"{words} can be too much for {name}" if how == "too_much" else f"{name} notices {words} a lot"
        return _Reason(SENSE, f"{beside[0].upper()}{beside[1:]}.", beside)
    return _Reason(0.0, "")


def things_missing(card: Strategy | PlayActivity, at_hand: frozenset[str] | None) -> tuple[str, ...]:
    """What a card needs and isn't there, in the card's words.

    Args:
        card: a strategy or a play activity.
        at_hand: the things that there are; None: nobody has said, so nothing counts as missing.
    """
    if at_hand is None:
        return ()
    there = {_one_spelling(thing) for thing in at_hand}
    needs = card.needs if isinstance(card, Strategy) else card.equipment
    return tuple(thing for thing in needs if _one_spelling(thing) not in there)


def _one_spelling(thing: str) -> str:
    return " ".join(thing.casefold().split()).removesuffix("s")


def _place_first(card: Strategy | PlayActivity) -> float:
    return PLACE_FIRST if isinstance(card, Strategy) and card.kind == "environment" else 0.0


def _research(card: Strategy | PlayActivity, topics: Mapping[str, Topic]) -> float:
    topic = topics.get(card.research or "") if isinstance(card, Strategy) else None
    return RESEARCH[topic.grade] if topic else 0.0


def _age(card: Strategy | PlayActivity, age: float | None) -> float:
    if age is None or isinstance(card, Strategy):
        return 0.0
    return 0.0 if card.age_from <= age < card.age_to + 1 else OTHER_AGE
