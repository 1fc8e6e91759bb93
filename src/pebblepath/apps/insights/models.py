"""Answers of the evidence engine, kept so that a page needn't compute them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Household, Scope, Setting, User
from pebblepath.apps.people.public_ids import new_public_id
from pebblepath.apps.understanding.models import Strategy

if TYPE_CHECKING:
    from pebblepath.core.evidence.try_out import Schedule


class Answer(models.Model):
    """What the moments of one goal say, as of the newest change among them."""

    goal = models.OneToOneField(Goal, models.CASCADE, related_name="answer")
    engine = models.PositiveSmallIntegerField(help_text="version of the engine that gave it")
    as_of = models.DateTimeField(null=True, help_text="the newest change among the moments it rests on")
    moments = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, help_text="when the worker was asked for a newer one")
    computed_at = models.DateTimeField(auto_now=True)
    result = models.JSONField(default=dict)


class Turn(models.Model):
    """A verdict that changed: together they are the story of how an answer came about."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="turns")
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="+")
    place = models.CharField(max_length=30, help_text="the setting, or home:<key> where there are two homes")
    at = models.DateTimeField(default=timezone.now)
    verdict = models.CharField(max_length=20)
    label = models.CharField(max_length=40)
    moments = models.PositiveIntegerField(help_text="with and without, in this place, when it changed")

    class Meta:
        ordering = ["at", "pk"]


class TryOutQuerySet(models.QuerySet["TryOut"]):
    """Try-outs."""

    def seen_by(self, access: Access) -> TryOutQuerySet:
        """A child's try-outs that this person may see: of goals shared, in places of one's own or of the timeline."""
        goals = Goal.objects.seen_by(access)
        found = self.filter(goal__in=goals)
        if not access.may(Scope.TIMELINE):
            found = found.filter(setting=access.member.setting)
        if not access.may(Scope.OTHER_HOME):
            found = found.filter(Q(household=None) | Q(household=access.member.household_id))
        return found

    def running_on(self, day: dt.date) -> TryOutQuerySet:
        """Those neither stopped nor over."""
        return self.filter(stopped_at=None, last_day__gte=day)


class TryOut(models.Model):
    """A fair try of one strategy for one goal in one setting: coin-flip days, settled before the first of them."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="try_outs")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="try_outs")
    setting = models.CharField(max_length=10, choices=Setting.choices)
    household = models.ForeignKey(Household, models.SET_NULL, null=True, blank=True)
    seed = models.PositiveBigIntegerField(help_text="of the coin")
    days = models.JSONField(help_text="pairs of a date and whether the coin says with, all of them from the start")
    blocks = models.JSONField(help_text="how many days each balanced block has")
    last_day = models.DateField()
    tells = models.FloatField(null=True, help_text="how often such a try-out would tell, by simulation before it began")
    begun_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.CharField(max_length=200, blank=True)

    objects = TryOutQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at"]

    def __str__(self) -> str:
        return f"{self.strategy} {self.get_setting_display().lower()}"

    @property
    def place(self) -> str:
        """The engine's name for where it is."""
        return f"home:{self.household_id}" if self.household_id else self.setting

    def schedule(self) -> Schedule:
        """The days as they were settled."""
        from pebblepath.core.evidence.try_out import Schedule

        days = tuple(dt.date.fromisoformat(day) for day, _ in self.days)
        return Schedule(days, tuple(bool(with_it) for _, with_it in self.days), tuple(self.blocks))

    def runs_on(self, day: dt.date) -> bool:
        """Whether it is neither stopped nor over."""
        return self.stopped_at is None and day <= self.last_day

    def number_of(self, day: dt.date) -> int | None:
        """Which day of the try-out it is, from 1; None when it isn't one."""
        days = [told for told, _ in self.days]
        return days.index(day.isoformat()) + 1 if day.isoformat() in days else None


class SkippedDay(models.Model):
    """A day of a try-out that was let go. Skipping is normal, and it is known."""

    try_out = models.ForeignKey(TryOut, models.CASCADE, related_name="skipped")
    day = models.DateField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["try_out", "day"], name="skipped_once")]
