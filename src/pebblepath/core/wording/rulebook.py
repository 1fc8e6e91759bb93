"""Rules of wording as data: reading them, and the index by which a text is searched.

A rule's ``better`` phrases may hold a verb in braces (``{choose} not to``): it takes the form of the rule's own verb
in the text (refuses → chooses, refused → chose). Verbs and their forms stand in ``classes.toml``. ``{moment}`` follows
the number of the last word found (outbursts → moments). ``{person}`` is the
last word found, as it stands in the text ("lazy boy" → "boy who …").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from .finding import Source
from .patterns import Classes, Pattern, parse

FOLDER = files(__package__ or "pebblepath.core.wording")
_VERB = re.compile(r"\{(\w+)\}")
_KEYS = frozenset(
    [
        *("id", "words", "why", "better", "source", "example", "unless", "beside", "only_with", "negated", "leaves"),
        *("of", "contexts", "times"),
    ]
)
NEGATED = ("counts", "passes")
PERSON = "person"


@dataclass(frozen=True)
class Verb:
    """A verb that a suggestion may use, in the five forms that take the place of another's."""

    base: str
    third: str
    past: str
    gerund: str
    participle: str


@dataclass(frozen=True)
class Rule:
    """One kind of wording.

    Attributes:
        id, group, why, better, source: as in a :class:`~.finding.Finding`; verbs of ``better`` stand in braces.
        words: patterns; the longest that is found counts.
        unless: patterns that, lying over the words found, make them innocent ("normal saline").
        beside: patterns that, anywhere in the same sentence, make the words innocent ("the bus was delayed").
        only_with: where given, one of these must be found in the same sentence.
        times: how often the words must be found in one sentence: one "cannot" is a fact, three are a portrait.
        negation_passes: "he isn't lazy" says nothing bad, and passes.
        of: ``somebody`` where it only stings when said of somebody ("a stubborn boy", not "a stubborn zipper"),
            ``doer`` where only the doer counts ("the pen refused"), or empty.
        example: a sentence that the rule finds something in.
        leaves: sentences that it leaves alone.
    """

    id: str
    group: str
    words: tuple[Pattern, ...]
    why: str
    better: tuple[str, ...]
    source: Source | None
    unless: tuple[Pattern, ...]
    beside: tuple[Pattern, ...]
    only_with: tuple[Pattern, ...]
    negation_passes: bool
    of: str
    times: int
    example: str
    leaves: tuple[str, ...]


@dataclass(frozen=True)
class RuleBook:
    """Rules, ready to search a text.

    Attributes:
        rules: all of them by id.
        verbs: by base form.
        nouns: the plural of nouns that a suggestion may use.
        classes: classes of words by name.
        by_key, by_form: for the first word of a pattern (any form of it, or one form only), the rules to try.
        terms: names and legal terms that are left alone.
        disclaimed: how a sentence begins that says what we don't do.
        about_words: how a sentence shows that it speaks about a word, and not of a child.
    """

    rules: Mapping[str, Rule]
    verbs: Mapping[str, Verb]
    nouns: Mapping[str, str]
    classes: Classes
    by_key: Mapping[str, Sequence[tuple[Rule, Pattern]]]
    by_form: Mapping[str, Sequence[tuple[Rule, Pattern]]]
    terms: tuple[Pattern, ...]
    disclaimed: tuple[Pattern, ...]
    about_words: tuple[Pattern, ...]


@cache
def kind_words() -> RuleBook:
    """The rules against shaming words (read once)."""
    tables = [
        _read(path) for path in sorted(FOLDER.joinpath("rules").iterdir(), key=str) if path.name.endswith(".toml")
    ]
    return rule_book(tables)


@cache
def vague_words() -> RuleBook:
    """The rules against phrases that tell no fact (read once)."""
    return rule_book([_read(FOLDER.joinpath("vague.toml"))])


