"""Codes get a colour, a practice, where they were merged into, and an identity to travel by."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coding", "0006_rounds_and_layers")]

    operations = [
        migrations.AddField(
            "code", "guid", models.UUIDField(default=uuid.uuid4, editable=False, null=True)
        ),
        migrations.AddField(
            "code",
            "hue",
            models.PositiveSmallIntegerField(
                blank=True,
                help_text="of a family, where people chose one",
                null=True,
                verbose_name="colour",
            ),
        ),
        migrations.AddField(
            "code",
            "practice",
            models.CharField(
                blank=True,
                help_text="key of the practice in our taxonomy that a code of one's own names",
                max_length=60,
                verbose_name="is the same as",
            ),
        ),
        migrations.AddField(
            "code",
            "merged_into",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_codes",
                to="coding.code",
            ),
        ),
        migrations.AlterField(
            "step",
            "verb",
            models.CharField(
                choices=[
                    ("CODED", "coded"),
                    ("REMOVED", "taken off"),
                    ("CHANGED", "changed"),
                    ("CARRIED", "carried over"),
                    ("ADOPTED", "codebook taken over"),
                    ("ADDED", "code added"),
                    ("DESCRIBED", "code described"),
                    ("MOVED", "code moved"),
                    ("MERGED", "codes merged"),
                    ("SPLIT", "code split"),
                    ("RETIRED", "code retired"),
                    ("BROUGHT_BACK", "code brought back"),
                    ("DELETED", "code deleted"),
                    ("BROUGHT", "codebook brought in"),
                ],
                max_length=12,
            ),
        ),
    ]
