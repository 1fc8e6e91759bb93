"""A document for Word: headings, tables whose head repeats, words for pictures, and lines that run their own way."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_DIRECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Inches, Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from pebblepath.apps.reports.docx_look import LINE, SOFT, name_fonts, set_styles
from pebblepath.apps.reports.letters import tidy
from pebblepath.apps.reports.papers import make_png
from pebblepath.core.reports.directions import Direction, direction, names_in, parts
from pebblepath.core.reports.laid_out import LaidOut, Piece, Told, ToldBlock

PAGES: dict[str, tuple[Length, Length]] = {"us-letter": (Inches(8.5), Inches(11)), "a4": (Mm(210), Mm(297))}
MARGIN = Mm(20)
PPI = 200
WIDEST, HIGHEST = Mm(125), Mm(60)
SHORT, NARROW = 4, Mm(13)
# Signs that steer the direction and show nothing; Word's runs know theirs, other programs look at the letters.
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"


def make_docx(page: LaidOut, size: str) -> bytes:
    """A laid-out document as a file for Word.

    Args:
        page: what it says.
        size: a key of `PAGES`.
    """
    word = docx.Document()
    _set_up(word, page, size)
    _head(word, page)
    for section in page.sections:
        _title(word, 2, section.title, page)
        for block in section.blocks:
            _block(word, block, page, size)
    for line in page.closing:
        _say(word.add_paragraph(style="Closing words"), line, page)
    _foot(word, page)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _set_up(word: Word, page: LaidOut, size: str) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = PAGES[size]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    if page.way == "rtl":
        section._sectPr.insert_element_before(OxmlElement("w:bidi"), "w:rtlGutter", "w:docGrid")
    about = word.core_properties
    about.title, about.author = _clean(page.title), _plain(page.letterhead)
    about.language, about.comments = page.language, ""
    set_styles(word, page.language, page.way)
    name_fonts(word)


def _head(word: Word, page: LaidOut) -> None:
    if page.letterhead:
        _say(word.add_paragraph(style="Letterhead"), page.letterhead, page)
    _title(word, 1, page.heading, page)
    for name, words in page.frame:
        paragraph = word.add_paragraph(style="Frame")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(32))
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(32), Mm(-32)
        _say(paragraph, name, page, way=page.way, soft=True)
        paragraph.add_run("\t")
        _say(paragraph, words, page, way=page.way)


def _title(word: Word, level: int, line: Told, page: LaidOut) -> None:
    """A heading begins at the page's side, whichever way its words run."""
    paragraph = word.add_paragraph(style=f"Heading {level}")
    _say(paragraph, line, page)
    if line.way != page.way:
        # In a paragraph from the right Word's "right" is the end.
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _foot(word: Word, page: LaidOut) -> None:
    section = word.sections[0]
    paragraph = section.footer.paragraphs[0]
    if page.foot:
        _say(paragraph, page.foot, page, way=page.way)
    elif page.way == "rtl":
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    stops = paragraph.paragraph_format.tab_stops
    assert section.page_width is not None
    stops.add_tab_stop(Length(section.page_width - 2 * MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("\t")
    _field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, code: str) -> None:
    """A number that Word counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    paragraph._p.append(field)
    field.append(run._r)


def _block(word: Word, block: ToldBlock, page: LaidOut, size: str) -> None:
    match block.kind:
        case "bullets":
            for line in block.lines:
                _say(word.add_paragraph(style="List Bullet"), line, page)
        case "table":
            _table(word, block, page, size)
        case "quote":
            for line in block.lines:
                _say(word.add_paragraph(style="Quote"), line, page)
            if block.who:
                _say(word.add_paragraph(style="Whose words"), block.who, page)
        case "picture":
            _picture(word, block)
        case _:
            for line in block.lines:
                _say(word.add_paragraph(), line, page)


def _table(word: Word, block: ToldBlock, page: LaidOut, size: str) -> None:
    assert block.caption is not None
    _say(word.add_paragraph(style="Caption"), block.caption, page)
    table = word.add_table(rows=0, cols=len(block.head))
    _rule(table, _plain(block.caption), page.way)
    widths = _widths(block, Length(PAGES[size][0] - 2 * MARGIN))
    for number, row in enumerate((block.head, *block.rows)):
        added = table.add_row()
        properties = added._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, line, width in zip(added.cells, row, widths, strict=True):
            cell.width = width
            _fill(cell, line, page, bold=number == 0)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    after = word.add_paragraph()
    after.paragraph_format.space_after = Pt(2)


def _widths(block: ToldBlock, room: Length) -> list[Length]:
    """Columns of numbers are as wide as they need; words share the rest."""
    longest = [max(len(row[at].words) for row in (block.head, *block.rows)) for at in range(len(block.head))]
    shares = [0 if letters <= SHORT else min(letters, 80) ** 0.5 for letters in longest]
    rest = room - sum(NARROW for share in shares if not share)
    return [Length(round(rest * share / sum(shares))) if share else NARROW for share in shares]


def _rule(table: Table, told: str, way: Direction) -> None:
    """Lines between the rows, which row is the head, what the table shows in words, from which side it runs."""
    properties = table._tbl.tblPr
    if way == "rtl":
        table.table_direction = WD_TABLE_DIRECTION.RTL
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "5"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    look = OxmlElement("w:tblLook")
    for key, value in (("val", "00A0"), ("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1"), ("noVBand", "1")):
        look.set(qn(f"w:{key}"), value)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), told)
    for element in (borders, look, caption):
        properties.append(element)


def _fill(cell: _Cell, line: Told, page: LaidOut, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Cell"
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
    _say(paragraph, line, page, bold=bold)


def _picture(word: Word, block: ToldBlock) -> None:
    paragraph = word.add_paragraph()
    shape = paragraph.add_run().add_picture(io.BytesIO(make_png(block.svg, PPI)))
    scale = min(1, WIDEST / shape.width, HIGHEST / shape.height)
    shape.width, shape.height = Length(round(shape.width * scale)), Length(round(shape.height * scale))
    shape._inline.docPr.set("descr", block.told)


def _say(
    paragraph: Paragraph,
    line: Told,
    page: LaidOut,
    *,
    way: Direction | None = None,
    bold: bool = False,
    soft: bool = False,
) -> None:
    """Put a line into a paragraph, which runs the line's way or the one that is given."""
    way = way or line.way
    if way == "rtl" and paragraph._p.get_or_add_pPr().find(qn("w:bidi")) is None:
        paragraph._p.get_or_add_pPr().insert_element_before(
            OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr"
        )
    for words, run_way in runs_of(line, way):
        run = paragraph.add_run(words)
        if bold:
            run.bold = run.font.cs_bold = True
        if soft:
            run.font.color.rgb = SOFT
        if run_way == "rtl":
            run.font.rtl = True
        if line.turned or run_way != page.way:
            lang = OxmlElement("w:lang")
            lang.set(qn("w:bidi" if run_way == "rtl" else "w:val"), line.language)
            run._r.get_or_add_rPr().append(lang)


def runs_of(line: Told, way: Direction) -> Iterator[tuple[str, Direction]]:
    """The words of a line, cut where the direction of the letters changes, each with its direction.

    A mark of direction follows what runs the other way, so that a number after it stays on its side.
    """
    mark = LEFT_TO_RIGHT if way == "ltr" else RIGHT_TO_LEFT
    for piece in line.pieces:
        for words, other in _cut(piece, way):
            turned: Direction = "ltr" if way == "rtl" else "rtl"
            yield _clean(words), turned if other else way
            if other and turned == "rtl":
                yield mark, way


def _cut(piece: Piece, way: Direction) -> Iterator[tuple[str, bool]]:
    if piece.apart and direction(piece.words) != way:
        return iter([(piece.words, True)])
    return parts(piece.words, names_in(piece.words, way))


# What XML can't hold.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _clean(words: str) -> str:
    return _NOT_IN_XML.sub("", tidy(words))


def _plain(line: Told | None) -> str:
    return _clean(line.words) if line else ""
