"""What research says: every topic and every DOI of the library stands in docs/evidence.md with the same grade."""

import re
from pathlib import Path

import pytest

from pebblepath.library import load_library
from pebblepath.library.research import Topic

TOPICS = list(load_library().research.values())
_PAGE = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text(encoding="utf-8")
_SECTION = re.compile(r"^### [^\n]+ \(`(?P<id>[a-z0-9-]+)`\)$(?P<text>.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
SECTIONS = {found["id"]: found["text"] for found in _SECTION.finditer(_PAGE)}


def by_id(topic: Topic) -> str:
    return topic.id


def test_page_and_library_have_the_same_topics() -> None:
    assert sorted(SECTIONS) == sorted(topic.id for topic in TOPICS)


@pytest.mark.parametrize("topic", TOPICS, ids=by_id)
def test_page_says_the_same_as_the_library(topic: Topic) -> None:
    section = SECTIONS[topic.id]
    assert f"Grade: **{topic.grade}**" in section
    assert f"> {topic.says}" in section
    for citation in topic.citations:
        assert f"{citation.authors} ({citation.year}). {citation.title}. *{citation.journal}*." in section
        assert citation.supports in section
    linked = re.findall(r"<https://doi\.org/(\S+)>", section)
    assert linked == [citation.doi for citation in topic.citations]


@pytest.mark.parametrize("topic", TOPICS, ids=by_id)
def test_a_grade_rests_on_one_to_three_citations(topic: Topic) -> None:
    assert len(topic.citations) <= 3
    assert all(citation.doi for citation in topic.citations)
    assert topic.citations or topic.grade == "little"


def test_one_doi_is_one_study() -> None:
    studies: dict[str, set[tuple[str, int, str]]] = {}
    for topic in TOPICS:
        for citation in topic.citations:
            studies.setdefault(citation.doi, set()).add((citation.authors, citation.year, citation.title))
    assert [doi for doi, told in studies.items() if len(told) > 1] == []
