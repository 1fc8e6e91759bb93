"""The look of a document for Word: its styles, and what stands in for fonts that aren't installed."""

from __future__ import annotations

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from pebblepath.core.reports.directions import Direction

FONT, FONT_OF_OTHERS = "Atkinson Hyperlegible Next", "Vazirmatn"
# What Word takes where a font isn't installed.
INSTEAD = {FONT: "Verdana", FONT_OF_OTHERS: "Arial"}
INK, SOFT, LINE, MOSS = RGBColor(0x2B, 0x31, 0x34), RGBColor(0x56, 0x5F, 0x64), "E4DCCB", "3F6B57"
# What follows the border of a paragraph, in the order that the format asks for.
_AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:bidi", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr",
)  # fmt: skip


def set_styles(word: Word, language: str, way: Direction) -> None:
    """Make the styles ours, for a language and its direction."""
    defaults = word.styles.element.find(qn("w:docDefaults"))
    for lang in defaults.iter(qn("w:lang")) if defaults is not None else ():
        for kind in ("w:val", "w:bidi"):
            lang.set(qn(kind), language)
    _style(word, "Normal", 11, INK, after=6)
    _style(word, "Heading 1", 22, INK, after=6, bold=True)
    _style(word, "Heading 2", 14, INK, before=16, after=6, bold=True)
    _style(word, "List Bullet", 11, INK, after=3)
    _style(word, "Caption", 10.5, INK, before=8, after=4, bold=True).paragraph_format.keep_with_next = True
    _style(word, "Quote", 11, INK, before=6, after=0).paragraph_format.keep_with_next = True
    _bar(word.styles["Quote"].element, way)
    footer = _style(word, "Footer", 8.5, SOFT).element.pPr
    for tabs in footer.findall(qn("w:tabs")):
        footer.remove(tabs)
    for name, size, colour, after, bold in (
        ("Letterhead", 11, SOFT, 6, False),
        ("Frame", 11, INK, 2, False),
        ("Whose words", 9.5, SOFT, 8, False),
        ("Cell", 9.5, INK, 0, False),
        ("Closing words", 11, INK, 0, True),
    ):
        word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = word.styles["Normal"]
        _style(word, name, size, colour, before=14 if bold else 0, after=after, bold=bold)
    _bar(word.styles["Whose words"].element, way)


def _style(
    word: Word, name: str, points: float, colour: RGBColor, *, before: float = 0, after: float = 0, bold: bool = False
) -> ParagraphStyle:
    style: ParagraphStyle = word.styles[name]
    font = style.font
    font.name, font.size, font.bold, font.cs_bold, font.italic, font.cs_italic = (
        FONT,
        Pt(points),
        bold,
        bold,
        False,
        False,
    )
    font.color.rgb = colour
    properties = style.element.get_or_add_rPr()
    fonts = properties.rFonts
    for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[theme]
    fonts.set(qn("w:cs"), FONT_OF_OTHERS)
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(round(points * 2)))
    properties.find(qn("w:sz")).addnext(size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def _bar(style: BaseOxmlElement, way: Direction) -> None:
    """A line at the side where the words begin."""
    side = "right" if way == "rtl" else "left"
    bar = f'<w:{side} w:val="single" w:sz="18" w:space="8" w:color="{MOSS}"/>'
    properties = style.find(qn("w:pPr"))
    properties.insert_element_before(parse_xml(f"<w:pBdr {nsdecls('w')}>{bar}</w:pBdr>"), *_AFTER_BORDERS)


def name_fonts(word: Word) -> None:
    """Tell Word what to take where the fonts aren't installed."""
    part = word.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    ours = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/></w:font>' for name, instead in INSTEAD.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", f"{ours}</w:fonts>".encode())
