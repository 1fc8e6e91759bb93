"""What a child says and keeps on her own screens, and how her grown-ups set these up."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from django.utils import timezone

from pebblepath.apps.people.access import Access
from pebblepath.apps.people.models import Child, Household, Member, Role, Scope, User
from pebblepath.apps.understanding.models import Trait

FRIDAY = 4


class Says(models.TextChoices):
    """The three answers, one to a face."""

    LIKE = "like", "I like it"
    FINE = "fine", "It is okay"
    HARD = "hard", "It is hard for me, or not for me"


class CardAnswer(models.Model):
    """What a child said last of one card. What follows from it for others is the trait; some answers have none."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="card_answers")
    card = models.CharField(max_length=40, help_text="id of the card in library/picture_cards.toml")
    says = models.CharField(max_length=4, choices=Says.choices)
    at = models.DateTimeField(help_text="when she said it last")
    told_by = models.ForeignKey(Member, models.RESTRICT, related_name="card_answers")
    trait = models.ForeignKey(Trait, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "card"], name="one_answer_a_card")]

    def __str__(self) -> str:
        return f"{self.card}: {self.says}"


class Colour(models.TextChoices):
    """The ground of her screens. The pictures and words on it stay the same."""

    MIST = "mist", "Mist"
    SKY = "sky", "Sky"
    MOSS = "moss", "Moss"
    SUN = "sun", "Sun"
    CLAY = "clay", "Clay"
    PAPER = "paper", "Paper"


class Thing(models.TextChoices):
    """What there is in My space, in the order in which it comes."""

    FEELING = "feeling", "How I feel"
    FIRST_THEN = "first_then", "First, then"
    STONES = "stones", "My stones"
    CHOICES = "choices", "My choices"
    DAY = "day", "My day"
    CARDS = "cards", "My cards"


ON_A_SCREEN = 3
USUAL_HOME = [Thing.FEELING.value, Thing.FIRST_THEN.value, Thing.STONES.value]


def usual_home() -> list[str]:
    """The three things on the first screen unless others are picked."""
    return list(USUAL_HOME)


class Setup(models.Model):
    """How one child's screens are set up. Everything that moves or sounds by itself is off until somebody wants it."""

    child = models.OneToOneField(Child, models.CASCADE, related_name="my_setup")
    colour = models.CharField(max_length=5, choices=Colour.choices, default=Colour.MIST)
    home = models.JSONField(default=usual_home, help_text="the three things on the first screen, in their order")
    quiet = models.BooleanField(default=False, help_text="no ear that reads a screen aloud")
    scan_seconds = models.PositiveSmallIntegerField(default=0, help_text="one switch: seconds on each thing; 0: off")
    dwell_seconds = models.PositiveSmallIntegerField(default=0, help_text="resting on a thing picks it; 0: off")
    pin = models.CharField(max_length=128, blank=True, help_text="hashed; the way out asks for it")
    pin_misses = models.PositiveSmallIntegerField(default=0)
    pin_rests_until = models.DateTimeField(null=True, blank=True, help_text="after too many misses")

    def __str__(self) -> str:
        return f"My space of {self.child}"


class OfAHome(models.Model):
    """Something of one of a child's homes, or of both."""

    household = models.ForeignKey(
        Household, models.SET_NULL, null=True, blank=True, related_name="+", help_text="whose home; empty: every home"
    )

    class Meta:
        abstract = True


def in_homes_of(access: Access) -> Q:
    """Which boards, days and photos this person has before her.

    Grown-ups see what is for every home and what is of their own; what is of another home only where that was agreed,
    also who belongs to none. The child sees what is of the home where she is; where nobody said which that is, all.
    """
    home = access.member.household_id
    if access.may(Scope.OTHER_HOME) if access.member.role != Role.CHILD else home is None:
        return Q()
    return Q(household=None) | Q(household=home)


class Board(OfAHome):
    """A few pictures to choose one from: the snack, the song, the first game; or to ask with, as "I need"."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="boards")
    name = models.CharField(max_length=40)
    asks = models.BooleanField(default=False, help_text="what is picked here is something that she asks for")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class OwnPhoto(OfAHome):
    """A photo for a child's own screens: her cup, her bus. It lies in the database, and so in every backup."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="own_photos")
    jpeg = models.BinaryField(help_text="made anew from what was sent: small, and without place or camera")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)


