"""No two codes of a programme share an identity, and a colour is one of eight."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coding", "0008_every_code_has_a_guid"),
        ("foundation", "0003_waiting_tables"),
    ]

    operations = [
        migrations.AlterField(
            "code", "guid", models.UUIDField(default=uuid.uuid4, editable=False)
        ),
        migrations.AddConstraint(
            "code",
            models.UniqueConstraint(fields=("programme", "guid"), name="code_guid_once"),
        ),
        migrations.AddConstraint(
            "code",
            models.CheckConstraint(
                condition=models.Q(
                    ("hue__isnull", True), ("hue__range", (1, 8)), _connector="OR"
                ),
                name="hue_is_one_of_eight",
            ),
        ),
    ]
