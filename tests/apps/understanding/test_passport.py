"""About me: what people say of a child, her page, and its links."""

from __future__ import annotations

import datetime as dt
import re

from django.urls import reverse
from django.utils import timezone

from cast import Cast
from pebblepath.apps.understanding.actions import agree, keep_back, make_passport_link, say, take_back_link
from pebblepath.apps.understanding.models import Kind, Passport, PassportLink, Trait


def sound(words: str, how: str, setting: str = "") -> Trait:
    return Trait(kind=Kind.SENSE, sense="sound", how=how, setting=setting, words=words)


def page(as_, user, name: str, cast: Cast) -> str:
    answer = as_(user).get(reverse(name, args=[cast.mia.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_sense_is_said_of_one_situation_with_how_it_is(as_, cast: Cast):
    url = reverse("say", args=[cast.mia.public_id, "sense"])
    as_(cast.ana).post(url, {"words": "Hand dryers", "sense": "sound", "how": "too_much", "setting": "community"})
    trait = Trait.objects.get()
    assert (trait.sense, trait.how, trait.setting, trait.told_by.name) == ("sound", "too_much", "community", "Mum")


def test_a_sense_without_how_is_asked_for_and_what_was_typed_stays(as_, cast: Cast):
    url = reverse("say", args=[cast.mia.public_id, "sense"])
    answer = as_(cast.ana).post(url, {"words": "Hand dryers", "setting": ""})
    assert answer.status_code == 400 and "Hand dryers" in answer.content.decode()
    assert not Trait.objects.exists()


def test_where_people_differ_both_stand(as_, cast: Cast):
    say(cast.access(cast.ana), sound("The bell", "fine"))
    say(cast.access(cast.lopez), sound("The bell", "too_much", "school"))
    shown = page(as_, cast.ana, "about_me", cast)
    assert "It is fine" in shown and "It is too much" in shown and "Mum" in shown and "Ms. Lopez" in shown


def test_what_is_kept_back_is_on_no_page_but_for_who_shapes_the_record(as_, cast: Cast):
    robin = cast.access(cast.robin)
    keep_back(robin, say(robin, Trait(kind=Kind.SIGN, words="I pull my hood up.")))
    for name in ("about_me", "passport"):
        assert "hood" not in page(as_, cast.lopez, name, cast)
    assert "hood" in page(as_, cast.ana, "about_me", cast)
    link = make_passport_link(robin, "A sitter", 7)
    assert "hood" not in as_(cast.nina).get(reverse("shown_passport", args=[link.token])).content.decode()


def test_the_childs_yes_is_dated_and_asked_again_after_a_change(as_, cast: Cast):
    mia = cast.access(cast.mia_herself)
    agree(mia, cast.mia.today())
    assert "agreed with this page" in page(as_, cast.ana, "passport", cast)
    say(mia, Trait(kind=Kind.JOY, words="Puddles."))
    assert Passport.objects.get().agreed_on is None


def test_a_link_shows_the_page_to_somebody_without_an_account(client, cast: Cast):
    say(cast.access(cast.ana), Trait(kind=Kind.JOY, words="Puddles."))
    link = make_passport_link(cast.access(cast.ana), "The new teacher", 30)
    answer = client.get(reverse("shown_passport", args=[link.token]))
    assert answer.status_code == 200 and "Puddles." in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_a_link_ends_when_it_runs_out_or_is_taken_back(client, cast: Cast):
    ana = cast.access(cast.ana)
    taken, old = make_passport_link(ana, "A", 7), make_passport_link(ana, "B", 7)
    take_back_link(ana, taken)
    PassportLink.objects.filter(pk=old.pk).update(expires_at=timezone.now() - dt.timedelta(days=1))
    for link in (taken, old):
        assert client.get(reverse("shown_passport", args=[link.token])).status_code == 410
    assert client.get(reverse("shown_passport", args=["no-such-token"])).status_code == 404


def test_the_paper_is_one_sheet_for_an_empty_and_for_a_full_record(as_, cast: Cast):
    url = reverse("passport_paper", args=[cast.mia.public_id])
    assert sheets(as_(cast.ana).get(url).content) == 1
    for kind in Kind:
        for number in range(8):
            trait = Trait(kind=kind, words=f"{number}: " + "words of a child about her day " * 3)
            if kind == Kind.SENSE:
                trait.sense, trait.how = "touch", "notices"
            say(cast.access(cast.ana), trait)
    assert sheets(as_(cast.ana).get(url).content) == 1


def sheets(pdf: bytes) -> int:
    """How many pages the page tree counts."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", pdf))
