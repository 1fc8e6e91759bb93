"""The first report about a child: who asked, her own voice, what she is good at, and where things begin.

Everything in it was told by somebody, and who it was stands beside it. What nobody told is said as a gap and never
filled; what takes judgement is left to the therapist.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pebblepath.core.reports.counts_and_days import counted, long_date
from pebblepath.core.reports.document import Block, Bullets, Document, Line, Paragraph, Quote, Run, Section, Table, line
from pebblepath.core.reports.first_told import Finding, FirstFacts, GoalBegun, Happened, Seen, Told

JUDGEMENT, PLAN = "judgement", "plan"
# The sections that say nothing, or not enough, until the therapist does.
JUDGED = (JUDGEMENT, PLAN)
QUOTES = 6
SITUATIONS = 6


def first_report(facts: FirstFacts) -> Document:
    """Draft a first report: the child's voice and her strengths first, gaps said plainly, judgement left open."""
    name = facts.child
    sections = (
        _section("voice", f"{name}, in {_own_words(facts)}", _voice(facts)),
        _section("strengths", f"What {name} is good at and loves", _strengths(facts)),
        _section("hopes", "Who asked, and what they hope for", _hopes(facts)),
        _section("day", "Everyday life", _day(facts)),
        _section("senses", "How things feel", _senses(facts)),
        _section("full", "When it gets to be too much", _full(facts)),
        _section("helps", "What already helps", _helps(facts)),
        *(_section(f"goal-{goal.key}", f"Goal: {goal.title}", _goal(facts, goal)) for goal in facts.goals),
        *([] if facts.goals else [_section("goals", "Goals", _no_goals(facts))]),
        _section("measures", "Measures", _measures(facts)),
        _section(JUDGEMENT, "What this means, in the therapist’s judgement", iter(())),
        _section(PLAN, "What we would like to do", _plan(facts)),
        _section("asked", "Who was asked, and when", _asked(facts)),
    )
    return Document(
        title=f"First report about {name}",
        heading=f"First report about {name}",
        letterhead=facts.practice,
        frame=tuple(_frame(facts)),
        sections=sections,
        foot=f"{facts.practice} · {name} · {long_date(facts.last)}",
        sources=_sources(facts),
    )


def gaps(facts: FirstFacts) -> tuple[str, ...]:
    """What isn't known yet, each in a sentence, so that nobody takes silence for an answer."""
    return tuple(_gaps(facts))


def _section(key: str, title: str, blocks: Iterator[Block]) -> Section:
    return Section(key, title, tuple(blocks))


def _own_words(facts: FirstFacts) -> str:
    return f"{ {'she': 'her', 'he': 'his'}.get(facts.pronouns, 'their') } own words"


def _frame(facts: FirstFacts) -> Iterator[tuple[str, str]]:
    yield "Child", facts.child if facts.born is None else f"{facts.child}, born {long_date(facts.born)}"
    yield "Therapist", facts.therapist
    yield "From what was told", f"{long_date(facts.first)} to {long_date(facts.last)}"


def _voice(facts: FirstFacts) -> Iterator[Block]:
    if facts.own:
        yield Bullets(tuple(line(words) for words in facts.own))
    for words, by in facts.quotes[:QUOTES]:
        yield Quote(words, f"{facts.child}, written down by {by}")
    if not facts.own and not facts.quotes:
        yield _says(_not_asked(facts.child))


def _strengths(facts: FirstFacts) -> Iterator[Block]:
    if facts.strengths:
        yield _lines(facts.strengths)
    if facts.joys:
        yield _says(f"What {facts.child} loves:")
        yield _lines(facts.joys)
    if not facts.strengths:
        yield _says(f"Nobody has said yet what {facts.child} is good at.")


def _hopes(facts: FirstFacts) -> Iterator[Block]:
    hopes = [one for one in facts.asked if one.hope]
    for one in hopes:
        yield Quote(one.hope, one.who)
    if not hopes:
        yield _says("Nobody has said yet, in words of their own, what they hope for.")


def _day(facts: FirstFacts) -> Iterator[Block]:
    if facts.routines:
        yield _usual_day(facts.routines)
    for well, title in ((True, "What goes well:"), (False, "What is hard just now:")):
        told = [one for one in facts.happened if one.well is well][:SITUATIONS]
        if told:
            yield _says(title)
            yield Bullets(tuple(_happened(one) for one in told))
    if not facts.routines and not facts.happened:
        yield _says("A usual day hasn’t been told yet.")


