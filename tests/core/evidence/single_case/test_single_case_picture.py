import xml.etree.ElementTree as ET

from pebblepath.core.evidence.single_case.picture import as_svg
from pebblepath.core.evidence.single_case.series import Series


def drawn(*cases: Series) -> list[ET.Element]:
    return list(ET.fromstring(as_svg(cases)).iter())


def case(name: str = "Ann", outcomes=(1, 2, float("nan"), 4, 5, 6)) -> Series:
    return Series.from_rows(name, condition=list("AAABBB"), session=[1, 2, 3, 4, 5, 6], outcome=outcomes)


def named(elements: list[ET.Element], tag: str) -> list[ET.Element]:
    return [element for element in elements if element.tag.endswith(tag)]


def test_each_point_that_is_there_is_drawn_once():
    assert len(named(drawn(case()), "circle")) == 5


def test_points_are_joined_within_a_phase_and_never_across():
    lines = [path for path in named(drawn(case()), "path") if path.get("fill") == "none"]
    assert [path.get("d").count("L") for path in lines] == [1, 2]


def test_a_dashed_line_stands_between_the_phases():
    dashed = [path for path in named(drawn(case()), "path") if path.get("stroke-dasharray")]
    assert len(dashed) == 1


def test_cases_lie_below_each_other_and_names_are_escaped():
    words = [text.text for text in named(drawn(case("Ann & <Bo>"), case("Cy")), "text")]
    assert "Ann & <Bo>" in words and "Cy" in words


def test_a_constant_case_can_be_drawn():
    assert len(named(drawn(case(outcomes=(3, 3, 3, 3, 3, 3))), "circle")) == 6
