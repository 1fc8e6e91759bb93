"""Notes of a session from what was tapped: clinical, for the family, for the child, and a card at the door."""

from .clinical import SECTIONS, dap, soap
from .door import DoorLines, door_card
from .facts import Facts, GoalPlayed, Played, Said
from .judgement import own_sentences
from .plain import for_child, for_family
from .sentences import Sentence, idea_for_home

__all__ = [
    "SECTIONS",
    "DoorLines",
    "Facts",
    "GoalPlayed",
    "Played",
    "Said",
    "Sentence",
    "dap",
    "door_card",
    "for_child",
    "for_family",
    "idea_for_home",
    "own_sentences",
    "soap",
]
