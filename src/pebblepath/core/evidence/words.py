"""A verdict as a sentence: plain, calm, and never stronger than the numbers."""

from __future__ import annotations

import math
from collections.abc import Callable

from .result import Effect
from .verdict import FEWEST_EACH_WAY, Verdict

LABELS: dict[Verdict, str] = {
    Verdict.NOT_ENOUGH_YET: "not enough yet",
    Verdict.BETTER_SINCE_THEN: "better since then",
    Verdict.HELPS: "helps",
    Verdict.SEEMS_HARDER: "seems to make it harder",
    Verdict.HARDER_SINCE_THEN: "harder since then",
    Verdict.PROMISING: "promising",
    Verdict.LITTLE_DIFFERENCE: "makes little difference",
    Verdict.CANNOT_TELL_YET: "can't tell yet",
}
AS_LIFE_HAD_IT = "It was used as life had it, so other things may play a part."
BY_COIN = "A coin chose the days, so this is most likely the strategy itself."
TRY_OUT = "A try-out with coin-flip days would tell."
COMFORT = "It gives comfort or keeps safe, so it is there when wanted."


def sentence(effect: Effect, *, strategy_name: str, setting_name: str, outcome_name: str = "it") -> str:
    """Say what is known about one strategy in one setting.

    Args:
        effect: what the engine found.
        strategy_name, setting_name: as the family knows them; the setting follows "at".
        outcome_name: the goal as a noun ("zipping the jacket"), or "it".

    Returns:
        For example "Wobble cushion · school: helps. It goes better 7 times in 10 with it; we are 96 % sure.
        It was used as life had it, so other things may play a part. (14 with, 12 without)".
    """
    says = saying(effect, where=f"at {setting_name}", outcome_name=outcome_name)
    counts = f"({effect.with_} with, {effect.without} without)"
    return f"{strategy_name} · {setting_name}: {LABELS[effect.verdict]}. {says} {counts}"


def saying(effect: Effect, *, where: str, outcome_name: str = "it", comfort: bool = False) -> str:
    """Say what the verdict rests on, without naming it: for a card whose label is the verdict.

    Args:
        effect: what the engine found.
        where: the setting as it stands in a sentence: "at school".
        outcome_name: the goal as a noun ("zipping the jacket"), or "it".
        comfort: whether it is a comfort or safety support. It is never left out to find out, so nothing is said of
            what would settle it.
    """
    fact = _FACTS[effect.verdict](effect, outcome_name[:1].upper() + outcome_name[1:])
    step = COMFORT if comfort else _NEXT_STEPS.get(effect.verdict, _nothing)(effect, where)
    return " ".join(part for part in (fact, step) if part)


def times_in_ten(better: float) -> str:
    """Give a share as times in 10, never as all or none of them; close to a half as times in 100.

    "5 times in 10" would read as a strategy that works half of the time, where it says that it makes no difference.
    """
    if 0.45 <= better < 0.55:
        return f"{math.floor(100.0 * better + 0.5)} times in 100"
    times = min(max(math.floor(10.0 * better + 0.5), 0), 10)
    if times == 10:
        return "more than 9 times in 10"
    return "less than 1 time in 10" if times == 0 else f"{times} times in 10" if times > 1 else "1 time in 10"


def sureness(p: float) -> str:
    """Give a probability as a percentage, rounded down, and never as certainty."""
    return "more than 99 % sure" if p > 0.99 else f"{math.floor(100.0 * p)} % sure"


def _helps(effect: Effect, outcome: str) -> str:
    return f"{outcome} goes better {_in_ten(effect)} with it; we are {_sure(effect)}. {_cause(effect)}"


def _better_since(effect: Effect, outcome: str) -> str:
    return (
        f"{outcome} has gone better since it was started, but it may be growth that would have come anyway: "
        "we can't tell the two apart."
    )


def _harder(effect: Effect, outcome: str) -> str:
    return f"{outcome} goes better only {_in_ten(effect)} with it; we are {_sure(effect)}. {_cause(effect)}"


def _harder_since(effect: Effect, outcome: str) -> str:
    return (
        f"{outcome} has gone less well since it was started, but it may be something else that changed: "
        "we can't tell the two apart."
    )


def _promising(effect: Effect, outcome: str) -> str:
    return f"{outcome} may go better with it, {_in_ten(effect)}; we are {_sure(effect)} so far. {_cause(effect)}"


def _little(effect: Effect, outcome: str) -> str:
    return f"{outcome} goes about as well with it as without it."


def _nothing(effect: Effect, where: str) -> str:
    return ""


def _four_each(effect: Effect, where: str) -> str:
    return f"We need at least {FEWEST_EACH_WAY} moments with it and {FEWEST_EACH_WAY} without it to say something."


def _try_out(effect: Effect, where: str) -> str:
    return TRY_OUT


def _more_moments(effect: Effect, where: str) -> str:
    if effect.more is None:
        return ""
    if effect.more.beyond:
        return f"It would take many more moments {where} to tell: more than {effect.more.moments}."
    word = "moment" if effect.more.moments == 1 else "moments"
    return f"About {effect.more.moments} more {word} {where}, half of them with it, would likely settle it."


_FACTS: dict[Verdict, Callable[[Effect, str], str]] = {
    Verdict.HELPS: _helps,
    Verdict.BETTER_SINCE_THEN: _better_since,
    Verdict.SEEMS_HARDER: _harder,
    Verdict.HARDER_SINCE_THEN: _harder_since,
    Verdict.PROMISING: _promising,
    Verdict.LITTLE_DIFFERENCE: _little,
    Verdict.CANNOT_TELL_YET: _nothing,
    Verdict.NOT_ENOUGH_YET: _nothing,
}
_NEXT_STEPS: dict[Verdict, Callable[[Effect, str], str]] = {
    Verdict.BETTER_SINCE_THEN: _try_out,
    Verdict.HARDER_SINCE_THEN: _try_out,
    Verdict.PROMISING: _more_moments,
    Verdict.CANNOT_TELL_YET: _more_moments,
    Verdict.NOT_ENOUGH_YET: _four_each,
}


def _in_ten(effect: Effect) -> str:
    return times_in_ten(effect.better)


def _sure(effect: Effect) -> str:
    return sureness(max(effect.p_helps, 1.0 - effect.p_helps))


def _cause(effect: Effect) -> str:
    return BY_COIN if effect.by_coin else AS_LIFE_HAD_IT
