# How a child’s screens are set up, and what she tells, chooses, lays down and puts away there.

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import pebblepath.apps.myspace.models


class Migration(migrations.Migration):
    dependencies = [
        ("myspace", "0001_card_answers"),
        ("people", "0004_messages_in_the_circle"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Board",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="boards", to="people.child"
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
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BoardItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("words", models.CharField(max_length=40)),
                ("symbol", models.CharField(default="picture", max_length=40)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="myspace.board"
                    ),
                ),
            ],
            options={
                "ordering": ["place", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DayItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("words", models.CharField(max_length=40)),
                ("symbol", models.CharField(default="picture", max_length=40)),
                (
                    "when",
                    models.CharField(
                        choices=[
                            ("every", "Every day"),
                            ("week", "Monday to Friday"),
                            ("weekend", "Saturday and Sunday"),
                            ("once", "Only today"),
                        ],
                        default="every",
                        max_length=7,
                    ),
                ),
                ("on", models.DateField(blank=True, help_text="the day, for what is only once", null=True)),
                (
                    "done_on",
                    models.DateField(blank=True, help_text="the last day on which she laid it face down", null=True),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="day_items", to="people.child"
                    ),
                ),
            ],
            options={
                "ordering": ["place", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Setup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "colour",
                    models.CharField(
                        choices=[
                            ("mist", "Mist"),
                            ("sky", "Sky"),
                            ("moss", "Moss"),
                            ("sun", "Sun"),
                            ("clay", "Clay"),
                            ("paper", "Paper"),
                        ],
                        default="mist",
                        max_length=5,
                    ),
                ),
                (
                    "home",
                    models.JSONField(
                        default=pebblepath.apps.myspace.models.usual_home,
                        help_text="the three things on the first screen, in their order",
                    ),
                ),
                ("quiet", models.BooleanField(default=False, help_text="no ear that reads a screen aloud")),
                (
                    "scan_seconds",
                    models.PositiveSmallIntegerField(default=0, help_text="one switch: seconds on each thing; 0: off"),
                ),
                (
                    "dwell_seconds",
                    models.PositiveSmallIntegerField(default=0, help_text="resting on a thing picks it; 0: off"),
                ),
                ("pin", models.CharField(blank=True, help_text="hashed; the way out asks for it", max_length=128)),
                ("pin_misses", models.PositiveSmallIntegerField(default=0)),
                ("pin_rests_until", models.DateTimeField(blank=True, help_text="after too many misses", null=True)),
                (
                    "child",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="my_setup", to="people.child"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("day", models.DateField(help_text="the date where she is")),
                (
                    "energy",
                    models.CharField(
                        choices=[("sleepy", "Sleepy"), ("slow", "Slow"), ("buzzing", "Buzzing")], max_length=8
                    ),
                ),
                (
                    "where",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("head", "Head"),
                            ("chest", "Chest"),
                            ("tummy", "Tummy"),
                            ("arms", "Arms and hands"),
                            ("legs", "Legs and feet"),
                            ("all", "All over"),
                            ("unsure", "I am not sure"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "feeling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("worried", "Worried"),
                            ("happy", "Happy"),
                            ("angry", "Angry"),
                            ("calm", "Calm"),
                            ("sad", "Sad"),
                            ("excited", "Excited"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)s_set", to="people.child"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.household",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.member"
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
                "abstract": False,
                "indexes": [models.Index(fields=["child", "day"], name="myspace_che_child_i_c692cc_idx")],
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("day", models.DateField(help_text="the date where she is")),
                ("board_name", models.CharField(max_length=40)),
                ("words", models.CharField(max_length=40)),
                ("symbol", models.CharField(max_length=40)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)s_set", to="people.child"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.household",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="myspace.boarditem",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.member"
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
                "abstract": False,
                "indexes": [models.Index(fields=["child", "day"], name="myspace_cho_child_i_0e7418_idx")],
            },
        ),
        migrations.CreateModel(
            name="Hidden",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("path", "a path"), ("item", "a choice"), ("day", "a part of the day")], max_length=4
                    ),
                ),
                ("ref", models.CharField(help_text="a goal's public id, or the key of a picture", max_length=12)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="put_away", to="people.child"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "hidden",
                "constraints": [models.UniqueConstraint(fields=("child", "kind", "ref"), name="put_away_once")],
            },
        ),
    ]
