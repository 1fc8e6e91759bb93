import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_messages_in_the_circle"),
        ("understanding", "0003_cards_intake_and_care"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "jpeg",
                    models.BinaryField(help_text="made anew from what was sent: small, and without place or camera"),
                ),
                ("words", models.CharField(help_text="what is seen there, for who can't see it", max_length=120)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "strategy",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photo", to="understanding.strategy"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ToolkitLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=43, unique=True)),
                ("name", models.CharField(help_text="for whom it was made", max_length=80)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="toolkit_links", to="people.child"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("strategies", models.ManyToManyField(related_name="+", to="understanding.strategy")),
            ],
            options={
                "ordering": ["-made_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Load",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("week", models.DateField(help_text="its Monday")),
                ("amount", models.PositiveSmallIntegerField(choices=[(0, "Not this week"), (1, "Some"), (2, "A lot")])),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.member"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="loads", to="people.child"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.household",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("child", "week", "household"), name="one_load_a_week_and_home", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tried",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "time",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("morning", "Morning"),
                            ("meal", "Mealtime"),
                            ("afternoon", "After school"),
                            ("bath", "Bath time"),
                            ("bed", "Bedtime"),
                            ("weekend", "Weekend"),
                        ],
                        help_text="in which routine, if any",
                        max_length=10,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("did", "Did it"),
                            ("some", "Some of it"),
                            ("not_today", "Not today"),
                            ("not_this_week", "Not this week"),
                        ],
                        max_length=14,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.member"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tried", to="people.child"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.household",
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tried", to="understanding.strategy"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "tried",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("child", "day", "household"), name="one_idea_a_day_and_home", nulls_distinct=False
                    )
                ],
            },
        ),
    ]