def rule_book(tables: Iterable[Mapping[str, Any]]) -> RuleBook:
    """Read rules from tables with a ``group``, the group's ``negated`` and a list of ``rule``.

    Raises:
        ValueError: a rule lacks something, has a key that isn't known, or has the name of another; it is named.
    """
    shared = _read(FOLDER.joinpath("classes.toml"))
    classes = classes_of(shared["class"])
    verbs = {base: Verb(base, *forms) for base, forms in shared["verb"].items()}
    sources = {key: Source(key, **entry) for key, entry in _read(FOLDER.joinpath("sources.toml"))["source"].items()}
    rules: dict[str, Rule] = {}
    for table in tables:
        for entry in table["rule"]:
            rule = _rule(entry, table, classes, sources, verbs, shared)
            if rule.id in rules:
                raise ValueError(f"Two rules are called '{rule.id}'.")
            rules[rule.id] = rule
    alone = shared["left_alone"]
    terms, disclaimed, about = (_patterns(alone[key], classes) for key in ("terms", "disclaimed", "about_words"))
    by_key, by_form = _index(rules.values())
    return RuleBook(rules, verbs, shared["noun"], classes, by_key, by_form, terms, disclaimed, about)


def classes_of(table: Mapping[str, str]) -> Classes:
    """Read classes of words; a class may name classes that stand above it."""
    classes: dict[str, frozenset[str]] = {}
    for name, words in table.items():
        members: set[str] = set()
        for word in words.split():
            members |= classes[word[1:]] if word.startswith("@") else {word}
        classes[name] = frozenset(members)
    return classes


def _rule(
    entry: Mapping[str, Any],
    table: Mapping[str, Any],
    classes: Classes,
    sources: Mapping[str, Source],
    verbs: Mapping[str, Verb],
    shared: Mapping[str, Any],
) -> Rule:
    name = entry.get("id", "without a name")
    try:
        if strange := set(entry) - _KEYS:
            raise ValueError(f"it has '{min(strange)}', which isn't known")
        negated = entry.get("negated", table.get("negated", "counts"))
        if negated not in NEGATED:
            raise ValueError(f"'negated' is '{negated}'; it may be {' or '.join(NEGATED)}")
        known = {*verbs, *shared["noun"], PERSON}
        unknown = [verb for phrase in entry["better"] for verb in _VERB.findall(phrase) if verb not in known]
        if unknown:
            raise ValueError(f"its better phrases use the verb '{unknown[0]}', whose forms aren't given")
        if not 1 <= len(entry["better"]) <= 3:
            raise ValueError("it needs one to three better phrases")

        def patterns(key: str) -> tuple[Pattern, ...]:
            return _patterns(entry.get(key, ()), classes)

        contexts = [text for name in entry.get("contexts", ()) for text in shared["context"][name]]
        return Rule(
            id=entry["id"],
            group=table["group"],
            words=patterns("words"),
            why=entry["why"],
            better=tuple(entry["better"]),
            source=sources[entry["source"]] if "source" in entry else None,
            unless=patterns("unless"),
            beside=patterns("beside") + _patterns((*table.get("beside", ()), *contexts), classes),
            only_with=patterns("only_with"),
            negation_passes=negated == "passes",
            of=entry.get("of", table.get("of", "")),
            times=entry.get("times", 1),
            example=entry["example"],
            leaves=tuple(entry.get("leaves", ())),
        )
    except KeyError as missing:
        raise ValueError(f"The rule '{name}' can't be read: {missing} is missing.") from missing
    except ValueError as fault:
        raise ValueError(f"The rule '{name}' can't be read: {fault}.") from fault


def _patterns(texts: Iterable[str], classes: Classes) -> tuple[Pattern, ...]:
    return tuple(one for text in texts for one in parse(text, classes))


_Index = dict[str, list[tuple[Rule, Pattern]]]


def _index(rules: Iterable[Rule]) -> tuple[_Index, _Index]:
    by_key: _Index = {}
    by_form: _Index = {}
    for rule in rules:
        for pattern in rule.words:
            for key in pattern.opening.keys:
                by_key.setdefault(key, []).append((rule, pattern))
            for form in pattern.opening.forms:
                by_form.setdefault(form, []).append((rule, pattern))
    return by_key, by_form


def _read(path: Any) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
