"""Everything about a child as one archive that anything can open: CSV for each table, JSON of all, papers as they are.

A ZIP file with

- ``README.txt``: what is in it, in plain words,
- ``manifest.json``: format and version, and each file with its size and SHA-256,
- ``everything.json``: all tables with their types,
- ``tables/NAME.csv``: the same tables for a spreadsheet,
- other files, such as papers, as they were given.

The same contents give the same bytes. The format is told for readers in ``docs/your-data.md``.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

FORMAT = "pebblepath-archive"
VERSION = 1
BETWEEN = "; "
MANIFEST, EVERYTHING, README = "manifest.json", "everything.json", "README.txt"
# A ZIP holds a time for each file; the earliest it can hold says "not told", so that equal contents are equal bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)
MOST_BYTES = 2_000_000_000
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PATH = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")

Cell = str | int | float | bool | None | Sequence[str]


class NotAnArchive(ValueError):
    """A file isn't an archive of this format, or was changed on the way; its words say where."""


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        name: lower-case letters, digits and underscores; the CSV is named for it.
        meaning: what a row is, in plain words.
        columns: pairs of a name and what it means.
        rows: each with a value for every column; times as ISO 8601 text.
    """

    name: str
    meaning: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[Mapping[str, Cell]]


@dataclass(frozen=True)
class Attachment:
    """A file that goes in as it is, such as a paper.

    Attributes:
        path: where in the archive: small letters, digits, dots and dashes, with slashes between folders.
        meaning: what it is, in plain words.
        content: its bytes.
    """

    path: str
    meaning: str
    content: bytes


@dataclass(frozen=True)
class Archive:
    """What was read from an archive.

    Attributes:
        about: what stands over everything: whose it is, for whom and when it was made.
        tables: rows by name of the table.
        attachments: the other files by their path.
    """

    about: Mapping[str, str]
    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    attachments: Mapping[str, bytes]


def write_archive(
    out: IO[bytes], *, about: Mapping[str, str], tables: Iterable[Table], attachments: Iterable[Attachment] = ()
) -> None:
    """Write an archive.

    Args:
        out: where to; it needn't be able to go back.
        about: whose it is, for whom and when it was made, as short texts by name.
        tables: in the order in which they are told; each name once.
        attachments: other files.

    Raises:
        ValueError: a name or path isn't accepted or is there twice, or a row lacks a column or has one too many.
    """
    tables, attachments = list(tables), list(attachments)
    _check(tables, attachments)
    files: dict[str, tuple[str, bytes]] = {
        EVERYTHING: ("Everything, with types, for programs", _everything(about, tables))
    }
    files |= {f"tables/{table.name}.csv": (table.meaning, _csv(table).encode("utf-8-sig")) for table in tables}
    files |= {one.path: (one.meaning, one.content) for one in attachments}
    readme = _readme(about, tables, attachments).encode()
    manifest = _manifest(about, {README: ("This archive in plain words", readme), **files}, tables)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in ((README, readme), (MANIFEST, manifest), *((p, c) for p, (_, c) in files.items())):
            info = zipfile.ZipInfo(path, NO_TIME)
            info.compress_type = zipfile.ZIP_STORED if path.endswith((".pdf", ".jpg")) else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)


def read_archive(file: IO[bytes]) -> Archive:
    """Read an archive, and check that nothing is missing or changed.

    Raises:
        NotAnArchive: it isn't one, its version isn't known here, a file is missing, changed or not told of, or a CSV
            and the JSON differ.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise NotAnArchive(f"The archive holds more than {MOST_BYTES:,} bytes.")
            held = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile as error:
        raise NotAnArchive(f"This isn't a ZIP file that can be read ({error}).") from error
    manifest = _json(held, MANIFEST)
    _known(manifest, MANIFEST)
    told = {entry["path"]: entry for entry in manifest["files"]}
    if told.keys() != held.keys() - {MANIFEST}:
        raise NotAnArchive(f"The manifest tells of other files: {', '.join(sorted(told.keys() ^ held.keys()))}.")
    for path, entry in told.items():
        if hashlib.sha256(held[path]).hexdigest() != entry["sha256"]:
            raise NotAnArchive(f"{path} isn't as it was written.")
    everything = _json(held, EVERYTHING)
    _known(everything, EVERYTHING)
    tables = {name: table["rows"] for name, table in everything["tables"].items()}
    for name, table in everything["tables"].items():
        _same_as_csv(name, [column["name"] for column in table["columns"]], table["rows"], held)
    ours = {README, MANIFEST, EVERYTHING} | {f"tables/{name}.csv" for name in tables}
    return Archive(everything["about"], tables, {path: content for path, content in held.items() if path not in ours})


