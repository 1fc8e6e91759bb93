"""What a family makes of a home programme: it is proposed by a therapist, and chosen at home."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone

from pebblepath.apps.people.models import Household, Member

A_WEEK = dt.timedelta(days=7)


class HomeChoice(models.Model):
    """What stands in one place of a home programme now, in one home: another idea, or none for a week.

    The programme itself stays as it was given.
    """

    report = models.ForeignKey("reports.Report", models.CASCADE, related_name="choices")
    household = models.ForeignKey(Household, models.CASCADE, null=True, blank=True, related_name="+")
    place = models.PositiveSmallIntegerField(help_text="0 the first idea")
    idea = models.CharField(max_length=60, blank=True, help_text="key of the idea; empty: the one that was proposed")
    rests_until = models.DateField(null=True, blank=True, help_text='"not this week": rests until this day')
    by = models.ForeignKey(Member, models.RESTRICT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "household", "place"], nulls_distinct=False, name="one_choice_a_place_and_home"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.idea or 'as proposed'}"

    def rests_on(self, today: dt.date) -> bool:
        """Whether the family said "not this week" and the week isn't over."""
        return self.rests_until is not None and today < self.rests_until
