import django.db.models.deletion
from django.db import migrations, models

import ecotone.foundation.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0004_raw_of_what_is_held"),
    ]

    operations = [
        migrations.AlterField(
            model_name="textrevision",
            name="raw",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="listening.rawtext",
            ),
        ),
        migrations.AlterField(
            model_name="response",
            name="draft",
            field=ecotone.foundation.encryption.EncryptedTextField(
                blank=True, verbose_name="your words"
            ),
        ),
    ]
