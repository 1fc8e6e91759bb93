"""A note: drafted from taps, edited, signed, locked, amended; and who reads which version."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, draft_of, goal_for, person, tell, two_homes
from pebblepath.apps.moments.actions import change_moment, remove_moment
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.actions import NotPossible, add_member, take_back_consent
from pebblepath.apps.people.models import Consent, Role, Scope, Setting
from pebblepath.apps.play.models import Amendment, Group, Minutes, Note, Session
from pebblepath.apps.play.note_actions import LEFT_OUT, OWN, Written, keep_note, open_note, sign_note
from pebblepath.apps.play.notes import as_json, facts_of, from_json
from played import catch, play, sign

SignIn = Callable[[object], Client]
Queries = Callable[[Client, str], int]
SECTIONS = ("subjective", "objective", "assessment", "own", "plan", "family", "child")


def url(session: Session, name: str = "note") -> str:
    return reverse(name, args=[session.child.public_id, session.public_id])


@pytest.fixture
def session(cast: Cast) -> Session:
    """Mia played; two moments were caught, one with words."""
    session = play(cast.access(cast.robin), cast.circle_time)
    words = "“Again!” Hummed along."
    catch(cast.access(cast.robin), session, cast.circle_time, step=3, help=0, proud=True, words=words)
    return session


def sent(client: Client, session: Session, **changed: str) -> dict[str, str]:
    """What the page sends when nothing is changed, with something changed."""
    form = client.get(url(session)).context["form"]
    as_is = {name: str(form[name].value() or "") for name in (*SECTIONS, "changed", "shown_as") if name in form.fields}
    return as_is | changed


def text_of(note: Note) -> str:
    note.refresh_from_db()
    return "\n".join([*note.sections.values(), note.family, note.child])


# What is known of a session


def test_facts_are_what_was_planned_tapped_and_said(cast: Cast, session: Session):
    tell(cast.access(cast.ana), cast.circle_time, hours_ago=20, words="She sang in the bath.", setting=Setting.HOME)
    facts = facts_of(cast.access(cast.robin), session)
    assert (facts.child, facts.therapist, facts.place, facts.minutes) == ("Mia", "Robin", "at the clinic", 40)
    assert [(p.name, p.minutes, p.purposes, p.chosen, p.at_home) for p in facts.played] == [
        ("The slow boat", 8.4, ("regulation", "balance"), False, "Rock on a cushion and sing."),
        ("The tall tower", 12.0, ("strength",), True, "Stack cups."),
    ]
    (goal,) = facts.goals
    assert (goal.title, goal.steps, goal.helps) == ("I join circle time, my way", (2, 3), (1, 0))
    assert (facts.quotes, facts.noted, facts.proud, facts.felt) == (("Again!",), ("Hummed along.",), 1, (2, 2))
    assert [(said.who, said.words) for said in facts.said] == [("Mum", "She sang in the bath.")]
    assert set(goal.firsts) == {"new_stone", "by_self"}


def test_facts_come_back_from_json_as_they_were(cast: Cast, session: Session):
    facts = facts_of(cast.access(cast.robin), session)
    assert from_json(as_json(facts)) == facts


def test_sessions_before_are_compared_four_at_most_the_newest_first(cast: Cast, session: Session):
    robin = cast.access(cast.robin)
    for days_ago in (2, 9, 16, 23, 30):
        earlier = play(robin, cast.circle_time, days_ago=days_ago)
        catch(robin, earlier, cast.circle_time, step=0 if days_ago == 30 else 1, help=2)
    (goal,) = facts_of(robin, session).goals
    assert goal.earlier == ((2, 1),) * 4 and goal.earlier_helps == (1, 2) * 4


def test_what_was_told_before_the_last_session_is_not_repeated(cast: Cast, session: Session):
    play(cast.access(cast.robin), cast.circle_time, days_ago=2)
    tell(cast.access(cast.ana), None, hours_ago=24 * 4, words="Long ago.")
    assert facts_of(cast.access(cast.robin), session).said == ()


def test_a_moment_that_was_taken_back_is_in_no_note(cast: Cast, session: Session):
    robin = cast.access(cast.robin)
    remove_moment(robin, Moment.objects.get(words__contains="Again"))
    (goal,) = facts_of(robin, session).goals
    assert goal.steps == (2,) and facts_of(robin, session).quotes == ()


def test_what_was_skipped_is_not_told_as_played(cast: Cast):
    items = [{"item": 0, "card": "slow-boat-swing", "minutes": 0, "chosen": None, "skipped": True}]
    facts = facts_of(cast.access(cast.robin), play(cast.access(cast.robin), None, played={"rev": 1, "items": items}))
    assert facts.played == () and facts.not_played == ("The slow boat",)


def test_a_therapist_who_may_not_see_the_other_home_reads_none_of_it_in_a_note(cast: Cast):
    mum, _ = two_homes(cast, cast.robin)
    leo = cast.access(cast.robin, cast.leo)
    goal = goal_for(leo, "I zip")
    tell(cast.access(mum.user, cast.leo), goal, hours_ago=5, words="A secret.", setting=Setting.HOME)
    session = play(leo, goal)
    assert [said.words for said in facts_of(leo, session).said] == ["A secret."]
    take_back_consent(cast.robin, Consent.objects.get(member=leo.member, scope=Scope.OTHER_HOME))
    assert facts_of(cast.access(cast.robin, cast.leo), session).said == ()


# Drafting and keeping


def test_the_page_opens_with_the_draft_ready(cast: Cast, session: Session, as_: SignIn):
    page = as_(cast.robin).get(url(session)).content.decode()
    for words in ("40 minutes at the clinic with Robin", "Mia said: “Again!”", "Sign as Robin", "You played"):
        assert words in page


def test_a_note_is_drafted_once_however_often_it_is_opened(cast: Cast, session: Session, as_: SignIn):
    for _ in range(3):
        as_(cast.robin).get(url(session))
    assert Note.objects.count() == 1


def test_what_is_tapped_late_comes_into_what_nobody_edited(cast: Cast, session: Session, as_: SignIn):
    client = as_(cast.robin)
    client.post(url(session), sent(client, session, act="save", plan="My own plan."))
    for minutes in (2, 3):
        catch(cast.access(cast.robin), session, cast.circle_time, step=3, minutes_before_end=minutes, words="“I stay!”")
    page = client.get(url(session))
    note = Note.objects.get()
    assert "I stay!" in note.sections["subjective"] and note.sections["plan"] == "My own plan."
    assert page.context["parts"][-1].behind and "More was tapped" in page.content.decode()


def test_a_section_is_drafted_again_on_its_own(cast: Cast, session: Session, as_: SignIn):
    client = as_(cast.robin)
    drafted = sent(client, session)["plan"]
    edited = sent(client, session, act="save", plan="Mine.", objective="Also mine.")
    client.post(url(session), edited)
    client.post(url(session), sent(client, session, act="again:plan"))
    note = Note.objects.get()
    assert (note.sections["plan"], note.sections["objective"]) == (drafted, "Also mine.")


def test_turning_to_the_other_form_and_back_loses_no_line(cast: Cast, session: Session, as_: SignIn):
    client = as_(cast.robin)
    before = sent(client, session)
    client.post(url(session), before | {"act": "dap", "objective": before["objective"] + "\nI saw more."})
    note = Note.objects.get()
    assert note.form == "dap" and note.sections["data"].endswith("I saw more.")
    data = note.sections["data"] + "\nAnd more."
    client.post(url(session), {**sent(client, session), "data": data, "act": "soap"})
    note.refresh_from_db()
    assert note.sections["subjective"] == before["subjective"]
    assert note.sections["objective"] == before["objective"] + "\nI saw more.\nAnd more."


def test_what_was_typed_stays_in_the_page_when_another_page_changed_the_note(cast: Cast, session: Session, as_: SignIn):
    client = as_(cast.robin)
    old = sent(client, session)
    client.post(url(session), old | {"act": "save", "plan": "From the tablet."})
    answer = client.post(url(session), old | {"act": "save", "plan": "From the desk."})
    assert answer.status_code == 400 and "changed on another page" in answer.content.decode()
    assert "From the desk." in answer.content.decode()
    assert Note.objects.get().sections["plan"] == "From the tablet."
    again = answer.context["form"]
    client.post(url(session), old | {"act": "save", "plan": "From the desk.", "changed": again.data["changed"]})
    assert Note.objects.get().sections["plan"] == "From the desk."


def test_kinder_words_are_offered_and_taken_by_one_click(cast: Cast, session: Session, as_: SignIn):
    client = as_(cast.robin)
    client.post(url(session), sent(client, session, act="save", plan="Mia refused to sit."))
    page = client.get(url(session))
    (hint,) = page.context["parts"][-1].found.hints
    assert hint.words == "refused to" and hint.why in page.content.decode().replace("&#x27;", "'")
    which, way = hint.chosen[0]
    client.post(url(session), sent(client, session, act=f"take:plan:{which}"))
    assert Note.objects.get().sections["plan"] == f"Mia {way.words} sit."


@pytest.mark.parametrize("act", ["take:plan:999:0", "take:plan:x:y", "take:", "again:nothing", "nonsense"])
def test_an_act_that_means_nothing_changes_nothing_but_keeps_what_was_typed(
    cast: Cast, session: Session, as_: SignIn, act: str
):
    client = as_(cast.robin)
    assert client.post(url(session), sent(client, session, act=act, plan="Mine.")).status_code == 302
    assert Note.objects.get().sections["plan"] == "Mine."


# Signing


def test_signing_takes_two_taps_and_no_typing(cast: Cast, session: Session, as_: SignIn):
    client = as_(cast.robin)
    page = client.get(url(session))
    tap = page.context["form"].fields["taps"].choices[0][0]
    answer = client.post(url(session), sent(client, session) | {"act": "sign", "taps": [tap]}, follow=True)
    note = Note.objects.get()
    assert note.signed_by == cast.robin and note.signed_at and note.sections[OWN] == tap
    assert "Signed by" in answer.content.decode() and tap in answer.content.decode()


def test_without_a_sentence_of_ones_own_a_note_isnt_signed_unless_it_is_left_out(
    cast: Cast, session: Session, as_: SignIn
):
    client = as_(cast.robin)
    answer = client.post(url(session), sent(client, session, act="sign", plan="Typed."))
    assert answer.status_code == 400 and "Your own sentence is still open" in answer.content.decode()
    note = Note.objects.get()
    assert note.signed_at is None and note.sections["plan"] == "Typed."
    client.post(url(session), sent(client, session, act="sign", own_left_out="on"))
    note.refresh_from_db()
    assert note.signed_at and note.sections[LEFT_OUT] == "yes" and note.sections[OWN] == ""


def test_no_judgement_stands_in_a_note_that_the_therapist_didnt_tap(cast: Cast, session: Session, as_: SignIn):
    client = as_(cast.robin)
    taps = [text for text, _ in client.get(url(session)).context["form"].fields["taps"].choices]
    client.post(url(session), sent(client, session, act="sign", own_left_out="on"))
    assert not [text for text in taps if text in text_of(Note.objects.get())]


def test_the_sentence_of_last_time_is_the_first_to_tap(cast: Cast, session: Session, as_: SignIn):
    sign(cast.access(cast.robin), play(cast.access(cast.robin), None, days_ago=7), "We keep going as we do.")
    choices = as_(cast.robin).get(url(session)).context["form"].fields["taps"].choices
    assert choices[0][0] == "We keep going as we do."


def test_a_signed_note_can_neither_be_saved_nor_changed_nor_removed(cast: Cast, session: Session):
    note = sign(cast.access(cast.robin), session)
    note.family = "Other words."
    hers = Note.objects.filter(pk=note.pk)
    for attempt in (note.save, note.delete, hers.delete, lambda: hers.update(family="Other words.")):
        with pytest.raises(ValueError, match="signed"):
            attempt()
    assert Note.objects.get().family != "Other words."


def test_even_a_copy_from_before_the_signature_cant_be_saved(cast: Cast, session: Session):
    before, _ = open_note(cast.access(cast.robin), session)
    sign(cast.access(cast.robin), session)
    with pytest.raises(ValueError, match="signed"):
        before.save()
    for attempt in (lambda: keep_note(cast.access(cast.robin), before, Written()), lambda: sign_note_of(cast, before)):
        with pytest.raises(NotPossible, match="signed meanwhile"):
            attempt()


def sign_note_of(cast: Cast, note: Note) -> Note:
    return sign_note(cast.access(cast.robin), note)


def test_moments_that_change_after_the_signature_leave_the_note_as_it_is(cast: Cast, session: Session, as_: SignIn):
    robin = cast.access(cast.robin)
    note = sign(robin, session)
    before, facts = text_of(note), note.facts
    moment = Moment.objects.get(words__contains="Again")
    draft = draft_of(cast.circle_time, step=0, words="“Never!”", setting=Setting.CLINIC)
    change_moment(robin, moment, draft)
    catch(robin, session, cast.circle_time, step=4)
    as_(cast.robin).get(url(session))
    note.refresh_from_db()
    assert text_of(note) == before and note.facts == facts
    assert Session.objects.get(pk=session.pk).caught.count() == 3


def test_what_is_typed_into_a_note_that_was_signed_meanwhile_is_not_lost(cast: Cast, session: Session, as_: SignIn):
    client = as_(cast.robin)
    old = sent(client, session)
    sign(cast.access(cast.kai), session)
    answer = client.post(url(session), old | {"act": "save", "plan": "Typed too late."})
    assert answer.status_code == 409 and "Typed too late." in answer.content.decode()
    assert "Typed too late." not in text_of(Note.objects.get())


def test_minutes_count_once_a_note_is_signed_and_once_only(cast: Cast, session: Session):
    open_note(cast.access(cast.robin), session)
    assert not Minutes.objects.exists()
    sign(cast.access(cast.robin), session)
    (counted,) = Minutes.objects.all()
    assert (counted.minutes, counted.kind, counted.session, counted.child) == (40, "direct", session, cast.mia)


# Amending


def test_an_amendment_stands_below_with_name_and_reason_and_the_note_stays(cast: Cast, session: Session, as_: SignIn):
    note = sign(cast.access(cast.robin), session)
    before = text_of(note)
    client = as_(cast.kai)
    client.post(url(session, "amend_note"), {"words": "The swing was new.", "reason": "Forgotten."})
    page = client.get(url(session)).content.decode()
    assert "Amended by Kai" in page and "The swing was new." in page and "Forgotten." in page
    assert text_of(note) == before


def test_an_amendment_without_a_reason_is_asked_for_one_and_keeps_what_was_typed(
    cast: Cast, session: Session, as_: SignIn
):
    sign(cast.access(cast.robin), session)
    answer = as_(cast.robin).post(url(session, "amend_note"), {"words": "The swing was new.", "reason": ""})
    assert answer.status_code == 400 and "The swing was new." in answer.content.decode()
    assert not Amendment.objects.exists()


def test_a_note_that_isnt_signed_has_no_amendments(cast: Cast, session: Session, as_: SignIn):
    open_note(cast.access(cast.robin), session)
    assert as_(cast.robin).post(url(session, "amend_note"), {"words": "x", "reason": "y"}).status_code == 404


def test_an_amendment_is_never_changed_nor_removed(cast: Cast, session: Session):
    note = sign(cast.access(cast.robin), session)
    amendment = Amendment.objects.create(note=note, by=cast.robin, words="More.", reason="Forgotten.")
    for attempt in (amendment.save, amendment.delete):
        with pytest.raises(ValueError, match="amendment"):
            attempt()


# Who reads what


def test_the_family_and_the_child_read_their_own_version_once_it_is_signed(cast: Cast, session: Session, as_: SignIn):
    open_note(cast.access(cast.robin), session)
    assert as_(cast.ana).get(url(session)).status_code == 404
    note = sign(cast.access(cast.robin), session, "Only for colleagues.")
    family = as_(cast.ana).get(url(session)).content.decode()
    assert "Mia picked The tall tower." in family and "Only for colleagues." not in family
    assert note.sections["assessment"].splitlines()[0] not in family
    hers = as_(cast.mia_herself).get(url(session)).content.decode()
    assert "You picked The tall tower." in hers and "Mia picked" not in hers


@pytest.mark.parametrize("who", ["lopez", "joe", "nina", "sam"])
def test_nobody_else_finds_a_note(cast: Cast, session: Session, as_: SignIn, who: str):
    sign(cast.access(cast.robin), session)
    assert as_(getattr(cast, who)).get(url(session)).status_code == 404


def test_a_therapist_whose_consent_for_notes_was_taken_back_finds_none(cast: Cast, session: Session, as_: SignIn):
    take_back_consent(cast.robin, Consent.objects.get(member=cast.access(cast.kai).member, scope=Scope.PLAY))
    assert as_(cast.kai).get(url(session)).status_code == 404
    assert as_(cast.kai).post(url(session), {"act": "sign"}).status_code == 404


def test_who_sees_only_some_goals_reads_no_version_of_a_note(cast: Cast, session: Session, as_: SignIn):
    aunt = person("Rosa")
    goals = [cast.zip_jacket.public_id]
    add_member(cast.robin, cast.mia, user=aunt, role=Role.OTHER, name="Aunt", goal_ids=goals)
    sign(cast.access(cast.robin), session)
    assert as_(aunt).get(url(session)).status_code == 404


def test_a_session_that_isnt_over_has_no_note_yet(cast: Cast, as_: SignIn):
    running = play(cast.access(cast.robin), None)
    Session.objects.filter(pk=running.pk).update(ended_at=None)
    assert as_(cast.robin).get(url(running)).status_code == 404


# What waits


def test_what_waits_to_be_signed_is_listed_the_oldest_first(cast: Cast, session: Session, as_: SignIn):
    robin = cast.access(cast.robin)
    older = play(robin, None, days_ago=3)
    sign(robin, play(robin, None, days_ago=5))
    play(cast.access(cast.kai), None)
    listed = as_(cast.robin).get("/notes/").context["sessions"]
    assert [one for one, _ in listed] == [older, session] and listed[0][1] == 40


def test_who_left_a_circle_has_nothing_more_to_sign_there(cast: Cast, session: Session, as_: SignIn):
    robin = cast.access(cast.robin).member
    robin.left_at = timezone.now()
    robin.save()
    assert list(as_(cast.robin).get("/notes/").context["sessions"]) == []


def test_in_a_group_the_next_note_opens_once_one_is_signed(cast: Cast, as_: SignIn):
    group = Group.objects.create(practice=cast.practice, name="Tuesday crew", led_by=cast.robin)
    mia = play(cast.access(cast.robin), None, group=group)
    leo = play(cast.access(cast.robin, cast.leo), None, group=group)
    client = as_(cast.robin)
    answer = client.post(url(mia), sent(client, mia, act="sign", own="Fine."))
    assert answer["Location"] == url(leo)
    answer = client.post(url(leo), sent(client, leo, act="sign", own="Fine."))
    assert answer["Location"] == url(leo)


# Queries


def test_the_pages_take_few_queries_and_no_more_with_more_data(
    cast: Cast, session: Session, as_: SignIn, queries: Queries
):
    robin = cast.access(cast.robin)
    signed = play(robin, cast.circle_time, days_ago=1)
    sign(robin, signed)
    pages = [(cast.robin, url(session)), (cast.robin, url(signed)), (cast.robin, "/notes/"), (cast.ana, url(signed))]

    def count() -> list[int]:
        for who, page in pages:
            as_(who).get(page)
        return [queries(as_(who), page) for who, page in pages]

    before = count()
    for days_ago in range(2, 12):
        more = play(robin, cast.zip_jacket, days_ago=days_ago)
        catch(robin, session, goal_for(robin, f"Goal {days_ago}"), strategies=[cast.cushion])
        if days_ago % 2:
            sign(robin, more)
        tell(cast.access(cast.ana), None, words="More.", hours_ago=days_ago)
    after = count()
    assert after == before and max(after) <= 15, (before, after)
