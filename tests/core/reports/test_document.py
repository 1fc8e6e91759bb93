from __future__ import annotations

import pytest

from pebblepath.core.reports.document import (
    Bullets,
    Document,
    Paragraph,
    Picture,
    Quote,
    Run,
    Section,
    Table,
    from_json,
    line,
    runs_of,
    to_json,
    words_of,
)

WHOLE = Document(
    title="Mia, autumn",
    heading="Mia",
    frame=(("Child", "Mia"),),
    sections=(
        Section(
            "counts",
            "How often",
            (
                Paragraph(line("She zipped ", Run("7 of 10 times", "zip"), ".")),
                Bullets((line("one"), line("two"))),
                Table("By place", ("Place", "Times"), ((line("home"), line(Run("7", "zip"))),)),
                Quote("I did it!", "Mia"),
                Picture("<svg/>", "Seven dots."),
            ),
        ),
    ),
    sources={"zip": ("m1", "m2")},
)


def test_a_document_comes_back_from_json_as_it_was():
    assert from_json(to_json(WHOLE)) == WHOLE


def test_every_run_is_found_in_the_order_of_reading():
    told = "".join(run.words for run in runs_of(WHOLE))
    assert told == "She zipped 7 of 10 times.onetwohome7"
    assert [run.words for run in runs_of(WHOLE) if run.source] == ["7 of 10 times", "7"]


def test_a_number_whose_moments_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="source nowhere"):
        Document("", "", sections=(Section("a", "A", (Paragraph(line(Run("7", "nowhere"))),)),))


def test_a_row_has_a_cell_for_each_heading():
    with pytest.raises(ValueError, match="1 cells doesn't fit 2"):
        Table("", ("a", "b"), ((line("only"),),))


def test_the_words_of_a_line_are_told_without_sources():
    assert words_of(line("a ", Run("b", "s"))) == "a b"
