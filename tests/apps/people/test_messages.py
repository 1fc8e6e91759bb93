"""Messages in a circle: who can read them is settled when they are sent, and shown."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast, person, two_homes
from pebblepath.apps.people.access import Access, open_places
from pebblepath.apps.people.actions import NotPossible, add_member, give_consent, leave
from pebblepath.apps.people.messages import newest_unread, send, unread_counts
from pebblepath.apps.people.messages_forms import MessageForm
from pebblepath.apps.people.models import Child, Consent, Member, Message, Role, Scope


def page_of(child: Child) -> str:
    return reverse("messages", args=[child.public_id])


def write(client: Client, child: Child, to: list[str], words: str = "She sang all morning.", **sent: object) -> int:
    data = {"id": str(uuid.uuid4()), "to": to, "words": words, **sent}
    return client.post(page_of(child), data).status_code


def words_of(client: Client, child: Child) -> str:
    return client.get(page_of(child)).content.decode()


def readers(message: Message | None = None) -> set[str]:
    found = message or Message.objects.get()
    return set(found.readers.values_list("member__name", flat=True))


def chips(access: Access) -> dict[str, set[str]]:
    form = MessageForm(access=access)
    return {group.label: {member.name for member in group.members} for group in form.groups}


def test_what_is_sent_to_the_therapists_is_read_by_them_and_by_nobody_else(as_, cast: Cast):
    assert write(as_(cast.ana), cast.mia, ["therapists"]) == 302
    assert readers() == {"Robin", "Kai"}
    for user, reads in ((cast.kai, True), (cast.robin, True), (cast.ana, True), (cast.lopez, False), (cast.joe, False)):
        assert ("She sang all morning." in words_of(as_(user), cast.mia)) == reads, user


def test_who_can_read_a_message_stands_under_it_in_words(as_, cast: Cast):
    write(as_(cast.ana), cast.mia, ["therapists"])
    assert "You, Robin and Kai can read this." in words_of(as_(cast.ana), cast.mia)
    assert "You, Kai and Mum (who wrote it) can read this." in words_of(as_(cast.robin), cast.mia)


def test_everyone_means_the_grown_ups_and_the_child_reads_only_what_is_sent_to_her(as_, cast: Cast):
    write(as_(cast.robin), cast.mia, ["all"])
    assert readers() == {"Kai", "Mum", "Ms. Lopez", "Grandpa Joe"}
    herself = Member.objects.get(user=cast.mia_herself)
    assert "She sang" not in words_of(as_(cast.mia_herself), cast.mia)
    write(as_(cast.robin), cast.mia, [f"one{herself.pk}"], "Well sung, Mia!")
    assert "Well sung, Mia!" in words_of(as_(cast.mia_herself), cast.mia)


def test_people_who_are_picked_twice_read_it_once(as_, cast: Cast):
    robin = Member.objects.get(user=cast.robin, child=cast.mia)
    write(as_(cast.ana), cast.mia, ["therapists", "school", f"one{robin.pk}"])
    assert sorted(Message.objects.get().readers.values_list("member__name", flat=True)) == ["Kai", "Ms. Lopez", "Robin"]


def test_of_two_homes_a_parent_writes_home_only_to_her_own(cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    aunt = add_member(
        cast.robin, cast.leo, user=person("Rosa"), role=Role.FAMILY, name="Aunt Rosa", household=mum.household
    )
    assert chips(cast.access(mum.user, cast.leo))["Home"] == {"Aunt Rosa"}
    assert "Home" not in chips(cast.access(dad.user, cast.leo))
    assert chips(cast.access(dad.user, cast.leo))["Everyone, in both homes"] == {"Robin", "Mum", "Aunt Rosa"}
    assert chips(cast.access(cast.robin, cast.leo)) == {
        "Everyone, in both homes": {"Mum", "Dad", "Aunt Rosa"},
        "Mum's home": {"Mum", "Aunt Rosa"},
        "Dad's home": {"Dad"},
    }
    assert aunt.household == mum.household


def test_what_goes_to_one_home_isnt_read_in_the_other(as_, cast: Cast):
    mum, dad = two_homes(cast, cast.robin)
    write(as_(cast.robin), cast.leo, [f"home{mum.household_id}"], "See you on Monday.")
    assert "See you on Monday." in words_of(as_(mum.user), cast.leo)
    assert "See you on Monday." not in words_of(as_(dad.user), cast.leo)


def test_who_joins_later_doesnt_read_what_was_before(as_, cast: Cast):
    write(as_(cast.robin), cast.mia, ["all"])
    late = person("Rosa")
    add_member(cast.robin, cast.mia, user=late, role=Role.FAMILY, name="Aunt Rosa")
    assert "She sang" not in words_of(as_(late), cast.mia)


def test_who_left_reads_no_more_and_isnt_named_as_a_reader(as_, cast: Cast):
    write(as_(cast.robin), cast.mia, ["all"])
    leave(cast.joe, Member.objects.get(user=cast.joe))
    assert as_(cast.joe).get(page_of(cast.mia)).status_code == 404
    assert "Grandpa Joe can read" not in words_of(as_(cast.robin), cast.mia)
    assert "Grandpa Joe" not in chips(cast.access(cast.robin))["Everyone"]


def test_who_comes_back_into_a_circle_begins_anew(as_, cast: Cast):
    write(as_(cast.robin), cast.mia, ["all"])
    leave(cast.joe, Member.objects.get(user=cast.joe))
    add_member(cast.robin, cast.mia, user=cast.joe, role=Role.OTHER, name="Grandpa Joe")
    assert "She sang" not in words_of(as_(cast.joe), cast.mia)


def test_who_may_see_nothing_now_cant_be_written_to(cast: Cast):
    Consent.objects.filter(member__user=cast.joe).delete()
    assert "Grandpa Joe" not in chips(cast.access(cast.robin))["Everyone"]


def test_a_message_of_one_child_doesnt_show_at_another(as_, cast: Cast):
    write(as_(cast.robin), cast.mia, ["all"])
    assert "She sang" not in words_of(as_(cast.robin), cast.leo)


def test_the_newest_message_stands_last(as_, cast: Cast):
    for words in ("First.", "Second."):
        write(as_(cast.ana), cast.mia, ["therapists"], words)
    page = words_of(as_(cast.ana), cast.mia)
    assert page.index("First.") < page.index("Second.")


def test_without_a_reader_nothing_is_sent_and_what_was_written_stays(as_, cast: Cast):
    answer = as_(cast.ana).post(page_of(cast.mia), {"id": str(uuid.uuid4()), "words": "She sang."})
    page = answer.content.decode()
    assert answer.status_code == 400 and "who may read it" in page and "She sang." in page
    assert not Message.objects.exists()


def test_too_long_a_message_says_how_long_it_is_and_stays(as_, cast: Cast):
    answer = as_(cast.ana).post(page_of(cast.mia), {"id": str(uuid.uuid4()), "to": ["all"], "words": "a" * 601})
    page = answer.content.decode()
    assert answer.status_code == 400 and "601 letters; up to 600" in page and "a" * 601 in page
    assert write(as_(cast.ana), cast.mia, ["all"], "a" * 600) == 302


@pytest.mark.parametrize("to", ["one999999", "home7", "nonsense", "one"])
def test_nobody_outside_can_be_written_to(as_, cast: Cast, to: str):
    assert write(as_(cast.ana), cast.mia, [to]) == 400
    assert not Message.objects.exists()


def test_sending_it_twice_sends_it_once(as_, cast: Cast):
    id = str(uuid.uuid4())
    for _ in range(2):
        assert write(as_(cast.ana), cast.mia, ["therapists"], id=id) == 302
    assert Message.objects.count() == 1 and readers() == {"Robin", "Kai"}


def test_an_id_that_somebody_else_used_is_refused_and_the_words_come_back(as_, cast: Cast):
    id = uuid.uuid4()
    send(cast.access(cast.robin), id, "Robin's.", [])
    with pytest.raises(NotPossible):
        send(cast.access(cast.ana), id, "Ana's.", [])
    answer = as_(cast.ana).post(page_of(cast.mia), {"id": str(id), "to": ["all"], "words": "My words."})
    page = answer.content.decode()
    assert answer.status_code == 400 and "My words." in page and str(id) not in page
    assert "Robin&#x27;s." not in page


def test_what_waits_is_counted_until_it_was_opened(as_, cast: Cast):
    write(as_(cast.ana), cast.mia, ["therapists"])
    robin, leo = cast.access(cast.robin), cast.access(cast.robin, cast.leo)
    assert unread_counts([robin, leo]) == {cast.mia.pk: 1} and unread_counts([cast.access(cast.ana)]) == {}
    assert newest_unread(robin) == Message.objects.get()
    assert ">new<" in words_of(as_(cast.robin), cast.mia)
    assert ">new<" not in words_of(as_(cast.robin), cast.mia)
    assert unread_counts([robin]) == {} and newest_unread(robin) is None


def test_therapists_are_ticked_for_a_family_and_nobody_for_a_therapist(cast: Cast):
    assert MessageForm(access=cast.access(cast.ana)).chosen == ["therapists"]
    assert MessageForm(access=cast.access(cast.robin)).chosen == []


def test_the_page_takes_few_queries_however_many_messages_there_are(as_, cast: Cast, queries):
    everybody = [m for m in Member.objects.filter(child=cast.mia) if m.user_id]
    for n in range(3):
        send(cast.access(cast.ana), uuid.uuid4(), f"{n}", everybody)
    as_(cast.robin).get(page_of(cast.mia))
    few = queries(as_(cast.robin), page_of(cast.mia))
    for n in range(25):
        send(cast.access(cast.ana), uuid.uuid4(), f"{n}", everybody)
    as_(cast.robin).get(page_of(cast.mia))
    assert queries(as_(cast.robin), page_of(cast.mia)) == few <= 15


def test_older_messages_are_a_tap_away(as_, cast: Cast):
    robin = [Member.objects.get(user=cast.robin, child=cast.mia)]
    for n in range(35):
        send(cast.access(cast.ana), uuid.uuid4(), f"Message {n}.", robin)
    assert "Message 4." not in words_of(as_(cast.robin), cast.mia)
    assert "Message 4." in as_(cast.robin).get(page_of(cast.mia) + "?page=2").content.decode()


# A child's own say in who sees what.


def say_page(cast: Cast) -> str:
    return reverse("who_sees", args=[cast.mia.public_id])


def joe_may_see_what_others_told(cast: Cast) -> Member:
    joe = Member.objects.get(user=cast.joe, child=cast.mia)
    give_consent(cast.robin, joe, Scope.TIMELINE)
    return joe


def switch(client: Client, cast: Cast, member: Member) -> int:
    return client.post(reverse("switch_timeline", args=[cast.mia.public_id, member.pk])).status_code


def sees(member: Member) -> bool:
    return open_places(member.user, [member])[0].may(Scope.TIMELINE)


def test_a_child_reads_who_sees_what_and_the_exception(as_, cast: Cast):
    joe_may_see_what_others_told(cast)
    page = as_(cast.mia_herself).get(say_page(cast)).content.decode()
    assert "Grandpa Joe" in page and "Switch off" in page and "If you are not safe" in page


def test_a_child_switches_off_what_grandpa_sees_and_on_again(as_, cast: Cast):
    joe = joe_may_see_what_others_told(cast)
    assert switch(as_(cast.mia_herself), cast, joe) == 302 and not sees(joe)
    assert "You switched it off" in as_(cast.mia_herself).get(say_page(cast)).content.decode()
    assert switch(as_(cast.mia_herself), cast, joe) == 302 and sees(joe)


def test_a_grown_up_sees_that_the_child_switched_it_off(as_, cast: Cast):
    joe = joe_may_see_what_others_told(cast)
    switch(as_(cast.mia_herself), cast, joe)
    page = as_(cast.ana).get(reverse("member", args=[cast.mia.public_id, joe.pk])).content.decode()
    assert "Mia switched this off" in page


def test_when_a_grown_up_switches_it_on_again_the_child_sees_who_did(as_, cast: Cast):
    joe = joe_may_see_what_others_told(cast)
    switch(as_(cast.mia_herself), cast, joe)
    give_consent(cast.robin, joe, Scope.TIMELINE)
    assert "Robin switched it on again" in as_(cast.mia_herself).get(say_page(cast)).content.decode()


def test_a_child_cant_switch_off_family_and_therapists(as_, cast: Cast):
    for user in (cast.ana, cast.robin):
        member = Member.objects.get(user=user, child=cast.mia)
        assert switch(as_(cast.mia_herself), cast, member) == 404 and sees(member)


def test_a_child_gives_nobody_what_she_hadnt_switched_off(as_, cast: Cast):
    joe = Member.objects.get(user=cast.joe, child=cast.mia)
    assert switch(as_(cast.mia_herself), cast, joe) == 404 and not sees(joe)


def test_only_the_child_herself_has_this_page(as_, cast: Cast):
    joe = joe_may_see_what_others_told(cast)
    for user in (cast.ana, cast.robin, cast.lopez, cast.joe):
        assert as_(user).get(say_page(cast)).status_code == 404
        assert switch(as_(user), cast, joe) == 404
