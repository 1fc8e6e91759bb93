"""What is known once of hours, visits and schools; the plans made from it, and their slots."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone

from pebblepath.apps.people.models import Child, Practice, User
from pebblepath.apps.people.public_ids import new_public_id

NOON = 12 * 60
USUAL_ROAD = 15
"""Minutes of a way of which nobody has said how long it takes."""


class School(models.Model):
    """A building where children are seen, with its bells."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="schools")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=60)
    start = models.PositiveSmallIntegerField(default=8 * 60 + 15)
    end = models.PositiveSmallIntegerField(default=14 * 60 + 45)
    days = models.JSONField(default=list, help_text="weekdays with a place to work; none named: all")
    set_up_minutes = models.PositiveSmallIntegerField(default=10)
    roads = models.JSONField(default=dict, help_text="minutes to other schools, by their number")
    clinic_minutes = models.PositiveSmallIntegerField(default=USUAL_ROAD, help_text="to the clinic, door to door")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class WorkingHours(models.Model):
    """When a therapist works, has lunch and is in meetings; times are minutes after midnight."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="working_hours")
    therapist = models.ForeignKey(User, models.CASCADE, related_name="working_hours")
    hours = models.JSONField(default=dict, help_text='by weekday: {"Mon": [510, 990]}; a day that isn’t there is off')
    lunch_minutes = models.PositiveSmallIntegerField(default=30)
    lunch_from = models.PositiveSmallIntegerField(default=NOON - 60)
    lunch_to = models.PositiveSmallIntegerField(default=NOON + 120)
    note_minutes = models.PositiveSmallIntegerField(default=10, help_text="after each visit at the clinic")
    free_minutes = models.PositiveSmallIntegerField(default=60, help_text="of a school day, for notes and calls")
    meetings = models.JSONField(default=list, help_text="days, start, end, what")
    schools = models.ManyToManyField(School, blank=True, help_text="where she works; none named: in all")
    most_schools = models.PositiveSmallIntegerField(default=3, help_text="on one day")

    class Meta:
        verbose_name_plural = "working hours"
        constraints = [models.UniqueConstraint(fields=["practice", "therapist"], name="one_set_of_hours")]


class SharedThing(models.Model):
    """Something of which a practice has few and that moves between rooms, such as the one tricycle."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="shared_things")
    name = models.CharField(max_length=40)
    count = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["practice", "name"], name="one_thing_a_name")]


class UsualVisit(models.Model):
    """How a child usually comes to the clinic."""

    child = models.OneToOneField(Child, models.CASCADE, related_name="usual_visit")
    minutes = models.PositiveSmallIntegerField(default=45)
    times = models.JSONField(default=dict, help_text='when she can come, by weekday: {"Tue": [[900, 1080]]}')
    therapist = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    only = models.BooleanField(default=False, help_text="nobody else sees her")
    spaces = models.JSONField(default=list, help_text="a room with one of these will do; none: any room")
    things = models.JSONField(default=list, help_text="what the visit needs throughout")
    must = models.BooleanField(default=False, help_text="she has to be seen")


class SchoolClass(models.Model):
    """A class, with what is never taken from its children and what its teacher would rather keep."""

    school = models.ForeignKey(School, models.CASCADE, related_name="classes")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=60)
    not_during = models.JSONField(default=list, help_text="recess, lunch, specials")
    rather_not = models.JSONField(default=list, help_text="such as the reading block")

    class Meta:
        verbose_name_plural = "school classes"
        ordering = ["school__name", "name"]

    def __str__(self) -> str:
        return self.name


class Service(models.TextChoices):
    ALONE = "alone", "Alone"
    GROUP = "group", "With others"
    EITHER = "either", "Either will do"


class SchoolPlace(models.Model):
    """How a child is seen at school: in which class she is, how long a session is, with whom."""

    child = models.OneToOneField(Child, models.CASCADE, related_name="school_place")
    school_class = models.ForeignKey(SchoolClass, models.CASCADE, related_name="places")
    session_minutes = models.PositiveSmallIntegerField(default=30)
    goal = models.CharField(max_length=60, blank=True, help_text="the deeper goal; like goals may share a session")
    service = models.CharField(max_length=6, choices=Service.choices, default=Service.ALONE)
    therapist = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    not_during = models.JSONField(default=list, help_text="her own times off, besides her class’s")
    must = models.BooleanField(default=False, help_text="all minutes have to be given")
    apart = models.ManyToManyField("self", blank=True, help_text="not in one session; never with a reason")


class Kind(models.TextChoices):
    DAY = "day", "A day at the clinic"
    WEEK = "week", "A school week"


class State(models.TextChoices):
    ASKED = "asked", "asked for"
    PLANNING = "planning", "being planned"
    DONE = "done", "planned"
    FAILED = "failed", "came to nothing"


class Timetable(models.Model):
    """A plan of one day, or of a week that holds from its Monday until there is a newer one.

    What was asked of the planner names nobody: children, therapists, rooms, schools and classes stand in it by number
    (``{c7}``), so that each reader gets only the names that she may read.
    """

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="timetables")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    first = models.DateField(help_text="the day, or the Monday from which the week holds")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    asked = models.JSONField(default=dict, help_text="what the planner was asked")
    left_out = models.JSONField(default=list, help_text="who couldn’t be asked for, and why")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    run = models.CharField(max_length=32, blank=True, help_text="the one run of the planner that may write here")
    started_at = models.DateTimeField(null=True, blank=True)
    progress = models.JSONField(default=dict, help_text="seconds, value and bound so far")
    outcome = models.JSONField(default=dict, help_text="status, cost, bound, what is missing and why")
    lunches = models.JSONField(default=list, help_text="therapist, day and start")
    by_hand = models.BooleanField(default=False, help_text="something was moved by hand")
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-first", "-made_at"]
        indexes = [models.Index(fields=["practice", "kind", "-first"])]

    @property
    def is_day(self) -> bool:
        """Whether it is a clinic's day."""
        return self.kind == Kind.DAY

    @property
    def is_working(self) -> bool:
        """Whether the planner is at it, or soon will be."""
        return self.state in {State.ASKED, State.PLANNING}

    def date_of(self, weekday: int) -> dt.date:
        """The date of a weekday (0 is Monday) in the plan's first week."""
        return self.first if self.is_day else self.first + dt.timedelta(days=weekday)


class Slot(models.Model):
    """One child's time in a plan. Children with the same therapist, weekday and start share it."""

    timetable = models.ForeignKey(Timetable, models.CASCADE, related_name="slots")
    child = models.ForeignKey(Child, models.CASCADE, related_name="slots")
    therapist = models.ForeignKey(User, models.CASCADE, related_name="slots")
    room = models.ForeignKey("play.Room", models.SET_NULL, null=True, blank=True, related_name="+")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday")
    start = models.PositiveSmallIntegerField(help_text="minutes after midnight")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["weekday", "start", "pk"]
        indexes = [models.Index(fields=["therapist", "weekday"])]

    @property
    def end(self) -> int:
        """When it is over."""
        return self.start + self.minutes
