"""What the checker finds, and what it leaves alone."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pebblepath.core.wording import check, take
from pebblepath.core.wording.rulebook import Rule, kind_words


def _beside(name: str) -> ModuleType:
    """A module of this folder, which isn't on the path."""
    spec = importlib.util.spec_from_file_location(f"wording_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


sentences = _beside("sentences")
RULES = list(kind_words().rules.values())


def words(text: str) -> list[str]:
    return [one.text for one in check(text)]


@pytest.mark.parametrize("part", [(0, 1), (2,)], ids=["built-with", "kept-apart"])
def test_labelled_sentences_are_told_apart(part: tuple[int, ...]):
    rows = [row for place, row in enumerate(sentences.read("labelled.txt")) if place % 3 in part]
    score = sentences.score(rows)
    assert score.precision >= 0.95 and score.recall >= 0.90


@pytest.mark.parametrize("name", [f"fresh_{number}.txt" for number in ("one", "two", "three", "four", "five", "six")])
def test_sentences_written_later_are_told_apart_too(name: str):
    score = sentences.score(sentences.read(name))
    assert score.precision >= 0.95 and score.recall >= 0.90


@pytest.mark.parametrize("name", [f"blind_{number}.txt" for number in ("one", "two", "three", "four", "five")])
def test_sentences_of_hands_that_knew_no_rule_are_told_apart(name: str):
    rows = sentences.read(name)
    score, by_sentence = sentences.score(rows), sentences.score_by_sentence(rows)
    assert score.precision >= 0.95 and score.recall >= 0.94
    assert by_sentence.precision >= 0.98 and by_sentence.recall >= 0.98


def test_sentences_that_no_rule_was_ever_mended_for_are_told_apart():
    rows = [row for number in ("one", "two", "three") for row in sentences.read(f"kept_apart_{number}.txt")]
    by_sentence = sentences.score_by_sentence(rows)
    assert len(rows) == 360 and by_sentence.precision >= 0.95 and by_sentence.recall >= 0.90


def test_sentences_thought_up_as_a_stranger_are_told_apart():
    by_sentence = sentences.score_by_sentence(sentences.read("stranger.txt"))
    assert by_sentence.precision >= 0.97 and by_sentence.recall >= 0.95


def test_there_are_enough_sentences_and_half_of_them_should_pass():
    rows = sentences.read("labelled.txt")
    assert len(rows) >= 300
    assert 0.4 <= sum(not row.marks for row in rows) / len(rows) <= 0.6


def test_there_are_enough_rules_and_each_has_why_better_and_a_source():
    assert len(RULES) >= 150
    for rule in RULES:
        assert rule.why.endswith((".", "?")) and 1 <= len(rule.better) <= 3 and rule.source, rule.id
        assert rule.source.url.startswith("https://"), rule.id


def test_what_a_rule_says_fits_any_child():
    one_childs = re.compile(r"\b(she|hers?|herself|he|his|him|himself)\b", re.IGNORECASE)
    assert [rule.id for rule in RULES if one_childs.search(" ".join((rule.why, *rule.better)))] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_finds_its_example_and_leaves_what_is_innocent(rule: Rule):
    assert rule.id in [one.rule for one in check(rule.example)]
    assert [words(text) for text in rule.leaves] == [[] for _ in rule.leaves]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_suggestion_taken_is_not_found_again(rule: Rule):
    finding = next(one for one in check(rule.example) if one.rule == rule.id)
    for phrase in finding.better:
        assert "{" not in phrase
        mended = take(rule.example, finding, phrase)
        last = finding.start + len(phrase) + 2
        again = [one for one in check(mended) if one.start <= last and finding.start <= one.end]
        assert not [one.text for one in again if one.rule == rule.id], mended


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_rule_suggests_what_another_finds(rule: Rule):
    finding = next(one for one in check(rule.example) if one.rule == rule.id)
    for phrase in finding.better:
        assert words(phrase) == [], phrase


@pytest.mark.parametrize("form", ["refuse to", "refuses to", "refused to", "refusing to", "Refuses to"])
def test_a_word_is_found_in_all_its_forms(form: str):
    assert words(f"At lunch {form} eat.") == [form]


@pytest.mark.parametrize("form", ["non-compliant", "non compliant", "noncompliant", "non‑compliant", "NON-COMPLIANT"])
def test_hyphens_and_capitals_make_no_difference(form: str):
    assert words(f"He was {form} today.") == [form]


@pytest.mark.parametrize("form", ["doesn't listen", "doesn’t listen"])
def test_curly_apostrophes_make_no_difference(form: str):
    assert words(f"She {form}.") == [form]


@pytest.mark.parametrize("between", ["his", "her", "their", "the child's", "having"])
def test_words_may_stand_between(between: str):
    assert words(f"He made friends despite {between} autism.") == [f"despite {between} autism"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fixing his posture comes first.", "Fixing his posture"),
        ("He is acting normal.", "normal"),
        ("The boy in the hat is stubborn.", "stubborn"),
        ("The look on her face was defiant.", "defiant"),
    ],
)
def test_forms_in_ing_and_what_a_person_wears_hide_nothing(text: str, found: str):
    assert words(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "The lid on that glue bottle is stubborn.",
        "The top buttonhole was stiff and stubborn.",
        "Grandpa called the old truck stubborn.",
        "The old laptop behaves badly.",
        "Her zipper is stubborn.",
        "Children are often called defiant, and that label does harm.",
        "Never force a child to have quiet hands.",
        "AROM is within normal limits.",
    ],
)
def test_a_thing_a_measure_and_talk_about_a_word_are_left_alone(text: str):
    assert words(text) == []