def _usual_day(routines: Sequence[tuple[str, str, str]]) -> Table:
    homes = any(home for _, _, home in routines)
    head = ("Time", "Where", "What we do") if homes else ("Time", "What we do")
    rows = tuple(
        (line(time), line(home), line(words)) if homes else (line(time), line(words)) for time, words, home in routines
    )
    return Table("A usual day, as the family tells it", head, rows)


def _happened(one: Happened) -> Line:
    return line(f"{one.words} ({one.who}, {one.where}, ", Run(long_date(one.day), _source_of(one)), ")")


FEELS = {
    "seeks": "looks for it",
    "likes": "likes it",
    "fine": "is fine with it",
    "notices": "notices it a lot",
    "too_much": "it can be too much",
}


def _senses(facts: FirstFacts) -> Iterator[Block]:
    if not facts.feels:
        yield _says(f"Nobody has said yet how sounds, touch, light and moving feel to {facts.child}.")
        return
    yield _says("Each of us feels the world in our own way. People may see different sides; each stands by itself.")
    rows = tuple(
        (line(one.sense), line(FEELS.get(one.how, "")), line(one.words), line(_who_and_where((one.who,), one.where)))
        for one in facts.feels
    )
    yield Table(f"How things feel to {facts.child}", ("Sense", "How it is", "What about it", "Told by"), rows)


def _full(facts: FirstFacts) -> Iterator[Block]:
    for title, told in (
        ("Signs that others can see:", facts.signs),
        ("What makes it harder:", facts.harder),
        (f"What keeps {facts.child} safe:", facts.safe),
    ):
        if told:
            yield _says(title)
            yield _lines(told)
    if not (facts.signs or facts.harder or facts.safe):
        yield _says("Nobody has told of signs, of what makes it harder, or of what to take care of.")


def _helps(facts: FirstFacts) -> Iterator[Block]:
    if facts.helps:
        yield _lines(facts.helps)
    if facts.given:
        yield Table("In use now", ("What", "Where"), tuple((line(what), line(where)) for what, where in facts.given))
    if facts.findings:
        yield _says("What the moments say so far, place by place:")
        yield Bullets(tuple(line(_finding(one)) for one in facts.findings))
    if not (facts.helps or facts.given):
        yield _says("Nobody has told yet what helps.")


def _finding(one: Finding) -> str:
    told = f"{_first_big(one.place)}, {one.strategy}: {one.says}"
    if one.until is None:
        return told
    return f"{told} That is from what was told until {long_date(one.until)}; what came since isn’t counted in it yet."


def _goal(facts: FirstFacts, goal: GoalBegun) -> Iterator[Block]:
    matters = [f"to {who} {how}" for who, how in goal.matters]
    if matters:
        yield _says(f"It matters {', '.join(matters)}.")
    if goal.places:
        yield _says(f"Where it matters: {', '.join(goal.places)}.")
    yield Table("The stones on this path", ("Stone", "In words", "Where it stands"), tuple(_stones(goal)))
    yield _says(f"Where it begins: {_stone(goal, goal.start)}.")
    if goal.here != goal.start:
        yield _says(f"Where the newest moments are: {_stone(goal, goal.here)}.")
    if not goal.seen:
        yield _says("No moment was told of it in these days, so there is nothing to count yet.")
        return
    numbers = tuple(f"Stone {step + 1}" for step in range(len(goal.stones)))
    rows = tuple(_row(goal, place, seen) for place, seen in enumerate(goal.seen))
    yield Table("Moments told, and on which stone", ("Place and person", "Days", *numbers, "In all"), rows)
    yield from _thin(goal)


def _stone(goal: GoalBegun, step: int) -> str:
    return f"stone {step + 1}, “{goal.stones[step].rstrip('.')}”"


def _stones(goal: GoalBegun) -> Iterator[tuple[Line, ...]]:
    for step, words in enumerate(goal.stones):
        yield line(str(step + 1)), line(words), line(_where_it_stands(goal, step))


def _where_it_stands(goal: GoalBegun, step: int) -> str:
    if step == goal.start:
        return "where it begins"
    day = goal.reached[step]
    return f"first on {long_date(day)}" if day and step > goal.start else ""


