"""Scales in the demo: a colleague looked, goals have numbers for therapists, and the words that are kept are kind."""

import pytest
from django.urls import reverse

from pebblepath.apps.goals.models import LevelRecord, ScaleReview
from pebblepath.apps.people.models import Child, User
from pebblepath.core.wording import check

pytestmark = pytest.mark.usefixtures("demo")


def test_sam_looked_at_noahs_paths_and_robin_finds_it_there(client) -> None:
    noah = Child.objects.get(name="Noah", source="")
    client.force_login(User.objects.get(email="robin@demo.example"))
    review = ScaleReview.objects.get(goal__child=noah, opinion="suggests")
    page = client.get(reverse("scale", args=[noah.public_id, review.goal.public_id])).content.decode()
    assert "Sam Okafor" in page and "Say where the list hangs" in page and "changed since" not in page


@pytest.mark.parametrize("name", ["Mia", "Noah"])
def test_each_goal_has_a_level_so_that_there_is_a_number(client, name: str) -> None:
    client.force_login(User.objects.get(email="robin@demo.example"))
    url = reverse("attainment", args=[Child.objects.get(name=name, source="").public_id])
    assert client.get(url).context["score"]


def test_what_was_said_is_kind() -> None:
    told = [*ScaleReview.objects.values_list("words", flat=True), *LevelRecord.objects.values_list("words", flat=True)]
    assert any(told) and not [found for words in told for found in check(words)]
