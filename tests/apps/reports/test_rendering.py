"""One document as page, PDF and Word file: the same words in the same order."""

from __future__ import annotations

import io
import zipfile
from html.parser import HTMLParser
from itertools import chain

import docx
import pymupdf
import pytest
from django.template.loader import render_to_string
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from paper_samples import WORDS, report

from pebblepath.apps.reports.rendering import document_docx, document_on_page, document_pdf
from pebblepath.core.reports.directions import plain
from pebblepath.core.reports.document import Bullets, Document, Paragraph, Quote, Run, Section, Table, line
from pebblepath.core.reports.laid_out import each_line, laid_out

ARABIC = Document(
    title="تقرير",
    heading="تقرير التقدم",
    letterhead="عيادة النهر",
    frame=(("الطفلة", "ليان"), ("المعالجة", "Robin")),
    sections=(
        Section(
            "zip",
            "أغلق معطفي",
            (
                Paragraph(line("أغلقت ليان السحاب ", Run("7 من 10", "zip"), " مرات. قالت Robin: رائع!")),
                Bullets((line("في البيت: 4."), line("She said it in English."))),
                Table("المستويات", ("المستوى", "بكلمات الأسرة"), ((line("0"), line("أغلقه إلى النصف.")),)),
                Quote("فعلتها!", "ليان"),
            ),
        ),
    ),
    sources={"zip": ("m1",)},
    language="ar",
)


