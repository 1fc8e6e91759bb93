"""`pebblepath check-words FILE`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .files import stop

if TYPE_CHECKING:
    from pebblepath.core.wording import Finding

FOUND = 1
LONGEST = 2_000_000


@click.command("check-words")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option("--facts", is_flag=True, help="Also find phrases that tell no fact, such as “some progress”.")
@click.option("--plain", is_flag=True, help="Also find jargon and long sentences, for what families read.")
@click.option("--strict", is_flag=True, help="End with exit code 1 where anything is found, for use in CI.")
def check_words(file: Path, as_json: bool, facts: bool, plain: bool, strict: bool) -> None:
    """Find wording that stings, and say what to write instead.

    FILE is a note, a report or a message as plain text; of an .html file (Django templates too) only what a reader sees
    is checked, of a .toml file only its texts. Quotations, laws, names of measures and diagnosis codes are left alone.
    """
    from pebblepath.core.wording import check, check_vague, plain_words, visible_text

    text = visible_text(_read(file), file.suffix.removeprefix(".").lower())
    findings = check(text)
    findings += check_vague(text) if facts else []
    findings += plain_words(text) if plain else []
    findings.sort(key=lambda one: (one.start, one.end))
    if as_json:
        click.echo(json.dumps({"findings": [_to_json(one, text) for one in findings]}, indent=2, ensure_ascii=False))
    else:
        click.echo(_page(findings, text))
    if strict and findings:
        raise SystemExit(FOUND)


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        stop(f"{path.name} is not UTF-8 text; save it as plain text (UTF-8) and try again.")
    except OSError as error:
        stop(f"{path} can't be read ({error.strerror}); give the name of a text file.")
    if "\0" in text:
        stop(f"{path.name} is not a text; save it as plain text (UTF-8) and try again.")
    if len(text) > LONGEST:
        stop(f"{path.name} has {len(text):,} characters; at most {LONGEST:,} are checked at once.")
    return text


def _line(one: "Finding", text: str) -> int:
    return text.count("\n", 0, one.start) + 1


def _to_json(one: "Finding", text: str) -> dict[str, object]:
    source = one.source
    return {
        "line": _line(one, text),
        "text": one.text,
        "why": one.why,
        "better": list(one.better),
        "rule": one.rule,
        "group": one.group,
        "start": one.start,
        "end": one.end,
        "source": source and {"authors": source.authors, "year": source.year, "title": source.title, "url": source.url},
    }


def _page(findings: "list[Finding]", text: str) -> str:
    if not findings:
        return "Nothing found."
    lines = []
    for one in findings:
        lines.append(f"line {_line(one, text)}: {' '.join(one.text.split())}")
        lines.append(f"  {one.why}")
        lines += [f"  instead: {phrase}" for phrase in one.better]
        if one.source:
            lines.append(f"  source: {one.source.authors} ({one.source.year})")
    count = len(findings)
    return "\n".join([*lines, "1 finding." if count == 1 else f"{count} findings."])
