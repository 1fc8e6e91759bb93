"""What the checker leaves alone: other people's words, names of laws and measures, and diagnosis codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

# A quotation stays inside its paragraph; after a digit a straight mark means inches.
_QUOTED = re.compile(
    r"“[^”\n]*(?:\n(?!\s*\n)[^”\n]*)*”"
    r"|«[^»\n]*»"
    r'|(?<![\w"])"(?=\S)[^"\n]*(?:\n(?!\s*\n)[^"\n]*)*"'
    r"|(?<![\w’'])[‘'](?=\w)[^\n‘’']*(?:[’'](?=\w)[^\n‘’']*)*[’'](?!\w)"
)
_REPLIED_TO = re.compile(r"^[ \t]*>[^\n]*$", re.MULTILINE)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+\.\w+")
# What a code of ICD-10 names ("Lack of coordination (R27.8)") is the payer's wording, not the writer's.
_CODE = re.compile(r"\b(?:[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}|[FGQRZ]\d\d)\b")
_CLAUSE_START = re.compile(r"[.;,:\n](?=\s)|\n")
_CLAUSE_END = re.compile(r"[.;](?=\s|$)|\n")
_CLAUSE_LENGTH = 160
_CAPITAL = r"[A-Z](?:[\w’']|\.(?=\w))*"
# Words that begin a sentence, not a name.
_NOT_A_NAME = (
    r"(?!(?:The|An?|He|She|They|We|I|His|Her|Their|This|That|Due|For|With|In|On|At|No|Not|Non|Despite|Suffers?|Has|Had"
    r"|Poor|Weak|Severe|Severely|Mild|Lacks?|Lack|Fail(?:s|ed)?|Unable|Refus\w+|Noncompliant|Tantrum\w*)\b)"
)
_JOIN = r"[ \-–/]{1,3}(?:(?:of|for|the|and|&)[ \-–/]{1,3}){0,2}"
_KIND = (
    r"(?:Tests?|Scales?|Inventor(?:y|ies)|Index|Indices|Assessments?|Battery|Questionnaires?|Profiles?|Checklists?"
    r"|Measures?|Surveys?|Interviews?|Schedules?|Screen(?:er|ing)?|System|Evaluation|Acts?|Code|Regulations?|Statute"
    r"|Rule|Manual|Classification|Institutes?|Association|Foundation|Society|Department|Division|Bureau|Clinic|Center"
    r"|Centre|Trust|Coordinator|Committee|Council|Conference|Journal|Programs?|Olympics|Disorder|Syndrome)"
)
# "Movement Assessment Battery for Children": capitals all along, with one word that says what it is.
_NAMED = re.compile(
    rf"\b{_NOT_A_NAME}{_CAPITAL}(?:{_JOIN}{_CAPITAL}){{0,8}}?{_JOIN}{_KIND}\b(?:{_JOIN}{_CAPITAL}){{0,6}}"
)


def left_alone(text: str) -> list[Span]:
    """The parts of a text that are not the writer's own wording.

    These are quotations (the child's own voice above all), lines of a message that is answered (">"), addresses,
    clauses with a diagnosis code, and names in capitals of laws, measures, institutions and diagnoses.

    Returns:
        Start and end of each part, in no order; parts may overlap.
    """
    return list(_spans(text))


def _spans(text: str) -> Iterator[Span]:
    for part in (_QUOTED, _REPLIED_TO, _ADDRESS, _NAMED):
        for found in part.finditer(text):
            yield found.span()
    for found in _CODE.finditer(text):
        yield _clause(text, *found.span())


def _clause(text: str, start: int, end: int) -> Span:
    """A code in brackets names what stands before it; any other, what comes after it."""
    if text[:start].endswith("("):
        lowest = max(0, start - _CLAUSE_LENGTH)
        before = list(_CLAUSE_START.finditer(text, lowest, start))
        return (before[-1].end() if before else lowest), end
    after = _CLAUSE_END.search(text, end, end + _CLAUSE_LENGTH)
    return start, (after.start() if after else min(len(text), end + _CLAUSE_LENGTH))
