"""Total scores of licensed instruments: typed by who holds the licence, never items, never norms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast
from pebblepath.apps.people.models import AuditLine, Deed
from pebblepath.apps.reports.models import Measure

As = Callable[[object], Client]
TYPED = {
    "name": "A motor measure",
    "day": "2026-01-05",
    "licence_holder": "Robin Hale, Willow Street",
    "total1": "Fine motor",
    "value1": "34",
}


@pytest.fixture
def typed(as_: As, cast: Cast) -> Callable[..., Any]:
    """What the page answers when a therapist types something."""

    def typed(**changed: str) -> Any:
        url = reverse("measures", args=[cast.mia.public_id])
        return as_(cast.robin).post(url, {**TYPED, **changed})

    return typed


def test_a_therapist_types_totals_and_they_stand_there_with_licence_and_name(typed, as_, cast: Cast):
    assert typed(total2="Balance", value2="12,5").status_code == 302
    kept = Measure.objects.get()
    assert kept.totals == [{"name": "Fine motor", "value": "34"}, {"name": "Balance", "value": "12.5"}]
    assert (kept.child, kept.by.user, kept.day) == (cast.mia, cast.robin, dt.date(2026, 1, 5))
    page = as_(cast.robin).get(reverse("measures", args=[cast.mia.public_id])).content.decode()
    assert "licence: Robin Hale, Willow Street" in page and "12.5" in page
    assert AuditLine.objects.filter(child=cast.mia, deed=Deed.ADDED, about="measure").exists()


def test_without_a_licence_nothing_is_kept_and_the_page_says_why(typed):
    answer = typed(licence_holder="")
    assert answer.status_code == 400 and "Please type who holds the licence." in answer.content.decode()
    assert not Measure.objects.exists()


@pytest.mark.parametrize("name", ["Item 3", "item 12a", "Q4", "Question 7", "#5", "17", "No. 2"])
def test_items_are_refused_kindly(typed, name: str):
    answer = typed(total1=name)
    assert answer.status_code == 400
    assert "looks like a single item. Only totals can be typed here" in answer.content.decode()
    assert not Measure.objects.exists()


@pytest.mark.parametrize("name", ["Percentile rank", "Age equivalent", "grade-equivalent", "Stanine", "Total, norm"])
def test_comparisons_with_other_children_are_refused(typed, name: str):
    answer = typed(total1=name)
    assert answer.status_code == 400 and "compares a child with other children" in answer.content.decode()
    assert not Measure.objects.exists()


def test_a_comparison_in_the_words_is_refused_too_and_what_was_typed_stands_there(typed):
    answer = typed(words="At the 5th percentile.")
    assert answer.status_code == 400 and not Measure.objects.exists()
    assert "At the 5th percentile." in answer.content.decode()


@pytest.mark.parametrize("name", ["Total", "Standard score", "Part 2 total", "Quadrant: seeking"])
def test_totals_as_they_came_out_are_taken(typed, name: str):
    assert typed(total1=name).status_code == 302


def test_a_thirteenth_row_is_refused(typed):
    answer = typed(total13="Another", value13="3")
    assert answer.status_code == 400 and "More than 12 rows were typed." in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"value1": "many"}, "“many” is not a number."),
        ({"value1": "NaN"}, "“NaN” is not a number."),
        ({"value1": ""}, "Please type the number of “Fine motor”."),
        ({"total1": ""}, "Please type what 34 is the total of."),
        ({"total1": "", "value1": ""}, "Please type at least one total"),
        ({"total2": "fine motor", "value2": "3"}, "is there twice."),
        ({"day": "2999-01-01"}, "is still to come."),
    ],
)
def test_what_was_wrong_is_said_in_a_sentence(typed, changed: dict[str, str], sentence: str):
    answer = typed(**changed)
    assert answer.status_code == 400 and sentence in answer.content.decode()
    assert not Measure.objects.exists()


def test_only_therapists_come_here(as_, cast: Cast):
    url = reverse("measures", args=[cast.mia.public_id])
    assert [as_(person).get(url).status_code for person in (cast.kai, cast.ana, cast.lopez, cast.mia_herself)] == [
        200,
        404,
        404,
        404,
    ]


def test_what_was_typed_by_mistake_is_taken_out_and_the_record_says_so(typed, as_, cast: Cast):
    typed()
    kept = Measure.objects.get()
    as_(cast.robin).post(reverse("remove_measure", args=[cast.mia.public_id, kept.public_id]))
    assert not Measure.objects.exists()
    assert AuditLine.objects.filter(child=cast.mia, deed=Deed.REMOVED, about="measure").exists()
    assert as_(cast.sam).post(reverse("remove_measure", args=[cast.omar.public_id, kept.public_id])).status_code == 404
