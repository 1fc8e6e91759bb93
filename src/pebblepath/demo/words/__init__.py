"""What people write beside a moment: short, concrete, in the voice of who was there.

The files say, for an everyday activity (or "any-<child>", a day of that family), a voice and a band of stones (or one
stone, "step3"), what may be written; under `with.<tag>` stands what fits only then: when a strategy was there, when a
break was asked for ("asked-break"), when nobody helped ("by-self"). `{They}` and its kin become the child's own
pronouns; all is told in the past, so that the verb fits each of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

Voice = Literal["parent", "teacher", "therapist", "child"]
Key = tuple[str, str, str, str]
WORDS_FOLDER = Path(__file__).parent
ALWAYS = ""
ASKED_BREAK, BY_SELF = "asked-break", "by-self"
BANDS = ("low", "low", "middle", "high", "high")

PRONOUNS: dict[str, dict[str, str]] = {
    "she": {"they": "she", "them": "her", "their": "her", "themself": "herself"},
    "he": {"they": "he", "them": "him", "their": "his", "themself": "himself"},
    "they": {"they": "they", "them": "them", "their": "their", "themself": "themself"},
}


@lru_cache(maxsize=1)
def load_words() -> dict[Key, tuple[str, ...]]:
    """All sentences by activity, voice, band and tag."""
    return dict(_read())


def _read() -> Iterator[tuple[Key, tuple[str, ...]]]:
    for path in sorted(WORDS_FOLDER.glob("*.toml")):
        for about, voices in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for voice, bands in voices.items():
                yield from _bands(about, voice, bands, ALWAYS)
                for tag, tagged in bands.get("with", {}).items():
                    yield from _bands(about, voice, tagged, tag)


def _bands(about: str, voice: str, bands: dict[str, Any], tag: str) -> Iterator[tuple[Key, tuple[str, ...]]]:
    return (((about, voice, band, tag), tuple(said)) for band, said in bands.items() if band != "with")


def in_their_words(sentence: str, *, name: str, pronouns: str) -> str:
    """Put a child's name and pronouns into a sentence."""
    forms = PRONOUNS[pronouns]
    return sentence.format(name=name, **forms, **{key.capitalize(): form.capitalize() for key, form in forms.items()})


class Notebook:
    """Sentences for one child, none of them twice."""

    def __init__(self, rng: np.random.Generator, *, name: str, pronouns: str) -> None:
        self._rng, self._name, self._pronouns = rng, name, pronouns
        self._written: set[str] = set()

    def write(self, about: str, voice: Voice, step: int, tags: Iterable[str] = ()) -> str:
        """A sentence that fits and wasn't written yet; empty when there is none left.

        Args:
            about: the everyday activity, or "any-<child>".
            voice: who writes.
            step: the stone, or the ease, 0 to 4.
            tags: what else was so: strategies, `ASKED_BREAK`, `BY_SELF`.
        """
        keys = [(about, voice, band, tag) for band in (BANDS[step], f"step{step}") for tag in (ALWAYS, *sorted(tags))]
        fitting = [text for key in keys for text in load_words().get(key, ()) if text not in self._written]
        if not fitting:
            return ""
        chosen = fitting[int(self._rng.integers(len(fitting)))]
        self._written.add(chosen)
        return in_their_words(chosen, name=self._name, pronouns=self._pronouns)
