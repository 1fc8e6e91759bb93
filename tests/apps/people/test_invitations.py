from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import PASSWORD, Cast, goal_for
from pebblepath.apps.people.actions import INVITATION_DAYS, NotPossible, accept, invite, withdraw_invitation
from pebblepath.apps.people.models import Child, Household, Invitation, Member, Role, Scope, Staff, User

NEW_HERE = {"email": "rosa@example.org", "password1": "pebbles on a path", "name": "Rosa"}


def link(invitation: Invitation) -> str:
    return reverse("join", args=[invitation.token])


@pytest.fixture
def for_rosa(cast: Cast) -> Invitation:
    return invite(cast.robin, cast.practice, child=cast.mia, role=Role.FAMILY, name="Aunt Rosa")


def scopes(member: Member) -> set[str]:
    return set(member.consents.filter(revoked_at=None).values_list("scope", flat=True))


def test_without_a_link_nobody_signs_up(client: Client, cast: Cast):
    assert client.get(reverse("account_signup")).status_code == 200
    client.post(reverse("account_signup"), NEW_HERE)
    assert not User.objects.filter(email=NEW_HERE["email"]).exists()


def test_without_a_link_the_page_says_that_it_takes_one(client: Client, db: None):
    page = client.get(reverse("account_signup")).content.decode()
    assert 'name="password1"' not in page and "link" in page


def test_who_is_new_signs_up_by_the_link_and_comes_back_to_it(client: Client, for_rosa: Invitation):
    assert "Aunt Rosa" in client.get(link(for_rosa)).content.decode()
    answer = client.post(reverse("account_signup"), NEW_HERE)
    assert answer.status_code == 302 and answer["Location"] == link(for_rosa)
    assert User.objects.get(email=NEW_HERE["email"]).name == "Rosa"


def test_who_has_an_account_signs_in_and_comes_back_to_the_link(client: Client, cast: Cast, for_rosa: Invitation):
    client.get(link(for_rosa))
    answer = client.post(reverse("account_login"), {"login": cast.nina.email, "password": PASSWORD})
    assert answer["Location"] == link(for_rosa)


def test_opening_the_link_alone_joins_nobody(as_, cast: Cast, for_rosa: Invitation):
    assert as_(cast.nina).get(link(for_rosa)).status_code == 200
    assert not Member.objects.filter(user=cast.nina).exists()


def test_who_joins_gets_the_usual_consents_of_the_role(as_, cast: Cast, for_rosa: Invitation):
    answer = as_(cast.nina).post(link(for_rosa))
    assert answer["Location"] == reverse("child", args=[cast.mia.public_id])
    member = Member.objects.get(child=cast.mia, user=cast.nina)
    assert (member.name, member.role) == ("Aunt Rosa", Role.FAMILY)
    assert scopes(member) == {"see", "tell", "timeline", "shape", "circle", "take"}


def test_family_doesnt_see_the_other_home_unless_that_is_agreed(cast: Cast, for_rosa: Invitation):
    accept(cast.nina, for_rosa.token)
    assert not cast.access(cast.nina).may(Scope.OTHER_HOME)


def test_a_link_works_once(as_, cast: Cast, for_rosa: Invitation):
    as_(cast.nina).post(link(for_rosa))
    answer = as_(cast.sam).post(link(for_rosa))
    assert answer.status_code == 410 and "was used already" in answer.content.decode()
    assert not Member.objects.filter(child=cast.mia, user=cast.sam).exists()


def test_a_link_runs_out(as_, cast: Cast, for_rosa: Invitation, now_is):
    now_is(for_rosa.expires_at - dt.timedelta(minutes=1))
    assert as_(cast.nina).get(link(for_rosa)).status_code == 200
    now_is(for_rosa.expires_at)
    assert as_(cast.nina).post(link(for_rosa)).status_code == 410
    assert not Member.objects.filter(user=cast.nina).exists()


def test_a_link_lives_for_fourteen_days(for_rosa: Invitation):
    assert INVITATION_DAYS == 14
    assert abs(for_rosa.expires_at - timezone.now() - dt.timedelta(days=14)) < dt.timedelta(minutes=1)


def test_a_link_that_was_taken_back_is_over(as_, cast: Cast, for_rosa: Invitation):
    withdraw_invitation(cast.robin, for_rosa)
    answer = as_(cast.nina).post(link(for_rosa))
    assert answer.status_code == 410 and "its time ran out" in answer.content.decode()


def test_a_link_that_is_over_opens_no_sign_up(client: Client, cast: Cast, for_rosa: Invitation):
    client.get(link(for_rosa))
    withdraw_invitation(cast.robin, for_rosa)
    client.post(reverse("account_signup"), NEW_HERE)
    assert not User.objects.filter(email=NEW_HERE["email"]).exists()


