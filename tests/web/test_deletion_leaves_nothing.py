"""When a child's record is deleted, nothing that names her stays, whatever hung on her."""

from __future__ import annotations

import io

import pytest
from addresses import make_world
from django.apps import apps

from cast import Cast
from pebblepath.apps.moments.models import Moment
from pebblepath.apps.people.models import AuditLine, Child
from pebblepath.apps.play.models import Note
from pebblepath.apps.play.note_actions import amend_note
from pebblepath.apps.reports.deletion import ask, carry_out
from pebblepath.core.exchange.archive import read_archive

pytestmark = pytest.mark.django_db


def test_everything_about_a_child_goes_and_the_signed_part_is_closed(cast: Cast):
    world = make_world(cast)  # one of everything that can hang on a child
    therapist = cast.access(cast.robin)
    note = Note.objects.get(session=world.mia.signed)
    amend_note(therapist, note, reason="Left out the swing.", words="She swung, too.")
    gone, others = cast.mia.pk, Moment.objects.filter(child=cast.leo).count()
    kept = carry_out(cast.robin, ask(cast.access(cast.ana), ""), name="mia ")
    assert kept is not None
    assert not Child.objects.filter(pk=gone).exists()
    for model in apps.get_models():
        for field in model._meta.fields:
            if field.related_model is Child:
                assert not model._default_manager.filter(**{field.name: gone}).exists(), model
    assert Moment.objects.filter(child=cast.leo).count() == others > 0
    archive = read_archive(io.BytesIO(bytes(kept.file)))
    assert {"notes", "amendments", "minutes", "goals", "consents", "record"} <= set(archive.tables)
    assert "moments" not in archive.tables
    assert [path for path in archive.attachments if path.startswith("signed/note-")]
    assert AuditLine.objects.filter(deed="removed", about="child", child=None).exists()
