"""What is known of a child, what was given to her, and the cards that her practice made its own."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone

from pebblepath.apps.people.models import Child, Household, Member, Practice, Setting, User
from pebblepath.apps.people.public_ids import new_public_id


class StrategyQuerySet(models.QuerySet["Strategy"]):
    """Given strategies."""

    def in_use(self) -> StrategyQuerySet:
        """Those that weren't ended."""
        return self.filter(ended_at=None)

    def pictured(self) -> StrategyQuerySet:
        """With the words of their photos, but without the photos themselves, in the same query."""
        return self.select_related("photo").defer("photo__jpeg")


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
    """What kind of thing is known about a child, in the order in which it is told."""

    STRENGTH = "strength", "What I am good at"
    JOY = "joy", "What I love"
    SENSE = "sense", "How things feel to me"
    SIGN = "sign", "Signs that I am getting too full"
    HELPS = "helps", "What helps me then"
    WORSE = "worse", "What makes it harder"
    CARE = "care", "What keeps me safe"


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


class Care(models.TextChoices):
    """What needs minding. A card that doesn't go with it is never offered; the words are the family's."""

    MOUTHS = "mouths", "Puts small things in the mouth"
    CHOKING = "choking", "Can choke on food or small parts"
    FOOD_ALLERGY = "food-allergy", "Food allergy"
    LATEX = "latex", "Latex allergy (balloons, some gloves and bands)"
    SEIZURES = "seizures", "Has seizures"
    RUNS_OFF = "runs-off", "May run off"
    BREATHING = "breathing", "Breathing or heart needs care"
    JOINTS = "joints", "Bones or joints need care"
    SKIN = "skin", "Skin needs care"
    HEIGHTS = "heights", "Not safe at heights yet"
    WATER = "water", "Not safe near water alone"


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
    care = models.CharField(max_length=12, choices=Care.choices, blank=True)
    picture = models.CharField(max_length=40, blank=True, help_text="name of a symbol; empty: none was picked")
    words = models.CharField(max_length=120)
    told_by = models.ForeignKey(Member, models.RESTRICT, related_name="traits")
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


class OpenLink(models.Model):
    """A link that shows one thing to somebody without an account, until it runs out or is taken back."""

    token = models.CharField(max_length=43, unique=True)
    name = models.CharField(max_length=80, help_text="for whom it was made")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-made_at"]

    def is_open(self, now: dt.datetime) -> bool:
        """Whether it still shows anything."""
        return self.revoked_at is None and self.expires_at > now


class PassportLink(OpenLink):
    """A link to the passport."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="passport_links")


class ToolkitLink(OpenLink):
    """A link to some strategies of a toolkit: those that were chosen, as long as they are in use."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="toolkit_links")
    strategies = models.ManyToManyField(Strategy, related_name="+")


class AtHand(models.Model):
    """The things that there are in one of a child's places, so that ideas need nothing that isn't there."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="at_hand")
    household = models.ForeignKey(
        Household,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="at_hand",
        help_text="which home, where there are two",
    )
    setting = models.CharField(max_length=10, choices=Setting.choices)
    things = models.JSONField(default=list, help_text="names as they stand on the cards, or the family's own")

    class Meta:
        verbose_name_plural = "things at hand"
        constraints = [
            models.UniqueConstraint(
                fields=["child", "setting", "household"], nulls_distinct=False, name="one_list_a_place"
            )
        ]


class TimeOfDay(models.TextChoices):
    MORNING = "morning", "Morning"
    MEAL = "meal", "Mealtime"
    AFTERNOON = "afternoon", "After school"
    BATH = "bath", "Bath time"
    BED = "bed", "Bedtime"
    WEEKEND = "weekend", "Weekend"


class Routine(models.Model):
    """Something that a family does anyway, in their own words: a new idea fits best inside one."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="routines")
    household = models.ForeignKey(Household, models.CASCADE, null=True, blank=True, related_name="routines")
    time = models.CharField(max_length=10, choices=TimeOfDay.choices)
    words = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "household", "time"], nulls_distinct=False, name="one_routine_a_time_and_home"
            )
        ]