def test_one_cannot_is_a_fact_and_three_are_a_portrait():
    assert words("Noah cannot zip his coat yet.") == []
    assert len(words("Noah cannot zip, cannot button and cannot tie.")) == 3


@pytest.mark.parametrize("form", ["won't", "wouldn't", "will not", "would not"])
def test_a_pattern_finds_all_persons_and_tenses_of_a_helping_verb(form: str):
    assert words(f"She {form} listen.") == [f"{form} listen"]


def test_british_spelling_is_found():
    assert words("His behaviour was inappropriate: challenging behaviours at lunch.")[-1] == "challenging behaviours"


def test_a_finding_goes_over_a_line_break_but_not_over_a_comma():
    assert words("He was non-\ncompliant today.") == ["non-\ncompliant"]
    assert words("He refused, to my joy, nothing.") == ["refused"]


@pytest.mark.parametrize(
    "text",
    [
        "“I had a tantrum,” said Eli.",
        '"He refuses everything," Mom wrote.',
        "Grandpa said, 'He is a stubborn one,' and laughed.",
        "‘She’s a naughty girl’ was her aunt’s word.",
        "> He was non-compliant today.\nThank you, I asked what came before.",
        "Individuals with Disabilities Education Act (IDEA)",
        "individuals with disabilities education act",
        "She has a right to a free appropriate public education in the least restrictive environment.",
        "Eligible as specific learning disability and other health impairment.",
        "Category: Emotional Disturbance",
        "He qualifies under developmental delay.",
        "Movement Assessment Battery for Children, Second Edition",
        "The Functional Disability Inventory has 15 items.",
        "The Pediatric Evaluation of Disability Inventory was used.",
        "Problem Behavior Checklist, page 2",
        "Attention-deficit/hyperactivity disorder (F90.1)",
        "R62.50 Unspecified lack of expected normal physiological development in childhood",
        "BOT-2: below average range, 5th percentile.",
        "The insurance refused to pay.",
        "We fixed the strap and the zipper.",
        "Normal saline, normal hours, a normal day.",
        "The bus was delayed by poor weather.",
        "The broken swing is a weak spot.",
        "The latch on her lunchbox is stubborn.",
        "He isn't lazy, and he was never naughty.",
        "It is not a tantrum.",
        "We don't use the word non-compliant.",
        "The term low-functioning is avoided here.",
        "We never ask a child to make eye contact.",
    ],
)
def test_innocent_words_are_left_alone(text: str):
    assert words(text) == []


def test_the_words_after_a_quotation_are_checked_again():
    assert words('"No!" he said, and he was defiant. "Stop!"') == ["defiant"]


def test_an_open_quotation_mark_hides_nothing():
    assert words('He has a 5" strap and a " and is non-compliant.') == ["non-compliant"]


def test_a_diagnosis_does_not_hide_what_is_said_about_it():
    assert words("She is happy despite having Down syndrome.") == ["despite having Down syndrome"]


def test_the_longest_finding_stays_where_they_overlap():
    assert words("He threw a temper tantrum.") == ["threw a temper tantrum"]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Mia refused to leave the swing and had a tantrum.", "was"),
        ("The teacher said that Mia cried and had a tantrum.", "was"),
        ("She watched the other children and then had a tantrum.", "was"),
        ("They left the hall and she cried and had a tantrum.", "was"),
        ("After the kids went out, Mia cried and had a tantrum.", "was"),
        ("Mia cried and Leo had a tantrum.", "was"),
        ("They refused to leave the swing and had a tantrum.", "were"),
        ("Both of the other boys cried and had a tantrum.", "were"),
        ("When they lost and had a tantrum, it was late.", "were"),
        ("Yesterday they cried and then had a tantrum.", "were"),
        ("The other children screamed, kicked, and had a tantrum.", "were"),
        ("Mia screamed, kicked, and had a tantrum.", "was"),
        ("They both had a tantrum.", "were"),
        ("Mia and Leo had a tantrum.", "were"),
        ("Mia and her brother cried and had a tantrum.", "were"),
        ("The children had a tantrum.", "were"),
    ],
)
def test_a_second_verb_is_said_of_one_or_many_as_its_subject_is(text: str, verb: str) -> None:
    (better,) = [one.better[0] for one in check(text) if "tantrum" in one.text]
    assert better.startswith(f"{verb} overwhelmed")


def test_not_only_is_no_negation():
    assert words("He is not only lazy.") == ["lazy"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_checked(text: str):
    check(text)


FRAGMENTS = [
    *(rule.example for rule in RULES[::3]),
    "“",
    "”",
    '"',
    "'",
    "-",
    "\n\n",
    "(F90.1)",
    "> ",
    "not ",
    "é",
    "🪨",
    ".",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map(" ".join))
def test_findings_quote_the_text_and_do_not_overlap(text: str):
    last = 0
    for one in check(text):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        last = one.end


def test_a_long_text_without_any_stop_is_checked_in_time():
    import time

    start = time.perf_counter()
    check("Word " * 20_000 + '"' * 50)
    check("A" * 20_000 + " Test " * 2_000)
    assert time.perf_counter() - start < 20
