"""What only a therapist can say: starts of a sentence, which stand in a note when she taps them and not before."""

from __future__ import annotations


def own_sentences(child: str) -> tuple[str, ...]:
    """Sentences of professional judgement to tap; none of them follows from data, so none is ever put in unasked."""
    return (
        f"In my judgement today’s steps were pitched right for {child}; I stay with them.",
        f"In my judgement {child} is ready to be offered the next stone.",
        f"In my judgement the supports of today carry {child} well; I keep them.",
        "Choosing and grading today’s play called for a therapist’s skill.",
        "Today was not like other days; I read today’s stones with care.",
    )
