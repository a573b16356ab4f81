"""A small file beside the database: who must be forgotten again after a restore. No content.

A backup is older than what happened since. This file is not part of any backup, so it knows of
everybody who left after one was made: by key, never by name, pseudonym or words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from ecotone.consent.models import ConsentRecord, Withdrawal
from ecotone.foundation.errors import Refused

FILE = "withdrawals.log"


class Happened(StrEnum):
    """What one line says happened."""

    LEFT = "left"
    SAID_NO = "no"
    SAID_YES = "yes"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One thing that a backup made before it does not know. `grant` is empty for leaving."""

    at: datetime
    happened: Happened
    programme: str
    participant: UUID
    grant: str = ""

    def __str__(self) -> str:
        said = self.at.isoformat(), self.happened, self.programme, str(self.participant)
        return " ".join((*said, self.grant)).rstrip()


def log_file() -> Path:
    return Path(settings.HOME) / FILE


def read_log(path: Path) -> set[Line]:
    """Read such a file; one that is not there has no lines.

    Raises
    ------
    Refused
        At the first line that cannot be read: skipping it could bring somebody back.
    """
    if not path.exists():
        return set()
    written = path.read_text(encoding="utf-8").splitlines()
    return {_line(path, number, line) for number, line in enumerate(written, 1) if line.strip()}


def _line(path: Path, number: int, written: str) -> Line:
    try:
        at, happened, programme, participant, *grant = written.split(" ")
        moment = datetime.fromisoformat(at)
        return Line(moment, Happened(happened), programme, UUID(participant), *grant)
    except (TypeError, ValueError):
        raise Refused(
            _("Line %(number)d of %(file)s cannot be read.")
            % {"number": number, "file": path.name},
            remedy=_(
                "Put it right, or delete it if writing it was broken off. "
                "Each line names somebody who must not come back."
            ),
        ) from None


def lines_in_database() -> set[Line]:
    """Say what this database knows of people who left, said no, or had something erased."""
    return {*_departures(), *_newest_answers(), *_erasures()}


def _departures() -> Iterator[Line]:
    left = Withdrawal.objects.values_list("at", "programme__slug", "participant_key")
    return (Line(at, Happened.LEFT, slug, key) for at, slug, key in left)


def _newest_answers() -> Iterator[Line]:
    """Say how the grants stand about which somebody ever changed their mind."""
    same = ConsentRecord.objects.filter(
        participant=OuterRef("participant"), grant=OuterRef("grant")
    )
    newest = ConsentRecord.objects.filter(pk=Subquery(same.order_by("-pk").values("pk")[:1]))
    both_ways = newest.filter(
        Exists(same.filter(is_given=True)), Exists(same.filter(is_given=False))
    )
    return map(line_of, both_ways.select_related("participant__programme"))


def _erasures() -> Iterator[Line]:
    erased = ConsentRecord.objects.filter(erased_at__isnull=False)
    return map(erasure_of, erased.select_related("participant__programme"))


def line_of(record: ConsentRecord) -> Line:
    happened = Happened.SAID_YES if record.is_given else Happened.SAID_NO
    return _about(record, happened, record.recorded_at)


def erasure_of(record: ConsentRecord) -> Line:
    if record.erased_at is None:
        raise ValueError("Nothing of this was erased.")
    return _about(record, Happened.ERASED, record.erased_at)


def _about(record: ConsentRecord, happened: Happened, at: datetime) -> Line:
    participant = record.participant
    slug = participant.programme.slug
    return Line(at, happened, slug, participant.key, record.grant)


def still_needed(lines: Iterable[Line]) -> list[Line]:
    """Leave out what a later line has overtaken: answers of those who left, a no put right."""
    ordered = sorted(lines)
    left = {line.participant for line in ordered if line.happened == Happened.LEFT}
    overtaken = _overtaken_answers(ordered)
    return [
        line
        for line in ordered
        if line.happened == Happened.LEFT
        or (line.participant not in left and line not in overtaken)
    ]


def _overtaken_answers(ordered: Iterable[Line]) -> set[Line]:
    answers = [
        line for line in ordered if line.happened in {Happened.SAID_NO, Happened.SAID_YES}
    ]
    last = {(line.participant, line.grant): line for line in answers}
    standing = {line for line in last.values() if line.happened == Happened.SAID_NO}
    return set(answers) - standing
