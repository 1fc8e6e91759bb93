"""Reports about a child: drafted from what was told, said in the therapist's words, signed, and then only amended."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from pebblepath.apps.people.models import Child, Member, Practice, User
from pebblepath.apps.people.public_ids import new_public_id
from pebblepath.apps.people.signing import Amends, Signed, SignedQuerySet
from pebblepath.core.reports.document import Document, from_json


class ReportKind(models.TextChoices):
    SCHOOL = "school", "Progress report for school"
    PAYER = "payer", "Progress report for a payer"
    FIRST = "first", "First report"
    HOME = "home", "Home programme"


class ReportQuerySet(SignedQuerySet["Report"]):
    """Reports."""


class Report(Signed):
    """One report about one child.

    ``facts`` is what the report counts, as it stood when it was drafted: whatever the kind keeps there, its
    ``"moments"`` are the rows ``{"id", "day", "goal", "setting", "who", "role", "step", "reached", "help"}`` of every
    moment that a source of the document names, and ``"as_of"`` says when they were read. ``drafted`` is the document
    as the rules wrote it. ``document`` is the document as it was signed, with the therapist's words in it and without
    what she left out; it is empty before.
    """

    child = models.ForeignKey(Child, models.CASCADE, related_name="reports")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=6, choices=ReportKind.choices)
    form_name = models.CharField(max_length=80, blank=True, help_text="what the reader's own form is called")
    first = models.DateField(help_text="the first day it tells of")
    last = models.DateField(help_text="the last day it tells of")
    language = models.CharField(max_length=12, default="en")
    by = models.ForeignKey(Member, models.RESTRICT, related_name="reports")
    asked = models.JSONField(default=dict, help_text="what was asked for: goals by public id, whether with a T-score …")
    facts = models.JSONField(default=dict, help_text="what it counts, as it stood when it was drafted")
    drafted = models.JSONField(default=dict, help_text="the document as the rules wrote it")
    left_out = models.JSONField(default=list, help_text="keys of the lines that the therapist left out")
    words = models.JSONField(default=dict, help_text="the therapist's own words, by section")
    document = models.JSONField(default=dict, help_text="the document as it was signed")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-last", "-made_at"]
        indexes = [models.Index(fields=["child", "-last"]), models.Index(fields=["by", "signed_at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} about {self.child}"

    def draft(self) -> Document:
        """The document as the rules wrote it."""
        return from_json(self.drafted)

    def as_signed(self) -> Document:
        """The document as it was signed.

        Raises:
            ValueError: it isn't signed yet.
        """
        if not self.signed_at:
            raise ValueError("this report isn't signed yet, so there is no signed document")
        return from_json(self.document)


class ReportAmendment(Amends):
    """What was added to a signed report, and why. The report itself stays as it was signed."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="amendments")


class Measure(models.Model):
    """Total scores of a licensed instrument, typed by who holds its licence. Never its items, never its norms."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="measures")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=80, help_text="of the instrument")
    day = models.DateField(help_text="when it was done")
    licence_holder = models.CharField(max_length=80)
    by = models.ForeignKey(Member, models.RESTRICT, related_name="measures")
    totals = models.JSONField(default=list, help_text="rows of name and value")
    words = models.TextField(max_length=600, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["child", "-day"])]

    def __str__(self) -> str:
        return f"{self.name}, {self.day}"


class ReportYear(models.Model):
    """When a practice's reports are due, and what their readers call them."""

    practice = models.OneToOneField(Practice, models.CASCADE, related_name="report_year")
    quarters = models.JSONField(default=list, help_text="rows of name, first and last day; in order of time")
    school_form = models.CharField(max_length=80, default="IEP progress report")
    payer_form = models.CharField(max_length=80, default="Occupational therapy progress report")


class Batch(models.Model):
    """Reports for all children of one therapist, drafted in one go; each still waits to be read and signed."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="report_batches")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=ReportKind.choices)
    form_name = models.CharField(max_length=80, blank=True)
    first = models.DateField()
    last = models.DateField()
    asked = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_again_at = models.DateTimeField(null=True, blank=True, help_text="when dropped work was taken up again")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "batches"
        ordering = ["-made_at"]


class BatchRow(models.Model):
    """One child of a batch: not drafted yet, drafted, why there was nothing to draft, or broken off."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    child = models.ForeignKey(Child, models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, models.SET_NULL, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField(blank=True, help_text="what is missing, as a sentence")
    failed = models.BooleanField(default=False, help_text="whether drafting it broke off; it can be tried again")

    class Meta:
        ordering = ["child__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "child"], name="once_a_batch")]


# Django finds models here; these are about the end of a record, what families choose of a home programme, links to a
# report, and everything as one file.
from pebblepath.apps.reports.deletion_models import Deletion, DeletionAnswer, KeepingRule, KeptRecord  # noqa: E402, F401
from pebblepath.apps.reports.home_models import HomeChoice  # noqa: E402, F401
from pebblepath.apps.reports.link_models import ReportLink  # noqa: E402, F401
from pebblepath.apps.reports.takeout_models import Takeout  # noqa: E402, F401
