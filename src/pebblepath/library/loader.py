"""Read the cards from their TOML files and hold them to every rule, each file and the whole."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from pebblepath.library.faults import Fault, LibraryError
from pebblepath.library.learn import Article
from pebblepath.library.lens import LensEntry
from pebblepath.library.play import PlayActivity
from pebblepath.library.research import Topic
from pebblepath.library.schema import KINDS, MEASURED_BEFORE, Card, Occupation, Strategy
from pebblepath.library.symbols import symbol_names

LIBRARY_FOLDER = Path(__file__).parent
# A practice's own cards have ids of this kind, so no card that comes with an upgrade can take one.
OWN_PREFIX = "ours-"
CardT = TypeVar("CardT", bound=Card)
Context = Mapping[str, bool] | None
# What pydantic says for a wrong literal, length or pattern is turned into our own sentence.
_PLAIN = {
    "missing": "is missing; every card has it",
    "extra_forbidden": "is not a field of this kind of card; check its spelling or leave it out",
}


@dataclass(frozen=True, slots=True)
class Library:
    """All cards by id, and the ICF codes that may be used with our labels."""

    occupations: Mapping[str, Occupation]
    strategies: Mapping[str, Strategy]
    play: Mapping[str, PlayActivity]
    lens: Mapping[str, LensEntry]
    articles: Mapping[str, Article]
    research: Mapping[str, Topic]
    icf_labels: Mapping[str, str]

    def strategies_for(self, occupation: str, setting: str | None = None) -> tuple[Strategy, ...]:
        """The strategies that fit an occupation (and a setting): changes to the place come first."""
        return tuple(
            card
            for card in self.strategies.values()
            if occupation in card.occupations and (setting is None or setting in card.settings)
        )


@dataclass(frozen=True, slots=True)
class _Found:
    file: str
    card: Card


@lru_cache(maxsize=1)
def load_library() -> Library:
    """The library that comes with Pebblepath, read once. Raises LibraryError with all that is wrong.

    How easily it reads isn't measured again each time: `check-library` and the tests do that before it goes out.
    """
    return read_library(LIBRARY_FOLDER, measure=False)


def read_library(folder: Path, *, measure: bool = True) -> Library:
    """Read and check a library folder.

    Args:
        folder: has ``icf.toml``, ``research.toml`` and a folder for each kind of card.
        measure: whether to hold each text to the highest reading grade (about 0.3 s more); all else is always checked.
    """
    faults: list[Fault] = []
    context = None if measure else MEASURED_BEFORE
    labels = _read_icf(folder / "icf.toml", faults)
    occupations = list(_read_cards(folder / "occupations", "occupation", Occupation, faults, context))
    strategies = sorted(
        _read_cards(folder / "strategies", "strategy", Strategy, faults, context), key=_place_before_child
    )
    play = list(_read_cards(folder / "play", "play", PlayActivity, faults, context))
    lens = list(_read_cards(folder / "lens", "lens", LensEntry, faults, context))
    articles = list(_read_cards(folder / "learn", "article", Article, faults, context))
    research = _read_research(folder / "research.toml", faults, context)
    every = [*occupations, *strategies, *play, *lens, *articles]
    faults.extend(_repeated_ids(every))
    faults.extend(_reserved_ids(every))
    faults.extend(_unknown_symbols(every))
    faults.extend(_unknown_strategies(lens, {found.card.id for found in strategies}))
    faults.extend(_unknown_research(strategies, set(research)))
    faults.extend(_wrong_groups(occupations))
    faults.extend(_unknown_icf(occupations, labels))
    faults.extend(_unknown_occupations(strategies, {found.card.id for found in occupations}))
    if faults:
        raise LibraryError(tuple(faults))
    return Library(
        occupations=_by_id(occupations, Occupation),
        strategies=_by_id(strategies, Strategy),
        play=_by_id(play, PlayActivity),
        lens=_by_id(lens, LensEntry),
        articles=_by_id(articles, Article),
        research=MappingProxyType(research),
        icf_labels=MappingProxyType(labels),
    )


def faults_beside(library: Library, file: str, card: Card) -> tuple[Fault, ...]:
    """What is wrong with one more card beside a library: symbols, everyday activities, research or codes it hasn't.

    Args:
        library: what the card may refer to.
        file: where it comes from, for the faults.
        card: a card that keeps every rule by itself.
    """
    found = [_Found(file, card)]
    return (
        *_unknown_symbols(found),
        *_unknown_research(found, set(library.research)),
        *_unknown_icf(found, library.icf_labels),
        *_unknown_occupations(found, set(library.occupations)),
    )


def _place_before_child(found: _Found) -> int:
    """Order strategies so that the surroundings change before anything is asked of the child."""
    return KINDS.index(found.card.kind) if isinstance(found.card, Strategy) else 0


def _by_id(found: list[_Found], kind: type[CardT]) -> Mapping[str, CardT]:
    return MappingProxyType({item.card.id: item.card for item in found if isinstance(item.card, kind)})


def _read_toml(path: Path, file: str, faults: list[Fault]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.append(Fault(file, "", "", "the file is missing"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(Fault(file, "", "", f"it is not valid TOML in UTF-8 ({error})"))
    return {}


def _read_icf(path: Path, faults: list[Fault]) -> dict[str, str]:
    rows = _read_toml(path, path.name, faults).get("code", [])
    labels = {str(row.get("code", "")): str(row.get("label", "")) for row in rows}
    if "" in labels or "" in labels.values():
        faults.append(Fault(path.name, "", "code", "every entry has a code and a label"))
    return labels


def _read_research(path: Path, faults: list[Fault], context: Context) -> dict[str, Topic]:
    topics: dict[str, Topic] = {}
    for raw in _read_toml(path, path.name, faults).get("topic", []):
        try:
            topic = Topic.model_validate(raw, context=context)
        except ValidationError as error:
            faults.extend(faults_of(error, path.name, str(raw.get("id", "without an id"))))
            continue
        if topic.id in topics:
            faults.append(Fault(path.name, topic.id, "id", "another topic has the same id; each id may be used once"))
        topics[topic.id] = topic
    return topics


def _unknown_strategies(found: list[_Found], known: set[str]) -> Iterator[Fault]:
    for item in found:
        for name in item.card.strategies if isinstance(item.card, LensEntry) else ():
            if name not in known:
                sentence = f"'{name}' is no strategy; accepted are the ids in library/strategies"
                yield Fault(item.file, item.card.id, "strategies", sentence)


def _unknown_research(found: list[_Found], known: set[str]) -> Iterator[Fault]:
    for item in found:
        name = item.card.research if isinstance(item.card, Strategy) else None
        if name is not None and name not in known:
            sentence = f"'{name}' is no topic; accepted are the ids in library/research.toml"
            yield Fault(item.file, item.card.id, "research", sentence)


def _read_cards(folder: Path, table: str, kind: type[Card], faults: list[Fault], context: Context) -> Iterator[_Found]:
    for path in sorted(folder.glob("*.toml")):
        file = f"{folder.name}/{path.name}"
        content = _read_toml(path, file, faults)
        for name in content.keys() - {table}:
            faults.append(Fault(file, "", name, f"is not accepted here; cards are written as [[{table}]]"))
        for raw in content.get(table, []):
            try:
                yield _Found(file, kind.model_validate(raw, context=context))
            except ValidationError as error:
                faults.extend(faults_of(error, file, str(raw.get("id", "without an id"))))


def faults_of(error: ValidationError, file: str, card: str) -> Iterator[Fault]:
    """Each thing that pydantic found wrong, as a sentence for who writes the card."""
    for detail in error.errors():
        field = ".".join(str(part) for part in detail["loc"])
        sentence = _PLAIN.get(detail["type"]) or _plain_sentence(detail["msg"], detail["input"])
        yield Fault(file, card, field, sentence)


def _plain_sentence(message: str, given: object) -> str:
    """Our own validators already speak plainly; for the others, say what was given and what is accepted."""
    if message.startswith("Value error, "):
        return message.removeprefix("Value error, ")
    return f"{given!r} is not accepted: {message[0].lower()}{message[1:]}"


def _repeated_ids(found: list[_Found]) -> Iterator[Fault]:
    counts = Counter(item.card.id for item in found)
    for item in found:
        if counts[item.card.id] > 1:
            yield Fault(item.file, item.card.id, "id", "another card has the same id; each id may be used once")


def _reserved_ids(found: list[_Found]) -> Iterator[Fault]:
    for item in found:
        if item.card.id.startswith(OWN_PREFIX):
            sentence = f"ids that begin with '{OWN_PREFIX}' are kept for the cards of a practice; choose another"
            yield Fault(item.file, item.card.id, "id", sentence)


def _unknown_symbols(found: list[_Found]) -> Iterator[Fault]:
    for item in found:
        if item.card.symbol not in symbol_names():
            sentence = f"'{item.card.symbol}' is no symbol; accepted are the file names in library/symbols"
            yield Fault(item.file, item.card.id, "symbol", sentence)


def _wrong_groups(found: list[_Found]) -> Iterator[Fault]:
    for item in found:
        group = Path(item.file).stem
        if isinstance(item.card, Occupation) and item.card.group != group:
            sentence = f"'{item.card.group}' does not match the file; '{group}' is accepted here"
            yield Fault(item.file, item.card.id, "group", sentence)


def _unknown_icf(found: list[_Found], labels: Mapping[str, str]) -> Iterator[Fault]:
    for item in found:
        for icf in item.card.icf if isinstance(item.card, Occupation) else ():
            if icf.code not in labels:
                yield Fault(item.file, item.card.id, "icf", f"the code '{icf.code}' is not in icf.toml")
            elif labels[icf.code] != icf.label:
                sentence = f"'{icf.label}' is not our label for {icf.code}; '{labels[icf.code]}' is accepted"
                yield Fault(item.file, item.card.id, "icf", sentence)


def _unknown_occupations(found: list[_Found], known: set[str]) -> Iterator[Fault]:
    for item in found:
        for name in item.card.occupations if isinstance(item.card, Strategy) else ():
            if name not in known:
                sentence = f"'{name}' is no occupation; accepted are the ids in library/occupations"
                yield Fault(item.file, item.card.id, "occupations", sentence)
