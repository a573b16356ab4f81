import django.db.models.deletion
import ecotone.listening.models.searched
from django.db import migrations, models

# The index holds words and rows, no places and no text: phrases are looked for in the rows.
INDEX_ON_SQLITE = (
    """
    CREATE VIRTUAL TABLE listening_words_index USING fts5(
        words, content='listening_searchedpiece', content_rowid='id',
        tokenize='ascii', detail='none', columnsize=0
    )
    """,
    """
    CREATE TRIGGER listening_words_arrive AFTER INSERT ON listening_searchedpiece BEGIN
        INSERT INTO listening_words_index(rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE TRIGGER listening_words_leave AFTER DELETE ON listening_searchedpiece BEGIN
        INSERT INTO listening_words_index(listening_words_index, rowid, words)
        VALUES ('delete', old.id, old.words);
    END
    """,
)
INDEX_ON_POSTGRESQL = (
    """
    CREATE INDEX listening_words_index ON listening_searchedpiece
    USING gin (array_to_tsvector(string_to_array(btrim(words), ' ')))
    """,
)
WITHOUT_IT_ON_SQLITE = (
    "DROP TRIGGER listening_words_leave",
    "DROP TRIGGER listening_words_arrive",
    "DROP TABLE listening_words_index",
)
WITHOUT_IT_ON_POSTGRESQL = ("DROP INDEX listening_words_index",)


def make_index(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in INDEX_ON_SQLITE if is_sqlite else INDEX_ON_POSTGRESQL:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in WITHOUT_IT_ON_SQLITE if is_sqlite else WITHOUT_IT_ON_POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('listening', '0014_titles'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchedPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paragraph', models.PositiveIntegerField(help_text='where its paragraph begins')),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('words', ecotone.listening.models.searched.IndexedWordsField()),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='listening.textrevision')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('revision', 'start'), name='piece_once')],
            },
        ),
        migrations.RunPython(make_index, drop_index, elidable=False),
    ]
