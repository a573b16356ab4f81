from django.db import migrations

from ecotone.engine.searching import pieces_of

TEXTS_AT_ONCE = 200


def index_what_is_held(apps, schema_editor):
    texts = apps.get_model("listening", "TextRevision").objects.order_by("pk")
    pieces = apps.get_model("listening", "SearchedPiece").objects
    keys = list(texts.values_list("pk", flat=True))
    for first in range(0, len(keys), TEXTS_AT_ONCE):
        held = texts.filter(pk__in=keys[first : first + TEXTS_AT_ONCE])
        pieces.bulk_create(
            pieces.model(
                revision_id=key,
                paragraph=piece.paragraph,
                start=piece.start,
                end=piece.end,
                words=piece.words,
            )
            for key, text in held.values_list("pk", "text")
            for piece in pieces_of(text)
        )


class Migration(migrations.Migration):

    dependencies = [
        ('listening', '0015_searched_pieces'),
    ]

    operations = [
        migrations.RunPython(index_what_is_held, migrations.RunPython.noop, elidable=True),
    ]
