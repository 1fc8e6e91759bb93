"""From facts to the draft of a progress report: every number with its moments, and nothing that isn't in the facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pebblepath.core.goals.attainment import Attainment, NotScorable, ScaledGoal, attainment
from pebblepath.core.reports.counts_and_days import counted, long_date
from pebblepath.core.reports.document import Block, Bullets, Document, Paragraph, Run, Section, line

from .facts import Facts, GoalFacts, Level
from .parts import Sources, enough, goal_blocks, method
from .payer import Sided, sided
from .sentences import FIVE, MINUS, level

NEED, SKILL, T_SCORE = "need", "skill", "t_score"
T_TITLE = "Goal attainment, T-score"
JUDGED = {"school": (NEED,), "payer": (NEED, SKILL)}
TITLES = {
    ("school", NEED): "On the way to the year’s goals, and what is needed",
    ("payer", NEED): "Why it goes on, and what comes next",
    ("payer", SKILL): "What takes a therapist’s skill here",
}


def progress_document(facts: Facts) -> Document:
    """The draft of a progress report.

    Where only a therapist can judge ("need"; for a payer also "skill"), nothing stands but what can be counted.

    Args:
        facts: what it may rest on.
    """
    sources = Sources()
    sections = [_goal_section(goal, facts, sources) for goal in facts.goals]
    judged = [_judged(key, facts) for key in JUDGED[facts.kind]]
    scored = [_t_section(facts, sources)] if facts.t_score else []
    period = f"{long_date(facts.first)} to {long_date(facts.last)}"
    frame = [
        ("Child", facts.child + (f", born {long_date(facts.born)}" if facts.born else "")),
        ("From", period),
        ("Therapist", facts.therapist),
        ("Sessions", _sessions(facts)),
        ("Agreed", facts.promised),
    ]
    return Document(
        title=f"{facts.form_name}: {facts.child}, {period}",
        heading=f"{facts.form_name}: {facts.child}",
        letterhead=facts.practice,
        frame=tuple((name, words) for name, words in frame if words),
        sections=(*sections, *judged, *scored, enough(facts, sources), method()),
        foot=f"{facts.practice} · {facts.child} · {period}",
        sources=sources.kept,
    )


def side_by_side_of(facts: Facts) -> list[tuple[str, list[Sided]]]:
    """For each goal its facts in the family's words and in a payer's."""
    return [(goal.title, sided(goal, facts, Sources())) for goal in facts.goals]


def _sessions(facts: Facts) -> str:
    if not facts.sessions:
        return ""
    held = f"{counted(facts.sessions, 'session')} held and signed for"
    return f"{held}, {counted(facts.minutes, 'minute')}" if facts.minutes else held


def _judged(key: str, facts: Facts) -> Section:
    """A part that waits for the therapist's judgement; for what is needed, the counts that she may let stand."""
    told = [_where_goals_stand(facts)] if key == NEED and facts.goals else []
    return Section(key, TITLES[facts.kind, key], tuple(told))


def _where_goals_stand(facts: Facts) -> Paragraph:
    """How many goals stand above their baseline, by the newest moments; those with too few are named as such."""
    told = [goal for goal in facts.goals if goal.standing.of]
    above = sum(goal.standing.step > goal.start for goal in told)
    at = sum(goal.standing.step == goal.start for goal in told)
    sides = [(above, "above"), (at, "at"), (len(told) - above - at, "below")]
    words = ", ".join(f"{count} {side} the baseline" for count, side in sides if count)
    said = [f"By the newest moments: {words}, of {counted(len(facts.goals), 'goal')}." if told else ""]
    if len(told) < len(facts.goals):
        said.append(f"For {counted(len(facts.goals) - len(told), 'goal')} too little was told.")
    return Paragraph(line(" ".join(part for part in said if part)))


def _goal_section(goal: GoalFacts, facts: Facts, sources: Sources) -> Section:
    rows = sided(goal, facts, sources) if facts.kind == "payer" else []
    blocks: list[Block] = [Bullets(tuple(line(_payer_run(row, sources)) for row in rows))] if rows else []
    told_above = bool(rows) and goal.next_stone is not None
    return Section(goal.key, goal.title, (*blocks, *goal_blocks(goal, facts, sources, told_above=told_above)))


