from __future__ import annotations

from django.urls import reverse

from cast import Cast, tell
from pebblepath.apps.people.models import AuditLine, Deed, Setting
from pebblepath.apps.reports.papers import make_pdf

DATA = {
    "title": "What helps",
    "size": "a4",
    "foot": "Pebblepath",
    "child": "Thảo Ó ñ",
    "goal": "I wear my socks",
    "stones": ["I wear one.", "I wear two."],
    "moments": 0,
    "places": [],
}


def told(cast: Cast) -> None:
    for number in range(12):
        with_it = number % 2 == 1
        step = 3 if with_it else 1
        strategies = [cast.cushion] if with_it else []
        tell(cast.access(cast.ana), cast.circle_time, step=step, setting=Setting.HOME, strategies=strategies)


def test_the_paper_is_a_tagged_pdf_that_says_what_the_page_says(as_, cast: Cast):
    told(cast)
    answer = as_(cast.ana).get(reverse("what_helps_paper", args=[cast.mia.public_id, cast.circle_time.public_id]))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    assert (
        answer.content.startswith(b"%PDF") and b"/MarkInfo" in answer.content and b"/StructTreeRoot" in answer.content
    )


def test_taking_a_paper_out_is_in_the_record(as_, cast: Cast):
    as_(cast.ana).get(reverse("what_helps_paper", args=[cast.mia.public_id, cast.circle_time.public_id]))
    assert AuditLine.objects.filter(user=cast.ana, child=cast.mia, deed=Deed.TOOK_OUT, about="what_helps").exists()


def test_a_goal_that_is_not_shared_has_no_paper(as_, cast: Cast):
    answer = as_(cast.lopez).get(reverse("what_helps_paper", args=[cast.mia.public_id, cast.zip_jacket.public_id]))
    assert answer.status_code == 404


def test_the_same_data_gives_the_same_bytes():
    assert make_pdf("what_helps", DATA) == make_pdf("what_helps", DATA)


def test_an_unknown_size_falls_back_to_letter(as_, cast: Cast):
    url = reverse("what_helps_paper", args=[cast.mia.public_id, cast.circle_time.public_id])
    assert as_(cast.ana).get(url, {"size": "enormous"}).content.startswith(b"%PDF")
