"""The draft of a progress report: what it counts, where each number leads, and what it never says."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.goals.attainment import t_score
from pebblepath.core.reports.composing import pieces
from pebblepath.core.reports.document import Document, Section, Table, from_json, runs_of, to_json, words_of
from pebblepath.core.reports.progress import (
    Counted,
    Facts,
    Found,
    GoalFacts,
    Level,
    Reached,
    progress_document,
    side_by_side_of,
)
from pebblepath.core.reports.progress.sentences import as_verb
from pebblepath.core.reports.progress.sufficiency import sufficiency
from pebblepath.core.wording.check import check
from pebblepath.core.wording.vague import check_vague

FIRST, LAST = dt.date(2026, 8, 31), dt.date(2026, 11, 22)
STONES = ("I hold the zipper.", "I start the zipper.", "I zip half way.", "I zip to the top.", "I zip it for a friend.")


def moment(number: int, day: int, step: int, *, at: str = "home", who: str = "Mum") -> Counted:
    place = {"home": "At home", "school": "At school"}[at]
    return Counted(f"m{number}", FIRST + dt.timedelta(days=day), at, place, who, step)


HOME = tuple(moment(n, 7 * n, step) for n, step in enumerate([1, 1, 2, 2, 2, 3, 2, 3]))
SCHOOL = tuple(moment(20 + n, 10 * n, step, at="school", who="Ms. Lopez") for n, step in enumerate([0, 1, 1]))
ZIP = GoalFacts(
    key="g1",
    title="I zip my jacket",
    activity="zip her jacket",
    stones=STONES,
    start=1,
    made_on=dt.date(2026, 6, 2),
    moments=tuple(sorted((*HOME, *SCHOOL), key=lambda one: (one.day, one.id))),
    before=(moment(90, -10, 1), moment(91, -9, 0), moment(92, -8, 1)),
    reached=(Reached(2, HOME[2].day, "m2"), Reached(3, HOME[5].day, "m5")),
    found=(
        Found("Ring on the zipper", "At home", "promising", "It may go better with it, 7 times in 10.", True,
              ("m2", "m3", "m5"), ("m0", "m1", "m4", "m6", "m7")),
        Found("Picture card", "At school", "not enough yet", "", False, ("m20",), ("m21", "m22")),
    ),
    found_until=HOME[-1].day,
    level=Level(2, at_or_above=4, moments=("m7", "m6", "m22", "m5", "m4", "m21")),
)  # fmt: skip
FACTS = Facts(
    kind="school",
    child="Mia",
    pronouns="she",
    practice="Willow Street OT",
    therapist="Robin",
    form_name="IEP progress report",
    first=FIRST,
    last=LAST,
    goals=(ZIP,),
    sessions=9,
    minutes=405,
    promised="45 minutes a week",
)


def text(document: Document, key: str = "") -> str:
    shown = [one for one in document.sections if key in ("", one.key)]
    return " ".join(piece.words for one in shown for piece in pieces(one))


def section(document: Document, key: str) -> Section:
    return next(one for one in document.sections if one.key == key)


def counts(document: Document) -> Table:
    return next(b for b in section(document, "g1").blocks if isinstance(b, Table) and b.caption.startswith("How often"))


def test_every_number_leads_to_exactly_the_moments_that_it_counts():
    document = progress_document(FACTS)
    for run in runs_of(document):
        counted = re.fullmatch(r"(\d+)(?: (?:moments?|with|without))?", run.words)
        if run.source and counted:
            assert len(document.sources[run.source]) == int(counted[1]), run


def test_each_place_and_each_person_has_a_row_of_its_own_with_a_count_for_each_level():
    table = counts(progress_document(FACTS))
    assert table.head == ("Where", "Told by", "−2", "−1", "0", "+1", "+2", "All", "Median (interval)")
    rows = [[words_of(cell) for cell in row] for row in table.rows]
    assert rows[0] == ["At home", "Mum", "0", "2", "4", "2", "0", "8", "0 (−1 to +1, 99.2 %)"]
    assert rows[1] == ["At school", "Ms. Lopez", "1", "2", "0", "0", "0", "3",
                       "−1 (fewer than 6 moments, so no interval)"]  # fmt: skip


def test_a_count_of_none_leads_nowhere():
    table = counts(progress_document(FACTS))
    assert table.rows[0][2][0].source == ""


def test_baseline_reached_stones_with_dates_and_next_step_stand_in_the_familys_own_words():
    told = text(progress_document(FACTS), "g1")
    assert "Baseline, 2 June 2026: level −1, “I start the zipper”." in told
    assert "14 September 2026" in told
    assert "Next step: level +1, “I zip to the top”." in told


def test_a_stone_that_was_reached_before_this_time_is_called_earlier():
    goal = replace(ZIP, reached=(Reached(3, HOME[5].day, "m5"),), earlier=(2,))
    levels = section(progress_document(replace(FACTS, goals=(goal,))), "g1").blocks[1]
    assert isinstance(levels, Table)
    assert [words_of(row[2]) for row in levels.rows] == ["", "baseline", "earlier", "5 October 2026", ""]


def test_change_is_told_for_each_place_by_itself_and_down_as_plainly_as_up():
    told = text(progress_document(FACTS), "g1")
    assert "At home: of the newest 6 moments, 6 of 6 were on level 0, “I zip half way”, or farther" in told
    assert "that is 1 level above the baseline" in told
    assert "At school: of the newest 3 moments, 2 of 3 were on level −1" in told
    lower = replace(ZIP, moments=tuple(replace(one, step=0) for one in SCHOOL))
    assert "that is 1 level below the baseline" in text(progress_document(replace(FACTS, goals=(lower,))))


def test_what_helped_is_told_in_the_answers_own_words_and_never_stronger():
    told = text(progress_document(FACTS), "g1")
    assert (
        "Ring on the zipper, at home: promising. It may go better with it, 7 times in 10. (3 with, 5 without)" in told
    )
    assert "Not enough yet to say something: Picture card, at school (1 with, 2 without)." in told


def test_what_it_rests_on_names_moments_places_people_and_weeks():
    assert "I zip my jacket: 11 moments in 2 places, told by 2 people, in 8 of 12 weeks." in text(
        progress_document(FACTS), "enough"
    )


def test_too_few_moments_are_called_too_few():
    few = replace(FACTS, goals=(replace(ZIP, moments=SCHOOL),))
    told = text(progress_document(few), "enough")
    assert "too little to say how it goes: it takes 6 moments in 3 different weeks" in told
    assert "One person told all of them" in told
    assert "All were in one place" in told


def test_where_nothing_was_told_nothing_is_said_about_how_it_goes():
    none = replace(FACTS, goals=(replace(ZIP, moments=(), before=(), reached=(), found=()),))
    document = progress_document(none)
    assert "Nothing was told in this time, so nothing is said about how it goes." in text(document)
    assert not any(isinstance(b, Table) and b.caption.startswith("How often") for b in section(document, "g1").blocks)
    assert "For 1 goal too little was told." in text(document, "need")


def test_many_moments_of_one_week_are_not_enough():
    week = tuple(moment(n, n % 5, 2) for n in range(9))
    assert not sufficiency(week, FIRST, LAST).enough


def test_a_time_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="comes before"):
        sufficiency((), LAST, FIRST)


def test_what_only_a_therapist_can_judge_is_left_to_her():
    payer = progress_document(replace(FACTS, kind="payer"))
    assert section(payer, "skill").blocks == ()
    assert "1 above the baseline, of 1 goal" in text(payer, "need")


def test_the_payer_reads_the_same_facts_as_the_family_in_other_words():
    ((_, rows),) = side_by_side_of(replace(FACTS, kind="payer"))
    now = rows[0].pair
    assert now.payer == "Functional status: Mia is able to zip her jacket at home (level 0, “I zip half way”)."
    assert now.family == "Mia can now zip her jacket at home: level 0, “I zip half way”."
    payer = text(progress_document(replace(FACTS, kind="payer")), "g1")
    assert "Measured performance: 6 of 6 trials." in payer
    assert "Frequency of skilled services: 45 minutes a week." in payer


def test_nobody_is_said_to_be_able_to_where_she_stands_at_her_baseline():
    ((_, rows),) = side_by_side_of(replace(FACTS, kind="payer", goals=(replace(ZIP, moments=SCHOOL),)))
    assert rows[0].pair.payer == "Functional status, zip her jacket, at school: level −1, “I start the zipper”."
    for word in ("able to", "can now", "performance", "worked"):
        assert not any(word in row.pair.payer or word in row.pair.family for row in rows)


def test_the_payers_count_leads_to_its_moments():
    document = progress_document(replace(FACTS, kind="payer"))
    run = next(one for one in runs_of(document) if one.words.startswith("Measured performance: 6 of 6"))
    assert document.sources[run.source] == tuple(f"m{n}" for n in (7, 6, 5, 4, 3, 2))


def test_a_t_score_comes_only_when_asked_for_with_its_assumptions():
    assert all(one.key != "t_score" for one in progress_document(FACTS).sections)
    told = text(progress_document(replace(FACTS, t_score=True)), "t_score")
    now, before = t_score([0]), t_score([-1])
    assert f"T = {now:.1f} from 1 goal" in told
    assert f"At the baseline it was {before:.1f}; the change is +{now - before:.1f}." in told
    assert "assumed correlation of 0.3" in told


def test_a_t_score_says_which_weights_were_used():
    walk = replace(
        ZIP, key="g2", title="I walk to school.", start=0, level=Level(4, at_or_above=6, moments=("w1", "w2", "w3"))
    )
    told = text(progress_document(replace(FACTS, goals=(ZIP, walk), t_score=True)), "t_score")
    assert f"T = {t_score([0, 2]):.1f} from 2 goals of equal weight, with" in told
    weighed = replace(FACTS, goals=(replace(ZIP, weight=3), walk), t_score=True, weighting="family")
    told = text(progress_document(weighed), "t_score")
    now, before = t_score([0, 2], [3, 1]), t_score([-1, -2], [3, 1])
    assert (
        f"T = {now:.1f} from 2 goals weighted by how much each matters to the family, from 1 to 3 "
        f"(“{ZIP.title}” 3, “I walk to school” 1), with an assumed correlation" in told
    )
    assert f"At the baseline it was {before:.1f}" in told
    assert f"{now:.1f}" != f"{t_score([0, 2]):.1f}"


def test_a_goal_of_which_nobody_said_how_much_it_matters_has_no_weighted_score():
    told = text(
        progress_document(replace(FACTS, goals=(replace(ZIP, weight=None),), t_score=True, weighting="child")),
        "t_score",
    )
    assert told.startswith("No T-score is given. How much “I zip my jacket” matters to Mia isn’t known.")


def test_a_t_score_that_cannot_be_is_said_to_be_none():
    three = replace(ZIP, stones=STONES[:3], moments=HOME[:3], reached=(), found=())
    told = text(progress_document(replace(FACTS, goals=(three,), t_score=True)), "t_score")
    assert told.startswith("No T-score is given.")
    assert "“I zip my jacket” isn’t counted: it has 3 levels, and a T-score takes 5." in told


def test_a_level_that_a_therapist_recorded_is_told_with_who_and_when_and_leads_to_no_moment():
    recorded = replace(
        ZIP, key="g2", title="I walk to school.", level=Level(3, recorded_by="Kai", recorded_on=dt.date(2026, 11, 20))
    )
    document = progress_document(replace(FACTS, goals=(ZIP, recorded), t_score=True))
    told = text(document, "t_score")
    assert f"T = {t_score([0, 1]):.1f} from 2 goals" in told
    assert (
        "The levels on 22 November 2026: “I zip my jacket” 0, by the newest 6 moments, 4 of them there or farther; "
        "“I walk to school” +1, recorded by Kai for 20 November 2026." in told
    )
    assert document.sources["t-score"] == document.sources["g1-level"] == ZIP.level.moments  # type: ignore[union-attr]
    assert "g2-level" not in document.sources


def test_a_goal_without_a_level_is_left_out_of_the_score_and_the_report_says_so():
    new = replace(ZIP, key="g2", title="I walk to school.", level=None)
    told = text(progress_document(replace(FACTS, goals=(ZIP, new), t_score=True)), "t_score")
    assert f"T = {t_score([0]):.1f} from 1 goal" in told
    assert "“I walk to school” isn’t counted: fewer than three moments were told, and nobody recorded" in told


@pytest.mark.parametrize("kind", ["school", "payer"])
def test_a_draft_holds_no_vague_phrase_and_no_word_that_stings(kind: str):
    document = progress_document(replace(FACTS, kind=kind, t_score=True))
    told = text(document)
    assert [one.text for one in check_vague(told)] == []
    assert [one.text for one in check(told)] == []
    for word in ("percentile", "norm", "peers", "delay", "deficit", "some progress"):
        assert word not in told.lower()


def test_a_draft_can_be_kept_and_read_again():
    document = progress_document(replace(FACTS, t_score=True))
    assert from_json(to_json(document)) == document


@given(
    st.lists(
        st.tuples(st.integers(0, 83), st.integers(0, 4), st.sampled_from(["home", "school"]),
                  st.sampled_from(["Mum", "Dad"])), max_size=40
    )
)  # fmt: skip
def test_whatever_was_told_the_levels_of_a_row_add_up_to_all_of_it(told: list[tuple[int, int, str, str]]):
    moments = tuple(moment(n, day, step, at=at, who=who) for n, (day, step, at, who) in enumerate(sorted(told)))
    goal = replace(ZIP, moments=moments, reached=(), found=())
    document = progress_document(replace(FACTS, kind="payer", goals=(goal,), t_score=True))
    if not moments:
        return
    numbers = [[words_of(cell) for cell in row[2:8]] for row in counts(document).rows]
    assert all(sum(map(int, row[:5])) == int(row[5]) for row in numbers)
    assert sum(int(row[5]) for row in numbers) == len(moments)


@pytest.mark.parametrize(
    ("title", "verb"),
    [
        ("I zip my jacket", "zip her jacket"),
        ("I get dressed by myself.", "get dressed by herself"),
        ("I am calm in the bus", "take part in “I am calm in the bus”"),
        ("Ice cream with friends", "take part in “Ice cream with friends”"),
        ("i let Dad help me", "let Dad help her"),
    ],
)
def test_a_title_becomes_a_verb_only_where_it_is_the_childs_own_sentence(title: str, verb: str):
    assert as_verb(title, "she") == verb


def test_of_the_lowest_level_it_is_told_how_many_were_on_it_as_all_are_on_it_or_farther():
    steps = (0, 1, 0, 0, 2, 0)
    low = replace(ZIP, moments=tuple(moment(n, 7 * n, step) for n, step in enumerate(steps)), reached=(), found=())
    assert "of the newest 6 moments, 4 of 6 were on level −2, “I hold the zipper”; that is" in text(
        progress_document(replace(FACTS, goals=(low,)))
    )
