import datetime

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_messages_in_the_circle"),
        ("understanding", "0004_idea_week_photo_and_link"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PushPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("endpoint", models.URLField(max_length=500, unique=True)),
                ("p256dh", models.CharField(max_length=120)),
                ("auth", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="push_places",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", models.JSONField(default=list, help_text="weekdays, Monday is 0")),
                ("at", models.TimeField(help_text="where the child's practice is")),
                ("quiet_from", models.TimeField(default=datetime.time(20, 0))),
                ("quiet_until", models.TimeField(default=datetime.time(7, 0))),
                ("more", models.BooleanField(default=False, help_text="more than two a week, as chosen")),
                ("by_email", models.BooleanField(default=True)),
                ("by_push", models.BooleanField(default=False)),
                (
                    "with_name",
                    models.BooleanField(default=False, help_text="the child's first name may stand on a locked screen"),
                ),
                ("is_on", models.BooleanField(default=True)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminder", to="people.member"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SentReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "reminder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sent", to="understanding.reminder"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("reminder", "day"), name="one_reminder_a_day")],
            },
        ),
    ]
