"""Saying yes or no to a grant, taking a yes back, and putting a slip right."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.consent.choices import Grant, Source, Standing
from ecotone.consent.models import ConsentForm, ConsentRecord
from ecotone.consent.operations.forgetting import forget_what_rests_on
from ecotone.consent.operations.remembering import remember_answers, remember_erasures
from ecotone.consent.queries import Held, form_in_force, held_by
from ecotone.consent.queries.standing import records_taken_back
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.register.models import Participant
from ecotone.register.operations import record_about, record_own
from ecotone.register.operations.staying import hold_here

SECOND_THOUGHTS = timedelta(days=14)


@transaction.atomic
def record_grants(
    *,
    participant: Participant,
    answers: Mapping[Grant, bool],
    at: datetime,
    by: User | None,
    source: Source | None = None,
    holds_until: datetime | None = None,
) -> list[ConsentRecord]:
    """Write down what somebody allows and what not, under the wording in force.

    `by` is nobody when the participant answers through their own link. A yes runs out at
    `holds_until`, or when the wording says so. An answer that stands already under this
    wording is not written again.
    """
    if by is not None:
        require(by, Action.RECORD_CONSENT, participant.programme)
    _refuse_past(holds_until, at)
    hold_here([participant.pk])
    form = form_in_force(participant.programme, language=participant.language)
    held = held_by([participant])[participant.pk]
    records = [
        ConsentRecord(
            participant=participant,
            form=form,
            grant=grant,
            is_given=is_given,
            recorded_at=at,
            recorded_by=by,
            source=source or (Source.OWN_HAND if by is None else Source.ON_PAPER),
            holds_until=(holds_until or form.answers_end_at) if is_given else None,
        )
        for grant, is_given in answers.items()
        if not _stands_already(held[grant], form, is_given=is_given, until=holds_until)
    ]
    ConsentRecord.objects.bulk_create(records)
    if records:
        _audit_answers(participant, records, at, by)
        remember_answers(records)
    return records


def _refuse_past(holds_until: datetime | None, at: datetime) -> None:
    if holds_until is not None and holds_until <= at:
        raise Refused(
            _("That end lies in the past, so the yes would never hold."),
            remedy=_("Choose a day to come, or leave the end open."),
        )


def _stands_already(
    held: Held, form: ConsentForm, *, is_given: bool, until: datetime | None
) -> bool:
    if held.record is None or held.record.form.version != form.version:
        return False
    if until is not None and held.record.holds_until != until:
        return False
    return held.is_yes if is_given else not held.record.is_given


@transaction.atomic
def withdraw_grant(
    *, participant: Participant, grant: Grant, at: datetime, by: User | None
) -> list[ConsentRecord]:
    """Take back one yes. It stops holding at the next reading, everywhere."""
    return record_grants(participant=participant, answers={grant: False}, at=at, by=by)


@transaction.atomic
def undo_withdrawal(
    *, participant: Participant, grant: Grant, at: datetime, by: User | None
) -> ConsentRecord:
    """Put a slip right: the yes holds again as it was given. The record shows both.

    Raises
    ------
    Refused
        When nothing was taken back, when it is more than 14 days ago, or already erased.
    """
    if by is not None:
        require(by, Action.RECORD_CONSENT, participant.programme)
    slip = _undoable(participant, grant, at)
    yes = ConsentRecord.objects.filter(
        participant=participant, grant=grant, is_given=True, pk__lt=slip.pk
    )
    given = yes.order_by("-pk")[0]
    restored = ConsentRecord.objects.create(
        participant=participant,
        form=given.form,
        grant=grant,
        is_given=True,
        recorded_at=at,
        recorded_by=by,
        source=Source.OWN_HAND if by is None else Source.READ_BACK,
        holds_until=given.holds_until,
        undoes=slip,
    )
    _audit_answers(participant, [restored], at, by)
    remember_answers([restored])
    return restored


def _undoable(participant: Participant, grant: Grant, at: datetime) -> ConsentRecord:
    """Lock the person against the nightly erasure, then return what can still be undone."""
    hold_here([participant.pk])
    held = held_by([participant])[participant.pk][grant]
    if held.standing != Standing.TAKEN_BACK or held.record is None:
        raise Refused(
            _("There is nothing to undo: this was not taken back."),
            remedy=_("Look at what you allow, and change it there."),
        )
    if held.record.erased_at is not None or at >= held.record.recorded_at + SECOND_THOUGHTS:
        raise Refused(
            _("The 14 days in which this could be undone are over."),
            remedy=_("You can still say yes anew; what was erased does not come back."),
        )
    return held.record


@transaction.atomic
def erase_what_was_taken_back(*, at: datetime) -> int:
    """Erase what rested on a yes taken back 14 days ago or more. Returns of how many people.

    The consent form promises this: until then a slip can be undone. What is erased for which
    grant, the rooms say themselves; see `Holding.erased_with`.
    """
    due = records_taken_back(before=at - SECOND_THOUGHTS)
    people = list(due.values_list("participant", flat=True))
    list(Participant.objects.select_for_update().filter(pk__in=people).order_by("pk"))
    records = list(due.filter(participant__in=people).select_related("participant__programme"))
    touched = {record.participant_id for record in records if _erase(record, at)}
    ConsentRecord.objects.filter(pk__in=[record.pk for record in records]).update(erased_at=at)
    remember_erasures(ConsentRecord.objects.filter(pk__in=[record.pk for record in records]))
    return len(touched)


def _erase(record: ConsentRecord, at: datetime) -> bool:
    participant, grant = record.participant, Grant(record.grant)
    erased = forget_what_rests_on(participant, grant)
    if not erased:
        return False
    record_about(
        "erased what was taken back",
        participant,
        at=at,
        by=None,
        reason=f"{grant.value}: {erased}",
    )
    return True


def _audit_answers(
    participant: Participant, records: list[ConsentRecord], at: datetime, by: User | None
) -> None:
    record_own(
        "recorded consent",
        participant,
        at=at,
        by=by,
        reason=", ".join(str(record) for record in records),
    )
