"""Answers of the evidence engine, kept so that a page needn't compute them."""

from __future__ import annotations

from django.db import models

from pebblepath.apps.goals.models import Goal


class Answer(models.Model):
    """What the moments of one goal say, as of the newest change among them."""

    goal = models.OneToOneField(Goal, models.CASCADE, related_name="answer")
    engine = models.PositiveSmallIntegerField(help_text="version of the engine that gave it")
    as_of = models.DateTimeField(null=True, help_text="the newest change among the moments it rests on")
    moments = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, help_text="when the worker was asked for a newer one")
    computed_at = models.DateTimeField(auto_now=True)
    result = models.JSONField(default=dict)
