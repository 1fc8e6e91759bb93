"""A report: drafted from what was told, said in one's own words, signed, locked, amended; and who reads what of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, draft_of, goal_for, person, tell, two_homes
from pebblepath.apps.goals.attained import record_level
from pebblepath.apps.goals.models import Goal, LevelRecord
from pebblepath.apps.goals.voices import say_voice
from pebblepath.apps.insights import answers
from pebblepath.apps.moments.actions import change_moment
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.actions import NotPossible, add_member, give_consent, take_back_consent
from pebblepath.apps.people.models import Consent, Household, Member, Role, Scope, Setting
from pebblepath.apps.reports.models import Report, ReportAmendment, ReportYear
from pebblepath.apps.reports.report_actions import (
    NotReady,
    Written,
    amend_report,
    begin_report,
    draft_anew,
    keep_report,
    put_away,
    sign_report,
)
from pebblepath.apps.reports.report_forms import usual_days
from pebblepath.apps.reports.report_sight import as_read, report_of, reports_of, whole_document
from pebblepath.core.goals.attainment import t_score
from pebblepath.core.reports.composing import pieces
from pebblepath.core.reports.document import runs_of

SignIn = Callable[[object], Client]
Queries = Callable[[Client, str], int]
JUDGED = {"need": "She joins for two songs on most days; two more months."}
DAYS = 40


def url(report: Report, name: str = "report", *more: str) -> str:
    return reverse(name, args=[report.child.public_id, report.public_id, *more])


def told(report: Report) -> str:
    document = report.as_signed() if report.signed_at else report.draft()
    return "".join(run.words for run in runs_of(document))


@pytest.fixture
def moments(cast: Cast) -> list[Moment]:
    """Twelve moments in six weeks: eight at school, four at home."""
    lopez, ana = cast.access(cast.lopez), cast.access(cast.ana)
    return [
        tell(ana, cast.circle_time, hours_ago=72 * n + 1, step=1 + n % 3, setting=Setting.HOME)
        if n % 3 == 0
        else tell(lopez, cast.circle_time, hours_ago=72 * n + 1, step=1 + n % 3)
        for n in range(12)
    ]


def begin(cast: Cast, kind: str = "school", **asked: object) -> Report:
    today = cast.mia.today()
    access = cast.access(cast.robin)
    return begin_report(access, kind, today - dt.timedelta(days=DAYS), today, form_name="IEP report", asked=asked)


def signed(cast: Cast, report: Report, words: dict[str, str] | None = None) -> Report:
    access = cast.access(cast.robin)
    return sign_report(access, keep_report(access, report, Written(words=words or JUDGED)))


# Drafting


def test_a_draft_counts_the_moments_of_its_days_and_knows_where_each_number_comes_from(
    cast: Cast, moments: list[Moment]
):
    report = begin(cast)
    document = report.draft()
    assert set(document.sources["g1-all"]) == {str(moment.pk) for moment in moments}
    assert [words for run in runs_of(document) if (words := run.words) == "12 moments"]
    kept = {row["id"]: row for row in report.facts["moments"]}
    assert {row["who"] for row in kept.values()} == {"Mum", "Ms. Lopez"}
    assert set(document.sources["g1-all"]) <= set(kept)


def test_moments_after_the_last_day_and_before_the_first_arent_counted(cast: Cast, moments: list[Moment]):
    today = cast.mia.today()
    report = begin_report(
        cast.access(cast.robin), "school", today - dt.timedelta(days=20), today - dt.timedelta(days=10), asked={}
    )
    days = {row["day"] for row in report.facts["moments"] if row["id"] in report.draft().sources["g1-all"]}
    assert days and all(report.first.isoformat() <= day <= report.last.isoformat() for day in days)


def test_only_the_goals_that_were_asked_for_are_told(cast: Cast, moments: list[Moment]):
    report = begin(cast, goals=[cast.zip_jacket.public_id])
    assert report.draft().sections[0].title == "I zip my jacket"
    assert "I join circle time" not in told(report)


def test_what_a_home_told_isnt_counted_where_the_therapist_may_not_see_it(cast: Cast):
    kim, _ = two_homes(cast, cast.robin)
    robin = cast.access(cast.robin, cast.leo)
    goal = goal_for(robin, "I zip")
    tell(cast.access(kim.user, cast.leo), goal, setting=Setting.HOME)
    today = cast.leo.today()
    seen = begin_report(robin, "school", today - dt.timedelta(days=3), today, asked={})
    take_back_consent(cast.robin, robin.member.consents.get(scope=Scope.OTHER_HOME))
    unseen = begin_report(cast.access(cast.robin, cast.leo), "school", today - dt.timedelta(days=3), today, asked={})
    assert (unseen.facts["told"], seen.facts["told"]) == (0, 1)
    assert "At Mum's home" in told(seen)


def test_drafting_takes_few_queries_however_much_was_told(
    cast: Cast, moments: list[Moment], django_assert_max_num_queries: Callable[[int], object]
):
    begin(cast)  # what helps is computed once and kept
    access, today = cast.access(cast.robin), cast.mia.today()
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        begin_report(access, "school", today - dt.timedelta(days=DAYS), today, asked={})


# Signing


def test_nothing_is_signed_without_the_therapists_judgement(cast: Cast, moments: list[Moment]):
    report = begin(cast)
    with pytest.raises(NotReady) as why:
        sign_report(cast.access(cast.robin), report)
    assert set(why.value.missing) == {"need"}
    assert "is yours to judge: write it, or let the counts stand" in str(why.value)


def test_counts_may_stand_as_the_judgement_but_what_takes_skill_must_be_said(cast: Cast, moments: list[Moment]):
    access = cast.access(cast.robin)
    stands = Written(stands=["need", "skill"])
    assert sign_report(access, keep_report(access, begin(cast), stands)).signed_at
    with pytest.raises(NotReady) as why:
        sign_report(access, keep_report(access, begin(cast, "payer"), stands))
    assert set(why.value.missing) == {"skill"}


def test_some_progress_doesnt_pass_and_the_place_is_named(cast: Cast, moments: list[Moment]):
    report, access = begin(cast), cast.access(cast.robin)
    keep_report(access, report, Written(words=JUDGED | {"g1": "She is making some progress."}))
    with pytest.raises(NotReady) as why:
        sign_report(access, report)
    assert "In “I join circle time, my way” you wrote “making some progress”." in why.value.missing["g1"]
    assert Report.objects.get(pk=report.pk).words["g1"] == "She is making some progress."
    keep_report(access, report, Written(words=JUDGED | {"g1": "She went from level −1 to 0 in 6 weeks."}))
    assert sign_report(access, report).signed_at


def test_a_signed_report_refuses_every_change(cast: Cast, moments: list[Moment]):
    report = signed(cast, begin(cast))
    report.form_name = "Other"
    for change in (
        report.save,
        report.delete,
        lambda: Report.objects.filter(pk=report.pk).update(form_name="Other"),
        lambda: Report.objects.filter(pk=report.pk).delete(),
    ):
        with pytest.raises(ValueError, match="only be amended"):
            change()
    for act in (keep_report, draft_anew):
        with pytest.raises(NotPossible, match="signed meanwhile"):
            act(cast.access(cast.robin), report, *([Written()] if act is keep_report else []))
    with pytest.raises(NotPossible, match="signed meanwhile"):
        put_away(cast.access(cast.robin), report)


def test_twelve_moments_that_are_changed_after_signing_change_nothing_in_the_report(
    cast: Cast, moments: list[Moment], as_: SignIn
):
    report = signed(cast, begin(cast))
    before, page = report.document, as_(cast.robin).get(url(report)).content
    for moment in moments:
        by = cast.access(moment.told_by.user)
        changed = draft_of(cast.circle_time, step=0, setting=moment.setting)
        change_moment(by, moment, changed)
    assert Moment.objects.filter(step=0).count() == 12
    again = Report.objects.get(pk=report.pk)
    assert again.document == before and again.facts == report.facts
    later = as_(cast.robin).get(url(report)).content.decode()
    assert _article(later) == _article(page.decode())
    listed = as_(cast.robin).get(url(report, "report_moments", "g1-all")).content.decode()
    assert listed.count("changed since") == 12
    assert "I listen from the door." not in listed


def _article(page: str) -> str:
    """The document within a page."""
    start = page.index('<article class="document')
    return page[start : page.index("</article>", start)]


def test_what_was_left_out_and_said_is_in_the_signed_report(cast: Cast, moments: list[Moment]):
    report, access = begin(cast), cast.access(cast.robin)
    first = report.draft().sections[0]
    next_step = f"{first.key}.{len(first.blocks) - 1}"
    assert "Next step:" in pieces(first)[-1].words
    done = sign_report(access, keep_report(access, report, Written(left_out=[next_step], words=JUDGED)))
    assert not any("Next step:" in piece.words for piece in pieces(done.as_signed().sections[0]))
    assert JUDGED["need"] in told(done)
    assert done.as_signed().closing[-1].startswith("Signed by Robin, ")


def test_amendments_are_added_with_their_reason_and_stand_after_the_report(cast: Cast, moments: list[Moment]):
    report = signed(cast, begin(cast))
    with pytest.raises(NotPossible, match="isn't signed yet"):
        amend_report(cast.access(cast.robin), begin(cast, "payer"), reason="r", words="w")
    added = amend_report(cast.access(cast.robin), report, reason="A date was wrong.", words="It was on Monday.")
    whole = whole_document(report_of(cast.access(cast.robin), report.public_id))
    assert whole.sections[-1].title.startswith("Amended by Robin, ")
    assert whole.sections[:-1] == report.as_signed().sections
    with pytest.raises(ValueError, match="never changed"):
        added.save()
    with pytest.raises(ValueError, match="never removed"):
        added.delete()
    assert ReportAmendment.objects.count() == 1


def test_deleting_a_child_takes_her_signed_reports_along(cast: Cast, moments: list[Moment]):
    report = signed(cast, begin(cast))
    amend_report(cast.access(cast.robin), report, reason="r", words="w")
    Member.objects.filter(child=cast.mia).update(left_at=timezone.now())
    Moment.objects.filter(child=cast.mia).delete()
    cast.mia.delete()
    assert not Report.objects.exists()


# Drafting again


def test_drafting_again_keeps_own_words_and_lines_left_out_that_say_the_same(cast: Cast, moments: list[Moment]):
    report, access = begin(cast), cast.access(cast.robin)
    keep_report(access, report, Written(left_out=["g1.0"], words=JUDGED))
    tell(cast.access(cast.ana), cast.circle_time, step=4, setting=Setting.HOME)
    again = draft_anew(access, report)
    assert again.facts["told"] == 13
    assert again.left_out == ["g1.0"] and again.words == JUDGED
    assert "13 moments" in told(again)


def test_a_draft_says_when_more_was_told_since(cast: Cast, moments: list[Moment], as_: SignIn):
    report = begin(cast)
    assert "changed since." not in as_(cast.robin).get(url(report)).content.decode()
    tell(cast.access(cast.ana), cast.circle_time, step=4, setting=Setting.HOME)
    assert "1 moment was told or changed since." in as_(cast.robin).get(url(report)).content.decode()
    assert as_(cast.robin).post(url(report), {"act": "anew"}).status_code == 302
    assert Report.objects.get(pk=report.pk).facts["told"] == 13


def test_two_pages_of_one_draft_dont_overwrite_each_other_unseen(cast: Cast, moments: list[Moment]):
    report, access = begin(cast), cast.access(cast.robin)
    seen = report.changed_at.isoformat()
    keep_report(access, report, Written(words={"need": "First page."}, changed=seen))
    with pytest.raises(NotPossible, match="changed on another page"):
        keep_report(access, report, Written(words={"need": "Second page."}, changed=seen))
    assert Report.objects.get(pk=report.pk).words == {"need": "First page."}


# Pages


def test_a_vague_phrase_comes_back_with_all_that_was_typed(cast: Cast, moments: list[Moment], as_: SignIn):
    report = begin(cast)
    sent = {
        "act": "sign",
        "own-need": "She is making some progress.",
        "own-g1": "At 9 in the morning.",
        "out": ["g1.0"],
    }
    answer = as_(cast.robin).post(url(report), sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "you wrote “making some progress”" in page and "At 9 in the morning." in page
    kept = Report.objects.get(pk=report.pk)
    assert kept.left_out == ["g1.0"] and kept.signed_at is None


def test_signing_meanwhile_leaves_what_was_typed_ready_as_an_amendment(cast: Cast, moments: list[Moment], as_: SignIn):
    report = signed(cast, begin(cast))
    answer = as_(cast.robin).post(url(report), {"act": "save", "own-need": "Another thought."})
    assert answer.status_code == 409 and "Another thought." in answer.content.decode()


def test_the_payer_and_the_family_wording_stand_side_by_side(cast: Cast, moments: list[Moment], as_: SignIn):
    page = as_(cast.robin).get(url(begin(cast, "payer"))).content.decode()
    assert "For the family" in page and "For the payer" in page
    assert "Measured performance" in page and "It worked" in page


@pytest.mark.parametrize("name", ["reports", "new_report", "report", "report_moments"])
def test_every_page_takes_few_queries(cast: Cast, moments: list[Moment], as_: SignIn, queries: Queries, name: str):
    report = begin(cast)
    args = {"report": [report.public_id], "report_moments": [report.public_id, "g1-all"]}.get(name, [])
    page = reverse(name, args=[cast.mia.public_id, *args])
    as_(cast.robin).get(page)
    assert queries(as_(cast.robin), page) <= 15


def test_a_signed_report_is_read_in_few_queries(cast: Cast, moments: list[Moment], as_: SignIn, queries: Queries):
    report = signed(cast, begin(cast))
    assert queries(as_(cast.ana), url(report)) <= 15


def test_days_that_dont_fit_are_refused_with_what_was_typed(cast: Cast, as_: SignIn):
    page = reverse("new_report", args=[cast.mia.public_id])
    sent = {"kind": "school", "first": "2026-03-02", "last": "2026-03-01", "form_name": "My form"}
    answer = as_(cast.robin).post(page, sent)
    text = answer.content.decode()
    assert answer.status_code == 400 and "comes before 2 March 2026" in text and "My form" in text
    later = (cast.mia.today() + dt.timedelta(days=3)).isoformat()
    assert "still to come" in as_(cast.robin).post(page, sent | {"last": later}).content.decode()


def test_a_report_for_school_begins_with_the_quarter_that_runs(cast: Cast):
    quarters = [
        {"name": "Quarter 1", "first": "2026-08-31", "last": "2026-11-06"},
        {"name": "Quarter 2", "first": "2026-11-09", "last": "2027-01-29"},
    ]
    year = ReportYear(practice=cast.practice, quarters=quarters)
    assert usual_days(year, "school", dt.date(2026, 11, 24)) == (dt.date(2026, 11, 9), dt.date(2026, 11, 24))
    assert usual_days(year, "school", dt.date(2026, 11, 8)) == (dt.date(2026, 8, 31), dt.date(2026, 11, 6))
    assert usual_days(year, "payer", dt.date(2026, 11, 24)) == (dt.date(2026, 8, 27), dt.date(2026, 11, 24))


def test_quarters_and_form_names_are_kept_for_the_practice(cast: Cast, as_: SignIn):
    page = reverse("report_year")
    sent = {
        "school_form": "Quarterly IEP",
        "payer_form": "Progress note",
        "first1": "2026-08-31",
        "last1": "2026-11-06",
    }
    assert as_(cast.robin).post(page, sent).status_code == 302
    year = ReportYear.objects.get(practice=cast.practice)
    assert (year.school_form, [quarter["first"] for quarter in year.quarters]) == ("Quarterly IEP", ["2026-08-31"])
    wrong = as_(cast.robin).post(page, sent | {"first2": "2026-10-01", "last2": "2026-12-01"})
    assert wrong.status_code == 400 and "begin after it" in wrong.content.decode()
    half = as_(cast.robin).post(page, sent | {"first3": "2027-02-01"})
    assert "both days of this quarter, or none" in half.content.decode()


def test_what_the_worker_still_works_out_isnt_told_as_nothing(
    cast: Cast, moments: list[Moment], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(answers, "AT_ONCE", 5)
    assert "What helped: it is still being worked out. Draft again in some minutes." in told(begin(cast))
    answers.compute_later.func(cast.circle_time.pk)
    report = draft_anew(cast.access(cast.robin), begin(cast))
    assert "still being worked out" not in told(report)


def test_a_weighted_score_takes_what_was_said_on_the_paths_and_names_the_weights(cast: Cast, moments: list[Moment]):
    goals = [cast.circle_time.public_id]
    report = begin(cast, goals=goals, t_score=True, weights="family")
    assert "No T-score is given. How much “I join circle time, my way” matters to the family" in told(report)
    say_voice(cast.access(cast.ana), cast.circle_time, importance=3)
    assert "matters to the family, from 1 to 3 (“I join circle time, my way” 3)" in told(
        begin(cast, goals=goals, t_score=True, weights="family")
    )
    assert "matters to Mia isn’t known" in told(begin(cast, goals=goals, t_score=True, weights="child"))
    assert "from 1 goal of equal weight" in told(begin(cast, goals=goals, t_score=True))


def test_how_much_each_goal_counts_is_chosen_with_the_score(cast: Cast, moments: list[Moment], as_: SignIn):
    page, today = reverse("new_report", args=[cast.mia.public_id]), cast.mia.today()
    sent = {"kind": "school", "first": today - dt.timedelta(days=9), "last": today, "weights": "family"}
    as_(cast.robin).post(page, sent)
    assert Report.objects.get().asked == {"goals": [], "t_score": False}  # without a score nothing is weighed
    as_(cast.robin).post(page, sent | {"t_score": "on"})
    assert Report.objects.order_by("-pk")[0].asked == {"goals": [], "t_score": True, "weights": "family"}
    assert as_(cast.robin).post(page, sent | {"weights": "heavy"}).status_code == 400


def both_scores(as_: SignIn, cast: Cast, report: Report) -> tuple[str, str]:
    """T now of the page of goals in numbers, and the T that a report of the same goals gives."""
    asked = {"goals": report.asked["goals"], "weights": "equal", "rho": "0.3"}
    page = as_(cast.robin).get(reverse("attainment", args=[cast.mia.public_id]), asked)
    found = re.search(r"T = ([\d.]+) from", told(report))
    assert found, told(report)
    return page.context["score"]["now"], found[1]


def record(cast: Cast, goal: Goal, went: str, day: dt.date) -> None:
    record_level(cast.access(cast.kai), goal, LevelRecord(went=went, day=day))


def test_page_and_report_give_the_same_score_for_the_same_days(as_: SignIn, cast: Cast, moments: list[Moment]):
    today, goals = cast.mia.today(), [cast.circle_time.public_id, cast.zip_jacket.public_id]
    for hours in (1, 2, 3):
        tell(cast.access(cast.ana), cast.zip_jacket, hours_ago=hours, step=4)
    page, report = both_scores(as_, cast, begin(cast, goals=goals, t_score=True))
    assert page == report == f"{t_score([0, 2]):.1f}"
    record(cast, cast.zip_jacket, "harder", today)
    drafted = begin(cast, goals=goals, t_score=True)
    page, report = both_scores(as_, cast, drafted)
    assert page == report == f"{t_score([0, -2]):.1f}"
    assert f"“I zip my jacket” −2, recorded by Kai for {today.day} {today:%B %Y}." in told(drafted)


def test_moments_from_long_before_a_report_say_the_level_where_nothing_newer_does(as_: SignIn, cast: Cast):
    for day in (100, 101, 102):
        tell(cast.access(cast.ana), cast.zip_jacket, hours_ago=24 * day, step=3)
    report = begin(cast, goals=[cast.zip_jacket.public_id], t_score=True)
    page, given = both_scores(as_, cast, report)
    assert page == given == f"{t_score([1]):.1f}"
    assert len(report.draft().sources["t-score"]) == 3
    signed(cast, report)
    assert as_(cast.robin).get(url(report, "report_moments", "t-score")).status_code == 200


def test_a_report_takes_the_level_of_its_last_day_and_nothing_later(cast: Cast, moments: list[Moment]):
    today = cast.mia.today()
    last = today - dt.timedelta(days=9)
    goals = [cast.circle_time.public_id]
    record(cast, cast.circle_time, "little_more", last)
    record(cast, cast.circle_time, "lot_more", last + dt.timedelta(days=1))
    access = cast.access(cast.robin)
    asked = {"goals": goals, "t_score": True}
    then = begin_report(access, "school", last - dt.timedelta(days=20), last, asked=asked)
    assert f"T = {t_score([1]):.1f} from" in told(then) and f"T = {t_score([2]):.1f} from" in told(begin(cast, **asked))


def test_what_a_therapist_may_not_read_counts_neither_on_the_page_nor_in_a_report(as_: SignIn, cast: Cast):
    home = Household.objects.create(child=cast.mia, name="Dad's home")
    for step, house in ((1, None), (1, None), (1, None), (4, home), (4, home), (4, home), (4, home)):
        told_of = tell(cast.access(cast.ana), cast.circle_time, step=step, setting=Setting.HOME)
        Moment.objects.filter(pk=told_of.pk).update(household=house)
    member = cast.access(cast.robin).member
    for consent in Consent.objects.filter(member=member, scope=Scope.OTHER_HOME):
        take_back_consent(cast.robin, consent)
    page, report = both_scores(as_, cast, begin(cast, goals=[cast.circle_time.public_id], t_score=True))
    assert page == report == f"{t_score([-1]):.1f}"


# Who reads what


def test_family_reads_what_is_signed_without_the_score_and_teachers_read_nothing(
    cast: Cast, moments: list[Moment], as_: SignIn
):
    draft = begin(cast)
    report = signed(cast, begin(cast, t_score=True))
    assert "T = " in as_(cast.robin).get(url(report)).content.decode()
    page = as_(cast.ana).get(url(report))
    assert page.status_code == 200
    assert "T = " not in page.content.decode() and "T-score" not in page.content.decode()
    assert as_(cast.ana).get(url(report, "report_moments", "t-score")).status_code == 404
    assert as_(cast.ana).get(url(draft)).status_code == 404
    for other in (cast.lopez, cast.joe, cast.mia_herself, cast.sam, cast.nina):
        assert as_(other).get(url(report)).status_code == 404
    assert [one.pk for one in reports_of(cast.access(cast.ana))] == [report.pk]


def test_who_sees_but_one_goal_reads_no_report(cast: Cast, moments: list[Moment]):
    signed(cast, begin(cast))
    aunt = person("Aunt")
    place = add_member(cast.robin, cast.mia, user=aunt, role=Role.FAMILY, name="Aunt")
    assert len(reports_of(cast.access(aunt))) == 1
    for consent in place.consents.filter(scope=Scope.TIMELINE):
        take_back_consent(cast.robin, consent)
    give_consent(cast.robin, place, Scope.TIMELINE, goal_id=cast.circle_time.public_id)
    assert reports_of(cast.access(aunt)) == []


def test_a_parent_reads_what_counts_the_other_home_only_where_that_was_agreed(cast: Cast):
    kim, dan = two_homes(cast, cast.robin)
    robin = cast.access(cast.robin, cast.leo)
    goal = goal_for(robin, "I zip")
    tell(cast.access(kim.user, cast.leo), goal, setting=Setting.HOME)
    today = cast.leo.today()
    report = begin_report(robin, "school", today - dt.timedelta(days=3), today, asked={})
    report = sign_report(robin, keep_report(robin, report, Written(words=JUDGED)))
    assert [one.pk for one in reports_of(cast.access(kim.user, cast.leo))] == [report.pk]
    assert reports_of(cast.access(dan.user, cast.leo)) == []
    give_consent(cast.robin, dan, Scope.OTHER_HOME)
    assert [one.pk for one in reports_of(cast.access(dan.user, cast.leo))] == [report.pk]


@pytest.mark.parametrize(("how", "kind"), [("", "application/pdf"), ("?as=docx", "wordprocessingml")])
def test_a_signed_report_is_a_paper_and_a_draft_isnt(
    cast: Cast, moments: list[Moment], as_: SignIn, how: str, kind: str
):
    assert as_(cast.robin).get(url(begin(cast), "report_paper") + how).status_code == 404
    answer = as_(cast.ana).get(url(signed(cast, begin(cast, t_score=True)), "report_paper") + how)
    assert answer.status_code == 200 and kind in answer["Content-Type"]
    assert len(answer.content) > 2000


def test_the_familys_reading_of_a_report_has_no_score(cast: Cast, moments: list[Moment]):
    report = signed(cast, begin(cast, t_score=True))
    keys = [section.key for section in as_read(cast.access(cast.ana), report).sections]
    assert "t_score" not in keys and "enough" in keys
