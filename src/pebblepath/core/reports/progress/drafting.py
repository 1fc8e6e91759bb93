"""From facts to the draft of a progress report: every number with its moments, and nothing that isn't in the facts."""

from __future__ import annotations

from pebblepath.core.goals.attainment import HIGHEST, LOWEST, Attainment, NotScorable, ScaledGoal, attainment
from pebblepath.core.reports.document import Block, Bullets, Document, Paragraph, Run, Section, line

from .facts import Facts, GoalFacts, newest
from .parts import Sources, enough, goal_blocks, method
from .payer import Sided, sided
from .sentences import FIVE, MINUS, counted, long_date

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
    scored = [goal for goal in facts.goals if len(goal.stones) == FIVE and goal.standing.of]
    try:
        found = attainment([_scaled(goal) for goal in scored], rho=facts.rho)
    except NotScorable as why:
        return Section(T_SCORE, T_TITLE, (Paragraph(line(f"No T-score is given. {why}")),))
    told = [one.id for goal in scored for one in newest((*goal.before, *goal.moments))]
    count = sources.run(f"{counted(len(scored), 'goal')}", "t-score", told)
    return Section(T_SCORE, T_TITLE, (Paragraph(line(f"T = {found.t:.1f} from ", count, f" {_t_words(found)}")),))


def _scaled(goal: GoalFacts) -> ScaledGoal:
    middle = FIVE // 2
    return ScaledGoal(
        score=min(max(goal.standing.step - middle, LOWEST), HIGHEST),
        baseline=goal.start - middle,
    )


def _t_words(found: Attainment) -> str:
    parts = [f"of equal weight, with an assumed correlation of {found.rho:g} between goals."]
    if found.baseline_t is not None and found.change is not None:
        sign = "+" if found.change >= 0 else MINUS
        parts.append(f"At the baseline it was {found.baseline_t:.1f}; the change is {sign}{abs(found.change):.1f}.")
    parts.append("It sums up the child’s own goals, takes their levels for equal steps, and compares nobody.")
    return " ".join(parts)
