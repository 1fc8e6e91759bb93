"""Everyday goals: what a child would like to do, and the stones on the way."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.utils import timezone

from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Child, Member, Scope, User
from pebblepath.apps.people.public_ids import new_public_id
from pebblepath.core.goals.standing import WINDOW, Standing, standing


class State(models.TextChoices):
    ACTIVE = "active", "On the way"
    PAUSED = "paused", "Resting"
    CLOSED = "closed", "Finished"


class Importance(models.IntegerChoices):
    """How much it matters, asked of the child and of the family, each for themselves."""

    LITTLE = 1, "a little"
    QUITE = 2, "quite a bit"
    VERY = 3, "very much"


# Written out, as putting six of them together anew for each page takes longer than all that they look up.
NEWEST_STEP = """
SELECT step FROM moments_moment
WHERE goal_id = goals_goal.id AND removed_at IS NULL AND step IS NOT NULL
ORDER BY happened_at DESC LIMIT 1 OFFSET %s
"""


class GoalQuerySet(models.QuerySet["Goal"]):
    """Goals."""

    def seen_by(self, *accesses: Access, scope: Scope = Scope.SEE) -> GoalQuerySet:
        """The goals that a person's consents cover, of one child or of several."""
        # Of several children it is mostly all goals: one list is read more quickly than a chain of "or".
        covered = [(access.child.pk, access.goals_for(scope)) for access in accesses]
        whole = [child for child, goals in covered if goals is None]
        some = [Q(child=child, public_id__in=goals) for child, goals in covered if goals is not None]
        wanted = [Q(child__in=whole)] * bool(whole) + some
        return self.filter(reduce(or_, wanted)) if wanted else self.none()

    def with_newest_steps(self) -> GoalQuerySet:
        """Each goal with the steps of its newest moments, as ``newest_0`` (the newest) to ``newest_5``.

        Each is one look into an index, so it is as quick with fifty thousand moments as with fifty.
        """
        return self.annotate(**{f"newest_{n}": RawSQL(NEWEST_STEP, [n]) for n in range(WINDOW)})


class Goal(models.Model):
    """An everyday activity for one child, with stones from where she is today."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="goals")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    occupation = models.CharField(max_length=60, blank=True, help_text="id of the library card; empty: own words")
    title = models.CharField(max_length=80, help_text="in the child's or the family's own words")
    symbol = models.CharField(max_length=40, default="heart")
    settings = models.JSONField(default=list, help_text="where it matters")
    child_importance = models.PositiveSmallIntegerField(choices=Importance.choices, null=True, blank=True)
    family_importance = models.PositiveSmallIntegerField(choices=Importance.choices, null=True, blank=True)
    levels = models.PositiveSmallIntegerField(default=5, help_text="how many stones: 5, or 2 to 7 for a study's scale")
    start_step = models.PositiveSmallIntegerField(default=1, help_text="the stone where she was when the goal was made")
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACTIVE)
    hoped_by = models.DateField(null=True, blank=True, help_text="the day by which a therapist's scale hopes for it")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["state", "made_at"]

    def __str__(self) -> str:
        return self.title

    def standing(self) -> Standing:
        """Where the child stands now; the goal must come from `with_newest_steps`."""
        newest = (getattr(self, f"newest_{n}") for n in range(WINDOW))
        return standing([step for step in newest if step is not None], start_step=self.start_step)

    @property
    def start_level(self) -> int:
        """Where she was at the start on the −2 … +2 scale of goal attainment (five stones only)."""
        return self.start_step - 2


class Stone(models.Model):
    """One step on the path: step 0 is the lowest (−2 for five stones)."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="stones")
    step = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120)
    lit_on = models.DateField(null=True, blank=True, help_text="the first day she stood on it")
    lit_by_child_on = models.DateField(null=True, blank=True, help_text="the day she lit it herself, in My space")

    class Meta:
        ordering = ["step"]
        constraints = [models.UniqueConstraint(fields=["goal", "step"], name="one_stone_a_step")]

    def __str__(self) -> str:
        return self.words


class Pebble(models.Model):
    """A stone split smaller: one small thing to do on the way to it."""

    stone = models.ForeignKey(Stone, models.CASCADE, related_name="pebbles")
    place = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=120)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.words


class VoiceQuerySet(models.QuerySet["Voice"]):
    """What people see."""

    def newest(self) -> VoiceQuerySet:
        """The newest word of each person about each goal."""
        of_the_same = Voice.objects.filter(goal=OuterRef("goal"), member=OuterRef("member")).order_by("-at", "-pk")
        return self.filter(pk=Subquery(of_the_same.values("pk")[:1]))

    def readable_by(self, access: Access, *goals: Goal) -> VoiceQuerySet:
        """What a person may read of some goals: one's own always, of others with the consent for what others told.

        What somebody of another home says only where that was agreed.
        """
        others = Q(goal__in=[goal for goal in goals if access.may(Scope.TIMELINE, goal.public_id)])
        if not access.may(Scope.OTHER_HOME):
            others &= Q(member__household=None) | Q(member__household=access.member.household_id)
        return self.filter(Q(member=access.member.pk) | others, goal__in=goals, member__left_at=None)


class Voice(models.Model):
    """Where one person sees the child on a path, and how much it matters to them. The newest of each counts."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="voices")
    member = models.ForeignKey(Member, models.CASCADE, related_name="voices")
    step = models.PositiveSmallIntegerField(null=True, blank=True, help_text="the stone, 0 the lowest")
    importance = models.PositiveSmallIntegerField(choices=Importance.choices, null=True, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["goal", "member", "-at"])]

    def __str__(self) -> str:
        return f"{self.member}: {self.step}"


class Opinion(models.TextChoices):
    """What a colleague says of a scale."""

    RIGHT = "right", "It looks right"
    SUGGESTS = "suggests", "I suggest something"


class ScaleReview(models.Model):
    """A colleague's look at the scale of a goal. Therapists see it, nobody else."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="scale_reviews")
    by = models.ForeignKey(Member, models.RESTRICT, related_name="scale_reviews")
    opinion = models.CharField(max_length=8, choices=Opinion.choices)
    words = models.CharField(max_length=400, blank=True)
    stones = models.JSONField(default=list, help_text="the words that were looked at, the lowest stone first")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["goal", "-at"])]

    def __str__(self) -> str:
        return f"{self.by}: {self.opinion}"


class Went(models.TextChoices):
    """How it went compared with what was hoped (see core/goals/light.py)."""

    LOT_MORE = "lot_more", "a lot more than hoped"
    LITTLE_MORE = "little_more", "a little more than hoped"
    AS_HOPED = "as_hoped", "as hoped"
    PART_WAY = "part_way", "part of the way"
    AS_BEFORE = "as_before", "as at the start"
    HARDER = "harder", "harder than at the start just now"


class LevelRecord(models.Model):
    """Where a therapist says the child is on a goal's scale, on one day; the newest counts. Therapists see it alone."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="level_records")
    by = models.ForeignKey(Member, models.RESTRICT, related_name="level_records")
    went = models.CharField(max_length=12, choices=Went.choices)
    level = models.SmallIntegerField(help_text="−2 to +2, as these words meant it on that day")
    day = models.DateField()
    words = models.CharField(max_length=300, blank=True, help_text="what was seen")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-day", "-at", "-pk"]
        indexes = [models.Index(fields=["goal", "-day"])]

    def __str__(self) -> str:
        return f"{self.day}: {self.level}"
