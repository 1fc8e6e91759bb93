"""One person's file with everything about a child."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone

from pebblepath.apps.people.models import Member
from pebblepath.apps.people.public_ids import new_public_id


class Takeout(models.Model):
    """A file that somebody asked for: being made, ready until it runs out, or broken off. One a person."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="takeout")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    size = models.CharField(max_length=10, help_text="of the papers in it")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    tried_at = models.DateTimeField(default=timezone.now, help_text="when it was put on the worker's list last")
    failed = models.BooleanField(default=False)
    ready_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True, help_text="when a page began to save it by itself")
    expires_at = models.DateTimeField(null=True, blank=True)
    grants = models.JSONField(default=list, help_text="what its reader might see when it was made")
    file = models.BinaryField(null=True)

    @property
    def is_being_made(self) -> bool:
        """Whether it waits for the worker."""
        return self.ready_at is None and not self.failed

    @property
    def is_on_its_way(self) -> bool:
        """Whether a page still waits for it: it is being made, or no page has begun to save it."""
        return self.is_being_made or (self.ready_at is not None and self.offered_at is None)

    def is_open(self, now: dt.datetime) -> bool:
        """Whether it can be had."""
        return self.ready_at is not None and self.expires_at is not None and self.expires_at > now
