"""A victory told in two taps, and a child's voice by pictures."""

from __future__ import annotations

import pytest
from django.urls import reverse

from pebblepath.apps.goals.models import Voice
from pebblepath.apps.moments.models import Victory

from .conftest import Visit
from .hand import PHONE
from .lived_in import LivedIn


@pytest.mark.parametrize("who", ["ana", "lopez"])
def test_a_victory_is_told_in_two_taps_and_lies_in_the_river(visit: Visit, home: LivedIn, who: str):
    visitor = visit(getattr(home.cast, who), PHONE, reduced_motion="reduce")
    before = set(Victory.objects.values_list("pk", flat=True))
    visitor.open(reverse("river", args=[home.cast.mia.public_id]))
    visitor.tap("link", "Tell one")
    visitor.page.wait_for_url("**/tell/")
    visitor.tap("button", "Asked for help")
    visitor.page.wait_for_url("**/victories/")
    new = Victory.objects.exclude(pk__in=before)
    assert "Asked for help." in visitor.words() and len({one.moment_id for one in new}) == 1
    assert {one.kind for one in new} == {"told", "asked"} and new[0].moment.asked_help
    assert (visitor.hand.taps, visitor.hand.typed) == (2, 0)


def test_two_quick_taps_tell_one_victory(visit: Visit, home: LivedIn):
    visitor = visit(home.cast.ana, PHONE, reduced_motion="reduce")
    before = Victory.objects.count()
    visitor.open(reverse("tell_victory", args=[home.cast.mia.public_id]))
    visitor.page.get_by_role("button", name="Had a great idea").dblclick()
    visitor.page.wait_for_url("**/victories/")
    assert Victory.objects.count() == before + 1


def test_the_child_says_where_she_is_and_that_she_wants_it_by_two_touches(visit: Visit, home: LivedIn):
    visitor = visit(home.cast.mia_herself, PHONE, reduced_motion="reduce")
    visitor.open(reverse("my_voice", args=[home.cast.mia.public_id, home.cast.circle_time.public_id]))
    for button in visitor.page.get_by_role("main").get_by_role("button").all():
        box = button.bounding_box()
        assert box and box["height"] >= 88 and box["width"] >= 88
    visitor.tap("button", "I stay as long as I like.")
    visitor.page.wait_for_url("**ask=matters")
    visitor.tap("button", "Very much")
    visitor.page.wait_for_url("**ask=thanks")
    said = Voice.objects.filter(member__user=home.cast.mia_herself)[0]
    assert (said.step, said.importance) == (4, 3) and visitor.hand.taps == 2
