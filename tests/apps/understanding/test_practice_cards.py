"""A practice adds, rewords and hides cards; its cards survive upgrades; what children have stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast, goal_for
from pebblepath.apps.people.actions import NotPossible
from pebblepath.apps.people.models import AuditLine, Practice, Staff
from pebblepath.apps.understanding import practice_card_actions as actions
from pebblepath.apps.understanding import practice_library
from pebblepath.apps.understanding.actions import give_card
from pebblepath.apps.understanding.models import CardKind, PracticeCard
from pebblepath.apps.understanding.practice_card_forms import FORMS, CardForm, LinesField
from pebblepath.apps.understanding.practice_cards import content_of
from pebblepath.apps.understanding.practice_library import every_card_of, laid_over, library_of
from pebblepath.library import load_library
from pebblepath.library.own_cards import OwnCard, check_card

As = Callable[[object], Client]
LIBRARY = load_library()
STRATEGY, PLAY, OCCUPATION = CardKind.STRATEGY, CardKind.PLAY, CardKind.OCCUPATION
SHELF = reverse("practice_cards")
TAKEN_FROM = {STRATEGY: "ear-defenders", PLAY: "slow-boat-swing", OCCUPATION: "zip-jacket"}
PLACE = {STRATEGY: "strategies", PLAY: "play", OCCUPATION: "occupations"}


def sent(kind: CardKind, content: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """What a browser sends when a card stands in its form and is kept."""
    model = FORMS[kind]
    form = model(initial=model.initial_from(content), library=LIBRARY, card_id="ours-new")
    data: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        if isinstance(field, LinesField):
            value = field.prepare_value(value or ())
        if value is True:
            value = "on"
        if value is not None and value is not False and not isinstance(value, dict):
            data[name] = value
    return data | {"read": "0"} | changed


def librarys(kind: CardKind) -> dict[str, Any]:
    return content_of(actions.library_cards(kind)[TAKEN_FROM[kind]])


def address(name: str, kind: CardKind, card: str) -> str:
    return reverse(name, args=[kind.value, card])


def add(cast: Cast, kind: CardKind = STRATEGY, **changed: Any) -> PracticeCard:
    return actions.add_card(cast.robin, cast.practice, kind, librarys(kind) | {"name": "Our own quiet"} | changed)


def offered(cast: Cast, kind: CardKind) -> Any:
    return getattr(library_of(cast.practice.pk), PLACE[kind])


# What each form writes is what the library has.


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_has_every_field_of_a_card(kind: CardKind):
    card = next(iter(actions.library_cards(kind).values()))
    model = FORMS[kind]
    form = model(sent(kind, content_of(card)), library=LIBRARY, card_id="ours-new")
    assert form.is_valid(), form.errors
    assert set(form.content()) == set(type(card).model_fields) - {"id", "version"}


@pytest.mark.parametrize("kind", FORMS)
def test_each_card_of_the_library_comes_out_of_its_form_as_it_went_in(kind: CardKind):
    for id, card in actions.library_cards(kind).items():
        form = FORMS[kind](sent(kind, content_of(card)), library=LIBRARY, card_id=id)
        assert form.is_valid(), (id, form.errors)
        made, _ = check_card(LIBRARY, OwnCard(kind, id, card.version, form.content()))
        assert made == card, id


# Adding.


@pytest.mark.parametrize("kind", FORMS)
def test_a_therapist_adds_a_card_and_it_is_offered(as_: As, cast: Cast, kind: CardKind):
    page = as_(cast.robin).get(reverse("new_practice_card", args=[kind.value]))
    assert page.status_code == 200
    url = reverse("new_practice_card", args=[kind.value])
    answer = as_(cast.robin).post(url, sent(kind, librarys(kind), name="Our own quiet"), follow=True)
    assert "Our own quiet is one of your cards now." in answer.content.decode()
    row = PracticeCard.objects.get()
    assert row.card_id.startswith("ours-") and (row.version, row.library_version) == (1, None)
    assert offered(cast, kind)[row.card_id].name == "Our own quiet"


def test_an_own_card_is_offered_to_the_practices_children_and_to_no_others(as_: As, cast: Cast):
    add(cast, settings=["home"])
    mia, omar = (reverse("cards", args=[child.public_id]) + "?where=home" for child in (cast.mia, cast.omar))
    assert "Our own quiet" in as_(cast.robin).get(mia).content.decode()
    assert "Our own quiet" not in as_(cast.sam).get(omar).content.decode()


def test_an_own_strategy_can_be_given(as_: As, cast: Cast):
    row = add(cast)
    as_(cast.robin).post(reverse("give", args=[cast.mia.public_id, row.card_id]))
    assert cast.mia.strategies.get(card=row.card_id).name == "Our own quiet"
    assert as_(cast.sam).post(reverse("give", args=[cast.omar.public_id, row.card_id])).status_code == 404


def test_a_goal_can_be_made_of_an_own_activity(as_: As, cast: Cast):
    row = add(cast, OCCUPATION, child_name="I feed our hens")
    assert "I feed our hens" in as_(cast.robin).get(reverse("choose_goal", args=[cast.mia.public_id])).content.decode()
    page = as_(cast.robin).get(reverse("new_goal", args=[cast.mia.public_id, row.card_id]))
    assert page.status_code == 200 and "I feed our hens" in page.content.decode()


@pytest.mark.parametrize(
    ("kind", "changed", "field", "says"),
    [
        (STRATEGY, {"how": "The child must sit still."}, "how", "offer, do not order"),
        (STRATEGY, {"how": "Hop on. " * 31}, "how", "at most 60 are accepted"),
        (STRATEGY, {"name": "One; two"}, "name", "can&#x27;t have a semicolon"),
        (STRATEGY, {"minutes": "ninety"}, "minutes", "A whole number from 0 to 60 is accepted here."),
        (STRATEGY, {"needs": "a mat\na mat"}, "needs", "&#x27;a mat&#x27; is there twice"),
        (
            STRATEGY,
            {"why": "Proprioceptive modulation facilitates organisational self-regulation."},
            "why",
            "Shorter sentences and everyday words help.",
        ),
        (OCCUPATION, {"stone1": "The child pulls it."}, "stone1", "is not in the child&#x27;s own voice"),
        (OCCUPATION, {"stone1": "I watch while you zip my jacket."}, "stone1", "the same as stone 1"),
        (OCCUPATION, {"steps": "One\nTwo"}, "steps", "These are 2 lines; from 4 to 8 are accepted"),
        (OCCUPATION, {"steps": "Arms in\nPins in\nSit still\nPull"}, "steps", "Line 3: "),
        (OCCUPATION, {"icf": []}, "icf", "This field is required."),
        (PLAY, {"minutes_least": "20", "minutes_most": "10"}, "minutes_most", "less than the 20 before it"),
        (PLAY, {"works_on_balance": "", "works_on_regulation": ""}, "works_on", "From one to five are accepted"),
        (PLAY, {"gives_movement": "", "gives_touch": ""}, "gives", "at least one sense"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(
    as_: As, cast: Cast, kind: CardKind, changed: dict[str, Any], field: str, says: str
):
    data = sent(kind, librarys(kind), name="Words that stay") | changed
    answer = as_(cast.robin).post(reverse("new_practice_card", args=[kind.value]), data)
    page = answer.content.decode()
    assert answer.status_code == 400 and not PracticeCard.objects.exists()
    assert list(answer.context["form"].errors) == [field], answer.context["form"].errors
    assert says in page
    assert field == "name" or "Words that stay" in page
    assert all(str(typed).splitlines()[0] in page for typed in changed.values() if typed)


def test_an_empty_form_says_what_is_needed(as_: As, cast: Cast):
    for kind in FORMS:
        answer = as_(cast.robin).post(reverse("new_practice_card", args=[kind.value]), {"read": "0"})
        assert answer.status_code == 400 and answer.context["form"].errors["name"] == ["This field is required."]


# Rewording.


@pytest.mark.parametrize("kind", FORMS)
def test_a_card_is_said_in_the_practices_words(as_: As, cast: Cast, kind: CardKind):
    url = address("practice_card", kind, TAKEN_FROM[kind])
    assert "in our words" in as_(cast.robin).get(url).content.decode()
    assert as_(cast.robin).post(url, sent(kind, librarys(kind), name="Our own quiet")).status_code == 302
    row = PracticeCard.objects.get()
    assert (row.card_id, row.version, row.library_version) == (TAKEN_FROM[kind], 1, 1)
    assert offered(cast, kind)[row.card_id].name == "Our own quiet"


def test_each_change_counts_the_version_up_and_nothing_resets_it(cast: Cast):
    def version() -> int:
        return PracticeCard.objects.get().version

    words = librarys(STRATEGY)
    actions.reword_card(cast.robin, cast.practice, STRATEGY, "ear-defenders", words, read=0)
    actions.hide_card(cast.robin, cast.practice, STRATEGY, "ear-defenders")
    actions.show_card(cast.robin, cast.practice, STRATEGY, "ear-defenders")
    assert version() == 3
    actions.remove_card(cast.robin, cast.practice, STRATEGY, "ear-defenders")
    actions.reword_card(cast.robin, cast.practice, STRATEGY, "ear-defenders", words, read=4)
    assert version() == 5 and offered(cast, STRATEGY)["ear-defenders"].version == 5


def test_what_a_colleague_changed_meanwhile_isnt_lost_unseen(as_: As, cast: Cast):
    url = address("practice_card", STRATEGY, "ear-defenders")
    actions.reword_card(
        cast.kai, cast.practice, STRATEGY, "ear-defenders", librarys(STRATEGY) | {"name": "Kai’s words"}, read=0
    )
    answer = as_(cast.robin).post(url, sent(STRATEGY, librarys(STRATEGY), name="Robin’s words"))
    page = answer.content.decode()
    assert answer.status_code == 400 and "Kai changed this card a moment ago" in page and "Robin’s words" in page
    assert str(PracticeCard.objects.get()) == "Kai’s words"
    assert 'name="read" value="1"' in page
    as_(cast.robin).post(url, sent(STRATEGY, librarys(STRATEGY), name="Robin’s words", read="1"))
    assert str(PracticeCard.objects.get()) == "Robin’s words"


def test_what_was_given_before_stays_as_it_is(cast: Cast):
    given = give_card(cast.access(cast.robin), LIBRARY.strategies["ear-defenders"])
    words = librarys(STRATEGY) | {"name": "Quiet ears"}
    actions.reword_card(cast.robin, cast.practice, STRATEGY, "ear-defenders", words, read=0)
    given.refresh_from_db()
    assert given.name == "Ear defenders"


# Hiding.


@pytest.mark.parametrize("kind", FORMS)
def test_a_hidden_card_isnt_offered_until_it_is_shown_again(as_: As, cast: Cast, kind: CardKind):
    url = address("hide_practice_card", kind, TAKEN_FROM[kind])
    as_(cast.robin).post(url)
    assert TAKEN_FROM[kind] not in offered(cast, kind)
    as_(cast.robin).post(url)
    assert TAKEN_FROM[kind] in offered(cast, kind)


def test_a_hidden_card_cant_be_given_and_isnt_tried_by_the_lens(as_: As, cast: Cast):
    lens = reverse("lens", args=[cast.mia.public_id]) + "?q=covers+ears"
    assert "Ear defenders" in as_(cast.robin).get(lens).content.decode()
    actions.hide_card(cast.robin, cast.practice, STRATEGY, "ear-defenders")
    assert "Ear defenders" not in as_(cast.robin).get(lens).content.decode()
    assert as_(cast.robin).post(reverse("give", args=[cast.mia.public_id, "ear-defenders"])).status_code == 404


def test_a_goal_of_a_hidden_activity_keeps_its_steps(as_: As, cast: Cast):
    goal = goal_for(cast.access(cast.robin), "Zip", "zip-jacket")
    actions.hide_card(cast.robin, cast.practice, OCCUPATION, "zip-jacket")
    split = as_(cast.robin).get(reverse("split_stone", args=[cast.mia.public_id, goal.public_id, 2]))
    assert "Put both arms in" in split.content.decode()
    assert as_(cast.robin).get(reverse("new_goal", args=[cast.mia.public_id, "zip-jacket"])).status_code == 404


# Removing.


def test_an_own_card_that_no_child_has_is_removed(as_: As, cast: Cast):
    row = add(cast)
    answer = as_(cast.robin).post(address("remove_practice_card", STRATEGY, row.card_id), follow=True)
    assert "Our own quiet is removed." in answer.content.decode() and not PracticeCard.objects.exists()


def test_an_own_strategy_that_a_child_has_is_hidden_instead(as_: As, cast: Cast):
    row = add(cast)
    give_card(cast.access(cast.robin), library_of(cast.practice.pk).strategies[row.card_id])
    answer = as_(cast.robin).post(address("remove_practice_card", STRATEGY, row.card_id), follow=True)
    assert "One child has it, so it is hidden and not removed." in answer.content.decode()
    assert PracticeCard.objects.get().hidden and row.card_id in every_card_of(cast.practice.pk).strategies


def test_an_own_activity_that_a_goal_is_made_of_is_hidden_instead(cast: Cast):
    row = add(cast, OCCUPATION)
    for child in (cast.mia, cast.leo):
        goal_for(cast.access(cast.robin, child), "Ours", row.card_id)
    told = actions.remove_card(cast.robin, cast.practice, OCCUPATION, row.card_id)
    assert told == "2 children have it, so it is hidden and not removed." and PracticeCard.objects.get().hidden


def test_an_own_activity_that_an_own_strategy_is_for_is_hidden_instead(cast: Cast):
    ride = add(cast, OCCUPATION)
    add(cast, STRATEGY, occupations=[ride.card_id])
    told = actions.remove_card(cast.robin, cast.practice, OCCUPATION, ride.card_id)
    assert "One of your strategies is for it" in told and laid_over(cast.practice.pk).faults == {}


def test_own_play_that_no_session_saw_is_removed(cast: Cast):
    row = add(cast, PLAY)
    assert actions.remove_card(cast.robin, cast.practice, PLAY, row.card_id) == ""
    assert not PracticeCard.objects.exists()


def test_one_can_go_back_to_the_librarys_words(as_: As, cast: Cast):
    words = librarys(STRATEGY) | {"name": "Quiet ears"}
    actions.reword_card(cast.robin, cast.practice, STRATEGY, "ear-defenders", words, read=0)
    answer = as_(cast.robin).post(address("remove_practice_card", STRATEGY, "ear-defenders"), follow=True)
    assert "The library’s words stand again." in answer.content.decode()
    assert offered(cast, STRATEGY)["ear-defenders"] == LIBRARY.strategies["ear-defenders"]


# An upgrade comes.


@pytest.fixture
def upgrade(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Another library, as a newer Pebblepath would bring it: ``upgrade("ear-defenders", name="New", version=2)``."""

    def bring(id: str, **changed: Any) -> None:
        cards = dict(LIBRARY.strategies)
        cards[id] = cards[id].model_copy(update=changed)
        newer = replace(LIBRARY, strategies=MappingProxyType(cards))
        monkeypatch.setattr(practice_library, "load_library", lambda: newer)
        monkeypatch.setattr(actions, "load_library", lambda: newer)
        practice_library._laid.clear()  # another program has started

    return bring


