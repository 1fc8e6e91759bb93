"""Goals in numbers: for a child's therapists, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast, goal_for, tell
from pebblepath.apps.goals.attained import in_words, signed
from pebblepath.apps.goals.models import Goal, LevelRecord, State
from pebblepath.apps.goals.voices import say_voice
from pebblepath.apps.people.models import Scope

SignIn = Callable[[object], Client]
Queries = Callable[[Client, str], int]


def url(cast: Cast) -> str:
    return reverse("attainment", args=[cast.mia.public_id])


def record(client: Client, cast: Cast, goal: Goal, went: str, **changed: str) -> int:
    sent = {"went": went, "day": cast.mia.today().isoformat(), "words": "Seen at the rug.", **changed}
    return client.post(reverse("record_level", args=[cast.mia.public_id, goal.public_id]), sent).status_code


def counted(goals: list[Goal], **changed: str) -> dict[str, object]:
    return {"goals": [goal.public_id for goal in goals], "weights": "equal", "rho": "0.3", **changed}


def moments(cast: Cast, goal: Goal, *steps: int) -> None:
    for hours, step in enumerate(steps, start=1):
        tell(cast.access(cast.ana), goal, step=step, hours_ago=hours)


def test_two_goals_as_hoped_are_fifty_and_began_where_both_began(as_: SignIn, cast: Cast):
    client = as_(cast.robin)
    for goal in (cast.circle_time, cast.zip_jacket):
        assert record(client, cast, goal, "as_hoped") == 302
    score = client.get(url(cast)).context["score"]
    # Two goals from -1 with rho 0.3: 50 - 20 / sqrt(0.7 * 2 + 0.3 * 4) = 37.6.
    assert (score["now"], score["start"], score["change"]) == ("50.0", "37.6", "+12.4")
    assert (score["goals"], score["rho"]) == ("2 goals", "0.3")


def test_goals_count_as_they_matter_and_with_the_rho_that_is_asked(as_: SignIn, cast: Cast):
    Goal.objects.filter(pk=cast.circle_time.pk).update(child_importance=3)
    Goal.objects.filter(pk=cast.zip_jacket.pk).update(child_importance=1)
    client = as_(cast.robin)
    record(client, cast, cast.circle_time, "little_more")
    record(client, cast, cast.zip_jacket, "as_before")
    both = [cast.circle_time, cast.zip_jacket]
    # 50 + 10 (3 - 1) / sqrt((1 - rho) 10 + rho 16)
    for rho, now in (("0.3", "55.8"), ("0", "56.3")):
        assert client.get(url(cast), counted(both, weights="child", rho=rho)).context["score"]["now"] == now
    assert client.get(url(cast), counted(both)).context["score"]["now"] == "50.0"


def test_what_a_child_says_on_the_path_counts_before_what_was_said_when_it_was_made(as_: SignIn, cast: Cast):
    Goal.objects.filter(pk=cast.circle_time.pk).update(child_importance=1)
    say_voice(cast.access(cast.mia_herself), cast.circle_time, importance=3)
    rows = as_(cast.robin).get(url(cast), counted([cast.circle_time], weights="child")).context["rows"]
    assert next(row["line"].weight for row in rows if row["line"].goal == cast.circle_time) == 3


def test_where_nothing_was_recorded_the_newest_moments_say_the_level(as_: SignIn, cast: Cast):
    moments(cast, cast.circle_time, 3, 3, 2, 3)
    page = as_(cast.robin).get(url(cast), counted([cast.circle_time]))
    row = next(row for row in page.context["rows"] if row["line"].goal == cast.circle_time)
    assert (row["now"], row["words"]) == ("+1", "a little more than hoped")
    assert "3 of the last 4 moments" in page.content.decode() and page.context["score"]["now"] == "60.0"


def test_moments_that_say_another_stone_than_was_recorded_are_told(as_: SignIn, cast: Cast):
    client = as_(cast.robin)
    record(client, cast, cast.circle_time, "as_hoped")
    moments(cast, cast.circle_time, 4, 4, 4)
    page = client.get(url(cast)).content.decode()
    assert "The newest moments say another stone" in page and "I stay as long as I like." in page


def test_without_a_level_there_is_no_number_and_the_sentence_says_which_goal_and_why(as_: SignIn, cast: Cast):
    page = as_(cast.robin).get(url(cast))
    told = page.content.decode()
    assert page.context["score"] is None and "There is no T-score:" in told
    assert "I join circle time, my way" in page.context["together"].reason
    assert "fewer than three moments" in page.context["together"].reason


def test_without_a_weight_there_is_no_number_and_the_sentence_says_whom_to_ask(as_: SignIn, cast: Cast):
    client = as_(cast.robin)
    record(client, cast, cast.circle_time, "as_hoped")
    for weights, who in (("child", "the child"), ("family", "the family")):
        together = client.get(url(cast), counted([cast.circle_time], weights=weights)).context["together"]
        assert together.score is None and f"matters to {who} isn’t known" in together.reason


def test_no_goal_ticked_is_told(as_: SignIn, cast: Cast):
    page = as_(cast.robin).get(url(cast), counted([]))
    assert page.context["score"] is None and page.context["together"].reason == "No goal is counted. Tick at least one."


@pytest.mark.parametrize("rho", ["1", "-0.1", "much", "", "nan", "inf"])
def test_a_rho_that_isnt_accepted_is_told_beside_its_field(as_: SignIn, cast: Cast, rho: str):
    client = as_(cast.robin)
    record(client, cast, cast.circle_time, "as_hoped")
    page = client.get(url(cast), counted([cast.circle_time], rho=rho))
    assert page.status_code == 400 and page.context["score"] is None and page.context["form"].errors["rho"]


def test_goals_at_rest_arent_counted_unless_they_are_ticked(as_: SignIn, cast: Cast):
    Goal.objects.filter(pk=cast.zip_jacket.pk).update(state=State.PAUSED)
    client = as_(cast.robin)
    for goal in (cast.circle_time, cast.zip_jacket):
        record(client, cast, goal, "as_hoped")
    assert client.get(url(cast)).context["score"]["goals"] == "1 goal"
    both = client.get(url(cast), counted([cast.circle_time, cast.zip_jacket]))
    assert both.context["score"]["goals"] == "2 goals"


def test_a_goal_with_other_than_five_stones_is_left_out_with_the_reason(as_: SignIn, cast: Cast):
    goal = goal_for(cast.access(cast.robin), "Seven stones")
    Goal.objects.filter(pk=goal.pk).update(levels=7)
    page = as_(cast.robin).get(url(cast))
    assert "“Seven stones” has 7 stones" in page.content.decode()
    assert record(as_(cast.robin), cast, goal, "as_hoped") == 404


def test_a_record_has_who_when_words_and_the_level_that_they_meant_on_that_day(as_: SignIn, cast: Cast):
    record(as_(cast.kai), cast, cast.circle_time, "harder")
    kept = LevelRecord.objects.get()
    assert (kept.by.name, kept.went, kept.level, kept.day) == ("Kai", "harder", -2, cast.mia.today())
    Goal.objects.filter(pk=cast.circle_time.pk).update(start_step=0)
    page = as_(cast.robin).get(url(cast)).content.decode()
    assert "Kai on" in page and "harder than at the start just now" in page and "Seen at the rug." in page


def test_the_record_of_the_newest_day_counts_whenever_it_was_typed(as_: SignIn, cast: Cast):
    client = as_(cast.robin)
    record(client, cast, cast.circle_time, "little_more")
    record(client, cast, cast.circle_time, "as_before", day="2026-01-05")
    rows = client.get(url(cast)).context["rows"]
    assert next(row["now"] for row in rows if row["line"].goal == cast.circle_time) == "+1"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"went": ""}, "required"),
        ({"went": "splendid"}, "splendid"),
        ({"day": "2999-01-01"}, "still to come"),
        ({"day": "x"}, "valid date"),
    ],
)
def test_a_record_with_faults_isnt_kept_and_what_was_typed_stays(
    as_: SignIn, cast: Cast, changed: dict[str, str], told: str
):
    client = as_(cast.robin)
    sent = {"went": "as_hoped", "day": "2026-01-05", "words": "By the rug.", **changed}
    answer = client.post(reverse("record_level", args=[cast.mia.public_id, cast.circle_time.public_id]), sent)
    page = answer.content.decode()
    assert answer.status_code == 400 and told in page and "By the rug." in page and not LevelRecord.objects.exists()


def test_nobody_but_a_therapist_finds_numbers_or_a_way_to_them(as_: SignIn, cast: Cast):
    record(as_(cast.robin), cast, cast.circle_time, "as_hoped")
    level = reverse("record_level", args=[cast.mia.public_id, cast.circle_time.public_id])
    for other in (cast.ana, cast.lopez, cast.joe, cast.mia_herself):
        client = as_(other)
        assert client.get(url(cast)).status_code == 404
        assert client.post(level, {"went": "as_hoped"}).status_code == 404
    for other in (cast.ana, cast.lopez, cast.joe):
        client = as_(other)
        for name, args in (("child", []), ("paths", []), ("path", [cast.circle_time.public_id]), ("progress", [])):
            page = client.get(reverse(name, args=[cast.mia.public_id, *args])).content.decode()
            for words in ("/attainment/", "in numbers", "T-score", "Seen at the rug."):
                assert words not in page, (other, name, words)


def test_therapists_are_led_there_from_the_paths(as_: SignIn, cast: Cast):
    for name, args in (("paths", []), ("path", [cast.circle_time.public_id])):
        assert url(cast) in as_(cast.kai).get(reverse(name, args=[cast.mia.public_id, *args])).content.decode()


def test_the_page_takes_as_few_queries_with_many_goals(as_: SignIn, cast: Cast, queries: Queries):
    client = as_(cast.robin)
    few = queries(client, url(cast))
    for n in range(8):
        goal = goal_for(cast.access(cast.robin), f"I try {n}")
        record(client, cast, goal, "as_hoped")
        moments(cast, goal, 2, 2, 2)
    assert queries(client, url(cast)) <= min(15, few + 1)


def test_the_importance_of_the_other_home_isnt_taken_where_it_wasnt_agreed(as_: SignIn, cast: Cast):
    from pebblepath.apps.people.actions import take_back_consent
    from pebblepath.apps.people.models import Consent, Household, Member

    home = Household.objects.create(child=cast.mia, name="Dad's home")
    Member.objects.filter(user=cast.ana, child=cast.mia).update(household=home)
    say_voice(cast.access(cast.ana), cast.circle_time, importance=2)
    asked = counted([cast.circle_time], weights="family")

    def weight() -> int | None:
        rows = as_(cast.robin).get(url(cast), asked).context["rows"]
        return next(row["line"].weight for row in rows if row["line"].goal == cast.circle_time)

    assert weight() == 2
    member = cast.access(cast.robin).member
    for consent in Consent.objects.filter(member=member, scope=Scope.OTHER_HOME):
        take_back_consent(cast.robin, consent)
    assert weight() is None


@pytest.mark.parametrize(
    ("number", "digits", "shown"), [(0, 0, "0"), (-1, 0, "−1"), (2, 0, "+2"), (-0.04, 1, "0.0"), (7.46, 1, "+7.5")]
)
def test_numbers_carry_their_sign(number: float, digits: int, shown: str):
    assert signed(number, digits) == shown


@pytest.mark.parametrize(
    ("level", "start", "words"),
    [
        (None, -1, "not known yet"),
        (2, -1, "a lot more than hoped"),
        (0, -2, "as hoped"),
        (-1, -2, "part of the way"),
        (-1, -1, "as at the start"),
        (-2, -1, "harder than at the start just now"),
    ],
)
def test_a_level_is_told_in_words(level: int | None, start: int, words: str):
    assert in_words(level, start) == words
