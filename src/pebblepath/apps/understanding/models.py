"""Strategies given to a child: from the library, or her family's own."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone

from pebblepath.apps.people.models import Child, Member, Setting, User
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


class Kind(models.TextChoices):
    """What kind of thing is known about a child, in the order of a passport."""

    STRENGTH = "strength", "What I am good at"
    JOY = "joy", "What I love"
    SENSE = "sense", "How things feel to me"
    SIGN = "sign", "Signs that I am getting too full"
    HELPS = "helps", "What helps me then"
    WORSE = "worse", "What makes it harder"


class Sense(models.TextChoices):
    TOUCH = "touch", "Touch"
    SOUND = "sound", "Sounds"
    SIGHT = "sight", "Light and sights"
    MOVEMENT = "movement", "Moving"
    BODY = "body", "Where my body is"
    TASTE = "taste", "Tastes"
    SMELL = "smell", "Smells"
    INSIDE = "inside", "Inside me: hunger, thirst, the toilet"


class How(models.TextChoices):
    """How something is for a child. No score, no sum: it is said of one situation at a time."""

    SEEKS = "seeks", "I look for it"
    LIKES = "likes", "I like it"
    FINE = "fine", "It is fine"
    NOTICES = "notices", "I notice it a lot"
    TOO_MUCH = "too_much", "It is too much"


class TraitQuerySet(models.QuerySet["Trait"]):
    """Things known about children."""

    def current(self) -> TraitQuerySet:
        """Those that still hold."""
        return self.filter(ended_at=None)


class Trait(models.Model):
    """One thing that somebody says about a child; where people differ, both stand."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="traits")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sense = models.CharField(max_length=10, choices=Sense.choices, blank=True)
    how = models.CharField(max_length=10, choices=How.choices, blank=True)
    setting = models.CharField(max_length=10, choices=Setting.choices, blank=True, help_text="empty: everywhere")
    words = models.CharField(max_length=120)
    told_by = models.ForeignKey(Member, models.PROTECT, related_name="traits")
    told_at = models.DateTimeField(default=timezone.now, editable=False)
    kept_back = models.BooleanField(default=False, help_text="not shown on the passport")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TraitQuerySet.as_manager()

    class Meta:
        ordering = ["told_at", "pk"]

    def __str__(self) -> str:
        return self.words


class Passport(models.Model):
    """The page "About me": since when the child agrees with it, and nothing that isn't in the traits."""

    child = models.OneToOneField(Child, models.CASCADE, related_name="passport")
    agreed_on = models.DateField(null=True, blank=True)
    agreed_with = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")


class PassportLink(models.Model):
    """A link that shows the passport to somebody without an account, until it runs out or is taken back."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="passport_links")
    token = models.CharField(max_length=43, unique=True)
    name = models.CharField(max_length=80, help_text="for whom it was made")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def is_open(self, now: dt.datetime) -> bool:
        """Whether it still shows the passport."""
        return self.revoked_at is None and self.expires_at > now
