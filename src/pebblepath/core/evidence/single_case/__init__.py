"""Single-case statistics: effect sizes, piecewise regression, randomization tests, design standards.

>>> from pebblepath.core.evidence import single_case
>>> single_case.nap([2, 3, 3], [4, 5, 3]).value
0.8888888888888888

A `Series` is one case with its phases; `analyse` compares the first A with the first B in all ways of the
command line's contract, `effect_sizes` does the most used ones for many series at once.
"""

from .answer import EFFECTS, analyse, effects_of
from .baselines import drawn_starts_test, staggered_test
from .batch import EffectColumn, EffectTable, Pairs, effect_sizes
from .between_case import BetweenCase, between_case_multiple_baseline, between_case_reversal
from .dominance import nap, tau
from .means import pogo, smd
from .medians import lrm
from .newcombe import newcombe_interval
from .overlap import ird, pand, pem, pnd
from .piecewise import Coefficient, Piecewise, piecewise
from .randomization import RandomizationTest
from .ratios import lrr_d, lrr_i
from .result import EffectSize, SingleCase
from .schedules import alternating_test, phase_change_test, start_point_test
from .series import Direction, Pair, Phase, Scale, Series
from .standards import Design, Met, Standard, by_design, design_of, design_standards
from .trend import tau_bc, tau_u, tau_u_complete
from .words import says

__all__ = [
    "EFFECTS",
    "BetweenCase",
    "Coefficient",
    "Design",
    "Direction",
    "EffectColumn",
    "EffectSize",
    "EffectTable",
    "Met",
    "Pair",
    "Pairs",
    "Phase",
    "Piecewise",
    "RandomizationTest",
    "Scale",
    "Series",
    "SingleCase",
    "Standard",
    "alternating_test",
    "analyse",
    "between_case_multiple_baseline",
    "between_case_reversal",
    "by_design",
    "design_of",
    "design_standards",
    "drawn_starts_test",
    "effect_sizes",
    "effects_of",
    "ird",
    "lrm",
    "lrr_d",
    "lrr_i",
    "nap",
    "newcombe_interval",
    "pand",
    "pem",
    "phase_change_test",
    "piecewise",
    "pnd",
    "pogo",
    "says",
    "smd",
    "staggered_test",
    "start_point_test",
    "tau",
    "tau_bc",
    "tau_u",
    "tau_u_complete",
]
