"""Questions that readers leave, and their answers."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from pebblepath.apps.people.models import User


class Question(models.Model):
    """A question below an article. It is shown only with its answer, and the e-mail never is."""

    article = models.CharField(max_length=60, help_text="id of the article in the library")
    name = models.CharField(max_length=60)
    email = models.EmailField("e-mail")
    text = models.CharField(max_length=800)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    put_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return self.text[:60]
