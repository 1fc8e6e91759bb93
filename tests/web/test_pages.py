"""What holds for every page: one heading, a title, a strict policy, and nothing private kept by the browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from addresses import ACCOUNT_OWN, CHILD_PAGES, World, make_world
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cast import PASSWORD, Cast
from pebblepath.apps.moments import views
from pebblepath.apps.people.models import Theme, User

OUR_PAGES = [row for row in CHILD_PAGES if row.see]
# Such forms keep the fields they know and leave others alone; what they refuse is in their own tests.
TAKE_WHAT_THEY_KNOW = {"tick_sheet", "note", "report", "delete_record"}
NOT_PAGES = ("application/pdf", "text/csv", "image/", "application/zip")
PUBLIC_PAGES = {
    "the front door": "/",
    "the look": "/look/",
    "what the demo knows": "/demo/truth/",
    "sign in": "/accounts/login/",
    "sign up": "/accounts/signup/",
    "forgotten password": "/accounts/password/reset/",
    "password was sent": "/accounts/password/reset/done/",
    "a new password is set": "/accounts/password/reset/key/done/",
    "a link for a new password that is too old": "/accounts/password/reset/key/1-abc/",
    "a link for an e-mail that is too old": "/accounts/confirm-email/abc/",
    "e-mail was sent": "/accounts/confirm-email/",
    "an account that rests": "/accounts/inactive/",
    "nothing": "/no/such/page/",
}


class Page(HTMLParser):
    """What stands in a page: tags with their attributes, and the words of its headings and title."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {}
        self.inside: list[str] = []
        self.feed(answer.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in {"h1", "title", "script", "style"}:
            self.inside.append(tag)
            self.words.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.words[self.inside[-1]][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def faults_of(answer: HttpResponse) -> list[str]:
    """What a page lacks; nothing where it is sound."""
    page = Page(answer)
    ids = [attrs["id"] for _, attrs in page.tags if attrs.get("id")]
    controls = {a.get("id") for tag in ("input", "select", "textarea") for a in page.all(tag)}
    held = {
        "one heading": len(page.all("h1")) == 1 and bool(page.words["h1"][0].strip()),
        "a title of its own": page.words.get("title", [""])[0].endswith(" · Pebblepath"),
        "a language": page.all("html")[0].get("lang") == "en",
        "one main part": len(page.all("main")) == 1,
        "no script in the page": not any(words.strip() for words in page.words.get("script", [])),
        "no style in the page": not page.all("style") and not any("style" in attrs for _, attrs in page.tags),
        "no handler in a tag": not any(name.startswith("on") for _, attrs in page.tags for name in attrs),
        "nothing from elsewhere": not any(_elsewhere(tag, attrs) for tag, attrs in page.tags),
        "a policy": "script-src 'self'" in answer.headers.get("Content-Security-Policy", ""),
        "no frame around it": answer.headers.get("X-Frame-Options") == "DENY",
        "each id once": len(ids) == len(set(ids)),
        "each label beside its field": all(a["for"] in controls for a in page.all("label") if "for" in a),
        "each form guarded": all(_guarded(answer)),
    }
    return [what for what, holds in held.items() if not holds]


def _elsewhere(tag: str, attrs: dict[str, str | None]) -> bool:
    name = {"script": "src", "img": "src", "link": "href", "iframe": "src", "form": "action"}.get(tag)
    return bool(name and re.match(r"(https?:)?//", attrs.get(name) or ""))


def _guarded(answer: HttpResponse) -> list[bool]:
    forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", answer.content.decode(), re.S | re.I)
    return ["csrfmiddlewaretoken" in form for form in forms]


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def test_every_page_of_a_child_is_sound_and_is_never_stored(client: Client, world: World):
    for row in OUR_PAGES:
        client.force_login(world.person(row.see[0]))
        answer = client.get(row.url(world.mia))
        assert answer["Content-Type"].startswith(NOT_PAGES) or faults_of(answer) == [], row.name
        assert answer["Cache-Control"] == "private, no-store", row.name


def test_every_page_that_refuses_a_form_is_sound(client: Client, world: World):
    for row in OUR_PAGES:
        if row.do and row.name not in TAKE_WHAT_THEY_KNOW:
            client.force_login(world.person(row.do[0]))
            answer = client.post(row.url(world.mia), {"setting": "moon", "scope": "moon", "words": "step\n" * 9})
            assert answer.status_code == 400, row.name
            assert faults_of(answer) == [], row.name


def test_every_page_about_no_child_is_sound_and_is_never_stored(client: Client, cast: Cast):
    for user in (cast.robin, cast.nina):
        client.force_login(user)
        for url in (
            "/",
            "/children/",
            "/children/new/",
            "/staff/",
            "/staff/records/",
            "/look/",
            "/look/close/",
            "/nothing/here/",
        ):
            answer = client.get(url, follow=True)
            assert faults_of(answer) == [], url
            assert answer["Cache-Control"] == "private, no-store", url


@pytest.mark.parametrize("url", PUBLIC_PAGES.values(), ids=PUBLIC_PAGES)
def test_every_open_page_is_sound(client: Client, db: None, url: str):
    assert faults_of(client.get(url, follow=True)) == []


@pytest.mark.parametrize("name", sorted(ACCOUNT_OWN - {"mfa_download_recovery_codes"}))
def test_every_page_of_ones_own_account_is_sound(client: Client, cast: Cast, name: str):
    if name not in {"mfa_activate_totp", "account_set_password"}:
        TOTP.activate(cast.ana, generate_totp_secret())
        RecoveryCodes.activate(cast.ana)
    if name == "account_set_password":
        cast.ana.set_unusable_password()
        cast.ana.save()
    client.force_login(cast.ana)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answer = client.get(reverse(name), follow=True)
    assert answer.status_code == 200 and faults_of(answer) == []


def test_the_page_that_asks_for_a_second_factor_is_sound(client: Client, cast: Cast):
    TOTP.activate(cast.ana, generate_totp_secret())
    answer = client.post("/accounts/login/", {"login": cast.ana.email, "password": PASSWORD}, follow=True)
    assert answer.request["PATH_INFO"] == reverse("mfa_authenticate") and faults_of(answer) == []


def test_the_pages_of_an_invitation_are_sound(client: Client, world: World):
    link = reverse("join", args=[world.mia.invitation.token])
    assert faults_of(client.get(link)) == []
    assert faults_of(client.get("/accounts/signup/")) == []
    client.force_login(world.cast.nina)
    assert faults_of(client.get(link)) == []
    client.post(link)
    over = client.get(link)
    assert over.status_code == 410 and faults_of(over) == []


def test_a_wrong_password_is_told_without_saying_who_has_an_account(client: Client, cast: Cast):
    said = []
    for email in (cast.ana.email, "nobody@example.org"):
        answer = client.post("/accounts/login/", {"login": email, "password": "not this one"})
        assert answer.status_code == 200 and faults_of(answer) == []
        said.append(re.findall(r'class="fault"[^>]*>(.*?)</div>', answer.content.decode(), re.S))
    assert said[0] == said[1] and said[0]


def test_a_page_that_isnt_there_is_told_kindly(client: Client, db: None):
    answer = client.get("/c/zzzzzzzzzzzz/no/such/page/")
    page = answer.content.decode()
    assert answer.status_code == 404 and "There is nothing here" in page and "never shared with you" in page


def test_another_childs_page_reads_the_same_as_one_that_isnt_there(client: Client, cast: Cast):
    client.force_login(cast.ana)
    pages = [client.get(f"/c/{id}/").content for id in (cast.leo.public_id, "zzzzzzzzzzzz")]
    assert pages[0] == pages[1]


def test_a_fault_of_ours_is_told_without_any_detail(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(views, "paths_of", broken)
    client = Client(raise_request_exception=False)
    client.force_login(cast.ana)
    answer = client.get(reverse("tell", args=[cast.mia.public_id]))
    page = answer.content.decode()
    assert answer.status_code == 500 and "It isn’t you" in page and "secret" not in page


def test_a_form_without_its_token_is_told_kindly(db: None):
    answer = Client(enforce_csrf_checks=True).post("/look/", {"theme": "low"})
    assert answer.status_code == 403 and "That page has grown old" in answer.content.decode()
    assert faults_of(answer) == []


@pytest.mark.parametrize(
    "path", ["/join/%00/", "/c/%00/", "/?a=%00", "/accounts/login/?next=%00", "/children/?q=%00&x=1"]
)
def test_a_nul_in_any_address_isnt_a_fault_of_ours(client: Client, cast: Cast, path: str):
    client.force_login(cast.ana)
    assert client.get(path).status_code in {400, 404}


# The look.


@pytest.mark.parametrize("theme", Theme.values)
def test_a_look_is_kept_with_the_account(client: Client, cast: Cast, theme: str):
    client.force_login(cast.ana)
    assert client.post("/look/", {"theme": theme, "next": "/children/"})["Location"] == "/children/"
    assert User.objects.get(pk=cast.ana.pk).theme == theme
    assert f'data-theme="{theme}"' in client.get("/children/").content.decode()


def test_a_look_is_kept_on_the_device_for_who_isnt_signed_in(client: Client, db: None):
    client.post("/look/", {"theme": "contrast"})
    assert client.cookies["look"]["httponly"] and 'data-theme="contrast"' in client.get("/").content.decode()


@pytest.mark.parametrize("theme", ["", "neon", "x" * 5000, "<b>", "a\x00b"])
def test_a_look_we_dont_have_is_refused_and_named(client: Client, cast: Cast, theme: str):
    client.force_login(cast.ana)
    answer = client.post("/look/", {"theme": theme})
    page = answer.content.decode()
    assert answer.status_code == 400 and "There are: Calm, Bright, Low light, High contrast." in page
    assert User.objects.get(pk=cast.ana.pk).theme == "calm" and "<b>" not in page


def test_a_look_that_a_device_made_up_is_passed_over(client: Client, db: None):
    client.cookies["look"] = '"><script>'
    assert 'data-theme="calm"' in client.get("/").content.decode()


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere_after_choosing_a_look(client: Client, db: None, next: str):
    assert client.post("/look/", {"theme": "low", "next": next})["Location"] == "/look/"


# Home.


@pytest.mark.parametrize(
    ("who", "leads_to"),
    [("ana", "child"), ("lopez", "child"), ("joe", "child"), ("mia_herself", "my_space")],
)
def test_who_has_one_child_comes_straight_to_her(client: Client, cast: Cast, who: str, leads_to: str):
    client.force_login(getattr(cast, who))
    assert client.get("/")["Location"] == reverse(leads_to, args=[cast.mia.public_id])


def test_a_therapist_comes_to_the_day_with_all_the_children(client: Client, cast: Cast):
    client.force_login(cast.robin)
    page = client.get("/").content.decode()
    assert "Good to see you, Robin" in page and "Mia" in page and "Leo" in page and "Omar" not in page


def test_who_has_no_child_yet_is_told_what_to_do(client: Client, cast: Cast):
    client.force_login(cast.nina)
    assert "Ask the therapist or the family for a link" in client.get("/", follow=True).content.decode()
