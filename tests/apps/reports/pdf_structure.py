"""What PDF/UA-1 asks of a file, looked up in its structure tree and its pages, by pikepdf alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf

SHOWS = frozenset(("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "EI", "INLINE IMAGE"))


@dataclass
class Element:
    """One element of the structure tree: its tag, its own entries, and what is below it."""

    tag: str
    entries: pikepdf.Dictionary
    below: list[Element] = field(default_factory=list)
    marked: list[int] = field(default_factory=list)

    def all(self) -> Iterator[Element]:
        """This and everything below it, in the order of reading."""
        yield self
        for one in self.below:
            yield from one.all()


def faults(pdf: bytes) -> list[str]:
    """Sentences on what is wrong; empty if nothing is."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        root = file.Root
        tree = [_element(kid) for kid in _kids(root.get("/StructTreeRoot", {})) if isinstance(kid, pikepdf.Dictionary)]
        elements = [one for top in tree for one in top.all()]
        return [
            *_about(file, root),
            *_headings([one.tag for one in elements if one.tag[:1] == "H" and one.tag[1:].isdigit()]),
            *(fault for one in elements for fault in _of(one)),
            *_pages(file, {mark for one in elements for mark in one.marked}),
            *(f"qpdf: {problem}" for problem in file.check_pdf_syntax()),
        ]


def _kids(entries: Any) -> list[Any]:
    kids = entries.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _element(entries: pikepdf.Dictionary) -> Element:
    made = Element(str(entries.get("/S", "")).lstrip("/"), entries)
    for kid in _kids(entries):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            made.below.append(_element(kid))
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            made.marked.append(int(kid.MCID))
        elif not isinstance(kid, pikepdf.Dictionary):
            made.marked.append(int(kid))
    return made


def _about(file: pikepdf.Pdf, root: pikepdf.Dictionary) -> Iterator[str]:
    with file.open_metadata(update_docinfo=False) as told:
        if told.get("{http://www.aiim.org/pdfua/ns/id/}part") != "1":
            yield "It doesn't say that it is PDF/UA-1."
        if not told.get("dc:title"):
            yield "It has no title."
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "The window doesn't show the title."
    if not str(root.get("/Lang", "")):
        yield "It names no language."
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "It isn't marked as tagged."
    if "/StructTreeRoot" not in root:
        yield "It has no structure tree."


def _headings(tags: list[str]) -> Iterator[str]:
    levels = [int(tag[1:]) for tag in tags]
    if not levels or levels[0] != 1:
        yield f"The first heading isn't of the first level: {tags[:1]}."
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"A heading of level {after} follows one of level {before}."


def _of(one: Element) -> Iterator[str]:
    match one.tag:
        case "Figure" if not str(one.entries.get("/Alt", "")).strip():
            yield "A figure has no words for it."
        case "Table":
            heads = [cell for cell in one.all() if cell.tag == "TH"]
            if not heads:
                yield "A table has no headings."
            if any("/Scope" not in attribute for cell in heads for attribute in [_table_attributes(cell)]):
                yield "A table's heading doesn't say what it is the heading of."
        case "L" if any(kid.tag not in ("LI", "L", "Caption") for kid in one.below):
            yield "A list holds something that is no item."
        case "LI" if any(kid.tag not in ("Lbl", "LBody") for kid in one.below):
            yield "An item of a list holds something else than its dot and its words."
        case "TR" if any(kid.tag not in ("TH", "TD") for kid in one.below):
            yield "A row of a table holds something that is no cell."


def _table_attributes(cell: Element) -> dict[str, Any]:
    kept = cell.entries.get("/A", {})
    sets = list(kept) if isinstance(kept, pikepdf.Array) else [kept]
    return {key: value for one in sets for key, value in dict(one).items() if one.get("/O") == "/Table"}


def _pages(file: pikepdf.Pdf, known: set[int]) -> Iterator[str]:
    for number, page in enumerate(file.pages, 1):
        if page.obj.get("/Tabs") != "/S":
            yield f"Page {number}: tabs don't follow the structure."
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in ("BDC", "BMC"):
                depth += 1
                yield from _marks(number, instruction.operands, known)
            elif operator == "EMC":
                depth -= 1
            elif operator in SHOWS and depth == 0:
                yield f"Page {number}: “{operator}” shows something that is neither tagged nor decoration."
        yield from _links(number, page)
        yield from _fonts(number, page)


def _marks(number: int, operands: Any, known: set[int]) -> Iterator[str]:
    entries = operands[1] if len(operands) > 1 else None
    mark = int(entries.MCID) if isinstance(entries, pikepdf.Dictionary) and "/MCID" in entries else None
    if mark is not None and mark not in known:
        yield f"Page {number}: what is marked {mark} stands nowhere in the structure."


def _links(number: int, page: pikepdf.Page) -> Iterator[str]:
    for link in page.obj.get("/Annots", []):
        if link.get("/Subtype") == "/Link" and not str(link.get("/Contents", "")):
            yield f"Page {number}: a link doesn't say where it leads."
        if "/StructParent" not in link:
            yield f"Page {number}: a link stands outside of the structure."


def _fonts(number: int, page: pikepdf.Page) -> Iterator[str]:
    for name, font in dict(page.resources.get("/Font", {})).items():
        if "/ToUnicode" not in font:
            yield f"Page {number}: the letters of {name} can't be read aloud."
        below = font.get("/DescendantFonts", [font])[0].get("/FontDescriptor", {})
        if not any(key in below for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"Page {number}: {name} isn't in the file."