class Intake(models.Model):
    """How far one person has come with telling about a child for the first time; each step is kept as it is told."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="intake")
    done = models.JSONField(default=list, help_text="names of the steps that were answered or passed over")
    hope = models.CharField(
        max_length=200, blank=True, help_text="what would make daily life better, in one's own words"
    )
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)


class CardKind(models.TextChoices):
    STRATEGY = "strategy", "Strategy"
    PLAY = "play", "Play activity"
    OCCUPATION = "occupation", "Everyday activity"


class PracticeCard(models.Model):
    """A practice's say over one card: its own card, its own wording of a library card, or a card it hides.

    The library's files are never touched, so an upgrade of Pebblepath can't take away what a practice wrote.
    """

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="cards")
    kind = models.CharField(max_length=10, choices=CardKind.choices)
    card_id = models.CharField(max_length=40, help_text="the library card's id, or a new one that no upgrade can take")
    version = models.PositiveIntegerField(default=1, help_text="counts up with each change")
    library_version = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="the version of the library card it was written from; empty: the practice's own",
    )
    content = models.JSONField(default=dict, help_text="the card's fields; empty when it is only hidden")
    hidden = models.BooleanField(default=False)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["card_id"]
        constraints = [models.UniqueConstraint(fields=["practice", "kind", "card_id"], name="one_say_a_card")]

    def __str__(self) -> str:
        return str(self.content.get("name") or self.card_id)


class Photo(models.Model):
    """A picture of how a family does it, for the circle alone. It lies in the database, and so in every backup."""

    strategy = models.OneToOneField(Strategy, models.CASCADE, related_name="photo")
    jpeg = models.BinaryField(help_text="made anew from what was sent: small, and without place or camera")
    words = models.CharField(max_length=120, help_text="what is seen there, for who can't see it")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Answer(models.TextChoices):
    """What a family says of a day's idea. All four are normal."""

    DID = "did", "Did it"
    SOME = "some", "Some of it"
    NOT_TODAY = "not_today", "Not today"
    NOT_THIS_WEEK = "not_this_week", "Not this week"


class Tried(models.Model):
    """What was said of the one idea of a day in one home; saying it again changes it."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="tried")
    household = models.ForeignKey(Household, models.CASCADE, null=True, blank=True, related_name="+")
    day = models.DateField()
    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="tried")
    time = models.CharField(max_length=10, choices=TimeOfDay.choices, blank=True, help_text="in which routine, if any")
    answer = models.CharField(max_length=14, choices=Answer.choices)
    by = models.ForeignKey(Member, models.RESTRICT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "tried"
        constraints = [
            models.UniqueConstraint(
                fields=["child", "day", "household"], nulls_distinct=False, name="one_idea_a_day_and_home"
            )
        ]


class Amount(models.IntegerChoices):
    NONE = 0, "Not this week"
    SOME = 1, "Some"
    LOT = 2, "A lot"


class Load(models.Model):
    """How much there is room for in one home in one week. It is information, and nobody has to say why."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="loads")
    household = models.ForeignKey(Household, models.CASCADE, null=True, blank=True, related_name="+")
    week = models.DateField(help_text="its Monday")
    amount = models.PositiveSmallIntegerField(choices=Amount.choices)
    by = models.ForeignKey(Member, models.RESTRICT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "week", "household"], nulls_distinct=False, name="one_load_a_week_and_home"
            )
        ]


class Reminder(models.Model):
    """When one person wants to be reminded of one child's small idea. There is none until somebody asks for it."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="reminder")
    days = models.JSONField(default=list, help_text="weekdays, Monday is 0")
    at = models.TimeField(help_text="where the child's practice is")
    quiet_from = models.TimeField(default=dt.time(20))
    quiet_until = models.TimeField(default=dt.time(7))
    more = models.BooleanField(default=False, help_text="more than two a week, as chosen")
    by_email = models.BooleanField(default=True)
    by_push = models.BooleanField(default=False)
    with_name = models.BooleanField(default=False, help_text="the child's first name may stand on a locked screen")
    is_on = models.BooleanField(default=True)


class SentReminder(models.Model):
    """A reminder of one day. The row is there before anything is sent, so that nothing is sent twice."""

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="sent")
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reminder", "day"], name="one_reminder_a_day")]


class PushPlace(models.Model):
    """A browser that shows a person's reminders, as that browser's maker wants it addressed."""

    user = models.ForeignKey(User, models.CASCADE, related_name="push_places")
    endpoint = models.URLField(max_length=500, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=timezone.now)
