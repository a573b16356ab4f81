"""Say of the questions programmes have already what time they speak of."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q


def mark_before(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Until now every question came from our files, so what each asks is known."""
    question = apps.get_model("listening", "Question")
    hopes = Q(instrument__kind="reflection", instrument__version=1, number=1)
    about_before = question.objects.filter(Q(instrument__kind="interview") | hopes)
    about_before.update(moment="BEFORE")


class Migration(migrations.Migration):
    dependencies = [("listening", "0006_moments")]

    operations = [migrations.RunPython(mark_before, migrations.RunPython.noop)]
