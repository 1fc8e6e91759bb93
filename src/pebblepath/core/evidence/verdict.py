"""The one table that turns numbers into a verdict."""

from enum import StrEnum

FEWEST_EACH_WAY = 4
FEWEST_CHANGES = 3
SURE, LIKELY = 0.95, 0.80


class Verdict(StrEnum):
    """What can honestly be said about one strategy in one setting; the values are stable ids."""

    NOT_ENOUGH_YET = "not_enough_yet"
    BETTER_SINCE_THEN = "better_since_then"
    HELPS = "helps"
    SEEMS_HARDER = "seems_harder"
    HARDER_SINCE_THEN = "harder_since_then"
    PROMISING = "promising"
    LITTLE_DIFFERENCE = "little_difference"
    CANNOT_TELL_YET = "cannot_tell_yet"


def verdict(*, p_helps: float, p_harder: float, p_small: float, with_: int, without: int, changes: int) -> Verdict:
    """Give the first verdict of the table whose rule holds.

    Args:
        p_helps: P(delta > 0), 0 to 1.
        p_harder: P(delta < 0), 0 to 1.
        p_small: P(|delta| < 0.5 logits), 0 to 1.
        with_, without: moments with and without the strategy in the setting.
        changes: how many times with and without took turns, in the order of days. With fewer than three it
            was simply started one day, and a strategy cannot be told apart from growth.
    """
    apart = changes >= FEWEST_CHANGES
    rules = (
        (min(with_, without) < FEWEST_EACH_WAY, Verdict.NOT_ENOUGH_YET),
        (p_helps >= SURE and not apart, Verdict.BETTER_SINCE_THEN),
        (p_helps >= SURE, Verdict.HELPS),
        (p_harder >= SURE and not apart, Verdict.HARDER_SINCE_THEN),
        (p_harder >= SURE, Verdict.SEEMS_HARDER),
        (p_helps >= LIKELY, Verdict.PROMISING),
        (p_small >= LIKELY, Verdict.LITTLE_DIFFERENCE),
    )
    return next((answer for holds, answer in rules if holds), Verdict.CANNOT_TELL_YET)
