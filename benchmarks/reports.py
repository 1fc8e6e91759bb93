"""How quick reports for a whole practice are: 200 children, 90 days of moments each, drafted in one go; then papers.

Bars: 200 children within 60 s from the tap to the last draft (the worker alone, one process); a signed report as a
paper in under a second at the median. Each child has three goals, 90 moments by two people in two places, and two
strategies, so that for each goal the engine has to be asked anew.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import tempfile
import time
from typing import Any

CHILDREN, DAYS, PAPERS = 200, 90, 20
BAR_ALL, BAR_PAPER = 60.0, 1.0


def fill() -> Any:
    """Make the practice; return its therapist."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return _practice()


def _practice() -> Any:
    from django.db import transaction

    from pebblepath.apps.people.actions import open_record
    from pebblepath.apps.people.models import Child, Practice, Staff, User

    with transaction.atomic():
        practice = Practice.objects.create(name="Large")
        robin = User.objects.create_user("robin@bench.example", name="Robin")
        Staff.objects.create(user=robin, practice=practice, leads=True)
        for number in range(CHILDREN):
            _live(open_record(robin, practice, Child(name=f"Child {number}", picture="owl")), number)
    return robin


def _live(access: Any, seed: int) -> None:
    """Three goals and ninety days of one child, who slowly reaches farther."""
    import numpy as np
    from django.utils import timezone

    from pebblepath.apps.goals.actions import make_goal
    from pebblepath.apps.goals.models import Goal
    from pebblepath.apps.moments.actions import relight
    from pebblepath.apps.moments.models import Moment
    from pebblepath.apps.people.actions import add_member
    from pebblepath.apps.people.models import Role
    from pebblepath.apps.understanding.actions import give_card
    from pebblepath.library import load_library

    library, rng, now = load_library(), np.random.default_rng(seed), timezone.now()
    cards = list(library.occupations.values())[seed % 5 : seed % 5 + 3]
    goals = [make_goal(access, Goal(title=c.child_name, occupation=c.id, symbol=c.symbol), c.stones) for c in cards]
    given = [give_card(access, card) for card in list(library.strategies.values())[:2]]
    mum = add_member(access.user, access.child, user=None, role=Role.FAMILY, name="Mum")
    moments = []
    for day in range(DAYS):
        at = now - dt.timedelta(days=DAYS - 1 - day, minutes=int(rng.integers(0, 300)))
        person, place = ((mum, "home"), (access.member, "clinic"))[day % 2]
        step = int(np.clip(rng.normal(1 + 2 * day / DAYS, 1), 0, 4))
        moments.append(
            Moment(child=access.child, goal=goals[day % 3], told_by=person, happened_at=at, day=at.date(),
                   setting=place, step=step, help=int(rng.integers(0, 4)))
        )  # fmt: skip
    Moment.objects.bulk_create(moments)
    used = Moment.strategies.through
    used.objects.bulk_create(
        used(moment_id=moment.id, strategy_id=strategy.pk)
        for moment in moments
        for strategy in given
        if rng.random() < 0.5
    )
    for goal in goals:
        relight(goal)


def seconds_for_all(robin: Any) -> tuple[float, float, int]:
    """Wall and CPU seconds from the tap to the last draft, and how many drafts there are then."""
    from django.utils import timezone

    from pebblepath.apps.people.models import Practice
    from pebblepath.apps.reports.batch import begin_batch, draft_batch
    from pebblepath.apps.reports.models import Report

    today = timezone.localdate()
    began, used = time.perf_counter(), time.process_time()
    batch = begin_batch(
        robin, Practice.objects.get(), "payer", today - dt.timedelta(days=DAYS - 1), today,
        form_name="Progress report", asked={"t_score": True},
    )  # fmt: skip
    draft_batch.func(batch.pk)
    return time.perf_counter() - began, time.process_time() - used, Report.objects.count()


def seconds_a_paper(robin: Any) -> list[float]:
    """Seconds for the paper of each of some signed reports."""
    from pebblepath.apps.people.access import get_access_for
    from pebblepath.apps.reports.models import Report
    from pebblepath.apps.reports.rendering import document_pdf
    from pebblepath.apps.reports.report_actions import Written, keep_report, sign_report

    took = []
    for report in Report.objects.select_related("child")[:PAPERS]:
        access = get_access_for(robin, report.child.public_id)
        words = Written(words={"need": "Twelve more visits.", "skill": "Fit the steps to each day."})
        signed = sign_report(access, keep_report(access, report, words))
        began = time.perf_counter()
        document_pdf(signed.as_signed())
        took.append(time.perf_counter() - began)
    return took


def run() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PEBBLEPATH_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "pebblepath.web.settings"}
        began = time.perf_counter()
        robin = fill()
        print(f"{CHILDREN} children with {DAYS} moments each, made in {time.perf_counter() - began:.0f} s; "
              f"load average {os.getloadavg()[0]:.1f}")  # fmt: skip
        wall, cpu, drafts = seconds_for_all(robin)
        met = "yes" if wall <= BAR_ALL else "NO"
        print(f"{drafts} drafted, what helps asked anew: {wall:.1f} s, {cpu:.1f} s of CPU (bar {BAR_ALL:.0f} s): {met}")
        again, cpu, still = seconds_for_all(robin)
        print(f"asked once more, {still} drafts still: {again:.1f} s, {cpu:.1f} s of CPU")
        paper = statistics.median(seconds_a_paper(robin))
        met = "yes" if paper <= BAR_PAPER else "NO"
        print(f"a signed one as a paper, median of {PAPERS}: {paper:.2f} s (bar {BAR_PAPER:.0f} s): {met}")


if __name__ == "__main__":
    run()