@pytest.fixture
def reworded(cast: Cast) -> PracticeCard:
    words = librarys(STRATEGY) | {"name": "Quiet ears"}
    return actions.reword_card(cast.robin, cast.practice, STRATEGY, "ear-defenders", words, read=0)


def test_own_and_reworded_cards_survive_an_upgrade(cast: Cast, reworded: PracticeCard, upgrade: Callable[..., None]):
    row = add(cast)
    upgrade("ear-defenders", name="Ear cups", version=2)
    cards = offered(cast, STRATEGY)
    assert cards["ear-defenders"].name == "Quiet ears" and cards[row.card_id].name == "Our own quiet"


def test_a_newer_card_of_the_library_is_shown_beside_ours(
    as_: As, cast: Cast, reworded: PracticeCard, upgrade: Callable[..., None]
):
    newer = address("newer_practice_card", STRATEGY, "ear-defenders")
    assert "newer in the library" not in as_(cast.robin).get(SHELF).content.decode()
    assert as_(cast.robin).get(newer).status_code == 404
    upgrade("ear-defenders", name="Ear cups", minutes=5, version=2)
    assert "newer in the library" in as_(cast.robin).get(SHELF).content.decode()
    differs = as_(cast.robin).get(newer).context["differs"]
    assert ("Name", "Quiet ears", "Ear cups") in differs
    assert ("A grown-up’s minutes on a day of use", "1", "5") in differs and len(differs) == 2


