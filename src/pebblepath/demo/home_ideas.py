"""Small ideas for home: three families of the demo were given some, and one of them swapped one for another."""

from __future__ import annotations

import datetime as dt

from pebblepath.apps.people.access import Access, get_access_for
from pebblepath.apps.people.models import Child, User
from pebblepath.apps.reports.home_choices import newest_programme, swap
from pebblepath.apps.reports.models import ReportKind
from pebblepath.apps.reports.report_actions import begin_report, sign_report
from pebblepath.demo.cast import SIGN_IN

WITH_IDEAS = ("Mia", "Noah", "Ava")
SWAPPED_BY = "parent"


def give_home_ideas(today: dt.date) -> None:
    """Give what is drafted for home to the families whose day is told; Mia's mum swaps the second idea."""
    for name in WITH_IDEAS:
        robin = _access("therapist", name)
        sign_report(robin, begin_report(robin, ReportKind.HOME, today, today, form_name="Ideas for home", asked={}))
    ana = _access(SWAPPED_BY, "Mia")
    programme = newest_programme(ana)
    if programme is not None:
        second = programme.homes[0].cards[1]
        swap(ana, programme.report, second.home, second.place, second.others[0].key)


def _access(who: str, child: str) -> Access:
    user = User.objects.get(email=SIGN_IN[who].email)
    return get_access_for(user, Child.objects.get(name=child, source="").public_id)
