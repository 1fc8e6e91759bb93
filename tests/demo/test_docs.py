"""docs/demo.md says what the files say: who lives in the demo, and every truth that was put in."""

from pathlib import Path

from pebblepath.demo.families import load_practice, place_name, strategy_name
from pebblepath.demo.load import SEED
from pebblepath.demo.truth import how_used, in_words
from pebblepath.library import load_library

PAGE = (Path(__file__).parents[2] / "docs" / "demo.md").read_text(encoding="utf-8")


def truth_lines() -> list[str]:
    """The rows of the table of truths; print them to mend the page after a change."""
    lines = []
    for child in load_practice().children:
        for goal in child.goals:
            title = goal.title or load_library().occupations[goal.occupation].child_name
            for truth in goal.strategies:
                effects = "; ".join(
                    f"{place_name(child, place)} {in_words(put)}" for place, put in truth.effect.items()
                )
                name = strategy_name(child, truth.strategy)
                lines.append(f"| {child.name} | {title} | {name} | {how_used(truth)} | {effects} |")
    return lines


def test_every_truth_is_on_the_page_and_no_other() -> None:
    table = PAGE.partition("## The truths")[2].partition("\n## ")[0]
    assert [line for line in table.splitlines() if line.startswith("| ")][1:] == truth_lines()


def test_everybody_is_on_the_page() -> None:
    for child in load_practice().children:
        for person in child.people:
            assert person.circle_name in PAGE, person.circle_name
    assert all(person.name in PAGE for person in load_practice().therapists)


def test_the_page_names_the_seed() -> None:
    assert f"seed is {SEED}" in PAGE
