import django.db.models.deletion
from django.db import migrations, models

import ecotone.foundation.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0002_modes"),
    ]

    operations = [
        migrations.CreateModel(
            name="RawText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", ecotone.foundation.encryption.EncryptedTextField()),
                ("arrived_at", models.DateTimeField()),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="raw_texts",
                        to="listening.response",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="textrevision",
            name="offset_map",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="textrevision",
            name="raw",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="listening.rawtext",
            ),
        ),
    ]
