"""The link of a class: some children, some goals, no account."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.hashers import check_password
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from pebblepath.apps.people.models import Member, Practice, User
from pebblepath.apps.people.public_ids import new_public_id
from pebblepath.apps.understanding.models import Strategy


class ClassLink(models.Model):
    """A link by which a class tells how it went, with a PIN, until it runs out or is taken back.

    Its token is 32 bytes, made of the link's id by the installation's secret key; the database knows only the token's
    hash, so that who reads the database alone has no address. Its PIN is kept as passwords are.
    """

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="class_links")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=80, help_text="how the circles call it: Ms. Lopez's class")
    token_hash = models.CharField(max_length=64, unique=True)
    pin_hash = models.CharField(max_length=128)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, help_text="when the right PIN was last typed")
    wrong_pins = models.PositiveSmallIntegerField(default=0, help_text="in a row, since the last wait or right PIN")
    wait_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: dt.datetime) -> bool:
        """Whether it still works."""
        return self.revoked_at is None and self.expires_at > now

    @property
    def made_token(self) -> str:
        """The token, made anew: 32 bytes in hexadecimal."""
        return salted_hmac("pebblepath.class_link", self.public_id, algorithm="sha256").hexdigest()

    @property
    def pin_mark(self) -> str:
        """What a device remembers of the PIN it was opened with; a new PIN makes all devices ask again."""
        return salted_hmac("pebblepath.class_pin", self.pin_hash, algorithm="sha256").hexdigest()[:24]

    def has_pin(self, pin: str) -> bool:
        """Whether this is its PIN."""
        return check_password(pin, self.pin_hash)


class ClassPlace(models.Model):
    """One child of a class link. What is shared of her are the consents of her circle's member for the class."""

    link = models.ForeignKey(ClassLink, models.CASCADE, related_name="places")
    member = models.OneToOneField(Member, models.CASCADE, related_name="class_place")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    passport = models.BooleanField(default=False, help_text="whether her passport is shown, too")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]


class FridayPick(models.Model):
    """What helped a child at school in one week, as her class says: two picks at most, and a sentence."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="friday_picks")
    week = models.DateField(help_text="the Monday of the week")
    strategies = models.ManyToManyField(Strategy, blank=True, related_name="friday_picks")
    words = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    thanks = models.CharField(max_length=160, blank=True, help_text="what the therapist says back")
    thanked_at = models.DateTimeField(null=True, blank=True)
    thanked_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-week", "-told_at"]
        constraints = [models.UniqueConstraint(fields=["member", "week"], name="one_pick_a_week")]
