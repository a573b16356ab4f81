"""What staff wrote down before sources were kept came to them on paper: so the page said."""

from django.db import migrations


def say_that_it_was_paper(apps, _schema_editor):
    records = apps.get_model("consent", "ConsentRecord").objects
    records.filter(recorded_by__isnull=False).update(source="on-paper")


class Migration(migrations.Migration):
    dependencies = [("consent", "0002_sources_and_ends")]

    operations = [migrations.RunPython(say_that_it_was_paper, migrations.RunPython.noop)]
