"""A home programme: few ideas inside what the family does, given by a therapist, chosen at home."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, tell, two_homes
from pebblepath.apps.insights.answers import ENGINE
from pebblepath.apps.insights.models import Answer
from pebblepath.apps.people.access import Access, get_access_for
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import AuditLine, Child, Deed, Member, Setting
from pebblepath.apps.reports import home_facts
from pebblepath.apps.reports.home_choices import newest_programme, propose
from pebblepath.apps.reports.home_facts import belongs, read_home, times_of_play
from pebblepath.apps.reports.home_models import HomeChoice
from pebblepath.apps.reports.home_views import address_to_tell
from pebblepath.apps.reports.models import Report, ReportKind
from pebblepath.apps.reports.report_actions import begin_report, sign_report
from pebblepath.apps.understanding.actions import give_card, not_this_week
from pebblepath.apps.understanding.energy import week_of
from pebblepath.apps.understanding.models import Care, Kind, Load, Routine, TimeOfDay, Trait
from pebblepath.core.reports.home import HomeFacts, HomeIdea
from pebblepath.library import load_library
from pebblepath.library.reading import join_phrases, reading_grade

As = Callable[[object], Client]
LIBRARY = load_library()


@pytest.fixture
def robin(cast: Cast) -> Access:
    """Mia's therapist, with a path for home, a song and a ring in the toolkit, and a day that the family told of."""
    robin = cast.access(cast.robin)
    cast.zip_jacket.occupation = "zip-jacket"
    cast.zip_jacket.save()
    for card in ("zip-ring", "you-start-i-finish", "ear-defenders", "two-choices"):
        give_card(robin, LIBRARY.strategies[card])
    for time, words in (("morning", "Cuddle, then the socks song."), ("afternoon", "A snack, then trains.")):
        Routine.objects.create(child=cast.mia, time=time, words=words)
    return robin


def begun(access: Access) -> Report:
    today = access.child.today()
    return begin_report(access, ReportKind.HOME, today, today, asked={})


def given(access: Access) -> Report:
    return sign_report(access, begun(access))


def facts_of(access: Access) -> HomeFacts:
    today = access.child.today()
    return read_home(access, Report(child=access.child, kind=ReportKind.HOME, first=today, last=today))


def every_idea(facts: HomeFacts) -> list[HomeIdea]:
    return [idea for home in facts.homes for idea in (*home.ideas, *home.others)]


def choose(client: Client, child: Child, place: int, report: Report, home: int = 0, **sent: str) -> Any:
    url = reverse("choose_home_idea", args=[child.public_id, home, place])
    return client.post(url, {"programme": report.public_id, **sent})


def test_at_most_three_ideas_stand_in_routines_that_the_family_named(robin: Access):
    (home,) = facts_of(robin).homes
    assert 1 <= len(home.ideas) <= 3
    assert {idea.routine for idea in home.ideas} <= {"Cuddle, then the socks song.", "A snack, then trains."}
    assert any(idea.name == "Ring on the zip" and idea.at == "In the morning" for idea in every_idea(facts_of(robin)))


def test_they_are_spread_over_the_day_and_not_all_in_one_routine(robin: Access):
    (home,) = facts_of(robin).homes
    assert len({idea.at for idea in home.ideas}) == 2


def test_without_a_told_day_they_stand_at_any_time(robin: Access):
    Routine.objects.all().delete()
    assert {idea.at for idea in every_idea(facts_of(robin))} == {"At a time that fits your day"}


def test_where_nothing_goes_into_the_told_day_there_are_ideas_all_the_same(robin: Access, cast: Cast, monkeypatch):
    monkeypatch.setattr(home_facts, "times_of_play", lambda card: frozenset())
    Routine.objects.exclude(time="morning").delete()
    cast.mia.strategies.exclude(pk=cast.cushion.pk).delete()
    ideas = every_idea(facts_of(robin))
    assert ideas and {idea.at for idea in ideas} == {"At a time that fits your day"}


def test_the_next_stone_is_how_it_will_show(robin: Access, cast: Cast):
    for hours in range(1, 7):
        tell(cast.access(cast.ana), cast.zip_jacket, step=2, setting=Setting.HOME, hours_ago=hours)
    ring = next(idea for idea in every_idea(facts_of(robin)) if idea.name == "Ring on the zip")
    assert (ring.goal, ring.stone) == ("I zip my jacket", "I join in for three songs.")


def test_what_does_not_go_with_the_child_is_never_proposed(robin: Access, cast: Cast):
    before = {idea.key for idea in every_idea(facts_of(robin))}
    told_by = cast.access(cast.ana).member
    for care in Care:
        Trait.objects.create(child=cast.mia, kind=Kind.CARE, care=care, words="so", told_by=told_by)
    left = {idea.key for idea in every_idea(facts_of(robin))}
    careless = {f"play:{card.id}" for card in LIBRARY.play.values() if card.not_with}
    assert before & careless and not left & careless


