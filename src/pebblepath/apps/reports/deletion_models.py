"""The end of a child's record: who asked, what others of her circle say, what the law makes a practice keep."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from pebblepath.apps.people.models import Child, Member, Practice, User
from pebblepath.apps.people.public_ids import new_public_id

USUAL_YEARS, USUAL_AGE = 7, 21


class KeepingRule(models.Model):
    """How long a practice has to keep what it signed. The law where it works says so, never this program."""

    practice = models.OneToOneField(Practice, models.CASCADE, related_name="keeping_rule")
    years = models.PositiveSmallIntegerField("years after the last entry", default=USUAL_YEARS)
    until_age = models.PositiveSmallIntegerField("and not before the child is this old", default=USUAL_AGE)


class Deletion(models.Model):
    """Somebody asks that everything about a child be deleted; the practice's lead carries it out or says why not."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="deletions")
    asked_by = models.ForeignKey(Member, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    words = models.CharField(max_length=600, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(taken_back_at=None, declined_at=None), name="one_open_deletion"
            )
        ]


class DeletionAnswer(models.Model):
    """What somebody else of the circle says to it."""

    deletion = models.ForeignKey(Deletion, models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    agrees = models.BooleanField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deletion", "member"], name="one_answer_to_a_deletion")]


class KeptRecord(models.Model):
    """What the law makes a practice keep of a child whose record was deleted: one closed file, until a day."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="kept_records")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=60, help_text="the child's first name, so that the file can be found")
    closed_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    keep_until = models.DateField()
    file = models.BinaryField()

    class Meta:
        ordering = ["keep_until", "name"]
