"""Who there is: people, practices, children, and what each may see and do."""

from __future__ import annotations

import datetime as dt
import uuid
import zoneinfo

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pebblepath.apps.people.public_ids import new_public_id


class Theme(models.TextChoices):
    CALM = "calm", "Calm"
    BRIGHT = "bright", "Bright"
    LOW_LIGHT = "low", "Low light"
    CONTRAST = "contrast", "High contrast"


class Role(models.TextChoices):
    THERAPIST = "therapist", "Therapist"
    FAMILY = "family", "Family"
    TEACHER = "teacher", "Teacher"
    CHILD = "child", "Child"
    OTHER = "other", "Someone else who is there for the child"


class Setting(models.TextChoices):
    HOME = "home", "At home"
    SCHOOL = "school", "At school"
    COMMUNITY = "community", "Out and about"
    CLINIC = "clinic", "At the clinic"


class Scope(models.TextChoices):
    """What a consent allows. Each is asked for, given and taken back by itself."""

    SEE = "see", "see goals, stones and what helps"
    TELL = "tell", "tell moments"
    TIMELINE = "timeline", "see what others told"
    OTHER_HOME = "other_home", "see what was told in the other home"
    SHAPE = "shape", "make and change goals and strategies"
    CIRCLE = "circle", "invite people and say who may see what"
    TAKE = "take", "bring moments in and take them out as a file"
    PLAY = "play", "plan sessions and write notes"


class UserManager(DjangoUserManager["User"]):
    """Accounts are known by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:  # type: ignore[override]
        """An account with a hashed password; None makes one that can't sign in by password."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    """Somebody who signs in."""

    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mail", unique=True)
    name = models.CharField(max_length=80)
    theme = models.CharField(max_length=10, choices=Theme.choices, default=Theme.CALM)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.name or self.email

    def is_staff_somewhere(self) -> bool:
        """Whether this person works for a practice."""
        return self.staff_of.exists()


class Practice(models.Model):
    """A clinic, a school team or one therapist: it holds children and staff."""

    name = models.CharField(max_length=120)
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    time_zone = models.CharField(max_length=50, default="UTC")
    staff = models.ManyToManyField(User, through="Staff", related_name="practices")

    def __str__(self) -> str:
        return self.name


class Staff(models.Model):
    """A person works for a practice. By itself this opens no child: that takes a place in the child's circle."""

    user = models.ForeignKey(User, models.CASCADE, related_name="staff_of")
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="staff_places")
    leads = models.BooleanField(default=False, help_text="may invite colleagues")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "practice"], name="once_on_the_staff")]


class Pronouns(models.TextChoices):
    SHE = "she", "she / her"
    HE = "he", "he / him"
    THEY = "they", "they / them"


class Child(models.Model):
    """A child. Everything about her hangs here, and only her circle gets here."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="children")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField("first name", max_length=60)
    pronouns = models.CharField(max_length=4, choices=Pronouns.choices, default=Pronouns.THEY)
    born = models.DateField("birthday", null=True, blank=True)
    picture = models.CharField(max_length=20, default="turtle")
    joys = models.CharField("what brings joy", max_length=200, blank=True)
    source = models.TextField(blank=True, help_text="the publication, for a child known only from a published study")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "children"

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone of the child's practice."""
        return zoneinfo.ZoneInfo(self.practice.time_zone)

    def today(self) -> dt.date:
        """The date where the child's practice is."""
        return timezone.localdate(timezone=self.zone)

    def age_on(self, today: dt.date) -> int | None:
        """Whole years, or None when the birthday isn't known."""
        if self.born is None:
            return None
        return today.year - self.born.year - ((today.month, today.day) < (self.born.month, self.born.day))


class Household(models.Model):
    """One of a child's homes."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="households")
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(models.QuerySet["Member"]):
    """Places in circles."""

    def present(self) -> MemberQuerySet:
        """Those who haven't left."""
        return self.filter(left_at=None)