@pytest.mark.parametrize(("stand", "name"), [("theirs", "Ear cups"), ("ours", "Quiet ears")])
def test_the_newer_one_is_taken_or_ours_is_kept(
    as_: As, cast: Cast, reworded: PracticeCard, upgrade: Callable[..., None], stand: str, name: str
):
    upgrade("ear-defenders", name="Ear cups", version=2)
    newer = address("newer_practice_card", STRATEGY, "ear-defenders")
    assert as_(cast.robin).post(newer, {"stand": "neither"}).status_code == 400
    assert as_(cast.robin).post(newer, {"stand": stand}).status_code == 302
    assert offered(cast, STRATEGY)["ear-defenders"].name == name
    assert "newer in the library" not in as_(cast.robin).get(SHELF).content.decode()
    assert as_(cast.robin).get(newer).status_code == 404


def test_a_card_that_stricter_rules_turn_away_is_kept_and_says_what_is_wrong(as_: As, cast: Cast):
    row = add(cast)
    stricter = dict(row.content) | {"how": "The child must wear them.", "gone": "a field of old"}
    del stricter["why"]
    PracticeCard.objects.update(content=stricter, version=2)
    assert row.card_id not in every_card_of(cast.practice.pk).strategies
    page = as_(cast.robin).get(SHELF).content.decode()
    assert "Our own quiet" in page and "It stays as it is until then" in page
    assert "“How is it done?”: The words &#x27;must&#x27; are not used here; offer, do not order." in page
    assert "“Why may it help?” is missing; every card has it." in page
    url = address("practice_card", STRATEGY, row.card_id)
    assert "The child must wear them." in as_(cast.robin).get(url).content.decode()
    mended = sent(STRATEGY, stricter, how="Let your child wear them.", why="It is calm.", read="2")
    assert as_(cast.robin).post(url, mended).status_code == 302
    assert offered(cast, STRATEGY)[row.card_id].version == 3