def cell_text(value: Cell) -> str:
    """A value as a cell of the CSV: nothing is empty, yes and no are words, a list has "; " between its parts.

    What a spreadsheet would run as a formula gets an apostrophe in front.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    text = value if isinstance(value, str) else BETWEEN.join(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _check(tables: Sequence[Table], attachments: Sequence[Attachment]) -> None:
    paths = [f"tables/{table.name}.csv" for table in tables] + [one.path for one in attachments]
    twice = {path for path in paths if paths.count(path) > 1} | ({MANIFEST, EVERYTHING} & set(paths))
    if twice:
        raise ValueError(f"There twice: {', '.join(sorted(twice))}; each file has a path of its own.")
    for table in tables:
        if not _NAME.fullmatch(table.name):
            raise ValueError(f"{table.name!r} can't name a table; accepted are a-z, 0-9 and _.")
        columns = {name for name, _ in table.columns}
        odd = next((row for row in table.rows if row.keys() != columns), None)
        if odd is not None:
            raise ValueError(f"A row of {table.name} has {sorted(odd)}; its columns are {sorted(columns)}.")
    for one in attachments:
        if not _PATH.fullmatch(one.path):
            raise ValueError(
                f"{one.path!r} can't be a path; accepted are small letters, digits, dots, dashes, slashes."
            )


def _everything(about: Mapping[str, str], tables: Sequence[Table]) -> bytes:
    """JSON with a line for each row, so that it can be read and compared by eye, too."""
    told = ",\n".join(f"{_line(table.name)}: {_table_json(table)}" for table in tables)
    head = f'"format": {_line(FORMAT)}, "version": {VERSION}, "about": {_line(dict(about))}'
    return f'{{{head}, "tables": {{\n{told}\n}}}}\n'.encode()


def _table_json(table: Table) -> str:
    columns = _line([{"name": name, "meaning": meaning} for name, meaning in table.columns])
    rows = ",\n".join(_line(dict(row)) for row in table.rows)
    return f'{{"meaning": {_line(table.meaning)}, "columns": {columns}, "rows": [\n{rows}\n]}}'


def _line(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)


def _manifest(about: Mapping[str, str], files: Mapping[str, tuple[str, bytes]], tables: Sequence[Table]) -> bytes:
    rows = {f"tables/{table.name}.csv": len(table.rows) for table in tables}
    entries = []
    for path, (meaning, content) in files.items():
        entry: dict[str, Any] = {"path": path, "meaning": meaning, "bytes": len(content)}
        entry |= {"sha256": hashlib.sha256(content).hexdigest()}
        entries.append(entry | ({"rows": rows[path]} if path in rows else {}))
    return _dump({"format": FORMAT, "version": VERSION, "about": dict(about), "files": entries})


def _dump(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [name for name, _ in table.columns]
    writer.writerow(names)
    writer.writerows([cell_text(row[name]) for name in names] for row in table.rows)
    return out.getvalue()


def _readme(about: Mapping[str, str], tables: Sequence[Table], attachments: Sequence[Attachment]) -> str:
    lines = [
        *(f"{name}: {words}" for name, words in about.items()),
        "",
        "This is everything that the person above may read about this child, as open files.",
        "",
        f"{EVERYTHING}: all of it, for programs.",
        f"{MANIFEST}: the list of files, each with a check sum (SHA-256).",
        "tables: the same, one table a file (CSV, UTF-8). Any spreadsheet opens them.",
        *(f"  tables/{table.name}.csv (rows: {len(table.rows)}): {table.meaning}" for table in tables),
        *(f"{one.path}: {one.meaning}" for one in attachments),
        "",
        "In a table an empty cell means that nothing was said. Times are in UTC unless they say otherwise.",
        "A cell that a spreadsheet could run as a formula has an apostrophe in front.",
        f"Format: {FORMAT}, version {VERSION}.",
    ]
    return "\n".join(lines) + "\n"


def _json(held: Mapping[str, bytes], path: str) -> dict[str, Any]:
    try:
        found = json.loads(held[path])
    except KeyError:
        raise NotAnArchive(f"{path} is missing.") from None
    except ValueError as error:
        raise NotAnArchive(f"{path} can't be read ({error}).") from error
    if not isinstance(found, dict):
        raise NotAnArchive(f"{path} isn't an object.")
    return found


def _known(told: Mapping[str, Any], path: str) -> None:
    if told.get("format") != FORMAT or told.get("version") != VERSION:
        found = f"{told.get('format')!r}, version {told.get('version')!r}"
        raise NotAnArchive(f"{path} says {found}; known here is {FORMAT}, version {VERSION}.")


def _same_as_csv(
    name: str, columns: Sequence[str], rows: Sequence[Mapping[str, Cell]], held: Mapping[str, bytes]
) -> None:
    path = f"tables/{name}.csv"
    if path not in held:
        raise NotAnArchive(f"{path} is missing.")
    wanted = [list(columns), *([cell_text(row[column]) for column in columns] for row in rows)]
    if list(csv.reader(io.StringIO(held[path].decode("utf-8-sig"), newline=""))) != wanted:
        raise NotAnArchive(f"{path} doesn't say the same as {EVERYTHING}.")
