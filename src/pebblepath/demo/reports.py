"""Reports of the demo: Mia's, signed for school and for a payer, one that waits; the quarters of the school year."""

from __future__ import annotations

import datetime as dt

from pebblepath.apps.people.access import Access, get_access_for
from pebblepath.apps.people.models import Child, User
from pebblepath.apps.reports.models import Report, ReportKind, ReportYear
from pebblepath.apps.reports.report_actions import Written, begin_report, keep_report, sign_report
from pebblepath.demo.cast import SIGN_IN

QUARTER = dt.timedelta(days=70)
NEED = (
    "Mia joins circle time for one song on most school days and for two songs with her cushion. I ask for the cushion "
    "and her place by the door to stay, and for 45 minutes a week until the end of the next quarter."
)
SKILL = (
    "Fit the steps of each goal to what she did the week before, and change how the room sounds and moves around her."
)


def write_reports(today: dt.date) -> None:
    """Set up the year, sign two reports about Mia and leave one about Noah to be read and signed."""
    robin = User.objects.get(email=SIGN_IN["therapist"].email)
    mia, noah = (get_access_for(robin, Child.objects.get(name=name, source="").public_id) for name in ("Mia", "Noah"))
    year = _year(mia, today)
    first, last = (dt.date.fromisoformat(year.quarters[0][day]) for day in ("first", "last"))
    _signed(mia, ReportKind.SCHOOL, first, last, year.school_form, {"need": NEED})
    _signed(mia, ReportKind.PAYER, first, last, year.payer_form, {"need": NEED, "skill": SKILL})
    begin_report(noah, ReportKind.SCHOOL, last + dt.timedelta(days=1), today, form_name=year.school_form, asked={})


def _year(access: Access, today: dt.date) -> ReportYear:
    """Two quarters: one that ended three weeks ago, and the one that runs."""
    turn = today - dt.timedelta(days=21)
    quarters = [
        {"name": "Quarter 1", "first": (turn - QUARTER).isoformat(), "last": turn.isoformat()},
        {
            "name": "Quarter 2",
            "first": (turn + dt.timedelta(days=1)).isoformat(),
            "last": (turn + QUARTER).isoformat(),
        },
    ]
    return ReportYear.objects.create(practice=access.child.practice, quarters=quarters)


def _signed(
    access: Access, kind: ReportKind, first: dt.date, last: dt.date, form_name: str, words: dict[str, str]
) -> Report:
    asked = {"t_score": kind == ReportKind.PAYER}
    report = begin_report(access, kind, first, last, form_name=form_name, asked=asked)
    return sign_report(access, keep_report(access, report, Written(words=words)))