# The shelf.


def test_the_shelf_shows_ours_first_and_finds_words(as_: As, cast: Cast):
    add(cast, when="Thunder rolls.")
    page = as_(cast.robin).get(SHELF)
    assert [card.name for card in page.context["ours"]] == ["Our own quiet"]
    assert len(page.context["librarys"]) == len(LIBRARY.strategies)
    found = as_(cast.robin).get(SHELF, {"q": "ROLLS thunder"})
    assert [card.name for card in found.context["ours"]] == ["Our own quiet"] and not found.context["librarys"]
    assert "No card has all of these words" in as_(cast.robin).get(SHELF, {"q": "xylophone xyz"}).content.decode()


@pytest.mark.parametrize("kind", FORMS)
def test_the_shelf_has_every_kind(as_: As, cast: Cast, kind: CardKind):
    page = as_(cast.robin).get(SHELF, {"kind": kind.value})
    assert len(page.context["librarys"]) == len(actions.library_cards(kind))
    assert as_(cast.robin).get(SHELF, {"kind": "nonsense"}).context["kind"] == STRATEGY


def test_a_search_goes_on_after_hiding(as_: As, cast: Cast):
    answer = as_(cast.robin).post(address("hide_practice_card", STRATEGY, "ear-defenders"), {"q": "ear & more"})
    assert answer["Location"] == f"{SHELF}?kind=strategy&q=ear+%26+more"


