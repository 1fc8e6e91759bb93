"""The cards of a practice as its staff sees them: the library's, its own, in its own words, hidden, to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pebblepath.apps.people.models import Practice, Setting
from pebblepath.apps.understanding.models import CardKind, PracticeCard
from pebblepath.apps.understanding.practice_card_actions import has_newer, library_cards
from pebblepath.apps.understanding.practice_card_forms import FORMS, TAKES_PART, CardForm, as_sentence
from pebblepath.apps.understanding.practice_library import laid_over
from pebblepath.library import Fault
from pebblepath.library.own_cards import is_own_id
from pebblepath.library.schema import Card

OWN, REWORDED, LIBRARYS = "own", "reworded", "librarys"


@dataclass(frozen=True)
class Shelved:
    """One card on the shelf of a practice.

    Attributes:
        card_id: stable, also over upgrades.
        version: of the practice's card; of the library's where the practice said nothing of it.
        whose: own, reworded or librarys.
        newer: the library's card was changed since the practice's words were written from it.
        faults: why it isn't offered as the practice wrote it, in sentences.
    """

    card_id: str
    name: str
    symbol: str
    places: str
    lines: Sequence[str]
    version: int
    whose: str
    hidden: bool
    newer: bool
    faults: Sequence[str]

    @property
    def ours(self) -> bool:
        """Whether the practice has a say over it."""
        return self.whose != LIBRARYS or self.hidden

    def says(self, words: Sequence[str]) -> bool:
        """Whether each of these words, in small letters, stands on it."""
        text = " ".join((self.name, *self.lines)).casefold()
        return all(word in text for word in words)


def shelf_of(practice: Practice, kind: CardKind, q: str = "") -> list[Shelved]:
    """All cards of a kind, hidden ones too, as far as all words of a search stand on them; two queries."""
    rows = {row.card_id: row for row in practice.cards.filter(kind=kind)}
    theirs = library_cards(kind)
    shelf = [_librarys(id, card, rows.get(id)) for id, card in theirs.items() if not _has_words(rows.get(id))]
    faults = laid_over(practice.pk).faults
    shelf += [_ours(row, faults.get((kind, id), ()), known=id in theirs) for id, row in rows.items() if row.content]
    words = q.casefold().split()
    return sorted((card for card in shelf if card.says(words)), key=lambda card: card.name.casefold())


def _has_words(row: PracticeCard | None) -> bool:
    return row is not None and bool(row.content)


def in_sentences(kind: CardKind, faults: Iterable[Fault]) -> list[str]:
    """Why a practice's card isn't offered as it was written; fields are called as in the form."""
    return [_in_a_sentence(kind, fault) for fault in faults]


def _in_a_sentence(kind: CardKind, fault: Fault) -> str:
    name = fault.field.partition(".")[0]
    field = FORMS[kind].base_fields.get("sort" if name == "kind" else name)
    called = str(field.label) if field else name
    if fault.sentence.startswith("is "):
        return f"“{called}” {fault.sentence}."
    return f"“{called}”: {as_sentence(fault.sentence)}" if called else as_sentence(fault.sentence)


def _librarys(card_id: str, card: Card, row: PracticeCard | None) -> Shelved:
    return Shelved(
        card_id=card_id,
        name=card.name,
        symbol=card.symbol,
        places=places(card.settings),
        lines=card.family_texts()[1:],
        version=card.version,
        whose=LIBRARYS,
        hidden=row.hidden if row else False,
        newer=False,
        faults=(),
    )


def _ours(row: PracticeCard, faults: Iterable[Fault], *, known: bool) -> Shelved:
    content: Mapping[str, Any] = row.content
    return Shelved(
        card_id=row.card_id,
        name=str(row),
        symbol=str(content.get("symbol", "heart")),
        places=places(content.get("settings", ())),
        lines=_lines(content),
        version=row.version,
        whose=REWORDED if known else OWN,
        hidden=row.hidden,
        newer=has_newer(row),
        faults=in_sentences(CardKind(row.kind), faults),
    )


def _lines(content: Mapping[str, Any]) -> list[str]:
    """The texts of a stored card, whether or not it is accepted now."""
    names = ("when", "how", "why", "child_name", "steps", "participation", "what", "fun", "easier", "harder", "at_home")
    said = (content.get(name) for name in (*names, "cautions"))
    return [line for text in said if text for line in (text if isinstance(text, list) else [str(text)])]


def places(settings: Sequence[str]) -> str:
    """Settings in words; one that isn't known any more stands as it is."""
    return ", ".join(Setting(s).label.lower() if s in Setting.values else s for s in settings)


def content_of(card: Card) -> dict[str, Any]:
    """A library card's fields, to be written anew."""
    return card.model_dump(mode="json", exclude={"id", "version"})


def side_by_side(ours: CardForm, theirs: CardForm) -> list[tuple[str, str, str]]:
    """What differs between two wordings of a card: the field's name, ours, theirs; both forms unbound, with initial.

    What is chosen stands in the words of the form.
    """
    rows = []
    for name, field in ours.fields.items():
        label = str(field.label)
        mine, other = _as_text(ours, name), _as_text(theirs, name)
        if mine != other:
            rows.append((label if label != f"{TAKES_PART} …" else TAKES_PART, mine, other))
    return rows


def _as_text(form: CardForm, name: str) -> str:
    value = form.initial.get(name)
    if isinstance(value, dict) or value is None:  # a group's own field holds nothing; its lists are fields of their own
        return ""
    choices = dict(getattr(form.fields[name], "choices", ()))
    several = list(value) if isinstance(value, (list, tuple)) else [value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "\n".join(str(choices.get(str(one), one)) for one in several)


def own_or_library(practice: Practice, kind: CardKind, card_id: str) -> tuple[PracticeCard | None, Card | None]:
    """What the practice says of a card, and the library's card of that id; nothing where there is neither."""
    row = practice.cards.filter(kind=kind, card_id=card_id).first()
    return row, None if is_own_id(card_id) else library_cards(kind).get(card_id)
