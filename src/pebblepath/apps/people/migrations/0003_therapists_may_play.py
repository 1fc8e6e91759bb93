"""Whoever shapes a child's record as her therapist may plan sessions and write notes from now on."""

from django.db import migrations


def allow(apps, schema_editor):
    Consent = apps.get_model("people", "Consent")
    shaping = Consent.objects.filter(member__role="therapist", scope="shape", goal_id="", revoked_at=None)
    playing = set(Consent.objects.filter(scope="play", revoked_at=None).values_list("member_id", flat=True))
    Consent.objects.bulk_create(
        Consent(
            member_id=given.member_id,
            scope="play",
            given_by_id=given.given_by_id,
            given_at=given.given_at,
            until=given.until,
        )
        for given in shaping
        if given.member_id not in playing
    )


def take_back(apps, schema_editor):
    apps.get_model("people", "Consent").objects.filter(scope="play").delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0002_play_scope")]
    operations = [migrations.RunPython(allow, take_back)]
