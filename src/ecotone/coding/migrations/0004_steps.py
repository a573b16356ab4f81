"""The log of codings becomes a log of steps, each with what it changed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coding", "0003_quotes_before_print"),
        ("foundation", "0003_waiting_tables"),
    ]

    operations = [
        migrations.RenameModel("CodingEvent", "Step"),
        migrations.RenameField("step", "kind", "verb"),
        migrations.AddField("step", "key", models.UUIDField(null=True, editable=False)),
        migrations.AddField(
            "step",
            "programme",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="foundation.programme",
            ),
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                (
                    "code",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="coding.code",
                    ),
                ),
                (
                    "coding",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="coding.coding",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="coding.step",
                    ),
                ),
            ],
        ),
    ]