class Pictured(models.Model):
    """A picture with a few words, in its place among others."""

    place = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=40)
    symbol = models.CharField(max_length=40, default="picture")
    photo = models.OneToOneField(OwnPhoto, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.words


class BoardItem(Pictured):
    """One picture on a board."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="items")


class When(models.TextChoices):
    """On which days something is part of the day."""

    EVERY = "every", "Every day"
    WEEK = "week", "Monday to Friday"
    WEEKEND = "weekend", "Saturday and Sunday"
    ONCE = "once", "Only today"


class DayItem(Pictured, OfAHome):
    """One thing of a child's day. It has a place and no clock: what comes next is all there is to know."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="day_items")
    when = models.CharField(max_length=7, choices=When.choices, default=When.EVERY)
    on = models.DateField(null=True, blank=True, help_text="the day, for what is only once")
    done_on = models.DateField(null=True, blank=True, help_text="the last day on which she laid it face down")

    class Meta(Pictured.Meta):
        abstract = False

    def is_on(self, today: dt.date) -> bool:
        """Whether it is part of this day."""
        if self.when == When.ONCE:
            return self.on == today
        workday = today.weekday() <= FRIDAY
        return self.when == When.EVERY or workday == (self.when == When.WEEK)


class Away(models.TextChoices):
    """What a child may put away from her own screens."""

    PATH = "path", "a path"
    ITEM = "item", "a choice"
    DAY = "day", "a part of the day"


class Hidden(models.Model):
    """Something that a child doesn't want to see on her own screens. Grown-ups still see it.

    What keeps her safe is no part of her screens, so it can't be put away.
    """

    child = models.ForeignKey(Child, models.CASCADE, related_name="put_away")
    kind = models.CharField(max_length=4, choices=Away.choices)
    ref = models.CharField(max_length=12, help_text="a goal's public id, or the key of a picture")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "hidden"
        constraints = [models.UniqueConstraint(fields=["child", "kind", "ref"], name="put_away_once")]


class Energy(models.TextChoices):
    """How much there is in her body just now: three kinds, none better than another."""

    SLEEPY = "sleepy", "Sleepy"
    SLOW = "slow", "Slow"
    BUZZING = "buzzing", "Buzzing"


class Place(models.TextChoices):
    """Where in her body she feels it."""

    HEAD = "head", "Head"
    CHEST = "chest", "Chest"
    TUMMY = "tummy", "Tummy"
    ARMS = "arms", "Arms and hands"
    LEGS = "legs", "Legs and feet"
    ALL_OVER = "all", "All over"
    NOT_SURE = "unsure", "I am not sure"


class Feeling(models.TextChoices):
    """A picture for it, if she likes. The order is mixed on purpose: none is the first, none the last."""

    WORRIED = "worried", "Worried"
    HAPPY = "happy", "Happy"
    ANGRY = "angry", "Angry"
    CALM = "calm", "Calm"
    SAD = "sad", "Sad"
    EXCITED = "excited", "Excited"


def own_words_for(access: Access) -> Q:
    """What a child told with pictures, as far as this person may read it.

    One's own always. For others it is like a moment without a goal, so it takes the consent to see what others told of
    all goals; what was told in another home stays there unless that was agreed.
    """
    hers, mine = Q(child=access.child), Q(told_by=access.member)
    if not access.may(Scope.TIMELINE) or access.goals_for(Scope.TIMELINE) is not None:
        return hers & mine
    if access.may(Scope.OTHER_HOME):
        return hers
    return hers & (mine | Q(household=None) | Q(household=access.member.household_id))


class OwnWord(models.Model):
    """Something a child told with pictures. Its id is made with the page, so that two taps make one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.CASCADE, related_name="%(class)s_set")
    told_by = models.ForeignKey(Member, models.RESTRICT, related_name="+")
    household = models.ForeignKey(Household, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    day = models.DateField(help_text="the date where she is")

    class Meta:
        abstract = True
        ordering = ["-at"]


class CheckIn(OwnWord):
    """How she feels: her energy, and if she likes where in her body and a picture for it. No sum, no scale."""

    energy = models.CharField(max_length=8, choices=Energy.choices)
    where = models.CharField(max_length=8, choices=Place.choices, blank=True)
    feeling = models.CharField(max_length=8, choices=Feeling.choices, blank=True)

    class Meta(OwnWord.Meta):
        indexes = [models.Index(fields=["child", "day"])]

    def __str__(self) -> str:
        return " · ".join(self.words)

    @property
    def words(self) -> Sequence[str]:
        """What she told, in words."""
        told = (self.get_energy_display(), self.where and self.get_where_display(), self.get_feeling_display())
        return [str(word) for word in told if word]


class Choice(OwnWord):
    """What she picked from a board, in the words that stood there."""

    item = models.ForeignKey(BoardItem, models.SET_NULL, null=True, related_name="+")
    board_name = models.CharField(max_length=40)
    words = models.CharField(max_length=40)
    symbol = models.CharField(max_length=40)

    class Meta(OwnWord.Meta):
        indexes = [models.Index(fields=["child", "day"])]

    def __str__(self) -> str:
        return f"{self.board_name}: {self.words}"
