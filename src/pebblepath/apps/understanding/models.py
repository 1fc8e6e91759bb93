"""Strategies given to a child: from the library, or her family's own."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone

from pebblepath.apps.people.models import Child, User
from pebblepath.apps.people.public_ids import new_public_id


class StrategyQuerySet(models.QuerySet["Strategy"]):
    """Given strategies."""

    def in_use(self) -> StrategyQuerySet:
        """Those that weren't ended."""
        return self.filter(ended_at=None)


class Strategy(models.Model):
    """Something that may help this child. "Not this week" is a normal answer and is kept as one."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="strategies")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    card = models.CharField(max_length=60, blank=True, help_text="id of the library card; empty: the family's own")
    name = models.CharField(max_length=60)
    how = models.TextField(blank=True, max_length=600)
    settings = models.JSONField(default=list, help_text="where it is meant for")
    symbol = models.CharField(max_length=40, default="heart")
    comfort = models.BooleanField(default=False, help_text="a comfort or safety support: never tested by withholding")
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    not_before = models.DateField(null=True, blank=True, help_text='"not this week": rests until this day')
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "strategies"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def rests_on(self, today: dt.date) -> bool:
        """Whether the family said "not this week" and the week isn't over."""
        return self.not_before is not None and today < self.not_before
