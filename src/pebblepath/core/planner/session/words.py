"""The deeper goals in a therapist's words and in a family's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

THERAPIST: Mapping[str, str] = {
    "fine-motor": "fine motor skill",
    "bilateral": "two hands together",
    "body-awareness": "body awareness",
    "balance": "balance",
    "strength": "strength",
    "planning": "motor planning",
    "regulation": "regulation",
    "attention": "attention",
    "touch-tolerance": "ease with touch",
    "visual-motor": "eye-hand skill",
    "self-care": "self-care",
    "social-play": "play with others",
    "communication": "communication",
}
FAMILY: Mapping[str, str] = {
    "fine-motor": "clever fingers",
    "bilateral": "two hands as a team",
    "body-awareness": "a body that knows where it is",
    "balance": "balance",
    "strength": "strong arms and legs",
    "planning": "new ways to move",
    "regulation": "calm",
    "attention": "staying with a game",
    "touch-tolerance": "ease with touch",
    "visual-motor": "eyes and hands as a team",
    "self-care": "doing daily things",
    "social-play": "playing with a friend",
    "communication": "words and signs",
}


def to_therapist(goal: str) -> str:
    """A deeper goal as a therapist says it; one that we don't know is said as it is written."""
    return THERAPIST.get(goal, goal.replace("-", " "))


def to_family(goal: str) -> str:
    """A deeper goal as a family says it."""
    return FAMILY.get(goal, goal.replace("-", " "))


def listed(words: Iterable[str]) -> str:
    """One, one and two, or one, two and three."""
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else ""


def minutes_in_words(minutes: int) -> str:
    """1 minute, 2 minutes."""
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