def test_what_made_it_harder_or_rests_is_never_proposed(robin: Access, cast: Cast):
    ring = cast.mia.strategies.get(card="zip-ring")
    finish = cast.mia.strategies.get(card="you-start-i-finish")
    effect = {"setting": "home", "strategy": ring.pk, "verdict": "seems_harder"}
    Answer.objects.create(goal=cast.zip_jacket, engine=ENGINE, result={"effects": [effect]})
    not_this_week(robin, finish, cast.mia.today())
    names = {idea.name for idea in every_idea(facts_of(robin))}
    assert not names & {"Ring on the zip", finish.name}


def test_a_full_week_gets_one_small_idea(robin: Access, cast: Cast):
    mum = cast.access(cast.ana).member
    Load.objects.create(child=cast.mia, week=week_of(cast.mia.today()), amount=0, by=mum)
    (home,) = facts_of(robin).homes
    assert home.room == "none" and len(home.ideas) == 1


def test_each_home_has_its_own_and_sees_only_its_own(robin: Access, cast: Cast, as_: As):
    mum, dad = two_homes(cast, cast.robin)
    leos = get_access_for(cast.robin, cast.leo.public_id)
    give_card(leos, LIBRARY.strategies["two-choices"])
    goal = cast.zip_jacket
    goal.pk, goal.public_id, goal.child = None, "leoszip", cast.leo
    goal.save()
    for step, words in enumerate(("one", "two", "three", "four", "five")):
        goal.stones.create(step=step, words=words)
    Routine.objects.create(child=cast.leo, household=mum.household, time="morning", words="Pancakes at Mum's.")
    Routine.objects.create(child=cast.leo, household=dad.household, time="morning", words="Eggs at Dad's.")
    given(leos)
    pages = {one.name: page_of(as_, one, cast.leo) for one in (mum, dad)}
    assert "Pancakes" in pages["Mum"] and "Eggs" not in pages["Mum"]
    assert "Eggs" in pages["Dad"] and "Pancakes" not in pages["Dad"]
    both = page_of(as_, leos.member, cast.leo)
    assert "Pancakes" in both and "Eggs" in both
    report = Report.objects.get(child=cast.leo)
    assert choose(as_(dad.user), cast.leo, 0, report, home=mum.household_id or 0).status_code == 404
    paper = as_(dad.user).get(reverse("home_programme_paper", args=[cast.leo.public_id]), {"home": "7"})
    assert paper.status_code == 200


