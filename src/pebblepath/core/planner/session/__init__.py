"""Plan one play session: the best one, with a proof, or which wishes clash.

``plan_session`` plans, ``check`` judges any plan without a solver. Importing this imports no solver.
"""

from .check import Fault, Judgement, check
from .instance import (
    Activity,
    Clash,
    GoalWish,
    Item,
    Lock,
    Loosening,
    Outcome,
    Plan,
    Played,
    RequestError,
    SessionRequest,
    lay_out,
    thing,
    things,
)  # fmt: skip
from .solve import plan_session
from .weights import WEIGHTS, Weights

__all__ = [
    "WEIGHTS", "Activity", "Clash", "Fault", "GoalWish", "Item", "Judgement", "Lock", "Loosening", "Outcome", "Plan",
    "Played", "RequestError", "SessionRequest", "Weights", "check", "lay_out", "plan_session", "thing", "things",
]  # fmt: skip
