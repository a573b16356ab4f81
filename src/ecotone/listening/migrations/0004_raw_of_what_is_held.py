"""Gives every text that is held its raw text, and encrypts every draft.

Until now a text was studied as it was written, so the two are the same; the names in them
are replaced when a name is judged next, or when an answer is sent again.
"""

from django.db import migrations

from ecotone.foundation.encryption import encrypt

BATCH = 500


def keep_raw(apps, schema_editor):
    RawText = apps.get_model("listening", "RawText")
    TextRevision = apps.get_model("listening", "TextRevision")
    revisions = TextRevision.objects.filter(raw=None).order_by("pk").iterator(BATCH)
    for revision in revisions:
        revision.raw = RawText.objects.create(
            response_id=revision.response_id, text=revision.text, arrived_at=revision.frozen_at
        )
        revision.save(update_fields=["raw"])


def encrypt_drafts(apps, schema_editor):
    Response = apps.get_model("listening", "Response")
    for response in Response.objects.exclude(draft="").order_by("pk").iterator(BATCH):
        response.draft = encrypt(response.draft)
        response.save(update_fields=["draft"])


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0003_raw_text"),
    ]

    operations = [
        migrations.RunPython(keep_raw, migrations.RunPython.noop),
        migrations.RunPython(encrypt_drafts, migrations.RunPython.noop),
    ]
