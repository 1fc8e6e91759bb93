"""Four voices on one path: the child, the family, the teacher and the therapist each say where they see her."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


@dataclass(frozen=True)
class Heard:
    """What one person says.

    Attributes:
        who: how the person is called on the page: "Mia", "Home", "School".
        is_child: it is the child herself.
        mine: it is who reads the page.
        step: the stone where they see her, 0 the lowest; None when they said none.
        words: what stands on that stone, in the child's words.
        importance: how much it matters to them, 1 to 3; None when they didn't say.
    """

    who: str
    is_child: bool
    mine: bool
    step: int | None
    importance: int | None
    words: str = ""


def apart(step: int, here: int) -> str:
    """How far a voice is from where the path says she is, in two words: here, one on, two back."""
    if step == here:
        return "here"
    return f"{NUMBERS[abs(step - here)]} {'on' if step > here else 'back'}"


def differences(heard: Sequence[Heard], here: int) -> tuple[str, ...]:
    """What to ask each other, in kind sentences. Nobody is right or wrong, and nothing is averaged.

    Each of them sees the child in another place, so a difference is news, not an error.

    Args:
        heard: the voices, in the order in which they are shown.
        here: the stone where the newest moments put the child.
    """
    sentences = [_ask(one, one.step - here) for one in heard if one.step is not None and one.step != here]
    steps = [one.step for one in heard if one.step is not None]
    if not sentences and len(steps) > 1:
        sentences.append("All who spoke see the same stone.")
    matters = {one.importance for one in heard if one.importance is not None}
    if len(matters) > 1:
        sentences.append("It doesn’t matter the same to everybody, and that is fine. Ask each other why.")
    return tuple(sentences)


def _ask(one: Heard, apart_by: int) -> str:
    stones = "one stone" if abs(apart_by) == 1 else f"{NUMBERS[abs(apart_by)]} stones"
    way = "further on" if apart_by > 0 else "further back"
    on = f" (“{one.words.rstrip('.')}”)" if one.words else ""
    sees = f"{'You see' if one.mine else f'{one.who} sees'} {stones} {way}{on}"
    if one.mine:
        return f"{sees}: tell the others what you see."
    if one.is_child:
        return f"{sees}: ask {one.who} {'to show you' if apart_by > 0 else 'what would help'}."
    return f"{sees}: ask them {'what they see' if apart_by > 0 else 'what is harder there'}."
