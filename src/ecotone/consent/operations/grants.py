"""Saying yes or no to a grant."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentForm, ConsentRecord
from ecotone.consent.queries import form_in_force, newest_records
from ecotone.foundation import audit
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.register.models import Participant


@transaction.atomic
def record_grants(
    *,
    participant: Participant,
    answers: Mapping[Grant, bool],
    at: datetime,
    by: User | None,
) -> list[ConsentRecord]:
    """Write down what somebody allows and what not, under the wording in force.

    `by` is nobody when the participant answers through their own link. An answer that
    already holds under this wording is not written again.
    """
    if by is not None:
        require(by, Action.RECORD_CONSENT, participant.programme)
    form = form_in_force(participant.programme)
    held = newest_records([participant])[participant.pk]
    records = [
        ConsentRecord(
            participant=participant,
            form=form,
            grant=grant,
            is_given=is_given,
            recorded_at=at,
            recorded_by=by,
        )
        for grant, is_given in answers.items()
        if not _holds_already(held.get(grant), form, is_given=is_given)
    ]
    ConsentRecord.objects.bulk_create(records)
    if records:
        _audit_answers(participant, records, at, by)
    return records


def _holds_already(record: ConsentRecord | None, form: ConsentForm, *, is_given: bool) -> bool:
    return record is not None and record.form == form and record.is_given == is_given


def withdraw_grant(
    *, participant: Participant, grant: Grant, at: datetime, by: User | None
) -> list[ConsentRecord]:
    """Take back one yes. It stops holding at the next reading, everywhere."""
    return record_grants(participant=participant, answers={grant: False}, at=at, by=by)


def _audit_answers(
    participant: Participant, records: list[ConsentRecord], at: datetime, by: User | None
) -> None:
    audit.record(
        "recorded consent",
        participant.subject,
        programme=participant.programme,
        actor=audit.actor_key(by, participant_key=participant.key),
        at=at,
        reason=", ".join(str(record) for record in records),
    )
