"""What a first report is made of: what was told, by whom; and what was kept back stays back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from cast import Cast, tell, two_homes
from pebblepath.apps.insights import answers
from pebblepath.apps.insights.answers import answer_for, newest_change
from pebblepath.apps.insights.models import Answer
from pebblepath.apps.people.access import get_access_for
from pebblepath.apps.people.actions import give_consent
from pebblepath.apps.people.models import Scope, Setting, User
from pebblepath.apps.play.minutes import promise
from pebblepath.apps.play.models import Owed
from pebblepath.apps.reports.first_facts import read_first
from pebblepath.apps.reports.models import Measure, Report, ReportKind
from pebblepath.apps.reports.report_actions import NotReady, Written, begin_report, keep_report, sign_report
from pebblepath.apps.understanding.actions import keep_hope, say
from pebblepath.apps.understanding.models import How, Kind, Routine, Sense, Trait
from pebblepath.core.reports.document import Document, runs_of
from pebblepath.core.reports.first_told import FirstFacts

DAYS = dt.timedelta(days=90)


def facts_of(cast: Cast, user: User | None = None, **asked: Any) -> FirstFacts:
    access = cast.access(user or cast.robin)
    today = access.child.today()
    report = Report(child=access.child, kind=ReportKind.FIRST, first=today - DAYS, last=today, asked=asked)
    return read_first(access, report)[0]


def begun(cast: Cast) -> Report:
    access = cast.access(cast.robin)
    today = access.child.today()
    return begin_report(access, ReportKind.FIRST, today - DAYS, today, asked={})


def said(cast: Cast, user: User, kind: Kind, words: str, **known: Any) -> None:
    say(cast.access(user), Trait(kind=kind, words=words, **known))


def text_of(document: Document) -> str:
    return "\n".join(run.words for run in runs_of(document))


def test_the_child_speaks_for_herself_and_others_stand_by_name(cast: Cast):
    said(cast, cast.mia_herself, Kind.STRENGTH, "I know every train.")
    said(cast, cast.ana, Kind.STRENGTH, "I stay kind.")
    facts = facts_of(cast)
    assert facts.own == ("I know every train.",)
    assert [(one.words, one.who) for one in facts.strengths] == [
        ("I know every train.", ("Mia",)),
        ("I stay kind.", ("Mum",)),
    ]


def test_the_same_words_of_two_people_stand_once_with_both_names(cast: Cast):
    for user in (cast.ana, cast.joe):
        said(cast, user, Kind.JOY, "Trains")
    assert [(one.words, one.who) for one in facts_of(cast).joys] == [("Trains", ("Mum", "Grandpa Joe"))]


def test_what_was_kept_back_stays_back(cast: Cast):
    said(cast, cast.ana, Kind.SIGN, "I bite my sleeve.", kept_back=True)
    assert facts_of(cast).signs == ()


def test_senses_stand_person_by_person(cast: Cast):
    said(cast, cast.ana, Kind.SENSE, "Songs.", sense=Sense.SOUND, how=How.LIKES)
    said(cast, cast.lopez, Kind.SENSE, "The bell.", sense=Sense.SOUND, how=How.TOO_MUCH, setting=Setting.SCHOOL)
    assert [(one.sense, one.how, one.who, one.where) for one in facts_of(cast).feels] == [
        ("Sounds", "likes", "Mum", ""),
        ("Sounds", "too_much", "Ms. Lopez", "at school"),
    ]


def test_hopes_come_from_the_first_telling(cast: Cast):
    keep_hope(cast.access(cast.ana), "Calm mornings.")
    assert [(one.who, one.hope) for one in facts_of(cast).asked if one.hope] == [("Mum", "Calm mornings.")]


def test_moments_are_counted_by_place_and_person_and_the_report_keeps_their_rows(cast: Cast):
    at_home = tell(cast.access(cast.ana), cast.zip_jacket, step=1, setting=Setting.HOME)
    tell(cast.access(cast.lopez), cast.circle_time, step=2)
    report = begun(cast)
    (goal,) = [one for one in facts_of(cast).goals if one.key == cast.zip_jacket.public_id]
    (seen,) = goal.seen
    assert (seen.who, seen.where, seen.steps[1]) == ("Mum", "at home", (str(at_home.pk),))
    assert {row["who"] for row in report.facts["moments"]} == {"Mum", "Ms. Lopez"}
    named = {moment for ids in report.draft().sources.values() for moment in ids}
    assert named == {row["id"] for row in report.facts["moments"]}


def test_moments_outside_the_days_are_not_counted(cast: Cast):
    tell(cast.access(cast.ana), cast.zip_jacket, step=1, hours_ago=24 * 100)
    assert all(goal.seen == () for goal in facts_of(cast).goals)


def test_only_the_goals_that_were_asked_for_are_told(cast: Cast):
    assert [goal.key for goal in facts_of(cast, goals=[cast.zip_jacket.public_id]).goals] == [cast.zip_jacket.public_id]


def test_everyday_moments_stand_in_their_own_words_and_quotes_are_hers(cast: Cast):
    tell(cast.access(cast.ana), None, ease=4, words="She said “again, again” in the bath.")
    tell(cast.access(cast.ana), None, ease=0, words="The shop was loud.")
    tell(cast.access(cast.ana), None, ease=2, words="We ate.")
    facts = facts_of(cast)
    assert {(one.words, one.well) for one in facts.happened} == {
        ("She said “again, again” in the bath.", True),
        ("The shop was loud.", False),
    }
    assert facts.quotes == (("again, again", "Mum"),)


def test_who_was_asked_and_is_silent_stands_there_too(cast: Cast):
    asked = {one.who: one for one in facts_of(cast).asked}
    assert asked["Ms. Lopez"].told == () and asked["Ms. Lopez"].day is None
    assert "Robin" not in asked


def test_of_two_homes_the_usual_day_stays_there_unless_both_agreed(cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    Routine.objects.create(child=cast.leo, household=mum.household, time="bath", words="A long bath.")
    robin = get_access_for(cast.robin, cast.leo.public_id)
    report = Report(child=cast.leo, kind=ReportKind.FIRST, first=cast.leo.today() - DAYS, last=cast.leo.today())
    assert read_first(robin, report)[0].routines == ()
    for member in (mum, dad):
        give_consent(cast.robin, member, Scope.OTHER_HOME)
    assert read_first(robin, report)[0].routines == (("Bath time", "A long bath.", "Mum's home"),)


def test_totals_and_promised_time_are_told(cast: Cast):
    robin = cast.access(cast.robin)
    Measure.objects.create(
        child=cast.mia,
        name="A measure",
        day=cast.mia.today(),
        licence_holder="Robin",
        by=robin.member,
        totals=[{"name": "Total", "value": "34"}],
    )
    promise(robin, Owed(minutes=45, per="week", first=cast.mia.today()))
    facts = facts_of(cast)
    assert facts.measures[0].totals == (("Total", "34"),) and facts.promised.startswith("45 minutes with Mia a week")


def test_it_can_be_signed_once_the_therapist_said_what_she_thinks(cast: Cast):
    robin, report = cast.access(cast.robin), begun(cast)
    with pytest.raises(NotReady) as why:
        sign_report(robin, report)
    assert set(why.value.missing) == {"judgement", "plan"}
    words = {"judgement": "Mia zips with help of a ring in 3 of 5 tries.", "plan": "Once a week, 45 minutes, at home."}
    signed = sign_report(robin, keep_report(robin, report, Written(words=words)))
    assert words["judgement"] in text_of(signed.as_signed())


def test_drafting_takes_few_queries_however_many_moments_there_are(cast: Cast, django_assert_max_num_queries):
    for hours in range(1, 30):
        tell(cast.access(cast.ana), cast.zip_jacket, step=hours % 5, hours_ago=hours)
    facts_of(cast)  # the first time computes what helps
    with django_assert_max_num_queries(20):
        facts_of(cast)


def told_with_and_without(cast: Cast, weeks: range) -> None:
    """Moments at circle time: with the cushion it goes well, without it goes less well."""
    for n in weeks:
        tell(cast.access(cast.lopez), cast.circle_time, step=4, hours_ago=96 * n + 1, strategies=[cast.cushion])
        tell(cast.access(cast.lopez), cast.circle_time, step=1, hours_ago=96 * n + 30)


def test_what_helps_is_asked_anew_when_moments_were_told_since(cast: Cast):
    told_with_and_without(cast, range(10, 22))
    old = answer_for(cast.circle_time)
    told_with_and_without(cast, range(10))
    assert old.as_of != newest_change(cast.circle_time)
    (found,) = facts_of(cast).findings
    assert (found.strategy, found.until) == (cast.cushion.name, None)
    assert Answer.objects.get(goal=cast.circle_time).moments == 44


def test_what_the_worker_hasnt_counted_yet_is_said_with_the_day_until_which_it_holds(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    told_with_and_without(cast, range(12))
    as_of = answer_for(cast.circle_time).as_of
    assert as_of
    monkeypatch.setattr(answers, "AT_ONCE", 5)
    tell(cast.access(cast.lopez), cast.circle_time, step=0, strategies=[cast.cushion])
    (found,) = facts_of(cast).findings
    assert found.until == timezone.localtime(as_of, cast.mia.zone).date()
    day = f"{found.until.day} {found.until:%B %Y}"
    assert f"told until {day}; what came since isn’t counted in it yet." in text_of(begun(cast).draft())
