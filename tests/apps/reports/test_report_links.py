"""A signed progress report behind a link that ends: who may make one, what it shows, and who sees that it is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, tell
from pebblepath.apps.people.actions import take_back_consent
from pebblepath.apps.people.models import AuditLine, Scope
from pebblepath.apps.reports.link_models import ReportLink
from pebblepath.apps.reports.links import make_report_link
from pebblepath.apps.reports.models import Report
from pebblepath.apps.reports.report_actions import Written, amend_report, begin_report, keep_report, sign_report

As = Callable[[object], Client]


def drafted(cast: Cast, kind: str = "school", **asked: object) -> Report:
    today = cast.mia.today()
    return begin_report(
        cast.access(cast.robin), kind, today - dt.timedelta(days=40), today, form_name="IEP", asked=asked
    )


@pytest.fixture
def report(cast: Cast) -> Report:
    """A signed report for school, with a T-score in it."""
    for n in range(8):
        tell(cast.access(cast.lopez), cast.circle_time, hours_ago=72 * n + 1)
    draft = keep_report(
        cast.access(cast.robin), drafted(cast, t_score=True), Written(words={"need": "Two more months."})
    )
    return sign_report(cast.access(cast.robin), draft)


def page(report: Report) -> str:
    return reverse("share_report", args=[report.child.public_id, report.public_id])


def link_by(cast: Cast, user: object, report: Report, name: str = "The new teacher") -> ReportLink:
    return make_report_link(cast.access(user), report, name, 7)  # type: ignore[arg-type]


def opened(link: ReportLink) -> str:
    answer = Client().get(reverse("shown_report", args=[link.token]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("who", ["ana", "robin"])
def test_family_and_therapists_make_a_link_that_who_has_no_account_reads(cast: Cast, report: Report, as_: As, who: str):
    user = getattr(cast, who)
    assert as_(user).post(page(report), {"name": "The new teacher", "days": "7"})["Location"] == page(report)
    (link,) = ReportLink.objects.all()
    assert dt.timedelta(days=6) < link.expires_at - timezone.now() <= dt.timedelta(days=7)
    assert reverse("shown_report", args=[link.token]) in as_(user).get(page(report)).content.decode()
    answer = Client().get(reverse("shown_report", args=[link.token]))
    assert answer["Cache-Control"] == "private, no-store"
    text = answer.content.decode()
    assert "Two more months." in text and "This report was shared with you until" in text
    assert f"/c/{cast.mia.public_id}/" not in text  # nothing else of the child is there, nor the way to it


def test_making_it_opening_it_and_taking_it_back_is_in_the_record(cast: Cast, report: Report, as_: As):
    link = link_by(cast, cast.ana, report)
    opened(link)
    as_(cast.robin).post(page(report), {"take_back": link.pk})
    lines = AuditLine.objects.filter(child=cast.mia, about="report link", ref=str(link.pk)).order_by("pk")
    assert [(line.deed, line.user, line.by_name) for line in lines] == [
        ("gave", cast.ana, ""),
        ("opened", None, "The new teacher"),
        ("took_back", cast.robin, ""),
    ]


def test_a_link_that_is_over_or_taken_back_shows_nothing(
    cast: Cast, report: Report, as_: As, now_is: Callable[[dt.datetime], None]
):
    gone, over = link_by(cast, cast.ana, report), link_by(cast, cast.ana, report)
    assert as_(cast.ana).post(page(report), {"take_back": gone.pk}).status_code == 302
    for token in (gone.token, "no-such-token"):
        assert Client().get(reverse("shown_report", args=[token])).status_code == 404
    assert opened(over)
    now_is(over.expires_at)
    assert Client().get(reverse("shown_report", args=[over.token])).status_code == 404
    assert (
        over.name
        not in as_(cast.robin).get(page(report)).content.decode().partition("</header>")[2].partition("A new link")[0]
    )


def test_the_family_sees_that_a_link_exists_and_may_end_it(cast: Cast, report: Report, as_: As):
    link = link_by(cast, cast.robin, report, name="The payer")
    signed = reverse("report", args=[cast.mia.public_id, report.public_id])
    assert "Others can read this report by a link: The payer, until" in as_(cast.ana).get(signed).content.decode()
    as_(cast.ana).post(page(report), {"take_back": link.pk})
    assert "Others can read" not in as_(cast.ana).get(signed).content.decode()


def test_a_score_is_shown_by_a_therapists_link_and_by_no_familys(cast: Cast, report: Report, as_: As):
    theirs, mums = link_by(cast, cast.robin, report, name="The payer"), link_by(cast, cast.ana, report)
    assert "T-score" in opened(theirs)
    assert "T-score" not in opened(mums)
    family = as_(cast.ana).get(page(report)).content.decode()
    assert mums.token in family and "The payer" in family and theirs.token not in family
    assert theirs.token in as_(cast.robin).get(page(report)).content.decode()


def test_what_was_added_later_is_shown_too(cast: Cast, report: Report):
    link = link_by(cast, cast.ana, report)
    amend_report(cast.access(cast.robin), report, reason="Left out.", words="She sang, too.")
    assert "She sang, too." in opened(link)


def test_only_a_signed_progress_report_can_be_shown(cast: Cast, report: Report, as_: As):
    home = sign_report(cast.access(cast.robin), drafted(cast, "home"))
    for other in (drafted(cast), home):
        assert as_(cast.robin).get(page(other)).status_code == 404
        assert as_(cast.robin).post(page(other), {"name": "X", "days": "7"}).status_code == 404
    assert not ReportLink.objects.exists()


def test_who_may_not_shape_the_record_makes_no_link_and_sees_that_there_is_one(cast: Cast, report: Report, as_: As):
    link_by(cast, cast.robin, report, name="The payer")
    take_back_consent(cast.robin, cast.access(cast.ana).member.consents.get(scope=Scope.SHAPE))
    assert as_(cast.ana).get(page(report)).status_code == 404
    text = as_(cast.ana).get(reverse("report", args=[cast.mia.public_id, report.public_id])).content.decode()
    assert "The payer, until" in text and page(report) not in text
    for user in (cast.lopez, cast.joe, cast.mia_herself, cast.sam):
        assert as_(user).get(page(report)).status_code == 404


def test_a_link_without_a_name_is_refused_and_what_was_chosen_stays(cast: Cast, report: Report, as_: As):
    answer = as_(cast.ana).post(page(report), {"name": "", "days": "180"})
    assert answer.status_code == 400 and "This field is required" in answer.content.decode()
    assert as_(cast.ana).post(page(report), {"take_back": "x"}).status_code == 404
    assert not ReportLink.objects.exists()


def test_the_pages_take_few_queries_however_many_links_there_are(
    cast: Cast, report: Report, as_: As, queries: Callable[[Client, str], int]
):
    link = link_by(cast, cast.robin, report)
    shown = reverse("shown_report", args=[link.token])
    before = queries(as_(cast.robin), page(report)), queries(Client(), shown)
    for n in range(8):
        link_by(cast, cast.robin, report, name=f"Reader {n}")
    assert (queries(as_(cast.robin), page(report)), queries(Client(), shown)) == before
    assert max(before) <= 15
