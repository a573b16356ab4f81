"""What was coded before steps came is all still there afterwards, and can still be undone."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ecotone.coding.choices import Verb
from ecotone.coding.models import Step

BEFORE = [("coding", "0003_quotes_before_print")]
AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_every_event_becomes_a_step_with_what_it_changed() -> None:
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    old = executor.migrate(BEFORE).apps
    coding, text = code_something(old)
    coded = log(old, coding, kind="CODED")
    log(old, coding, kind="REMOVED", undoes=coded, is_undo=True)
    log(old, coding, kind="CARRIED", stood_at=[1, 0, 2])

    MigrationExecutor(connection).migrate(leaves)

    steps = list(Step.objects.order_by("pk"))
    changes = [(change.before, change.after) for step in steps for change in step.changes.all()]
    assert [step.verb for step in steps] == [Verb.CODED, Verb.REMOVED, Verb.CARRIED]
    assert (steps[1].undoes, steps[1].is_undo) == (steps[0], True)
    assert len({step.key for step in steps}) == 3
    assert {step.programme.slug for step in steps} == {"then"}
    assert changes == [
        ({"is_removed": True}, {"is_removed": False}),
        ({"is_removed": False}, {"is_removed": True}),
        ({"revision_id": text.pk, "start": 0, "end": 2}, {}),
    ]


def log(apps: Any, coding: Any, **told: Any) -> Any:
    return apps.get_model("coding", "CodingEvent").objects.create(
        coding=coding, by=coding.coder, at=AT, **told
    )


def code_something(apps: Any) -> tuple[Any, Any]:
    """Store one coding as it was stored then; return it with its text."""
    programme = apps.get_model("foundation", "Programme").objects.create(
        slug="then", name="Then", hub_name="Hub", starts_on=AT.date()
    )
    text = hold_text(apps, programme)
    code = apps.get_model("coding", "Code").objects.create(
        programme=programme, key="grp", name="Group work"
    )
    coder = apps.get_model("foundation", "User").objects.create(email="c@example.org", name="C")
    coding = apps.get_model("coding", "Coding").objects.create(
        revision=text, start=0, end=3, code=code, pole="gives", coder=coder
    )
    return coding, text


def hold_text(apps: Any, programme: Any) -> Any:
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
        conversation=conversation, saved_at=AT
    )
    raw = apps.get_model("listening", "RawText").objects.create(
        response=response, text="One thought.", arrived_at=AT
    )
    return apps.get_model("listening", "TextRevision").objects.create(
        response=response, raw=raw, number=1, text="One thought.", sha256="", frozen_at=AT
    )
