"""Sorting picture cards: by touch, by keys, without script, by ear; and never by mistake."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from cast import Cast
from pebblepath.apps.myspace.actions import sort_card
from pebblepath.apps.myspace.card_sort import deck
from pebblepath.apps.myspace.models import CardAnswer, Says
from pebblepath.apps.understanding.models import Kind, Trait

from .conftest import Visit
from .hand import DESK, PHONE, Screen, Visitor
from .test_fit import SPILLS
from .test_keyboard import Keyboard
from .walk import barriers

LOW_PHONE = Screen(375, 620, touch=True)
TABLET = Screen(820, 1180, touch=True)
# A voice on the device, and one that sends the words away; what is said is written down.
VOICES = """
window.said = [];
const away = {localService: false, lang: "en-US", name: "away"};
const here = {localService: true, lang: "en-US", name: "here"};
Object.defineProperty(window, "SpeechSynthesisUtterance", {value: function (text) { this.text = text; }});
Object.defineProperty(window, "speechSynthesis", {value: {
    getVoices: () => VOICES, addEventListener() {}, cancel() {},
    speak: words => window.said.push([words.text, words.voice.name]),
}});
"""
# Whether a finger would hit an answer in the moment in which the card comes; the clock of its coming begins anew.
HIT_AS_IT_COMES = """answers => {
    answers.style.animation = "none";
    answers.getBoundingClientRect();
    answers.style.animation = "";
    const box = answers.querySelector("button").getBoundingClientRect();
    return answers.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""


def card(mia: Visitor, name: str) -> Locator:
    """The card that is shown."""
    return mia.page.get_by_role("heading", name=name, exact=True)


def sort_all(cast: Cast, says: Says) -> None:
    """The whole deck."""
    for each in deck().values():
        sort_card(cast.access(cast.mia_herself), each, says)


def test_four_touches_from_my_space_tell_two_things(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open("/")
    mia.tap("link", "More", exact=True)
    mia.tap("link", "My cards")
    expect(card(mia, "Trains")).to_be_visible()
    mia.tap("button", "I like it")
    expect(card(mia, "Splashing in water")).to_be_visible()
    mia.tap("button", "Too much for me")
    expect(card(mia, "Big hugs")).to_be_visible()
    assert mia.hand.taps == 4 and mia.hand.typed == 0
    assert set(Trait.objects.values_list("kind", "words")) == {
        (Kind.JOY, "Trains."),
        (Kind.SENSE, "Splashing in water."),
    }
    mia.tap("link", "Back to my space")
    expect(mia.page.get_by_role("link", name="How I feel")).to_be_visible()


def test_cards_are_sorted_without_script(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself, java_script_enabled=False)
    mia.open(f"/c/{cast.mia.public_id}/my/cards/")
    assert not mia.page.get_by_role("button", name="Read it to me").count()
    mia.tap("button", "It is okay")
    expect(card(mia, "Splashing in water")).to_be_visible()
    assert CardAnswer.objects.get().says == Says.FINE


def test_a_quick_second_tap_is_no_answer_to_the_card_that_comes(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open(f"/c/{cast.mia.public_id}/my/cards/")
    answers = mia.page.locator("[data-arrows]")
    assert answers.evaluate(HIT_AS_IT_COMES) is False
    expect(answers).to_have_css("pointer-events", "auto")
    mia.tap("button", "I like it")
    expect(card(mia, "Splashing in water")).to_be_visible()


def test_a_slip_is_mended_by_touching_the_card_before(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.open(f"/c/{cast.mia.public_id}/my/cards/")
    mia.tap("button", "Not for me")
    mia.tap("link", "The card before: Trains")
    expect(mia.page.get_by_role("button", name="Not for me", pressed=True)).to_be_visible()
    mia.tap("button", "I like it")
    expect(card(mia, "Splashing in water")).to_be_visible()
    assert CardAnswer.objects.get().says == Says.LIKE and Trait.objects.get().words == "Trains."


def test_arrows_and_enter_are_enough(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself, DESK)
    mia.open(f"/c/{cast.mia.public_id}/my/cards/")
    page = mia.page
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="I like it")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Not for me")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(card(mia, "Splashing in water")).to_be_visible()
    assert CardAnswer.objects.get().says == Says.FINE
    Keyboard(mia).to(page.get_by_role("button", name="I like it")).press("Space")
    expect(card(mia, "Big hugs")).to_be_visible()


def test_the_ear_reads_the_card_with_a_voice_of_the_device_and_only_when_touched(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.page.add_init_script(VOICES.replace("() => VOICES", "() => [away, here]"))
    mia.open(f"/c/{cast.mia.public_id}/my/cards/bell/")
    ear = mia.page.get_by_role("button", name="Read it to me")
    expect(ear).to_be_visible()
    assert mia.page.evaluate("said") == []
    mia.hand.tap(ear)
    assert mia.page.evaluate("said") == [["The school bell. I like it. It is okay. Too much for me.", "here"]]


def test_where_a_voice_would_send_the_words_away_there_is_no_ear(visit: Visit, cast: Cast):
    mia = visit(cast.mia_herself)
    mia.page.add_init_script(VOICES.replace("() => VOICES", "() => [away]"))
    mia.open(f"/c/{cast.mia.public_id}/my/cards/bell/")
    expect(mia.page.get_by_role("button", name="I like it")).to_be_visible()
    expect(mia.page.get_by_role("button", name="Read it to me")).to_be_hidden()


def test_the_faces_stay_where_they_are_from_card_to_card(visit: Visit, cast: Cast):
    for screen in (PHONE, TABLET, DESK):
        mia = visit(cast.mia_herself, screen)
        places = set()
        for each in deck():
            mia.open(f"/c/{cast.mia.public_id}/my/cards/{each}/")
            boxes = [button.bounding_box() for button in mia.page.locator("[data-arrows] button").all()]
            places.add(tuple((round(box["x"]), round(box["y"]), round(box["height"])) for box in boxes if box))
        assert len(places) == 1, places


def test_a_card_and_the_break_fit_a_low_phone_without_scrolling(visit: Visit, cast: Cast):
    for screen in (LOW_PHONE, PHONE, TABLET, DESK):
        mia = visit(cast.mia_herself, screen)
        for path in ("", "cards/", "cards/toilet/"):
            mia.open(f"/c/{cast.mia.public_id}/my/{path}")
            low = mia.page.evaluate("() => document.scrollingElement.scrollHeight - innerHeight")
            assert low <= 0, f"{path} at {screen.width} × {screen.height}: {low} px too high"


def test_all_joys_stand_on_one_page_without_a_barrier(visit: Visit, cast: Cast):
    sort_all(cast, Says.LIKE)
    mia = visit(cast.mia_herself, PHONE, reduced_motion="reduce")
    mia.open(f"/c/{cast.mia.public_id}/my/cards/")
    assert mia.path.endswith("/my/joys/")
    expect(mia.page.get_by_role("listitem")).to_have_count(sum(each.joy for each in deck().values()))
    assert barriers(mia.page) == []
    mia.page.set_viewport_size({"width": 320, "height": 568})
    assert mia.page.evaluate(SPILLS) == []


def test_a_card_with_an_answer_and_an_ear_has_no_barrier(visit: Visit, cast: Cast):
    sort_card(cast.access(cast.mia_herself), deck()["bell"], Says.HARD)
    sort_card(cast.access(cast.mia_herself), deck()["trains"], Says.LIKE)
    mia = visit(cast.mia_herself, PHONE, reduced_motion="reduce")
    mia.page.add_init_script(VOICES.replace("() => VOICES", "() => [here]"))
    mia.open(f"/c/{cast.mia.public_id}/my/cards/bell/")
    expect(mia.page.get_by_role("button", name="Read it to me")).to_be_visible()
    assert barriers(mia.page) == []
