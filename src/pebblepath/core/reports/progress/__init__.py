"""Progress reports: the same facts for school and for a payer, each number with the moments that it counts."""

from .drafting import JUDGED, NEED, SKILL, T_SCORE, progress_document, side_by_side_of
from .facts import Counted, Facts, Found, GoalFacts, Level, Reached

__all__ = [
    "JUDGED",
    "NEED",
    "SKILL",
    "T_SCORE",
    "Counted",
    "Facts",
    "Found",
    "GoalFacts",
    "Level",
    "Reached",
    "progress_document",
    "side_by_side_of",
]
