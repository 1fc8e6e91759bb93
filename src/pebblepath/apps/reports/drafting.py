"""What is drafted for each kind of report, and where only a therapist can say something."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pebblepath.apps.people.access import Access
from pebblepath.apps.reports.first_facts import draft_first
from pebblepath.apps.reports.home_facts import draft_home
from pebblepath.apps.reports.models import Report, ReportKind
from pebblepath.apps.reports.report_facts import draft_progress
from pebblepath.core.reports import first, progress
from pebblepath.core.reports.document import Document

# Reads what is known, keeps it in `report.facts` (with the rows of every moment that is counted), and writes the
# draft. The report needn't be saved yet, and isn't saved here.
Drafter = Callable[[Access, Report], Document]

DRAFTERS: dict[str, Drafter] = {
    ReportKind.SCHOOL: draft_progress,
    ReportKind.PAYER: draft_progress,
    ReportKind.FIRST: draft_first,
    ReportKind.HOME: draft_home,
}

# Keys of the sections that stay empty until the therapist says something, and without which nothing is signed.
JUDGED: Mapping[str, tuple[str, ...]] = {**progress.JUDGED, ReportKind.FIRST: first.JUDGED}
