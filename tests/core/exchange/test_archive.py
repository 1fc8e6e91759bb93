"""The archive of everything: what is written is read back, and a change on the way is found."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pebblepath.core.exchange.archive import Attachment, NotAnArchive, Table, read_archive, write_archive

ABOUT = {"child": "Mia", "made": "2026-05-31T10:00:00+00:00"}
COLUMNS = (("when", "the day"), ("step", "the stone"), ("proud", "whether"), ("helped", "what helped"))
ROW = {"when": "2026-05-31", "step": 3, "proud": True, "helped": ["a song", "a seat"]}
EMPTY = {"when": "=1+1", "step": None, "proud": False, "helped": []}


def table(*rows: dict[str, object], name: str = "moments") -> Table:
    return Table(name, "What happened once", COLUMNS, rows)  # type: ignore[arg-type]


def written(*tables: Table, attachments: tuple[Attachment, ...] = ()) -> bytes:
    out = io.BytesIO()
    write_archive(out, about=ABOUT, tables=tables, attachments=attachments)
    return out.getvalue()


def changed(archive: bytes, path: str, content: bytes | None) -> io.BytesIO:
    """The same archive with one file changed, or taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != path:
                new.writestr(name, old.read(name))
        if content is not None:
            new.writestr(path, content)
    return io.BytesIO(out.getvalue())


def test_what_is_written_is_read_back():
    paper = Attachment("papers/passport.pdf", "The passport", b"%PDF-1.7")
    read = read_archive(io.BytesIO(written(table(ROW, EMPTY), attachments=(paper,))))
    assert read.about == ABOUT
    assert read.tables == {"moments": [ROW, EMPTY]}
    assert read.attachments == {"papers/passport.pdf": b"%PDF-1.7"}


def test_the_same_contents_give_the_same_bytes():
    assert written(table(ROW)) == written(table(ROW))


def test_a_spreadsheet_gets_words_and_no_formula():
    with zipfile.ZipFile(io.BytesIO(written(table(ROW, EMPTY)))) as archive:
        lines = archive.read("tables/moments.csv").decode("utf-8-sig").splitlines()
    assert lines == ["when,step,proud,helped", "2026-05-31,3,yes,a song; a seat", "'=1+1,,no,"]


def test_the_manifest_tells_of_every_other_file_and_how_many_rows_there_are():
    with zipfile.ZipFile(io.BytesIO(written(table(ROW, EMPTY)))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert {entry["path"] for entry in manifest["files"]} == set(archive.namelist()) - {"manifest.json"}
        assert "tables/moments.csv (rows: 2): What happened once" in archive.read("README.txt").decode()
    rows = {entry["path"]: entry.get("rows") for entry in manifest["files"]}
    assert rows["tables/moments.csv"] == 2 and rows["everything.json"] is None


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("tables/moments.csv", b"when\r\n", "isn't as it was written"),
        ("tables/moments.csv", None, "tells of other files"),
        ("papers/more.pdf", b"x", "tells of other files"),
        ("manifest.json", None, "manifest.json is missing"),
        ("manifest.json", b"{", "can't be read"),
        ("manifest.json", b"[]", "isn't an object"),
        ("manifest.json", b'{"format": "pebblepath-archive", "version": 9}', "version 9; known here is"),
    ],
)
def test_what_was_changed_on_the_way_is_found(path: str, content: bytes | None, said: str):
    with pytest.raises(NotAnArchive, match=said):
        read_archive(changed(written(table(ROW)), path, content))


def test_what_is_no_zip_file_is_told_so():
    with pytest.raises(NotAnArchive, match="isn't a ZIP file"):
        read_archive(io.BytesIO(b"when,setting"))


def test_names_that_would_hide_a_file_or_leave_the_folder_arent_written():
    with pytest.raises(ValueError, match="There twice"):
        written(table(), table())
    with pytest.raises(ValueError, match="can't name a table"):
        written(table(name="../x"))
    for path in ("../x.pdf", "/x.pdf", "a//b", "papers/../x", "x.PDF"):
        with pytest.raises(ValueError, match="can't be a path"):
            written(attachments=(Attachment(path, "x", b""),))


def test_a_row_that_lacks_a_column_isnt_written():
    with pytest.raises(ValueError, match="its columns are"):
        written(table({"when": "2026-05-31"}))


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.fixed_dictionaries(
    {"when": text, "step": st.none() | st.integers(), "proud": st.none() | st.booleans(),
     "helped": st.lists(text, max_size=3)}
), max_size=4))  # fmt: skip
def test_whatever_people_write_is_read_back(rows: list[dict[str, object]]):
    assert read_archive(io.BytesIO(written(table(*rows)))).tables == {"moments": rows}
