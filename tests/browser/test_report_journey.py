"""From what was told to a signed report: minutes, not an evening; and every number shows its moments."""

from __future__ import annotations

import re
import time

from playwright.sync_api import expect

from pebblepath.apps.reports.models import Report
from pebblepath.apps.reports.report_actions import Written, keep_report, sign_report

from .conftest import Visit
from .hand import DESK, PHONE
from .lived_in import LivedIn
from .walk import pages_of

FIVE_MINUTES = 300
NEED = "Mia joins for two songs on most days; 45 minutes a week for two more months."


def test_a_report_is_drafted_read_and_signed_within_five_minutes(visit: Visit, home: LivedIn):
    robin = visit(home.cast.robin, DESK)
    began = time.monotonic()
    robin.open(pages_of(home, "therapist")["reports"])
    robin.tap("link", "New report")
    robin.tap("button", "Draft it")
    expect(robin.page.get_by_text("a draft", exact=True)).to_be_visible()
    robin.hand.type(robin.page.locator("#need textarea"), NEED)
    robin.tap("button", "Sign as Robin")
    expect(robin.page.get_by_text("Signed by Robin.")).to_be_visible()
    assert time.monotonic() - began < FIVE_MINUTES and (robin.hand.taps, robin.hand.typed) == (3, 1)
    signed = Report.objects.order_by("-signed_at")[0]
    assert signed.signed_by == home.cast.robin and signed.words["need"] == NEED


def test_some_progress_is_refused_as_one_types_and_as_one_signs(visit: Visit, home: LivedIn):
    robin = visit(home.cast.robin, DESK)
    robin.open(pages_of(home, "therapist")["report"])
    own = robin.page.locator("#need textarea")
    own.fill("She is making some progress.")
    expect(robin.page.locator("#need .kinder").get_by_text("“making some progress”")).to_be_visible()
    with robin.expecting(400):
        robin.tap("button", "Sign as Robin")
        expect(robin.page.get_by_role("heading", name="Not signed yet")).to_be_visible()
    expect(own).to_have_value("She is making some progress.")
    own.fill(NEED)
    robin.tap("button", "Sign as Robin")
    expect(robin.page.get_by_text("Signed by Robin.")).to_be_visible()


def test_a_number_of_a_signed_report_leads_to_its_moments(visit: Visit, home: LivedIn):
    ana = visit(home.cast.ana, PHONE)
    ana.open(pages_of(home, "parent")["reports"])
    ana.page.get_by_role("link", name="Progress report").first.click()
    expect(ana.page.get_by_text("Goal attainment")).to_have_count(0)
    number = ana.page.get_by_role("link", name=re.compile(r"^\d+ moments$")).first
    count = int(number.inner_text().split()[0])
    number.click()
    expect(ana.page.get_by_role("heading", name=f"These {count} moments")).to_be_visible()
    assert ana.page.locator(".report-moments > li").count() == count


def test_reports_for_all_are_signed_one_after_the_other_without_script(visit: Visit, home: LivedIn):
    waiting = Report.objects.unsigned().filter(by__user=home.cast.robin).count()
    assert waiting >= 2
    robin = visit(home.cast.robin, DESK, java_script_enabled=False)
    robin.open("/reports/")
    robin.tap("link", "Read and sign the first")
    for left in range(waiting - 1, -1, -1):
        for own in robin.page.locator(".report-part.card-moss textarea").all():
            own.fill(NEED)
        robin.tap("button", "Sign as Robin")
        expect(robin.page.get_by_text("Signed by Robin.")).to_be_visible()
        assert Report.objects.unsigned().filter(by__user=home.cast.robin).count() == left


def test_typed_words_are_still_there_when_somebody_signed_meanwhile(visit: Visit, home: LivedIn):
    robin = visit(home.cast.robin, DESK)
    robin.open(pages_of(home, "therapist")["report"])
    report = Report.objects.get(public_id=robin.path.split("/")[4])
    robin.page.locator("#need textarea").fill("A thought of the other page.")
    access = home.cast.access(home.cast.robin)
    sign_report(access, keep_report(access, report, Written(words={"need": NEED})))
    with robin.expecting(409):
        robin.tap("button", "Keep for later")
        expect(robin.page.get_by_text("This report was signed meanwhile.")).to_be_visible()
    expect(robin.page.get_by_label("What is to be added")).to_have_value("A thought of the other page.")