def _payer_run(row: Sided, sources: Sources) -> Run:
    """A payer's sentence, which leads to its moments where it counts some."""
    return Run(row.pair.payer, row.source if row.source in sources.kept else "")


def _t_section(facts: Facts, sources: Sources) -> Section:
    """The T-score, for those who need one; the family's reading of the report leaves this part out."""
    scored = [(goal, goal.level) for goal in facts.goals if len(goal.stones) == FIVE and goal.level is not None]
    left_out = [Paragraph(line(words)) for words in _not_counted(facts)]
    try:
        found = attainment([_scaled(goal, reached, facts) for goal, reached in scored], rho=facts.rho)
    except NotScorable as why:
        return Section(T_SCORE, T_TITLE, (Paragraph(line(f"No T-score is given. {why}")), *left_out))
    told = [moment for _, reached in scored for moment in reached.moments]
    count = sources.run(f"{counted(len(scored), 'goal')}", "t-score", told)
    words = _t_words(found, [goal for goal, _ in scored], facts)
    score = Paragraph(line(f"T = {found.t:.1f} from ", count, f" {words}"))
    return Section(T_SCORE, T_TITLE, (score, _levels_counted(scored, facts, sources), *left_out))


def _scaled(goal: GoalFacts, reached: Level, facts: Facts) -> ScaledGoal:
    middle = FIVE // 2
    if goal.weight is None:
        raise NotScorable(
            f"How much “{goal.title}” matters to {_weigher(facts)} isn’t known. Ask, and say it on the path; or count "
            "all goals the same."
        )
    return ScaledGoal(reached.step - middle, goal.start - middle, float(goal.weight))


def _levels_counted(scored: Sequence[tuple[GoalFacts, Level]], facts: Facts, sources: Sources) -> Paragraph:
    """The level of each goal on the last day, with who recorded it and when, or how many moments say it."""
    parts: list[str | Run] = []
    for goal, reached in scored:
        parts += ["; " if parts else f"The levels on {long_date(facts.last)}: ", f"{_quoted(goal)} "]
        parts.append(f"{level(goal, reached.step)}, ")
        if reached.recorded_on:
            parts.append(f"recorded by {reached.recorded_by} for {long_date(reached.recorded_on)}")
            continue
        newest_ones = counted(len(reached.moments), "moment")
        count = sources.run(f"newest {newest_ones}", f"{goal.key}-level", reached.moments)
        parts += ["by the ", count, f", {reached.at_or_above} of them there or farther"]
    return Paragraph(line(*parts, "."))


def _not_counted(facts: Facts) -> Iterator[str]:
    """Why each goal that has no place in the score has none."""
    for goal in facts.goals:
        if len(goal.stones) != FIVE:
            yield f"{_quoted(goal)} isn’t counted: it has {len(goal.stones)} levels, and a T-score takes {FIVE}."
        elif goal.level is None:
            yield f"{_quoted(goal)} isn’t counted: fewer than three moments were told, and nobody recorded its level."


def _quoted(goal: GoalFacts) -> str:
    return f"“{goal.title.rstrip('.')}”"


def _weigher(facts: Facts) -> str:
    """By whom the goals are weighed."""
    return facts.child if facts.weighting == "child" else "the family"


def _weights(scored: Sequence[GoalFacts], facts: Facts) -> str:
    """Which weights the goals have, as a part of a sentence."""
    if facts.weighting == "equal":
        return "of equal weight"
    each = ", ".join(f"{_quoted(goal)} {goal.weight}" for goal in scored)
    return f"weighted by how much each matters to {_weigher(facts)}, from 1 to 3 ({each})"


def _t_words(found: Attainment, scored: Sequence[GoalFacts], facts: Facts) -> str:
    parts = [f"{_weights(scored, facts)}, with an assumed correlation of {found.rho:g} between goals."]
    if found.baseline_t is not None and found.change is not None:
        sign = "+" if found.change >= 0 else MINUS
        parts.append(f"At the baseline it was {found.baseline_t:.1f}; the change is {sign}{abs(found.change):.1f}.")
    parts.append("It sums up the child’s own goals, takes their levels for equal steps, and compares nobody.")
    return " ".join(parts)