# Who may, what is recorded, what it costs.

PAGES = ("practice_card", "hide_practice_card", "remove_practice_card", "newer_practice_card")


def test_cards_are_for_the_staff_of_the_practice_and_nobody_else(as_: As, cast: Cast):
    row = add(cast)
    for who in (cast.ana, cast.lopez, cast.mia_herself, cast.joe, cast.nina, cast.sam):
        client = as_(who)
        for name in PAGES:
            assert client.post(address(name, STRATEGY, row.card_id)).status_code == 404, (who, name)
        assert client.get(address("practice_card", STRATEGY, row.card_id)).status_code == 404
        may_add = 200 if who == cast.sam else 404
        assert client.get(reverse("new_practice_card", args=["strategy"])).status_code == may_add
    assert PracticeCard.objects.get().version == 1


def test_one_practice_hides_nothing_from_another(as_: As, cast: Cast):
    as_(cast.sam).post(address("hide_practice_card", STRATEGY, "ear-defenders"))
    assert PracticeCard.objects.get().practice == cast.other_practice
    assert "ear-defenders" in offered(cast, STRATEGY)
    assert "ear-defenders" not in library_of(cast.other_practice.pk).strategies


@pytest.mark.parametrize("name", PAGES)
def test_a_card_or_a_kind_that_isnt_there_isnt_found(as_: As, cast: Cast, name: str):
    for kind, card in (("strategy", "no-such-card"), ("strategy", "ours-zzzz"), ("lens", "ear-defenders")):
        assert as_(cast.robin).post(reverse(name, args=[kind, card])).status_code == 404
    assert as_(cast.robin).get(reverse("new_practice_card", args=["lens"])).status_code == 404


