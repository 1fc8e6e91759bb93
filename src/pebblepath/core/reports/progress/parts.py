"""The parts of a progress report that both readers get: baseline, levels, counts, change, what helped, next step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pebblepath.core.reports.counts_and_days import counted, long_date
from pebblepath.core.reports.document import Block, Bullets, Line, Paragraph, Run, Section, Table, line

from .facts import Counted, Facts, Found, GoalFacts, apart, by_place, newest, stands
from .sentences import level, median_words, stone
from .sufficiency import limits, sufficiency


class Sources:
    """From which moments each number comes, gathered while the lines are written."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, ...]] = {}

    def run(self, words: str, key: str, moments: Iterable[str]) -> Run:
        """Words that count moments; those that count none lead nowhere."""
        ids = tuple(moments)
        if not ids:
            return Run(words)
        self.kept[key] = ids
        return Run(words, key)

    def count(self, key: str, told: Sequence[Counted], noun: str = "") -> Run:
        """How many moments, as a number or with a noun."""
        words = counted(len(told), noun) if noun else str(len(told))
        return self.run(words, key, [moment.id for moment in told])


def baseline(goal: GoalFacts, sources: Sources) -> Paragraph:
    """Where she began, and what was told in the weeks before this time."""
    begun = f"Baseline, {long_date(goal.made_on)}: level {level(goal, goal.start)}, {stone(goal, goal.start)}."
    if not goal.before:
        return Paragraph(line(begun))
    count = sources.count(f"{goal.key}-before", goal.before, "moment")
    apart_before = "; ".join(
        f"{place}, {who}: median {median_words(goal, told)}" for (place, who), told in apart(goal.before).items()
    )
    return Paragraph(line(f"{begun} In the four weeks before this report: ", count, f". {apart_before}."))


def levels(goal: GoalFacts, sources: Sources) -> Table:
    """Every level in the family's own words, and since when it is reached."""
    reached = {one.step: one for one in goal.reached}
    rows = []
    for step in range(len(goal.stones)):
        when: Line = line("baseline" if step == goal.start else "earlier" if step in goal.earlier else "")
        if step in reached:
            one = reached[step]
            key = f"{goal.key}-first-{step}"
            when = line(sources.run(long_date(one.day), key, [one.moment] if one.moment else []))
        rows.append((line(level(goal, step)), line(goal.stones[step]), when))
    return Table("The levels", ("Level", "In the family’s own words", "First reached"), tuple(rows))


def counts(goal: GoalFacts, sources: Sources) -> Table:
    """How often each level was told, for each place and each person by themselves."""
    head = ["Where", "Told by", *(level(goal, step) for step in range(len(goal.stones))), "All", "Median (interval)"]
    rows = [
        _row(goal, f"{goal.key}-r{place}", where, who, told, sources)
        for place, ((where, who), told) in enumerate(apart(goal.moments).items(), 1)
    ]
    return Table("How often, by place and by person", tuple(head), tuple(rows))


def _row(
    goal: GoalFacts, key: str, where: str, who: str, told: Sequence[Counted], sources: Sources
) -> tuple[Line, ...]:
    cells = [line(where), line(who)]
    for step in range(len(goal.stones)):
        cells.append(line(sources.count(f"{key}-{step}", [one for one in told if one.step == step])))
    cells.append(line(sources.count(key, told)))
    return (*cells, line(sources.run(median_words(goal, told), key, [one.id for one in told])))


def change(goal: GoalFacts, sources: Sources) -> Bullets | None:
    """Where the newest moments of each place put her, beside the baseline; nothing from fewer than three."""
    lines = []
    for number, (place, told) in enumerate(by_place(goal.moments).items(), 1):
        found = stands(told, goal.start)
        if not found.of:
            continue
        lines.append(_here(goal, f"{goal.key}-p{number}", place, told, sources))
    return Bullets(tuple(lines)) if lines else None


def _here(goal: GoalFacts, key: str, place: str, told: Sequence[Counted], sources: Sources) -> Line:
    """Where the newest moments of one place put her; of the lowest stone it is told how many were on it."""
    found, last = stands(told, goal.start), newest(told)
    count = sources.run(f"newest {found.of} moments", key, [one.id for one in last])
    on_it = [one.id for one in last if (one.step >= found.step if found.step else one.step == 0)]
    share = sources.run(f"{len(on_it)} of {found.of}", f"{key}-on", on_it)
    where = f"level {level(goal, found.step)}, {stone(goal, found.step)}{', or farther' if found.step else ''}"
    return line(f"{place}: of the ", count, ", ", share, f" were on {where}; {_since(goal, found.step)}.")


