"""Every step that was taken so far gets its change, its key and its programme."""

import uuid

from django.db import migrations

OFF, ON = {"is_removed": True}, {"is_removed": False}
CHANGES = {"CODED": (OFF, ON), "REMOVED": (ON, OFF)}
BATCH = 500


def give_steps_their_changes(apps, schema_editor):
    """What a step did to its coding becomes a change of its own; keys and programmes follow."""
    steps = apps.get_model("coding", "Step").objects.select_related(
        "coding__code", "coding__revision"
    )
    batch = []
    for step in steps.order_by("pk").iterator(chunk_size=BATCH):
        step.key = uuid.uuid4()
        step.programme_id = step.coding.code.programme_id
        batch.append(step)
        if len(batch) == BATCH:
            _store(apps, batch)
            batch = []
    _store(apps, batch)


def _store(apps, steps):
    step_model = apps.get_model("coding", "Step")
    change_model = apps.get_model("coding", "Change")
    step_model.objects.bulk_update(steps, ("key", "programme"))
    change_model.objects.bulk_create(
        change_model(step=step, coding=step.coding, before=before, after=after)
        for step in steps
        for before, after in [CHANGES.get(step.verb) or _carried(apps, step)]
    )


def _carried(apps, step):
    """Say where a coding stood before its text was derived anew."""
    number, start, end = step.stood_at
    revisions = apps.get_model("listening", "TextRevision").objects
    then = revisions.filter(response=step.coding.revision.response_id, number=number).first()
    return {"revision_id": then and then.pk, "start": start, "end": end}, {}


class Migration(migrations.Migration):
    dependencies = [("coding", "0004_steps"), ("listening", "0014_titles")]

    operations = [migrations.RunPython(give_steps_their_changes, migrations.RunPython.noop)]
