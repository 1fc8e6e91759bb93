from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0004_reasons_of_any_length"),
    ]

    operations = [
        migrations.AddField(
            model_name="batchrow",
            name="failed",
            field=models.BooleanField(default=False, help_text="whether drafting it broke off; it can be tried again"),
        ),
    ]
