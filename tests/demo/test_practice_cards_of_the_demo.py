"""The demo practice has made some cards its own."""

import pytest

from pebblepath.apps.people.models import AuditLine, Practice
from pebblepath.apps.understanding.models import PracticeCard
from pebblepath.apps.understanding.practice_library import laid_over
from pebblepath.demo.families import load_practice
from pebblepath.demo.stable import stable_id
from pebblepath.library import load_library

pytestmark = pytest.mark.usefixtures("demo")


def test_one_card_is_its_own_one_in_its_words_and_one_hidden() -> None:
    practice = Practice.objects.get(public_id=stable_id(load_practice().name))
    laid = laid_over(practice.pk)
    own = PracticeCard.objects.get(card_id__startswith="ours-")
    assert laid.faults == {} and laid.offered.strategies[own.card_id].name == "Hello stone"
    assert laid.offered.strategies["spots-to-line-up"].name == "Spots by the red door"
    assert "quiet-swim" in load_library().strategies and "quiet-swim" not in laid.offered.strategies
    assert {row.practice for row in PracticeCard.objects.all()} == {practice}
    assert AuditLine.objects.filter(about="card", child=None).count() == 3
