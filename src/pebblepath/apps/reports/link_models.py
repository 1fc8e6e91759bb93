"""A link to a signed report."""

from __future__ import annotations

from django.db import models

from pebblepath.apps.people.models import Child
from pebblepath.apps.reports.models import Report
from pebblepath.apps.understanding.models import OpenLink


class ReportLink(OpenLink):
    """A link to one signed progress report, as it reads to who made the link."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="report_links")
    report = models.ForeignKey(Report, models.CASCADE, related_name="links")
    whole = models.BooleanField(default=False, help_text="whether a score is shown: made by who writes reports")