class Member(models.Model):
    """A person's place in one child's circle."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.CASCADE, related_name="places", null=True, blank=True)
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(max_length=80, help_text="how the circle calls this person: Mum, Ms. Lopez")
    household = models.ForeignKey(Household, models.SET_NULL, null=True, blank=True)
    setting = models.CharField(max_length=10, choices=Setting.choices, default=Setting.HOME)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "user"],
                condition=Q(left_at=None, user__isnull=False),
                name="one_place_per_circle",
            )
        ]
        indexes = [models.Index(fields=["user", "left_at"])]

    def __str__(self) -> str:
        return self.name


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Grants."""

    def in_force(self, now: dt.datetime) -> ConsentQuerySet:
        """Those neither taken back nor run out."""
        return self.filter(revoked_at=None).filter(Q(until=None) | Q(until__gt=now))


class Consent(models.Model):
    """One thing that one member may do, given by somebody, until some day, and it can be taken back."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="consents")
    scope = models.CharField(max_length=12, choices=Scope.choices)
    goal_id = models.CharField(max_length=12, blank=True, help_text="public id of the one goal it is about; empty: all")
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "scope", "goal_id"],
                condition=Q(revoked_at=None),
                name="one_consent_in_force",
            )
        ]


class Invitation(models.Model):
    """A link that lets somebody join a circle (or a practice's staff), once, until it runs out."""

    token = models.CharField(max_length=43, unique=True)
    practice = models.ForeignKey(Practice, models.CASCADE)
    child = models.ForeignKey(Child, models.CASCADE, null=True, blank=True, related_name="invitations")
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(max_length=80)
    email = models.EmailField("e-mail", blank=True)
    household = models.ForeignKey(Household, models.SET_NULL, null=True, blank=True)
    goal_ids = models.JSONField(default=list, help_text="public ids of the goals to share; empty: all")
    invited_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def is_open(self, now: dt.datetime) -> bool:
        """Whether it can still be used."""
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > now


class Message(models.Model):
    """Something that one person of a circle writes to others; who may read it is settled when it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.CASCADE, related_name="messages")
    author = models.ForeignKey(Member, models.RESTRICT, related_name="messages_sent")
    words = models.TextField(max_length=600)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["sent_at", "id"]
        indexes = [models.Index(fields=["child", "-sent_at"])]

    def __str__(self) -> str:
        return self.words[:40]


class MessageReader(models.Model):
    """One person may read one message. Who joins later has no row, and so reads nothing of what was before."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="readers")
    member = models.ForeignKey(Member, models.CASCADE, related_name="to_read")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "member"], name="one_reader_a_message")]
        indexes = [models.Index(fields=["member", "read_at"])]


class Deed(models.TextChoices):
    """What an audit line tells."""

    OPENED = "opened", "opened"
    ADDED = "added", "added"
    CHANGED = "changed", "changed"
    REMOVED = "removed", "removed"
    GAVE = "gave", "gave"
    TOOK_BACK = "took_back", "took back"
    INVITED = "invited", "invited"
    JOINED = "joined", "joined"
    LEFT = "left", "left"
    TOOK_OUT = "took_out", "took out as a file"
    SIGNED_IN = "signed_in", "signed in"


