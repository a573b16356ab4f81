"""Codes that stand get their identity: those of our taxonomy the one it has everywhere."""

import csv
from pathlib import Path
from uuid import UUID, uuid4, uuid5

from django.db import migrations

OF_TAXONOMY = UUID("5d0f6f3e-3c1c-4a0e-9a57-6c1f2f2f7d11")
TAXONOMY = Path(__file__).parent.parent / "data" / "taxonomy.csv"


def give_guids(apps, schema_editor):
    """Codes of the taxonomy are known by their key, all others get one of their own."""
    with TAXONOMY.open(encoding="utf-8", newline="") as file:
        starters = {row["id"] for row in csv.DictReader(file)}
    codes = list(apps.get_model("coding", "Code").objects.all())
    for code in codes:
        code.guid = uuid5(OF_TAXONOMY, code.key) if code.key in starters else uuid4()
    apps.get_model("coding", "Code").objects.bulk_update(codes, ("guid",), batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("coding", "0007_code_colours_and_identities")]

    operations = [migrations.RunPython(give_guids, migrations.RunPython.noop)]
