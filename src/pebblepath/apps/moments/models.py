"""What happened once in real life, who told it, and what was worth celebrating in it."""

from __future__ import annotations

import uuid
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from pebblepath.apps.goals.models import Goal, Stone
from pebblepath.apps.moments import class_models  # noqa: F401  Django looks for tables here
from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Child, Household, Member, Role, Scope, Setting, User
from pebblepath.apps.understanding.models import Strategy


class Ease(models.IntegerChoices):
    """How a moment without a goal went."""

    VERY_HARD = 0, "very hard"
    HARD = 1, "hard"
    OKAY = 2, "okay"
    WELL = 3, "well"
    VERY_WELL = 4, "very well"


class Feeling(models.IntegerChoices):
    """Did it feel good? Three faces, asked of the child or seen by the grown-up."""

    NO = 0, "not good"
    SO_SO = 1, "so-so"
    YES = 2, "good"


class Help(models.IntegerChoices):
    """How much help there was."""

    NONE = 0, "all by myself"
    WORDS = 1, "a reminder"
    SOME = 2, "some help"
    MUCH = 3, "we did it together"


class MomentQuerySet(models.QuerySet["Moment"]):
    """Moments."""

    def kept(self) -> MomentQuerySet:
        """Those that weren't removed."""
        return self.filter(removed_at=None)

    def seen_by(self, *accesses: Access) -> MomentQuerySet:
        """The moments that a person may read, of one child or of several."""
        # Who reads all of several children has one list of them, which is read more quickly than a chain of "or".
        whole = [access.child.pk for access in accesses if _reads_every(access)]
        wanted = [Q(child__in=whole)] * bool(whole) + [readable(one) for one in accesses if not _reads_every(one)]
        return self.filter(reduce(or_, wanted)) if wanted else self.none()

    def with_stone_words(self) -> MomentQuerySet:
        """Each moment with the words of the stone it reached, as ``stone_words``."""
        stone = Stone.objects.filter(goal=OuterRef("goal"), step=OuterRef("step"))
        return self.annotate(stone_words=Subquery(stone.values("words")[:1]))


def _reads_every(access: Access) -> bool:
    """Whether a person reads all that is told of a child, whatever it is about and in whichever home."""
    return access.goals_for(Scope.TIMELINE) is None and access.may(Scope.OTHER_HOME)


def readable(access: Access) -> Q:
    """Which of a child's moments a person may read.

    One's own always; those of others with the consent for the timeline, about the goals it covers (and each time that
    a break was asked for, apart from any goal). Of a child with two homes, what was told in a home that isn't one's own
    only where that was agreed, also for who belongs to neither.
    """
    wanted = Q(child=access.child)
    goals = access.goals_for(Scope.TIMELINE)
    if goals is not None:
        others = Q(goal__public_id__in=goals) | Q(asked_break=True, goal=None) if goals else Q(pk=None)
        wanted &= Q(told_by=access.member) | others
    if not access.may(Scope.OTHER_HOME):
        wanted &= Q(household=None) | Q(household=access.member.household_id) | Q(told_by=access.member)
    return wanted


class Moment(models.Model):
    """What happened once. Its id is made where it was told, so that telling it twice makes one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.CASCADE, related_name="moments")
    goal = models.ForeignKey(Goal, models.CASCADE, null=True, blank=True, related_name="moments")
    happened_at = models.DateTimeField()
    day = models.DateField(help_text="the date where it happened")
    time_zone = models.CharField(max_length=50, default="UTC")
    setting = models.CharField(max_length=10, choices=Setting.choices)
    household = models.ForeignKey(Household, models.SET_NULL, null=True, blank=True)
    told_by = models.ForeignKey(Member, models.RESTRICT, related_name="moments")
    step = models.PositiveSmallIntegerField(null=True, blank=True, help_text="the stone reached, 0 the lowest")
    ease = models.PositiveSmallIntegerField(choices=Ease.choices, null=True, blank=True)
    felt_good = models.PositiveSmallIntegerField(choices=Feeling.choices, null=True, blank=True)
    proud = models.BooleanField(null=True, blank=True)
    help = models.PositiveSmallIntegerField(choices=Help.choices, null=True, blank=True)
    asked_break = models.BooleanField(default=False)
    asked_help = models.BooleanField(default=False, help_text="asked for help, or for something that was needed")
    words = models.CharField(max_length=600, blank=True)
    strategies = models.ManyToManyField(Strategy, blank=True, related_name="moments")
    told_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = MomentQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        indexes = [
            models.Index(fields=["child", "-happened_at", "-id"]),
            models.Index(fields=["goal", "-happened_at"]),
            models.Index(fields=["goal", "changed_at"]),
            models.Index(fields=["goal", "setting"]),
            models.Index(fields=["goal", "help"]),
            models.Index(fields=["goal", "-step"]),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.goal or self.get_ease_display()}"

    @property
    def told_by_child(self) -> bool:
        """Whether the child herself told it."""
        return self.told_by.role == Role.CHILD


class Version(models.Model):
    """How a moment stood before it was changed."""

    moment = models.ForeignKey(Moment, models.CASCADE, related_name="versions")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    before = models.JSONField()

    class Meta:
        ordering = ["-at"]


class VictoryKind(models.TextChoices):
    """Why a moment is worth celebrating."""

    NEW_STONE = "new_stone", "A new stone"
    NEW_PLACE = "new_place", "In a new place"
    BY_SELF = "by_self", "All by myself"
    ASKED = "asked", "Asked for what was needed"
    AGAIN = "again", "Twice in a row"
    TOLD = "told", "Told with joy"


def words_of_victory(kind: str, *, is_break: bool) -> str:
    """Why something is worth celebrating, in words: a break is named where it was one that was asked for."""
    if kind == VictoryKind.ASKED and is_break:
        return "Asked for a break"
    return str(VictoryKind(kind).label)


class Victory(models.Model):
    """One reason to celebrate one moment."""

    moment = models.ForeignKey(Moment, models.CASCADE, related_name="victories")
    kind = models.CharField(max_length=10, choices=VictoryKind.choices)
    cheers = models.ManyToManyField(Member, blank=True, related_name="cheered")

    class Meta:
        verbose_name_plural = "victories"
        constraints = [models.UniqueConstraint(fields=["moment", "kind"], name="one_victory_a_kind")]

    def get_kind_display(self) -> str:  # type: ignore[no-redef]  # Django leaves it where a model has its own
        """Why, in words."""
        return words_of_victory(self.kind, is_break=self.kind == VictoryKind.ASKED and self.moment.asked_break)
