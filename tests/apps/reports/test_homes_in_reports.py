"""What one home said stays there in reports, too; and what was left out stays out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from cast import Cast, goal_for, tell, two_homes
from pebblepath.apps.goals.models import State
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.models import Setting
from pebblepath.apps.reports.models import ReportKind
from pebblepath.apps.reports.report_actions import Written, begin_report, keep_report, sign_report
from pebblepath.apps.reports.report_sight import report_of, reports_of
from pebblepath.core.reports.composing import pieces

DAYS = dt.timedelta(days=90)


def test_a_first_report_that_quotes_from_one_home_is_not_for_the_other(cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    robin = get_access_for(cast.robin, cast.leo.public_id)
    goal = goal_for(robin, "I play with trains")
    tell(get_access_for(mum.user, cast.leo.public_id), goal, setting=Setting.HOME, words="He said “more trains”.")
    goal.state = State.PAUSED
    goal.save()
    today = cast.leo.today()
    report = begin_report(robin, ReportKind.FIRST, today - DAYS, today, asked={})
    assert "more trains" in str(report.drafted)
    words = {"judgement": "Leo asks for trains at home each day.", "plan": "Once a week, 45 minutes, at home."}
    sign_report(robin, keep_report(robin, report, Written(words=words)))
    assert report_of(get_access_for(mum.user, cast.leo.public_id), report.public_id)
    other = get_access_for(dad.user, cast.leo.public_id)
    assert reports_of(other) == []
    with pytest.raises(Http404):
        report_of(other, report.public_id)


def test_a_line_that_was_left_out_is_not_beside_the_signed_report_either(cast: Cast, as_: Callable[[object], Client]):
    robin = cast.access(cast.robin)
    for hours in range(1, 8):
        tell(cast.access(cast.lopez), cast.circle_time, step=3, hours_ago=hours * 24)
    today = cast.mia.today()
    report = begin_report(robin, ReportKind.PAYER, today - DAYS, today, asked={})
    line = next(p for s in report.draft().sections for p in pieces(s) if p.words.startswith("Baseline ("))
    words = {"need": "She joins for two songs on most days; two more months.", "skill": "Fit the steps to each day."}
    kept = keep_report(robin, report, Written(left_out=[line.key], words=words))
    page = reverse("report", args=[cast.mia.public_id, report.public_id])
    assert "Baseline (" in as_(cast.robin).get(page).content.decode()
    sign_report(robin, kept)
    shown = as_(cast.robin).get(page).content.decode()
    assert "For the payer" in shown and "Baseline (" not in shown and "it was:" not in shown


def test_the_moments_of_a_first_report_are_told_in_words(cast: Cast):
    tell(cast.access(cast.ana), cast.zip_jacket, step=1, setting=Setting.HOME, help=1)
    today = cast.mia.today()
    report = begin_report(cast.access(cast.robin), ReportKind.FIRST, today - DAYS, today, asked={})
    assert [(row["setting"], row["help"]) for row in report.facts["moments"]] == [("At home", "a reminder")]
