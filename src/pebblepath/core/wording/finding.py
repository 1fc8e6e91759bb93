"""What a check finds, and taking one of its suggestions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Where a rule comes from.

    Attributes:
        key: short name in ``sources.toml``.
        authors, year, title, published: as cited; ``published`` names the journal or the publisher.
        url: where to read it (a DOI where there is one).
    """

    key: str
    authors: str
    year: int
    title: str
    published: str
    url: str


@dataclass(frozen=True)
class Finding:
    """Words that could be said better.

    Attributes:
        start, end: where they stand in the text checked.
        text: the words themselves.
        rule: name of the rule; the same words give the same rule.
        group: what kind of wording it is, such as ``norms`` or ``fixing``.
        why: one sentence on why it stings, or why it says too little.
        better: one to three phrases that can stand instead; ``[…]`` is a gap for a fact that only the writer knows.
        source: who says so; None where it is plain style.
    """

    start: int
    end: int
    text: str
    rule: str
    group: str
    why: str
    better: tuple[str, ...]
    source: Source | None = None


_ARTICLES = ("a", "an", "the")
_NEEDS_NO_ARTICLE = (*_ARTICLES, "his", "her", "their", "[the", "[what", "[which", "[how", "[who", "[when", "[age]")


def take(text: str, finding: Finding, phrase: str) -> str:
    """The text with a finding's words replaced by a phrase.

    A capital at the start is kept, "a" and "an" before the words follow the phrase, and an article isn't doubled.

    Raises:
        ValueError: the text has changed since it was checked, so the words no longer stand there.
    """
    if text[finding.start : finding.end] != finding.text:
        raise ValueError(f"The text has changed since it was checked: '{finding.text}' no longer stands there.")
    before, after = text[: finding.start], text[finding.end :]
    if finding.text[:1].isupper():
        phrase = phrase[:1].upper() + phrase[1:]
    before = _with_article(before, phrase)
    return f"{before}{phrase}{after}"


def _with_article(before: str, phrase: str) -> str:
    head, space, last = before.rpartition(" ")
    if last or not head:
        return before
    head, _, article = head.rpartition(" ")
    if article.lower() not in _ARTICLES:
        return before
    kept = f"{head} " if head else ""
    if phrase.split(" ", 1)[0].lower() in _NEEDS_NO_ARTICLE:
        return kept
    if article.lower() == "the":
        return before
    spoken = phrase.lstrip("[(“\"'")[:1].lower()
    right = "an" if spoken in "aeiou" and spoken else "a"
    return f"{kept}{right.capitalize() if article[0].isupper() else right}{space}"