PAGES = {
    "child_day": "the day’s page",
    "therapist_day": "the therapist’s day",
    "paths": "the paths",
    "path": "a path",
    "voice": "the page to say what one sees",
    "river": "the victories",
    "book": "the book of victories",
    "book_paper": "the book of victories, as a paper",
    "home_programme": "the ideas for home",
    "home_programme_paper": "the ideas for home, as a paper",
    "pick_home_ideas": "the page to pick ideas for home",
    "measures": "the totals of measures",
    "reports": "the reports",
    "new_report": "the page for a new report",
    "report": "a report",
    "signed_report": "a signed report",
    "report_moments": "the moments behind a number of a report",
    "report_paper": "a report, as a paper",
    "share_report": "the page to show a report by a link",
    "all_reports": "the reports to sign",
    "report_batch": "the page that drafts reports for all",
    "your_data": "the page of everything as one archive",
    "your_data_file": "everything, as one archive",
    "delete_record": "the page to delete everything",
    "tell_victory": "the page to tell a victory",
    "progress": "how it went",
    "my_voice": "my voice",
    "choose": "a page to choose from",
    "new_goal": "the page for a new goal",
    "change_goal": "a goal’s words",
    "scale": "a goal’s scale",
    "attainment": "how far goals were reached",
    "level": "how far goals were reached",
    "split": "the page that splits a stone",
    "tell": "the page to tell a moment",
    "timeline": "the moments",
    "moment": "a moment",
    "bring_in": "the page to bring moments in",
    "take_out": "moments, as a file",
    "right_now": "right now",
    "what_helps": "what helps",
    "what_helps_paper": "what helps, as a paper",
    "new_try_out": "the page for a fair try",
    "try_out": "a fair try",
    "about_me": "about me",
    "ideas": "ideas for a goal",
    "lens": "the lens",
    "hello": "the first telling",
    "hello_step": "a step of the first telling",
    "say": "the page to say something about the child",
    "passport": "the passport",
    "passport_paper": "the passport, as a paper",
    "toolkit": "the toolkit",
    "cards": "the cards",
    "own_strategy": "the page for an own strategy",
    "toolkit_paper": "the toolkit, as a paper",
    "share_toolkit": "the page to share the toolkit",
    "reminders": "the page for reminders",
    "strategy_photo": "a photo of the toolkit",
    "change_photo": "the page for a photo",
    "circle": "the circle",
    "invite": "the page to invite",
    "member": "what a member may see",
    "record": "this record",
    "messages": "the messages",
    "who_sees": "who sees what",
    "class_page": "the class page",
    "class_cards": "cards for the desk, by a class link",
    "class_passport": "the passport, by a class link",
    "class_friday": "the Friday page, by a class link",
    "class_sheet": "the tick sheet, by a class link",
    "class_sheet_paper": "a tick sheet, as a paper, by a class link",
    "class_link": "the page of a class link",
    "link_sheet": "the tick sheet of a class",
    "link_sheet_paper": "the tick sheet of a class, as a paper",
    "tick_sheet": "the tick sheet",
    "tick_sheet_paper": "the tick sheet, as a paper",
    "fridays": "what helped at school, week by week",
    "thank_for_friday": "what helped at school, week by week",
    "change_child": "the page about the child",
    "timetables": "the days and weeks",
    "timetable": "a plan of a day or week",
    "plan_day": "the page to plan a day",
    "plan_week": "the page to plan a school week",
    "slot": "one time of a plan",
    "usual_visit": "the usual visit",
    "school_place": "the place at school",
    "sessions": "the sessions",
    "plan_session": "the page to plan a session",
    "change_plan": "a plan to play",
    "run_session": "session mode",
    "run_group": "session mode of a group",
    "note": "a note",
    "signed_note": "a signed note",
    "note_paper": "a note, as a paper",
    "door_card": "a door card",
    "door_paper": "a door card, as a paper",
    "unsigned": "the notes to sign",
    "minutes": "the minutes",
    "minutes_file": "the minutes, as a file",
    "offline_pages": "copies of her pages, kept for when there is no network",
    "my_space": "my space",
    "my_stones": "my stones",
    "my_path": "my path",
    "my_cards": "my cards",
    "my_card": "one of my cards",
    "my_joys": "what I love",
    "feeling": "how I feel",
    "feeling_where": "where I feel it",
    "feeling_picture": "a picture for how I feel",
    "my_more": "more of my space",
    "my_break": "my kind of break",
    "first_then": "first, then",
    "my_choices": "my choices",
    "my_board": "one of my boards",
    "my_away": "what I put away",
    "my_out": "the way out of my space",
    "own_photo": "a photo of my space",
    "my_setup": "how my space is set up",
    "new_board": "the page for a new board",
    "set_up_board": "the pictures of a board",
    "set_up_day": "the pictures of my day",
}


class AuditLine(models.Model):
    """Who did what, when, with which child's record. Lines are added, never changed."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(
        max_length=80, blank=True, help_text="who it was, where there is no account: a link's name"
    )
    child = models.ForeignKey(Child, models.CASCADE, null=True, related_name="audit_lines")
    deed = models.CharField(max_length=12, choices=Deed.choices)
    about = models.CharField(max_length=40, help_text="what kind of thing: page, goal, moment …")
    ref = models.CharField(max_length=80, blank=True, help_text="which one")

    class Meta:
        indexes = [models.Index(fields=["child", "-at"])]

    @property
    def what(self) -> str:
        """What it was done to, in words."""
        return PAGES.get(self.about, self.about.replace("_", " "))

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise ValueError("an audit line is added once and never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise ValueError("an audit line is never removed by itself")
