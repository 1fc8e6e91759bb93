# What a child said by sorting cards.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_first"),
        ("understanding", "0003_cards_intake_and_care"),
    ]

    operations = [
        migrations.CreateModel(
            name="CardAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("card", models.CharField(help_text="id of the card in library/picture_cards.toml", max_length=40)),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("like", "I like it"),
                            ("fine", "It is okay"),
                            ("hard", "It is hard for me, or not for me"),
                        ],
                        max_length=4,
                    ),
                ),
                ("at", models.DateTimeField(help_text="when she said it last")),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="card_answers", to="people.child"
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="card_answers", to="people.member"
                    ),
                ),
                (
                    "trait",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="understanding.trait",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("child", "card"), name="one_answer_a_card")],
            },
        ),
    ]
