import random
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pebblepath.core.evidence import Case, Moment, Verdict, expected_level_without, what_helps
from pebblepath.core.evidence.effects import count_changes

START = date(2024, 1, 8)
STRATEGIES = ("cushion", "song")


@st.composite
def few_moments(draw, levels: int = 4):
    row = st.tuples(
        st.integers(0, 40),
        st.sampled_from(["home", "school"]),
        st.sampled_from(["mum", "teacher"]),
        st.integers(0, levels - 1),
        st.frozensets(st.sampled_from(STRATEGIES)),
    )
    rows = draw(st.lists(row, min_size=1, max_size=25))
    return [Moment(START + timedelta(days=day), *rest) for day, *rest in rows]


def numbers(result):
    return {
        (effect.strategy, effect.setting): np.array([effect.mean, effect.sd, effect.low, effect.high, effect.p_helps])
        for effect in result.effects
    }


def renamed(moment: Moment, names: dict[str, str]) -> Moment:
    used = frozenset(names.get(name, name) for name in moment.strategies)
    setting, observer = names.get(moment.setting, moment.setting), names.get(moment.observer, moment.observer)
    return Moment(moment.when, setting, observer, moment.outcome, used)


@settings(max_examples=25, deadline=None)
@given(few_moments(), st.randoms())
def test_the_order_of_rows_does_not_matter(moments, chance: random.Random):
    shuffled = chance.sample(moments, len(moments))
    first, second = numbers(what_helps(moments, levels=4)), numbers(what_helps(shuffled, levels=4))
    assert list(first) == list(second)
    for pair, expected in first.items():
        assert second[pair] == pytest.approx(expected, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(few_moments())
def test_names_do_not_matter(moments):
    names = {"home": "z", "mum": "z", "cushion": "z"}
    first = numbers(what_helps(moments, levels=4))
    second = numbers(what_helps([renamed(moment, names) for moment in moments], levels=4))
    for (strategy, setting), expected in first.items():
        found = second[names.get(strategy, strategy), names.get(setting, setting)]
        assert found == pytest.approx(expected, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(few_moments())
def test_mirrored_outcomes_flip_the_sign(moments):
    mirrored = [Moment(m.when, m.setting, m.observer, 3 - m.outcome, m.strategies) for m in moments]
    first, second = what_helps(moments, levels=4), what_helps(mirrored, levels=4)
    for one, other in zip(first.effects, second.effects, strict=True):
        assert other.mean == pytest.approx(-one.mean, abs=1e-6)
        assert (other.low, other.high) == pytest.approx((-one.high, -one.low), abs=1e-6)
        assert other.p_helps == pytest.approx(1 - one.p_helps, abs=1e-6)
        assert other.better == pytest.approx(1 - one.better, abs=0.02)
        assert other.steps == pytest.approx(-one.steps, abs=0.1)


@settings(max_examples=25, deadline=None)
@given(few_moments())
def test_every_answer_is_in_range(moments):
    result = what_helps(moments, levels=4)
    for effect in result.effects:
        assert 0 <= effect.p_helps <= 1 and 0 <= effect.better <= 1 and abs(effect.steps) <= 3
        assert effect.low < effect.mean < effect.high and effect.sd > 0
    assert result.growth[0].mean == 0 and result.growth[0].sd == 0


def on_and_off(n: int, outcome_with: int, outcome_without: int) -> list[Moment]:
    used = [frozenset({"cushion"}) if day % 2 else frozenset() for day in range(n)]
    outcomes = [outcome_with if names else outcome_without for names in used]
    return [Moment(START + timedelta(days=day), "school", "teacher", outcomes[day], used[day]) for day in range(n)]


def test_a_strategy_that_clearly_helps_is_said_to_help():
    effect = what_helps(on_and_off(40, 4, 1)).effects[0]
    assert effect.verdict is Verdict.HELPS
    assert (effect.with_, effect.without, effect.changes) == (20, 20, 39)
    assert effect.better > 0.85 and effect.steps > 2 and effect.more is None


def test_a_strategy_that_was_simply_started_gets_no_stronger_word_than_better_since_then():
    rows = [
        Moment(START + timedelta(days=day), "school", "teacher", 4 if day >= 30 else 0, used)
        for day, used in enumerate([frozenset()] * 30 + [frozenset({"cushion"})] * 30)
    ]
    effect = what_helps(rows).effects[0]
    assert effect.changes == 1
    assert effect.verdict in {Verdict.BETTER_SINCE_THEN, Verdict.PROMISING, Verdict.CANNOT_TELL_YET}


def test_a_strategy_that_was_always_used_is_not_enough_yet():
    rows = [Moment(START + timedelta(days=day), "home", "mum", day % 5, frozenset({"song"})) for day in range(12)]
    effect = what_helps(rows).effects[0]
    assert effect.without == 0 and effect.verdict is Verdict.NOT_ENOUGH_YET
    assert effect.more is not None and effect.more.moments == 4


def test_one_moment_gives_nearly_the_prior():
    effect = what_helps([Moment(START, "home", "mum", 2, frozenset({"song"}))]).effects[0]
    assert 0.9 < effect.sd < 1.25**0.5 and effect.verdict is Verdict.NOT_ENOUGH_YET


def test_all_moments_on_one_level_is_fine():
    result = what_helps([Moment(START + timedelta(days=day), "home", "mum", 4, frozenset()) for day in range(8)])
    assert result.effects == () and len(result.growth) == 8


@pytest.mark.parametrize("levels", range(2, 8))
def test_every_number_of_levels_works(levels):
    result = what_helps(on_and_off(20, levels - 1, 0), levels=levels)
    assert result.effects[0].verdict is Verdict.HELPS


def test_a_cohort_prior_moves_the_answer_its_way():
    rows = on_and_off(6, 2, 2)
    plain, moved = what_helps(rows), what_helps(rows, cohort={"cushion": (1.5, 0.3), "unknown": (0.0, 1.0)})
    assert moved.effects[0].mean > plain.effects[0].mean + 0.5


def test_a_cohort_without_spread_is_refused():
    with pytest.raises(ValueError, match="positive sd"):
        what_helps(on_and_off(6, 2, 2), cohort={"cushion": (1.0, 0.0)})


def test_json_has_the_names_of_the_contract():
    answer = what_helps(on_and_off(20, 3, 1)).to_json()
    assert list(answer) == ["effects", "sigma", "growth"]
    assert list(answer["effects"][0]) == [
        "strategy", "setting", "mean", "sd", "low", "high", "p_helps",
        "better", "steps", "with", "without", "verdict",
    ]  # fmt: skip
    assert list(answer["growth"][0]) == ["day", "mean", "sd"]


def test_the_growth_picture_stays_between_the_lowest_and_the_highest_level():
    result = what_helps(on_and_off(40, 4, 1))
    picture = expected_level_without(result, "school")
    assert [day.day for day in picture] == list(range(40))
    assert all(0 <= day.low <= day.mean <= day.high <= 4 for day in picture)
    assert 0.5 < picture[-1].mean < 1.6


def test_a_picture_of_an_unknown_setting_is_refused():
    with pytest.raises(ValueError, match="no moment in 'moon'"):
        expected_level_without(what_helps(on_and_off(6, 4, 1)), "moon")


@pytest.mark.parametrize(
    ("days", "used", "turns"),
    [
        ([0, 1, 2, 3], [0, 0, 1, 1], 1),
        ([0, 1, 2, 3], [0, 1, 0, 1], 3),
        ([0, 0, 0, 0], [0, 1, 0, 1], 1),
        ([0, 1, 1, 2], [0, 1, 0, 1], 1),
        ([0, 1, 1, 2], [0, 1, 0, 0], 2),
        ([0], [1], 0),
    ],
)
def test_changes_are_counted_in_the_order_of_days(days, used, turns):
    assert count_changes(np.array(days), np.array(used, dtype=bool)[:, None]) == [turns]


def test_fifty_thousand_moments_are_answered():
    rng = np.random.default_rng(3)
    n = 50_000
    day = np.sort(rng.integers(0, 1500, n))
    used = rng.random((n, 2)) < 0.4
    score = 1.0 * used[:, 0] + rng.logistic(size=n)
    case = Case.from_arrays(
        levels=5,
        day=day,
        setting=rng.integers(0, 3, n),
        observer=rng.integers(0, 3, n),
        strategies=used,
        outcome=np.searchsorted([-1.0, 0.0, 1.0, 2.0], score),
    )
    first, second = what_helps(case).effects[0], what_helps(case).effects[3]
    assert first.mean == pytest.approx(1.0, abs=0.15) and second.mean == pytest.approx(0.0, abs=0.15)
    assert first.verdict is Verdict.HELPS and second.verdict is Verdict.LITTLE_DIFFERENCE