def page_of(as_: As, member: Member, child: Child) -> str:
    answer = as_(member.user).get(reverse("home_programme", args=[child.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_family_sees_nothing_before_it_is_given(robin: Access, cast: Cast, as_: As):
    draft = begun(robin)
    assert "No ideas for home yet." in page_of(as_, cast.access(cast.ana).member, cast.mia)
    assert "A draft waits" in page_of(as_, robin.member, cast.mia)
    sign_report(robin, draft)
    assert "Tell how it went" in page_of(as_, cast.access(cast.ana).member, cast.mia)


def test_a_family_swaps_an_idea_and_the_programme_stays_as_it_was_given(robin: Access, cast: Cast, as_: As):
    report = given(robin)
    before = Report.objects.get().document
    access = cast.access(cast.ana)
    programme = newest_programme(access)
    assert programme is not None
    (home,) = programme.homes
    other = home.cards[0].others[0]
    assert choose(as_(cast.ana), cast.mia, 0, report, idea=other.key).status_code == 302
    after = newest_programme(access)
    assert after is not None
    card = after.homes[0].cards[0]
    assert card.idea == other and card.swapped
    assert home.cards[0].idea.key in {one.key for one in card.others}
    assert Report.objects.get().document == before
    assert AuditLine.objects.filter(child=cast.mia, deed=Deed.CHANGED, about="home_programme", user=cast.ana).exists()


def test_swapping_back_shows_what_was_given(robin: Access, cast: Cast, as_: As):
    report, access = given(robin), cast.access(cast.ana)
    first = newest_programme(access).homes[0].cards[0]  # type: ignore[union-attr]
    choose(as_(cast.ana), cast.mia, 0, report, idea=first.others[0].key)
    choose(as_(cast.ana), cast.mia, 0, report, idea=first.idea.key)
    assert newest_programme(access).homes[0].cards[0] == first  # type: ignore[union-attr]


def test_not_this_week_rests_and_comes_back_by_itself(robin: Access, cast: Cast, as_: As, now_is):
    report, access = given(robin), cast.access(cast.ana)
    choose(as_(cast.ana), cast.mia, 0, report)
    assert "It rests until" in page_of(as_, access.member, cast.mia)
    choose(as_(cast.ana), cast.mia, 0, report)
    assert "It rests until" not in page_of(as_, access.member, cast.mia)
    choose(as_(cast.ana), cast.mia, 0, report)
    now_is(timezone.now() + dt.timedelta(days=7))
    assert newest_programme(access).homes[0].cards[0].rests_until is None  # type: ignore[union-attr]


@pytest.mark.parametrize("key", ["strategy:nothing", "play:nothing"])
def test_an_idea_that_is_not_there_is_not_put_in(robin: Access, cast: Cast, as_: As, key: str):
    report = given(robin)
    answer = choose(as_(cast.ana), cast.mia, 0, report, idea=key)
    assert answer.status_code == 400 and "isn’t in the programme any more" in answer.content.decode()
    assert choose(as_(cast.ana), cast.mia, 9, report).status_code == 400
    assert not HomeChoice.objects.exists()


def test_the_same_idea_never_stands_twice(robin: Access, cast: Cast, as_: As):
    report = given(robin)
    second = newest_programme(cast.access(cast.ana)).homes[0].cards[1]  # type: ignore[union-attr]
    assert choose(as_(cast.ana), cast.mia, 0, report, idea=second.idea.key).status_code == 400


def test_a_choice_of_an_older_programme_shows_the_newer_one_and_changes_nothing(robin: Access, cast: Cast, as_: As):
    old = given(robin)
    given(robin)
    assert choose(as_(cast.ana), cast.mia, 0, old).status_code == 409
    assert not HomeChoice.objects.exists()


def test_a_therapist_picks_other_ideas_before_she_gives_them(robin: Access, cast: Cast, as_: As):
    draft = begun(robin)
    (home,) = facts_of(robin).homes
    url = reverse("pick_home_ideas", args=[cast.mia.public_id, draft.public_id])
    assert home.others[0].name in as_(cast.robin).get(url).content.decode()
    assert as_(cast.robin).post(url, {"home0": [home.others[0].key]}).status_code == 302
    titles = [section.title for section in Report.objects.get().draft().sections]
    assert titles == [home.others[0].name, "How to tell us"]
    every = [idea.key for idea in (*home.ideas, *home.others)][:4]
    refused = as_(cast.robin).post(url, {"home0": every})
    assert (
        refused.status_code == 400 and "Please tick one, two or three ideas; 4 are ticked." in refused.content.decode()
    )
    assert as_(cast.ana).get(url).status_code == 404
    sign_report(robin, Report.objects.get())
    assert as_(cast.robin).get(url).status_code == 404


def test_a_given_programme_takes_no_other_proposals(robin: Access):
    report = begun(robin)
    sign_report(robin, report)
    with pytest.raises(NotPossible, match="given meanwhile"):
        propose(robin, report, {None: []})


def test_telling_how_it_went_starts_with_the_strategy_ticked(robin: Access, cast: Cast, as_: As):
    given(robin)
    access = cast.access(cast.ana)
    cards = newest_programme(access).homes[0].cards  # type: ignore[union-attr]
    card = next(card for card in cards if card.strategy)
    page = as_(cast.ana).get(address_to_tell(access, card)).content.decode()
    assert f'value="{card.strategy}" id=' in page and "checked" in page.split(f'value="{card.strategy}"')[1][:80]


def test_the_sheet_is_one_page_and_names_each_idea(robin: Access, cast: Cast, as_: As):
    given(robin)
    for size in ("a4", "us-letter"):
        answer = as_(cast.ana).get(reverse("home_programme_paper", args=[cast.mia.public_id]), {"size": size})
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            assert len(pdf.pages) == 1
            assert "/StructTreeRoot" in pdf.Root
    assert AuditLine.objects.filter(child=cast.mia, deed=Deed.TOOK_OUT, about="home_programme").exists()


def test_who_is_not_of_the_family_finds_nothing(robin: Access, cast: Cast, as_: As):
    given(robin)
    url = reverse("home_programme", args=[cast.mia.public_id])
    assert [as_(person).get(url).status_code for person in (cast.lopez, cast.joe, cast.mia_herself, cast.sam)] == [
        404
    ] * 4


def test_the_page_takes_few_queries(robin: Access, cast: Cast, as_: As, queries):
    given(robin)
    assert queries(as_(cast.ana), reverse("home_programme", args=[cast.mia.public_id])) <= 15


@pytest.mark.parametrize("card", LIBRARY.play.values(), ids=lambda card: card.id)
def test_play_for_home_reads_at_grade_six_or_below_with_all_that_stands_around_it(card):
    told = [card.name, card.at_home, f"Say, “{card.fun}”", *([card.cautions] if card.cautions else [])]
    around = ["When: In the morning, in what you do anyway.", "Why: This goal asks for balance, and so does this play."]
    assert reading_grade(join_phrases([*told, *around])) <= 6.0


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("Be slow turtles on the way to bed.", {"bed"}),
        ("Swap one joke each at dinner.", {"meal"}),
        ("Trace a rainbow in the steam on the bath wall.", {"bath"}),
        ("Let your child help dig a bed for seeds.", {"afternoon", "weekend"}),
    ],
)
def test_play_goes_where_its_line_for_home_says_or_else_where_its_kind_goes(line: str, times: set[str]):
    card = LIBRARY.play["pirate-plank"].model_copy(update={"at_home": line})
    assert times_of_play(card) == times


def test_activities_belong_to_their_time_of_day():
    assert belongs("zip-jacket", TimeOfDay.MORNING) and not belongs("zip-jacket", TimeOfDay.BATH)
    assert belongs("brush-teeth", TimeOfDay.BED) and not belongs("", TimeOfDay.BED)
