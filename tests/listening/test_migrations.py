"""Words that were held before raw texts came are all still there afterwards."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ecotone.listening.models import RawText, Response, SearchedPiece, TextRevision

BEFORE = [("listening", "0002_modes"), ("register", "0002_language")]
AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_texts_and_drafts_survive_and_drafts_become_unreadable() -> None:
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    apps = executor.migrate(BEFORE).apps
    hold_words(apps)

    MigrationExecutor(connection).migrate(leaves)

    (response,) = Response.objects.all()
    assert response.draft == "half a thought of Anna's"
    assert [raw.text for raw in RawText.objects.all()] == ["One thought."]
    assert [revision.raw.text for revision in TextRevision.objects.all()] == ["One thought."]
    assert [piece.words for piece in SearchedPiece.objects.all()] == [" one thought "]
    with connection.cursor() as cursor:
        cursor.execute("SELECT draft FROM listening_response")
        assert "Anna" not in str(cursor.fetchall())


def hold_words(apps: object) -> None:
    """Store one answer as it was stored then."""
    programme = apps.get_model("foundation", "Programme").objects.create(
        slug="then", name="Then", hub_name="Hub", starts_on=AT.date()
    )
    sector = apps.get_model("register", "Sector").objects.create(
        programme=programme, key="primary", name="Primary", mark="CIRCLE", bank="SCHOOLS"
    )
    participant = apps.get_model("register", "Participant").objects.create(
        programme=programme,
        person=apps.get_model("register", "Person").objects.create(name="Anna"),
        pseudonym="Ruth",
        sector=sector,
        registered_at=AT,
    )
    instrument = apps.get_model("listening", "Instrument").objects.create(
        programme=programme, kind="interview", version=1, title="Interview"
    )
    conversation = apps.get_model("listening", "Conversation").objects.create(
        participant=participant, instrument=instrument, started_at=AT
    )
    response = apps.get_model("listening", "Response").objects.create(
        conversation=conversation, draft="half a thought of Anna's", saved_at=AT
    )
    apps.get_model("listening", "TextRevision").objects.create(
        response=response, number=1, text="One thought.", sha256="", frozen_at=AT
    )
