"""Try-outs: a fair two-week try of one strategy, with coin-flip days, settled before the first day."""

from .exact_test import ExactTest, exact_test
from .power import Power, power
from .schedule import EVERY_DAY, SCHOOL_DAYS, Schedule, design

__all__ = ["EVERY_DAY", "SCHOOL_DAYS", "ExactTest", "Power", "Schedule", "design", "exact_test", "power"]
