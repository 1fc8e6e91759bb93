"""What the demo's children said by sorting cards."""

import pytest
from django.urls import reverse

from pebblepath.apps.myspace.card_sort import deck
from pebblepath.apps.myspace.models import CardAnswer
from pebblepath.apps.people.models import Child, Role, User
from pebblepath.apps.understanding.models import Passport, Trait

pytestmark = pytest.mark.usefixtures("demo")


def test_two_children_sorted_some_cards_by_themselves_and_none_all() -> None:
    names = set(CardAnswer.objects.values_list("child__name", flat=True))
    assert names == {"Mia", "Noah"} and not CardAnswer.objects.exclude(told_by__role=Role.CHILD).exists()
    assert all(5 <= CardAnswer.objects.filter(child__name=name).count() < len(deck()) for name in names)


def test_mia_and_her_teacher_see_the_bell_differently() -> None:
    bells = Trait.objects.filter(child__name="Mia", sense="sound", setting="school")
    assert set(bells.values_list("told_by__role", "how")) == {("child", "too_much"), ("teacher", "notices")}


def test_mia_has_agreed_with_her_page_after_she_sorted() -> None:
    assert Passport.objects.get(child__name="Mia").agreed_on is not None


def test_mia_goes_on_with_a_card_that_is_still_open(client) -> None:
    client.force_login(User.objects.get(email="mia@demo.example"))
    mia = Child.objects.get(name="Mia", source="")
    page = client.get(reverse("my_cards", args=[mia.public_id])).content.decode()
    assert "Sweet food" in page and "The card before" not in page
