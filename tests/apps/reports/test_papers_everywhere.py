"""Every paper of the product, for names and words of any script, before checkers that aren't ours."""

from __future__ import annotations

import io
from pathlib import Path

import outloud
import pikepdf
import pymupdf
import pytest
from fontTools.ttLib import TTFont
from paper_samples import NAMES, SAMPLES, WORDS
from pdf_structure import faults

from pebblepath.apps.reports.letters import FONTS, UNKNOWN, known_letters, with_fonts
from pebblepath.apps.reports.papers import PAPERS, SIZES, make_pdf
from pebblepath.core.reports.directions import plain

# What the checker takes for a slip, and is none here: the last page of the book thanks in its heading; an Arabic letter
# has up to four shapes, all of which are read as the one letter; a stone that is drawn beside a line has no letter.
NO_SLIPS = ("HDG-010", "TXT-004", "TAG-020")
BESIDES = {"look", "picture"}


def text_of(pdf: bytes) -> str:
    """All words of a file in the order in which they stand in it, without blanks and marks of direction."""
    with pymupdf.open(stream=pdf) as file:
        told = "".join(page.get_text() for page in file)
    return "".join(plain(told).split())


def slips(pdf: bytes, at: Path) -> list[str]:
    """What outloud finds: its rules of PDF/UA-1 and those that a person would look for."""
    at.write_bytes(pdf)
    found = outloud.check(str(at), skip=NO_SLIPS)
    assert found.error is None
    return [f"{one.rule}: {one.message} {one.evidence}" for one in found.sorted_findings() if one.severity != "info"]


def test_each_paper_of_the_product_is_looked_at():
    assert set(SAMPLES) == {path.stem for path in PAPERS.glob("*.typ")} - BESIDES


@pytest.mark.parametrize("paper", SAMPLES)
@pytest.mark.parametrize(
    ("name", "words"),
    [("Nguyễn Thị Hương", WORDS["Latin"]), ("ليان", WORDS["Arabic"]), ("ליאל", WORDS["Hebrew"])],
)
def test_every_paper_passes_as_pdf_ua_before_two_checkers(paper: str, name: str, words: str, tmp_path: Path):
    pdf = make_pdf(paper, SAMPLES[paper](name, words))
    assert faults(pdf) == []
    assert slips(pdf, tmp_path / "a paper.pdf") == []


@pytest.mark.parametrize("paper", SAMPLES)
@pytest.mark.parametrize("name", NAMES)
def test_every_paper_says_the_childs_name_and_any_words_letter_for_letter(paper: str, name: str):
    for language in ("Latin", "mixed", "Persian", "Urdu"):
        told = text_of(make_pdf(paper, SAMPLES[paper](name, WORDS[language])))
        # A line from the right stands in the file as it is seen, so its letters are compared, not their order.
        for wanted in (name, WORDS[language]):
            assert set(wanted.replace(" ", "")) <= set(told), (language, wanted)
        assert name.isascii() is False or name in told
        assert UNKNOWN not in told


@pytest.mark.parametrize("paper", SAMPLES)
@pytest.mark.parametrize("size", SIZES)
def test_no_word_of_another_script_leaves_its_sheet(paper: str, size: str):
    for name, words in (("ليان", WORDS["Arabic"]), ("Nguyễn Thị Hương", WORDS["Urdu"])):
        pdf = make_pdf(paper, SAMPLES[paper](name, words) | {"size": size})
        with pymupdf.open(stream=pdf) as file:
            for page in file:
                for left, top, right, bottom, *_ in page.get_text("words"):
                    inside = left >= 20 and top >= 10 and right <= page.rect.width - 20
                    assert inside and bottom <= page.rect.height - 10


@pytest.mark.parametrize("paper", SAMPLES)
def test_the_same_words_give_the_same_bytes(paper: str):
    data = SAMPLES[paper]("ليان", WORDS["mixed"])
    assert make_pdf(paper, data) == make_pdf(paper, data)


def test_a_line_from_the_right_is_told_so_in_the_structure():
    pdf = make_pdf("note", SAMPLES["note"]("ليان", WORDS["Persian"]))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        marks = [one.operands[1] for one in pikepdf.parse_content_stream(file.pages[0]) if str(one.operator) == "BDC"]
        languages = {str(one.Lang) for one in marks if isinstance(one, pikepdf.Dictionary) and "/Lang" in one}
    assert languages == {"fa"}


