"""What changes consent: publishing its wording, saying yes or no, and leaving altogether."""

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentForm, ConsentRecord, GrantWording, Withdrawal
from ecotone.consent.queries import form_in_force, newest_records
from ecotone.foundation import audit, outbox
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.register.models import Participant, Person
from ecotone.register.operations import remove_identity

WORDING = Path(__file__).parent / "data" / "grants-1.toml"

Eraser = Callable[[Participant], Mapping[str, int]]

_erasers: list[Eraser] = []


def register_eraser(eraser: Eraser) -> None:
    """Have a room forget what it holds of a participant when that participant leaves.

    An eraser removes rows and returns how many of each kind. It changes only the database,
    because leaving is also rehearsed, to say beforehand what would go; files are deleted
    with `transaction.on_commit`.
    """
    if eraser not in _erasers:
        _erasers.append(eraser)


@transaction.atomic
def publish_form(*, programme: Programme, at: datetime, by: User | None) -> ConsentForm:
    """Ask in these words from now on. What was answered to older wording stays as it was."""
    if by is not None:
        require(by, Action.ADMINISTER, programme)
    wording = tomllib.loads(WORDING.read_text(encoding="utf-8"))
    if ConsentForm.objects.filter(programme=programme, version=wording["version"]).exists():
        raise Refused(
            _("Version %(number)s of the wording is published already.")
            % {"number": wording["version"]},
            remedy=_("Change the wording and raise its version, then publish again."),
        )
    form = _publish(programme, wording, at)
    _audit(f"published consent form {form}", f"programme:{programme.pk}", programme, at, by)
    return form


def _publish(programme: Programme, wording: Mapping[str, Any], at: datetime) -> ConsentForm:
    form = ConsentForm.objects.create(
        programme=programme,
        version=wording["version"],
        introduction=wording["introduction"],
        withdrawing=wording["withdrawing"],
        published_at=at,
    )
    asked = {grant["key"]: grant for grant in wording["grant"]}
    GrantWording.objects.bulk_create(
        GrantWording(
            form=form,
            grant=grant,
            position=position,
            title=asked[grant]["title"],
            question=asked[grant]["question"],
            example=asked[grant]["example"],
            no_means=asked[grant]["no_means"],
        )
        for position, grant in enumerate(Grant, 1)
    )
    return form


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


@transaction.atomic
def withdraw_participant(
    *, participant: Participant, at: datetime, by: User | None
) -> Withdrawal:
    """Remove what this participant told us and who they are, from now on and everywhere.

    What remains is a tombstone that counts what went. `by` is nobody when participants
    leave through their own link. Afterwards the caller has the database compacted, so that
    no copy stays behind in its file.
    """
    if by is not None:
        require(by, Action.WITHDRAW, participant.programme)
    key, programme, subject = participant.key, participant.programme, participant.subject
    removed = _forget(participant)
    withdrawal = Withdrawal.objects.create(
        programme=programme, participant_key=key, at=at, by=by, removed=removed
    )
    actor = audit.actor_key(by, participant_key=key)
    audit.record("withdrew", subject, programme=programme, actor=actor, at=at)
    return withdrawal


def rehearse_withdrawal(*, participant: Participant, by: User | None) -> dict[str, int]:
    """Count what would go if this participant left now, by letting them leave and turning back.

    So the number promised on the page is the number removed, whatever rooms are built later.
    """
    if by is not None:
        require(by, Action.WITHDRAW, participant.programme)
    with transaction.atomic():
        removed = _forget(Participant.objects.get(pk=participant.pk))
        transaction.set_rollback(True)
    return removed


def _forget(participant: Participant) -> dict[str, int]:
    """Let the rooms forget from the top of the house down, as they hold the foreign keys."""
    removed: Counter[str] = Counter()
    for erase in reversed(_erasers):
        removed.update(erase(participant))
    removed[gettext_noop("messages")] = outbox.forget_messages(participant.subject)
    records = ConsentRecord.objects.filter(participant=participant)
    removed[gettext_noop("answers about consent")] = records.delete()[0]
    removed.update(remove_identity(participant))
    _remove_row(participant)
    return {kind: number for kind, number in removed.items() if number}


def _remove_row(participant: Participant) -> None:
    """Let the pseudonym go as well: whoever holds an old report could follow it."""
    person = Person.objects.filter(pk=participant.person_id)
    Participant.objects.filter(pk=participant.pk).delete()
    person.filter(participations__isnull=True).delete()


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


def _audit(
    verb: str, subject: str, programme: Programme, at: datetime, by: User | None
) -> None:
    audit.record(verb, subject, programme=programme, actor=audit.actor_key(by), at=at)