def _since(goal: GoalFacts, step: int) -> str:
    apart_by = step - goal.start
    if not apart_by:
        return f"that is the level of the baseline, {level(goal, goal.start)}"
    way = "above" if apart_by > 0 else "below"
    return f"that is {counted(abs(apart_by), 'level')} {way} the baseline, {level(goal, goal.start)}"


def helped(goal: GoalFacts, sources: Sources) -> list[Block]:
    """What helped, in the words of the answer itself, and what can't be told yet; the surest first."""
    if goal.found_waits:
        return [Paragraph(line("What helped: it is still being worked out. Draft again in some minutes."))]
    if not goal.found:
        return [Paragraph(line("What helped: no strategy was told with these moments, so nothing is said."))]
    until = f" until {long_date(goal.found_until)}" if goal.found_until else ""
    numbered = list(enumerate(goal.found, 1))
    lines = [
        line(
            f"{' '.join((f'{_named(one)}: {one.label}.', one.saying)).strip()} ",
            *_how_often(goal, number, one, sources),
        )
        for number, one in numbered
        if one.enough
    ]
    open_still = [(_named(one), _how_often(goal, number, one, sources)) for number, one in numbered if not one.enough]
    if open_still:
        told = [part for named, often in open_still for part in (f"{named} ", *often, "; ")]
        lines.append(line("Not enough yet to say something: ", *told[:-1], "."))
    return [Paragraph(line(f"What helped, from all moments{until}:")), Bullets(tuple(lines))]


def _named(one: Found) -> str:
    return f"{one.strategy}, {_inner(one.place)}"


def _how_often(goal: GoalFacts, number: int, one: Found, sources: Sources) -> tuple[str | Run, ...]:
    used = sources.run(f"{len(one.used)} with", f"{goal.key}-h{number}-with", one.used)
    unused = sources.run(f"{len(one.unused)} without", f"{goal.key}-h{number}-without", one.unused)
    return "(", used, ", ", unused, ")"


def _inner(place: str) -> str:
    """A place as it stands within a sentence; the name of a home keeps its capital."""
    return place[:1].lower() + place[1:]


def next_step(goal: GoalFacts, child: str) -> Paragraph:
    """The next stone."""
    after = goal.next_stone
    if after is None:
        return Paragraph(line(f"Next step: {child} is on the last stone; what comes next is chosen together."))
    return Paragraph(line(f"Next step: level {level(goal, after)}, {stone(goal, after)}."))


def goal_blocks(goal: GoalFacts, facts: Facts, sources: Sources, *, told_above: bool = False) -> list[Block]:
    """All that is said of one goal, in order.

    Args:
        goal: which.
        facts: of the whole report.
        sources: where each number comes from.
        told_above: baseline and next step are told already, in the words of a payer.
    """
    blocks: list[Block] = [] if told_above and not goal.before else [baseline(goal, sources)]
    blocks.append(levels(goal, sources))
    if goal.moments:
        blocks.append(counts(goal, sources))
    changed = change(goal, sources)
    if changed:
        blocks.append(changed)
    return [*blocks, *helped(goal, sources), *([] if told_above else [next_step(goal, facts.child)])]


def enough(facts: Facts, sources: Sources) -> Section:
    """How much each goal rests on. This part is never left out."""
    lines = []
    for goal in facts.goals:
        found = sufficiency(goal.moments, facts.first, facts.last)
        count = sources.count(f"{goal.key}-all", goal.moments, "moment")
        where = f" in {counted(found.places, 'place')}, told by {counted(found.people, 'person')}, in {found.weeks} of "
        told = [f"{where}{counted(found.of_weeks, 'week')}."] if goal.moments else ["."]
        lines.append(line(f"{goal.title}: ", count, " ".join([*told, *limits(found)])))
    return Section("enough", "What this rests on", (Bullets(tuple(lines)),))


METHOD = (
    "Each moment was told by somebody who was there, on the goal’s own scale. Places and people are counted apart, and "
    "none is averaged with another.",
    "The median is the middle moment. Its interval comes from ranks alone (order statistics; Thompson 1936, Conover "
    "1999); the percentage is how often such an interval holds the true median, at least, if each moment stands for "
    "itself. Moments of one day may hang together, and then it is too narrow.",
    "Nothing here compares the child with other children.",
)


def method() -> Section:
    """How it was measured. This part is never left out."""
    return Section("method", "How this was measured", (Bullets(tuple(line(words) for words in METHOD)),))