def _row(goal: GoalBegun, place: int, seen: Seen) -> tuple[Line, ...]:
    days = long_date(seen.first) if seen.first == seen.last else f"{long_date(seen.first)} to {long_date(seen.last)}"
    counts = (
        line(Run(str(len(ids)), _count_source(goal, place, step)) if ids else "0")
        for step, ids in enumerate(seen.steps)
    )
    in_all = Run(str(sum(map(len, seen.steps))), _all_source(goal, place))
    return line(f"{_first_big(seen.where)}, {seen.who}"), line(days), *counts, line(in_all)


FEW = 5


def _thin(goal: GoalBegun) -> Iterator[Block]:
    """A plain word where there is little to build on."""
    told = sum(len(ids) for seen in goal.seen for ids in seen.steps)
    if told < FEW:
        yield _says(f"{counted(told, 'moment')} only: it shows where to look, and is no baseline yet.")


def _no_goals(facts: FirstFacts) -> Iterator[Block]:
    yield _says(f"No goal was chosen yet. It is {facts.child}’s and the family’s to choose.")


def _measures(facts: FirstFacts) -> Iterator[Block]:
    for one in facts.measures:
        caption = f"{one.name}, {long_date(one.day)}; licence: {one.licence_holder}; typed by {one.by}"
        yield Table(caption, ("Total", "Score"), tuple((line(what), line(score)) for what, score in one.totals))
        if one.words:
            yield _says(one.words)
    if not facts.measures:
        yield _says("No total of a licensed instrument was typed in.")


def _plan(facts: FirstFacts) -> Iterator[Block]:
    if facts.promised:
        yield _says(f"Time together: {facts.promised}.")
    following = [(goal, goal.stones[goal.here + 1]) for goal in facts.goals if goal.here + 1 < len(goal.stones)]
    if following:
        yield _says("The next stones:")
        yield Bullets(tuple(line(f"{goal.title}: “{words.rstrip('.')}”") for goal, words in following))


def _asked(facts: FirstFacts) -> Iterator[Block]:
    rows = tuple(
        (line(one.who), line(", ".join(one.told) or "nothing yet"), line(long_date(one.day) if one.day else ""))
        for one in facts.asked
    )
    if rows:
        yield Table("Who was asked", ("Who", "What they told", "Last"), rows)
    missing = gaps(facts)
    if missing:
        yield _says("What is not known yet:")
        yield Bullets(tuple(line(words) for words in missing))


def _gaps(facts: FirstFacts) -> Iterator[str]:
    heard = {one.role for one in facts.asked if one.told}
    if "child" not in heard:
        yield f"{facts.child} has only been heard through others so far." if facts.quotes else _not_asked(facts.child)
    if "family" not in heard:
        yield "Nobody from home has told anything yet."
    if "teacher" not in heard:
        asked = any(one.role == "teacher" for one in facts.asked)
        yield "School was asked and has told nothing yet." if asked else "Nobody from school has been asked yet."
    if not any(one.hope for one in facts.asked):
        yield "Nobody has said what they hope for."
    if not facts.feels:
        yield "Nobody has told how things feel."
    for goal in facts.goals:
        if not goal.seen:
            yield f"No moment was told yet of “{goal.title.rstrip('.')}”."
    if not facts.measures:
        yield "No licensed instrument was used, or its totals weren’t typed in."


def _not_asked(child: str) -> str:
    return f"{child} was not asked yet, or has told nothing yet."


def _sources(facts: FirstFacts) -> dict[str, tuple[str, ...]]:
    sources: dict[str, tuple[str, ...]] = {_source_of(one): (one.id,) for one in facts.happened}
    for goal in facts.goals:
        for place, seen in enumerate(goal.seen):
            sources[_all_source(goal, place)] = tuple(sorted(one for ids in seen.steps for one in ids))
            sources |= {_count_source(goal, place, step): ids for step, ids in enumerate(seen.steps) if ids}
    return sources


def _source_of(one: Happened) -> str:
    return f"moment-{one.id}"


def _all_source(goal: GoalBegun, place: int) -> str:
    return f"{goal.key}-{place}"


def _count_source(goal: GoalBegun, place: int, step: int) -> str:
    return f"{goal.key}-{place}-{step}"


def _lines(told: Sequence[Told]) -> Bullets:
    return Bullets(tuple(line(f"{one.words} ({_who_and_where(one.who, one.where)})") for one in told))


def _who_and_where(who: Sequence[str], where: str) -> str:
    people = ", ".join(who)
    return f"{people}; {where}" if where else people


def _says(words: str) -> Paragraph:
    return Paragraph(line(words))


def _first_big(words: str) -> str:
    return words[:1].upper() + words[1:]