def test_the_same_link_taken_twice_at_once_lets_one_in(cast: Cast, for_rosa: Invitation):
    accept(cast.nina, for_rosa.token)
    with pytest.raises(NotPossible, match="was used already"):
        accept(cast.sam, for_rosa.token)


def test_who_is_in_the_circle_already_is_told_so(as_, cast: Cast, for_rosa: Invitation):
    answer = as_(cast.ana).post(link(for_rosa), follow=True)
    assert "You are in Mia&#x27;s circle already." in answer.content.decode()
    for_rosa.refresh_from_db()
    assert for_rosa.accepted_at is None


def test_a_teacher_gets_only_the_goals_that_were_chosen(as_, cast: Cast):
    data = {"name": "Mr. Fox", "role": "teacher", "goals": [cast.zip_jacket.public_id]}
    as_(cast.ana).post(reverse("invite", args=[cast.mia.public_id]), data)
    accept(cast.nina, Invitation.objects.get(name="Mr. Fox").token)
    paths = as_(cast.nina).get(reverse("paths", args=[cast.mia.public_id])).content.decode()
    assert "I zip my jacket" in paths and "circle time" not in paths


def test_a_goal_of_another_child_cant_be_shared_by_an_invitation(as_, cast: Cast):
    foreign = goal_for(cast.access(cast.robin, cast.leo), "Leo's")
    data = {"name": "Mr. Fox", "role": "teacher", "goals": [foreign.public_id]}
    assert as_(cast.robin).post(reverse("invite", args=[cast.mia.public_id]), data).status_code == 400
    assert not Invitation.objects.filter(name="Mr. Fox").exists()


def test_an_invitation_names_the_home(as_, cast: Cast):
    home = Household.objects.create(child=cast.mia, name="Dad's home")
    data = {"name": "Dad", "role": "family", "household": home.pk}
    as_(cast.ana).post(reverse("invite", args=[cast.mia.public_id]), data)
    accept(cast.nina, Invitation.objects.get(name="Dad").token)
    assert Member.objects.get(user=cast.nina).household == home


def test_the_home_of_another_child_isnt_accepted(as_, cast: Cast):
    home = Household.objects.create(child=cast.leo, name="Leo's home")
    Household.objects.create(child=cast.mia, name="Mum's home")
    data = {"name": "Dad", "role": "family", "household": home.pk}
    assert as_(cast.ana).post(reverse("invite", args=[cast.mia.public_id]), data).status_code == 400


def test_a_link_is_sent_by_e_mail_without_anything_about_the_child_but_the_name(as_, cast: Cast):
    Child.objects.filter(pk=cast.mia.pk).update(joys="trains and water", born=dt.date(2020, 5, 1))
    data = {"name": "Grandma", "role": "other", "email": "gran@example.org"}
    as_(cast.ana).post(reverse("invite", args=[cast.mia.public_id]), data)
    (sent,) = mail.outbox
    assert sent.to == ["gran@example.org"] and "Ana invites you to Mia's circle" in sent.subject
    assert link(Invitation.objects.get(name="Grandma")) in sent.body
    assert "trains" not in sent.body and "2020" not in sent.body


def test_a_name_on_two_lines_doesnt_break_the_e_mail(as_, cast: Cast):
    Child.objects.filter(pk=cast.mia.pk).update(name="Mia\nRose")
    data = {"name": "Grandma", "role": "other", "email": "gran@example.org"}
    assert as_(cast.ana).post(reverse("invite", args=[cast.mia.public_id]), data).status_code == 302
    assert "\n" not in mail.outbox[0].subject


def test_a_link_without_e_mail_is_handed_over(as_, cast: Cast):
    data = {"name": "Grandma", "role": "other"}
    answer = as_(cast.ana).post(reverse("invite", args=[cast.mia.public_id]), data, follow=True)
    assert link(Invitation.objects.get(name="Grandma")) in answer.content.decode() and not mail.outbox


def test_waiting_links_show_only_to_who_may_invite(as_, cast: Cast, for_rosa: Invitation):
    url = reverse("circle", args=[cast.mia.public_id])
    assert for_rosa.token in as_(cast.ana).get(url).content.decode()
    assert for_rosa.token not in as_(cast.joe).get(url).content.decode()


def test_who_leads_a_practice_invites_a_colleague(as_, cast: Cast):
    as_(cast.robin).post(reverse("staff"), {"name": "Nina", "email": ""})
    invitation = Invitation.objects.get(child=None)
    answer = as_(cast.nina).post(link(invitation), follow=True)
    assert "Welcome to Willow Street." in answer.content.decode()
    assert Staff.objects.filter(user=cast.nina, practice=cast.practice, leads=False).exists()
    assert not Member.objects.filter(user=cast.nina).exists()
