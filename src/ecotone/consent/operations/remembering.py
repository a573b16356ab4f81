"""Remembering, outside the database, who left it; and forgetting them again after a restore."""

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from ecotone.consent.choices import Grant, Source
from ecotone.consent.models import ConsentRecord, Withdrawal
from ecotone.consent.operations.forgetting import forget, forget_what_rests_on
from ecotone.consent.queries.withdrawals_log import (
    Happened,
    Line,
    erasure_of,
    line_of,
    lines_in_database,
    log_file,
    read_log,
    still_needed,
)
from ecotone.foundation import audit
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant

# --- writing the file ------------------------------------------------------------------------


def remember_departure(withdrawal: Withdrawal) -> None:
    slug, key = withdrawal.programme.slug, withdrawal.participant_key
    _write_at_commit([Line(withdrawal.at, Happened.LEFT, slug, key)])


def remember_answers(records: Iterable[ConsentRecord]) -> None:
    """Keep every change of mind: a backup may know only what was said before it."""
    answered = set(
        ConsentRecord.objects.filter(
            participant__in={record.participant_id for record in records}
        ).values_list("participant", "grant", "is_given")
    )
    _write_at_commit(
        [
            line_of(record)
            for record in records
            if (record.participant_id, record.grant, not record.is_given) in answered
        ]
    )


def remember_erasures(records: QuerySet[ConsentRecord]) -> None:
    with_keys = records.select_related("participant__programme")
    _write_at_commit([erasure_of(record) for record in with_keys])


def _write_at_commit(lines: Collection[Line]) -> None:
    """Write once it has truly happened. A full disk must not turn leaving into a failure.

    What could not be written is made good by the next backup, from the database itself.
    """
    if lines:
        transaction.on_commit(partial(_append, lines), robust=True)


def _append(lines: Iterable[Line]) -> None:
    path = log_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, "".join(f"{line}\n" for line in lines).encode())
        os.fsync(file)
    finally:
        os.close(file)


def complete_log(*, also: Collection[Line] = ()) -> None:
    """Add to the file what only the database knows, and leave out what is overtaken.

    Written anew as a whole, so that a power cut leaves the old file or the new one.
    """
    path = log_file()
    lines = still_needed(read_log(path) | lines_in_database() | set(also))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    draft.chmod(0o600)
    draft.replace(path)


# --- replaying it ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Replayed:
    """What had to be forgotten again: people, single yeses, and words erased for good."""

    people: int
    grants: int
    erasures: int


@transaction.atomic
def replay(lines: Iterable[Line], *, at: datetime) -> Replayed:
    """Do again to a restored database what happened after its backup was made.

    It asks nobody's permission: what it does was decided before, by those whom it concerns.
    """
    needed = still_needed(lines)
    return Replayed(
        people=sum(_leave_again(line, at) for line in _of(needed, Happened.LEFT)),
        grants=sum(_say_no_again(line, at) for line in _of(needed, Happened.SAID_NO)),
        erasures=sum(_erase_again(line, at) for line in _of(needed, Happened.ERASED)),
    )


def _of(lines: Iterable[Line], happened: Happened) -> list[Line]:
    return [line for line in lines if line.happened == happened]


def _leave_again(line: Line, at: datetime) -> bool:
    programme = Programme.objects.filter(slug=line.programme).first()
    if programme is None:
        return False  # younger than the backup, and so is everybody in it
    participant = Participant.objects.filter(programme=programme, key=line.participant).first()
    removed = forget(participant) if participant else {}
    Withdrawal.objects.get_or_create(
        participant_key=line.participant,
        defaults={"programme": programme, "at": line.at, "removed": removed},
    )
    if participant is not None:
        _write_down("left again after a restore", line, programme, at)
    return participant is not None


def _say_no_again(line: Line, at: datetime) -> bool:
    answers = ConsentRecord.objects.filter(
        participant__key=line.participant, participant__programme__slug=line.programme
    )
    newest = answers.filter(grant=line.grant).order_by("-pk").first()
    if newest is None or not newest.is_given or newest.recorded_at >= line.at:
        return False
    ConsentRecord.objects.create(
        participant=newest.participant,
        form=newest.form,
        grant=line.grant,
        is_given=False,
        recorded_at=line.at,
        source=Source.OWN_HAND,
    )
    _write_down("took a yes back again after a restore", line, newest.form.programme, at)
    return True


def _erase_again(line: Line, at: datetime) -> bool:
    """Erase what rested on a grant, unless the backup was made after that had been done."""
    participant = Participant.objects.filter(
        programme__slug=line.programme, key=line.participant
    ).first()
    if participant is None or _is_erased_already(participant, line):
        return False
    grant = Grant(line.grant)
    removed = forget_what_rests_on(participant, grant)
    taken_back = ConsentRecord.objects.filter(
        participant=participant, grant=grant, is_given=False, recorded_at__lte=line.at
    )
    taken_back.filter(erased_at__isnull=True).update(erased_at=line.at)
    if removed:
        _write_down("erased again after a restore", line, participant.programme, at)
    return bool(removed)


def _is_erased_already(participant: Participant, line: Line) -> bool:
    records = ConsentRecord.objects.filter(participant=participant, grant=line.grant)
    return records.filter(erased_at=line.at).exists()


def _write_down(verb: str, line: Line, programme: Programme, at: datetime) -> None:
    audit.record(
        verb,
        f"participant:{line.participant}",
        programme=programme,
        actor=audit.actor_key(None),
        at=at,
        reason=line.grant,
    )
