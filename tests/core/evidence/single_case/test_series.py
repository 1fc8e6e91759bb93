import numpy as np
import pytest

from pebblepath.core.evidence import single_case
from pebblepath.core.evidence.single_case import EFFECTS, Series, analyse

CONTRACT = ("NAP", "Tau", "Tau_U", "Tau_BC", "PND", "PEM", "PAND", "IRD", "SMD", "LRRi", "LRRd", "LRM", "PoGO")


def series(condition: str, outcome=None, **more) -> Series:
    values = range(len(condition)) if outcome is None else outcome
    return Series.from_rows("Ana", condition=condition, session=range(1, len(condition) + 1), outcome=values, **more)


def compared(one: Series) -> tuple[list[float], list[float]]:
    pair = one.pair()
    return pair.a.tolist(), pair.b.tolist()


def test_the_first_a_is_compared_with_the_first_b():
    assert compared(series("AAABBBAAABBB")) == ([0, 1, 2], [3, 4, 5])


def test_rows_are_put_in_order_of_session():
    mixed = Series.from_rows("Ana", condition="BAAB", session=[4, 1, 2, 3], outcome=[9, 1, 2, 3])
    assert compared(mixed) == ([1, 2], [3, 9])


def test_in_a_b_a_b_design_the_a_is_compared_with_the_b_that_follows_it():
    """Carson et al. (2008): the first B came before any baseline."""
    assert compared(series("BBAABB")) == ([2, 3], [4, 5])


def test_where_b_only_came_before_a_the_two_are_compared_all_the_same():
    assert compared(series("BBAA")) == ([2, 3], [0, 1])


def test_quick_turns_compare_all_of_a_with_all_of_b():
    one = series("ABBABAAB")
    assert one.alternates and compared(one) == ([0, 3, 5, 6], [1, 2, 4, 7])


def test_a_trend_is_taken_off_in_the_order_of_days_where_a_and_b_took_turns():
    """A child who grows by one a session whatever is done: nothing is left once growth is taken off."""
    growing = analyse(series("ABBABAABAB", list(range(10))))
    assert growing.effects["Tau_BC"].value == 0.0
    helped = [day + (letter == "B") for day, letter in enumerate("ABBABAABAB")]
    assert analyse(series("ABBABAABAB", helped)).effects["Tau_BC"].value == 1.0


def test_numbered_phases_are_phases_however_short():
    one = series("ABBABAAB", numbered=True)
    assert not one.alternates and compared(one) == ([0], [1, 2])


def test_missing_days_are_left_out_with_their_session():
    pair = series("AAABB", [1, np.nan, 3, np.nan, 5]).pair()
    assert pair.a.tolist() == [1, 3] and pair.a_session.tolist() == [1, 3] and pair.b_session.tolist() == [5]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"condition": "AB", "session": [1], "outcome": [1, 2]}, "one entry for each session"),
        ({"condition": "", "session": [], "outcome": []}, "at least one"),
        ({"condition": "AC", "session": [1, 2], "outcome": [1, 2]}, "must be A or B"),
        ({"condition": "AB", "session": [1, np.nan], "outcome": [1, 2]}, "Session numbers must be finite"),
        ({"condition": "AB", "session": [1, 2], "outcome": [1, np.inf]}, "finite or missing"),
    ],
)
def test_rows_that_make_no_series_are_refused(rows, words):
    with pytest.raises(ValueError, match=words):
        Series.from_rows("Ana", **rows)


def test_an_answer_has_the_names_of_the_contract_in_order():
    answer = analyse(series("AAABBB"))
    assert tuple(EFFECTS) == CONTRACT and tuple(answer.effects) == CONTRACT
    entry = answer.to_json()
    assert entry["case"] == "Ana" and tuple(entry["effects"]) == CONTRACT
    assert all(set(effect) == {"value", "se", "low", "high", "reason"} for effect in entry["effects"].values())


def test_answers_are_frozen():
    answer = analyse(series("AAABBB"))
    with pytest.raises(AttributeError):
        answer.case = "Bo"
    with pytest.raises(AttributeError):
        answer.effects["NAP"].value = 1.0


def test_the_package_is_reached_from_the_evidence():
    assert single_case.nap([2, 3, 3], [4, 5, 3]).value == pytest.approx(8 / 9)


@pytest.mark.parametrize("name", CONTRACT)
def test_every_effect_size_names_its_formula_and_its_source(name):
    function = {"LRRi": "lrr_i", "LRRd": "lrr_d"}.get(name, name.lower())
    words = getattr(single_case, function).__doc__
    assert "Source" in words
