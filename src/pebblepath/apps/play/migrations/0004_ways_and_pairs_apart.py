from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("play", "0003_records_can_end")]

    operations = [
        migrations.AddField(
            model_name="school",
            name="clinic_minutes",
            field=models.PositiveSmallIntegerField(default=15, help_text="to the clinic, door to door"),
        ),
        migrations.AddField(
            model_name="schoolplace",
            name="apart",
            field=models.ManyToManyField(
                blank=True, help_text="not in one session; never with a reason", to="play.schoolplace"
            ),
        ),
    ]