def test_a_name_of_another_script_doesnt_drag_numbers_along():
    """“ليان 7” would be read as “7 ليان”: the number must stay on the right of the name."""
    data = SAMPLES["door"]("ليان", "She laughed.") | {"lines": ["ليان 7 of 10 times."]}
    with pymupdf.open(stream=make_pdf("door", data)) as file:
        words = file[0].get_text("words")
    (seven,) = (word for word in words if word[4] == "7")
    name = max(
        (word for word in words if set("ليان") & set(word[4]) and abs(word[3] - seven[3]) < 8), key=lambda w: w[2]
    )
    assert name[2] <= seven[0] + 1


def test_letters_that_no_font_has_stop_no_paper():
    for words in ("中文 zip", "ܫܠܡܐ", "a\x00b", "\ud800", "👩‍👧‍👦 ❤️ 👍🏽 🫠", "e\u0302\u0303 = ễ"):
        assert make_pdf("door", SAMPLES["door"]("Mia", words)).startswith(b"%PDF")


def test_a_box_stands_where_the_machine_has_no_letter_either():
    """A letter of private use, which no font of any machine has."""
    told = text_of(make_pdf("door", SAMPLES["door"]("Mia", "She said \U000f1234 and laughed.")))
    assert f"Shesaid{UNKNOWN}andlaughed." in told


def test_words_in_a_picture_name_a_font_that_has_their_letters():
    drawn = with_fonts('<svg><title>ليان</title><text x="1">Zip &amp; ليان <tspan>🎉中</tspan></text></svg>')
    arabic, emoji = (f'<tspan font-family="{family}">' for family in ("Vazirmatn", "Noto Emoji"))
    box = f'<tspan font-family="Noto Sans Symbols 2">{UNKNOWN}</tspan>'
    assert drawn == (
        f'<svg><title>ليان</title><text x="1">Zip &amp; {arabic}ليان</tspan> '
        f"<tspan>{emoji}🎉</tspan>{box}</tspan></text></svg>"
    )


def test_the_list_of_letters_is_that_of_the_fonts():
    in_fonts = {chr(point) for file in FONTS.glob("*-Regular.ttf") for point in TTFont(file).getBestCmap()}
    assert known_letters() == in_fonts
    assert set("ễỄƠƯ ÓñøŁşĞ ЖЩї Ελ אשְׁ ليانپچژگٹڈڑںے 🎉❤ ●○✓□") <= in_fonts


def test_fonts_are_small_and_their_licence_lies_beside():
    fonts = list(FONTS.glob("*.ttf"))
    assert len(fonts) >= 9 and all(file.stat().st_size <= 200_000 for file in fonts)
    licence = (FONTS / "LICENSE.txt").read_text()
    for family in {TTFont(file)["name"].getDebugName(1) for file in fonts}:
        assert f"{family}: Copyright" in licence


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda file: file.Root.__delitem__("/Lang"), "names no language"),
        (lambda file: file.Root.MarkInfo.__setitem__("/Marked", False), "isn't marked as tagged"),
        (lambda file: file.Root.ViewerPreferences.__setitem__("/DisplayDocTitle", False), "doesn't show the title"),
        (lambda file: file.pages[0].contents_add(b"BT (x) Tj ET"), "neither tagged nor decoration"),
        (lambda file: _first(file, "/H1").__setitem__("/S", pikepdf.Name.H3), "first heading"),
        (lambda file: _first(file, "/Figure").__delitem__("/Alt"), "no words for it"),
        (lambda file: _first(file, "/TH").__delitem__("/A"), "what it is the heading of"),
    ],
)
def test_the_structure_check_finds_what_is_broken(change, fault: str):
    with pikepdf.open(io.BytesIO(make_pdf("document", SAMPLES["document"]("Mia", "Zip.")))) as file:
        change(file)
        broken = io.BytesIO()
        file.save(broken)
    assert any(fault in told for told in faults(broken.getvalue()))


def _first(file: pikepdf.Pdf, tag: str) -> pikepdf.Object:
    return next(one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == tag)
