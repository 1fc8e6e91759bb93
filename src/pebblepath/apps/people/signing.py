"""What is signed stays as it was signed: notes and reports alike."""

from __future__ import annotations

from typing import Any, Self, TypeVar

from django.db import models
from django.utils import timezone

from pebblepath.apps.people.models import User

SIGNED = "what is signed stays as it is, and can only be amended"
M = TypeVar("M", bound="Signed")


class SignedQuerySet(models.QuerySet[M]):
    """Things that can be signed."""

    def signed(self) -> Self:
        """Those that were signed."""
        return self.exclude(signed_at=None)

    def unsigned(self) -> Self:
        """Those that still wait for a signature."""
        return self.filter(signed_at=None)

    def update(self, **changed: Any) -> int:
        """Change several at once, if none of them is signed."""
        self._unless_signed()
        return super().update(**changed)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Put several away, if none of them is signed. (Where a child is deleted, what was signed goes with her.)"""
        self._unless_signed()
        return super().delete()

    def _unless_signed(self) -> None:
        if self.signed().exists():
            raise ValueError(SIGNED)


class Signed(models.Model):
    """Something that is signed once, and neither changed nor put away from then on."""

    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._unless_signed()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._unless_signed()
        return super().delete(*args, **kwargs)

    def _unless_signed(self) -> None:
        """What the database holds counts, so that the first save with a signature is the last save."""
        kept = type(self)._default_manager.filter(pk=self.pk, signed_at__isnull=False)
        if self.pk is not None and kept.exists():
            raise ValueError(SIGNED)


class Amends(models.Model):
    """What was added to something signed, and why."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    words = models.TextField(max_length=2000)

    class Meta:
        abstract = True
        ordering = ["at"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValueError("an amendment is added once and never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValueError("an amendment is never removed by itself")
