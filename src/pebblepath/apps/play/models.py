"""Rooms, sessions planned and played, what was caught in them, notes, door cards, minutes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from pebblepath.apps.goals.models import Goal
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.models import Child, Member, Practice, Setting, User
from pebblepath.apps.people.public_ids import new_public_id
from pebblepath.apps.people.signing import Amends, Signed, SignedQuerySet


class Room(models.Model):
    """A room of a practice, with what there is to play with."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="rooms")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=60)
    spaces = models.JSONField(default=list, help_text="of the library's spaces: table, mat, room, gym, outdoors")
    things = models.JSONField(default=list, help_text="equipment as the cards name it; empty: nobody has said")
    quiet = models.BooleanField(default=False, help_text="loud play doesn't fit here")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """Several children who play together: each has a session of her own in it, with her own note."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="groups")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=60)
    led_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions."""

    def played(self) -> SessionQuerySet:
        """Those that have ended."""
        return self.exclude(ended_at=None)

    def unsigned(self) -> SessionQuerySet:
        """Those that were played and have no signed note yet."""
        return self.played().filter(Q(note=None) | Q(note__signed_at=None))


class Session(models.Model):
    """A plan to play, and how it was played.

    ``plan`` holds what the planner made, with names and reasons as they were that day, so that a later library can't
    change it; ``played`` holds how it went, as the tablet last told it: ``{"rev", "items": [{"item", "card",
    "minutes", "chosen", "skipped"}]}``.
    """

    child = models.ForeignKey(Child, models.CASCADE, related_name="sessions")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="sessions")
    by = models.ForeignKey(Member, models.RESTRICT, related_name="sessions")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+")
    setting = models.CharField(max_length=10, choices=Setting.choices, default=Setting.CLINIC)
    day = models.DateField()
    wish = models.JSONField(default=dict, help_text="what was asked of the planner")
    plan = models.JSONField(default=list, help_text="ordered activities with minutes and reasons")
    proof = models.JSONField(default=dict, help_text="status, value, bound and seconds of the planner")
    played = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-made_at"]
        indexes = [models.Index(fields=["child", "-day"]), models.Index(fields=["by", "ended_at"])]

    def __str__(self) -> str:
        return f"{self.child} {self.day}"


class Caught(models.Model):
    """A moment that was tapped in a session, and during which activity."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="caught")
    moment = models.OneToOneField(Moment, models.CASCADE, related_name="caught")
    item = models.PositiveSmallIntegerField(help_text="place in the plan, 0 the first")
    card = models.CharField(max_length=40, help_text="id of the activity that was played")
    rev = models.PositiveIntegerField(default=0, help_text="counts up with each change on the tablet")

    class Meta:
        verbose_name_plural = "caught"
        ordering = ["item", "pk"]


class NoteForm(models.TextChoices):
    SOAP = "soap", "SOAP: subjective, objective, assessment, plan"
    DAP = "dap", "DAP: data, assessment, plan"


class NoteQuerySet(SignedQuerySet["Note"]):
    """Notes."""


class Note(Signed):
    """The note of one session: drafted from what was tapped, edited, signed, and from then on only amended."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="note")
    form = models.CharField(max_length=4, choices=NoteForm.choices, default=NoteForm.SOAP)
    sections = models.JSONField(default=dict, help_text="text by section, as the therapist left it")
    drafted = models.JSONField(default=dict, help_text="text by section, as the rules wrote it")
    facts = models.JSONField(default=dict, help_text="what was tapped, as it stood when the note was drafted")
    family = models.TextField(blank=True, help_text="the same facts, for the family")
    child = models.TextField(blank=True, help_text="the same facts, for the child")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = NoteQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Note of {self.session}"


class Amendment(Amends):
    """What was added to a signed note, and why. The note itself stays as it was signed."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="amendments")


class DoorCard(models.Model):
    """Three plain lines and one idea for home, from the session that has just ended."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="door_card")
    lines = models.JSONField(default=list)
    idea = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, help_text="since when the family sees it")


class TimeKind(models.TextChoices):
    DIRECT = "direct", "With the child"
    INDIRECT = "indirect", "For the child"
    MEETING = "meeting", "In a meeting"
    TRAVEL = "travel", "On the way"


class Minutes(models.Model):
    """Time given: with a child, for her, in meetings, on the way."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="minutes")
    by = models.ForeignKey(Member, models.RESTRICT, related_name="minutes")
    session = models.OneToOneField(Session, models.CASCADE, null=True, blank=True, related_name="minutes")
    kind = models.CharField(max_length=8, choices=TimeKind.choices, default=TimeKind.DIRECT)
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "minutes"
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["child", "-day"])]


class Per(models.TextChoices):
    WEEK = "week", "a week"
    MONTH = "month", "a month"


class Owed(models.Model):
    """What was promised: so many minutes with the child a week or a month, from a day on."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="owed")
    minutes = models.PositiveSmallIntegerField()
    per = models.CharField(max_length=5, choices=Per.choices, default=Per.WEEK)
    first = models.DateField()
    last = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "owed"
        ordering = ["-first"]


class GoalInPlay(models.Model):
    """For which of the child's goals a session was planned, in the order of weight."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="goals")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="+")
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name_plural = "goals in play"
        ordering = ["-weight", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "goal"], name="once_a_session")]


from pebblepath.apps.play.timetable.models import (  # noqa: E402  # they hang on this app, and one of them on Room
    School,
    SchoolClass,
    SchoolPlace,
    SharedThing,
    Slot,
    Timetable,
    UsualVisit,
    WorkingHours,
)

__all__ = [
    "Amendment", "Caught", "DoorCard", "GoalInPlay", "Group", "Minutes", "Note", "NoteForm", "NoteQuerySet", "Owed",
    "Per", "Room", "School", "SchoolClass", "SchoolPlace", "Session", "SessionQuerySet", "SharedThing", "Slot",
    "TimeKind", "Timetable", "UsualVisit", "WorkingHours",
]  # fmt: skip
