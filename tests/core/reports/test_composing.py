"""From a draft to what is signed."""

from __future__ import annotations

from pebblepath.core.reports.composing import carried_over, compose, for_families, pieces, vague_in
from pebblepath.core.reports.document import Bullets, Document, Paragraph, Run, Section, line, runs_of

DRAFT = Document(
    title="t",
    heading="h",
    sections=(
        Section(
            "g1",
            "Zip",
            (
                Paragraph(line("Seven of ", Run("10 moments", "ten"), ".")),
                Bullets((line("one"), line(Run("2", "two")))),
            ),
        ),
        Section("need", "What is needed", ()),
        Section("t_score", "Score", (Paragraph(line("T = ", Run("50.0", "ten"))),)),
        Section("enough", "What this rests on", (Bullets((line("Too few."),)),)),
    ),
    sources={"ten": tuple("abcdefghij"), "two": ("a", "b")},
)


def told(document: Document) -> str:
    return " ".join(run.words for run in runs_of(document))


def test_a_line_that_is_left_out_is_gone_with_its_source():
    made = compose(DRAFT, left_out=["g1.1.1"])
    assert "2" not in [run.words for run in runs_of(made)]
    assert set(made.sources) == {"ten"}


def test_a_list_without_lines_and_a_part_without_anything_are_gone():
    made = compose(DRAFT, left_out=["g1.0", "g1.1.0", "g1.1.1"])
    assert [one.key for one in made.sections] == ["t_score", "enough"]


def test_what_a_report_rests_on_stays_whatever_is_ticked():
    keys = [one.key for section in DRAFT.sections for one in pieces(section)]
    assert told(compose(DRAFT, left_out=keys)) == "Too few."


def test_own_words_stand_after_what_was_drafted_line_by_line():
    made = compose(DRAFT, words={"need": "She needs a ring.\n\n  And time. "})
    blocks = next(one.blocks for one in made.sections if one.key == "need")
    assert blocks == (Paragraph(line("She needs a ring.")), Paragraph(line("And time.")))


def test_families_are_shown_everything_but_the_score():
    made = for_families(compose(DRAFT))
    assert [one.key for one in made.sections] == ["g1", "enough"]


def test_a_vague_phrase_is_found_with_the_part_in_which_it_stands():
    (found,) = vague_in(DRAFT, {"need": "She is making some progress.", "g1": "She zips 7 of 10 times."})
    assert (found.section.key, found.finding.text) == ("need", "making some progress")


def test_drafting_anew_keeps_out_only_the_lines_that_say_the_very_same():
    newer = Section("g1", "Zip", (Bullets((line("new"), line("one"), line(Run("3", "two")))),))
    new = Document(title="t", heading="h", sections=(newer,), sources={"two": ("a", "b", "c")})
    assert carried_over(DRAFT, new, ["g1.1.0", "g1.1.1"]) == ["g1.0.1"]