class Words(HTMLParser):
    """The words of a page, but for those in pictures and the foot of the printed page."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.hidden or tag == "svg" or "document-foot" in (dict(attrs).get("class") or ""):
            self.hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.told.append(data)


def page_of(document: Document) -> str:
    return render_to_string("reports/_document.html", document_on_page(document, lambda source: f"/moments/{source}/"))


def words_of_page(document: Document) -> str:
    reader = Words()
    reader.feed(page_of(document))
    return bare("".join(reader.told))


def words_of_pdf(document: Document) -> str:
    with pymupdf.open(stream=document_pdf(document)) as file:
        sheets = [page.get_text() for page in file]
    told = bare("".join(sheet.replace("•", "") for sheet in sheets))
    for number in range(1, len(sheets) + 1):
        told = told.replace(bare(f"{document.foot}{number} / {len(sheets)}"), "")
    return told


def words_of_docx(document: Document) -> str:
    word = docx.Document(io.BytesIO(document_docx(document)))
    return bare("".join(chain.from_iterable(map(_words, word.iter_inner_content()))))


def _words(block: WordParagraph | WordTable) -> list[str]:
    if isinstance(block, WordParagraph):
        return [block.text]
    return [cell.text for row in block.rows for cell in row.cells]


def bare(words: str) -> str:
    """Without blanks and marks of direction."""
    return "".join(plain(words).replace("\u200e", "").replace("\u200f", "").split())


def wanted(document: Document) -> str:
    return bare("".join(told.words for told in each_line(laid_out(document))))


@pytest.mark.parametrize("name", ["Mia", "Nguyễn Thị Hương", "Óscar Peña"])
def test_page_pdf_and_word_say_the_same_words_in_the_same_order(name: str):
    told = report(name, WORDS["Latin"])
    assert "7of10times" in wanted(told)
    assert words_of_page(told) == words_of_pdf(told) == words_of_docx(told) == wanted(told)


@pytest.mark.parametrize("told", [ARABIC, report("ليان", WORDS["mixed"]), report("ליאל", WORDS["Hebrew"])])
def test_so_they_do_in_scripts_that_run_from_the_right(told: Document):
    """In a PDF such a line stands as it is seen, so there its letters are counted."""
    assert words_of_page(told) == words_of_docx(told) == wanted(told)
    assert sorted(words_of_pdf(told)) == sorted(wanted(told))


def test_a_number_leads_to_its_moments_where_the_reader_has_such_a_page():
    assert '<a class="document-count" href="/moments/zip/">7 of 10 times</a>' in page_of(report("Mia", "Zip."))
    nowhere = render_to_string("reports/_document.html", document_on_page(report("Mia", "Zip.")))
    assert "<a " not in nowhere and "7 of 10 times" in nowhere


def test_what_is_typed_is_never_markup():
    tricky = '<script>alert("x")</script> {{ x }} #panic() & "'
    page = page_of(report("Mia", tricky))
    assert "<script" not in page and "&lt;script&gt;" in page
    assert bare(tricky) in words_of_docx(report("Mia", tricky)) and bare(tricky) in words_of_pdf(report("Mia", tricky))


def test_the_page_has_headings_a_table_head_a_quote_and_a_named_picture():
    page = page_of(report("Mia", "She zipped."))
    for part in (
        '<article class="document card" lang="en" dir="ltr">',
        '<th scope="col">',
        '<th scope="row">',
        "<caption>",
        "<blockquote>",
        '<figure class="document-picture" role="img" aria-label="Seven of ten.">',
        "<h3>",
    ):
        assert part in page.replace("\n", "")


def test_a_line_says_its_direction_and_language_only_where_they_are_not_the_pages():
    page = page_of(report("ليان", WORDS["Persian"]))
    assert f'<p dir="rtl" lang="fa">{WORDS["Persian"]}' in page
    assert "<p><bdi>ليان</bdi> zipped " in page
    assert 'dir="rtl"' not in page_of(report("Mia", "She zipped."))
    assert '<li dir="ltr" lang="en">She said it in English.' in page_of(ARABIC)


def test_the_word_file_has_real_headings_repeated_table_heads_and_words_for_pictures():
    word = docx.Document(io.BytesIO(document_docx(report("Mia", "She zipped."))))
    styles = [one.style.name for one in word.paragraphs if one.style]
    assert styles.count("Heading 1") == 1 and styles.count("Heading 2") == 2
    assert {"List Bullet", "Caption", "Quote", "Whose words", "Closing words"} <= set(styles)
    for table in word.tables:
        heads = [row for row in table._tbl.tr_lst if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
        assert heads == [table._tbl.tr_lst[0]]
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == "Seven of ten."


@pytest.mark.parametrize(("size", "width"), [("us-letter", 8.5), ("a4", 210 / 25.4)])
def test_the_word_file_names_its_title_language_and_size(size: str, width: float):
    word = docx.Document(io.BytesIO(document_docx(report("Mia", "She zipped."), size)))
    about, page = word.core_properties, word.sections[0]
    assert (about.title, about.language, about.author) == ("Progress report: Mia", "en", "Riverside")
    assert page.page_width is not None and abs(page.page_width.inches - width) < 0.01
    assert "PAGE" in page.footer._element.xml and page.footer.paragraphs[0].text.startswith("Riverside · Mia")
    for table in word.tables:
        assert sum(cell.width or 0 for cell in table.rows[0].cells) <= page.page_width - page.left_margin * 2 + 1000


def test_the_word_file_runs_from_the_right_where_its_language_does():
    word = docx.Document(io.BytesIO(document_docx(ARABIC)))
    heading = next(one for one in word.paragraphs if one.style and one.style.name == "Heading 1")
    assert heading._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert all(run.font.rtl for run in heading.runs)
    assert word.sections[0]._sectPr.find(qn("w:bidi")) is not None
    assert word.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    english = next(one for one in word.paragraphs if one.text == "She said it in English.")
    assert english._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None and not any(run.font.rtl for run in english.runs)


def test_a_name_of_another_script_is_a_run_of_its_own_in_word():
    word = docx.Document(io.BytesIO(document_docx(report("ليان", "She zipped."))))
    zipped = next(one for one in word.paragraphs if "zipped 7 of 10" in one.text)
    assert [run.text for run in zipped.runs if run.font.rtl] == ["ليان"]
    assert zipped._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None


def test_fonts_that_a_reader_lacks_have_a_stand_in():
    with zipfile.ZipFile(io.BytesIO(document_docx(report("Mia", "Zip.")))) as file:
        fonts = file.read("word/fontTable.xml").decode()
    assert '<w:font w:name="Atkinson Hyperlegible Next"><w:altName w:val="Verdana"/>' in fonts


def test_letters_that_xml_cant_hold_stop_no_word_file():
    told = "She \x00said\x0b \ud800zip."
    odd = Document(
        told, told, frame=((told, told),), sections=(Section("a", told, (Paragraph(line(told)),)),), foot=told
    )
    assert "Shesaidzip." in words_of_docx(odd)


def test_a_size_that_isnt_known_is_refused():
    with pytest.raises(ValueError, match="There is no paper of the size 'a3'"):
        document_pdf(report("Mia", "Zip."), "a3")


def test_a_long_document_repeats_its_table_heads_and_numbers_its_pages():
    rows = tuple((line(str(number)), line("She zipped her jacket.")) for number in range(90))
    long = Document("Long", "Long", sections=(Section("t", "T", (Table("Many", ("No.", "What"), rows),)),), foot="F")
    with pymupdf.open(stream=document_pdf(long)) as file:
        sheets = [page.get_text() for page in file]
    assert len(sheets) > 2 and all("No." in sheet for sheet in sheets)
    assert f"{len(sheets)} / {len(sheets)}" in sheets[-1]
