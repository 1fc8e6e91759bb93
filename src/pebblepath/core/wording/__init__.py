"""Kind words, plain words, and facts instead of phrases: pure functions over rules kept as data.

``check`` finds wording that stings and says what to write instead; ``check_vague`` finds phrases that tell no fact;
``plain_words`` finds jargon and long sentences in what a family reads; ``side_by_side`` says the same facts for a
family and for a payer.
"""

from .check import check
from .finding import Finding, Source, take
from .necessity import Facts, SideBySide, side_by_side
from .plain import plain_words
from .vague import check_vague
from .visible import visible_text

__all__ = [
    "Facts",
    "Finding",
    "SideBySide",
    "Source",
    "check",
    "check_vague",
    "plain_words",
    "side_by_side",
    "take",
    "visible_text",
]