def test_what_changes_something_is_never_done_by_opening_an_address(as_: As, cast: Cast):
    for name in ("hide_practice_card", "remove_practice_card"):
        assert as_(cast.robin).get(address(name, STRATEGY, "ear-defenders")).status_code == 405


def test_signed_out_one_is_asked_to_sign_in(client: Client, cast: Cast):
    for name in PAGES:
        assert client.post(address(name, STRATEGY, "ear-defenders"))["Location"].startswith("/accounts/login/")


def test_each_change_is_in_the_record_without_what_was_typed(cast: Cast):
    row = add(cast)
    words = librarys(STRATEGY) | {"name": "Quixotic"}
    actions.reword_card(cast.robin, cast.practice, STRATEGY, row.card_id, words, read=1)
    actions.hide_card(cast.kai, cast.practice, STRATEGY, row.card_id)
    actions.remove_card(cast.robin, cast.practice, STRATEGY, row.card_id)
    lines = AuditLine.objects.filter(about="card").order_by("pk")
    who = [(line.user, line.deed, line.ref, line.child) for line in lines]
    assert who == [
        (cast.robin, "added", row.card_id, None),
        (cast.robin, "changed", row.card_id, None),
        (cast.kai, "changed", row.card_id, None),
        (cast.robin, "removed", row.card_id, None),
    ]
    assert "quixotic" not in row.card_id


def test_a_card_that_a_colleague_just_removed_is_said_to_be_gone(cast: Cast):
    row = add(cast)
    actions.remove_card(cast.kai, cast.practice, STRATEGY, row.card_id)
    for deed in (actions.hide_card, actions.show_card, actions.remove_card):
        with pytest.raises(NotPossible, match="no longer here"):
            deed(cast.robin, cast.practice, STRATEGY, row.card_id)


def test_the_pages_take_few_queries_however_many_cards_there_are(as_: As, cast: Cast, queries: Callable[..., int]):
    addresses = (SHELF, address("practice_card", STRATEGY, "ear-defenders"), reverse("staff"))
    taken = []
    for _ in range(2):
        for _ in range(5):
            add(cast)
        client = as_(cast.robin)
        for url in addresses:
            client.get(url)
        taken.append([queries(client, url) for url in addresses])
    assert taken[0] == taken[1] and max(taken[1]) <= 15


def test_cards_are_checked_once_and_not_on_every_page(
    as_: As, cast: Cast, queries: Callable[..., int], monkeypatch: pytest.MonkeyPatch
):
    add(cast)
    library_of(cast.practice.pk)

    def never(*given: object) -> None:
        raise AssertionError("cards were laid anew")

    monkeypatch.setattr(practice_library, "lay_over", never)
    library_of(cast.practice.pk)
    assert as_(cast.robin).get(reverse("cards", args=[cast.mia.public_id])).status_code == 200


def test_staff_without_a_practice_of_their_own_have_no_shelf(as_: As, cast: Cast):
    Staff.objects.filter(user=cast.kai).delete()
    assert as_(cast.kai).get(SHELF).status_code == 404
    Staff.objects.create(user=cast.kai, practice=Practice.objects.create(name="New"))
    assert as_(cast.kai).get(SHELF).status_code == 200


def test_forms_are_known_for_every_kind():
    assert set(FORMS) == set(CardKind) and all(issubclass(form, CardForm) for form in FORMS.values())
