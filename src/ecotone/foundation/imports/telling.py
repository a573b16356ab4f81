"""The rows that have a problem, as a file to mend elsewhere and bring again."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.foundation import audit
from ecotone.foundation.csv_files import csv_lines
from ecotone.foundation.errors import Refused
from ecotone.foundation.imports.kinds import Judgement, Verdict, kind_of
from ecotone.foundation.imports.storage import blocks_of, judgement_from
from ecotone.foundation.models import TableImport, User
from ecotone.foundation.permissions import Action, require

ROW, REASON = "row", "reason"


@transaction.atomic
def tell_problems(*, brought: TableImport, at: datetime, by: User) -> Iterator[str]:
    """Return the lines of a CSV file with the problem rows, each with its number and reasons.

    Only who brought the table gets it: it may hold names, and they have it already.
    """
    require(by, Action.IMPORT, brought.programme)
    if brought.brought_by_id != by.pk:
        raise Refused(
            _("Only the person who brought a table can download rows of it."),
            remedy=_("Ask %(name)s, or bring the file yourself.")
            % {"name": brought.brought_by},
        )
    audit.record(
        "downloaded the problem rows of a table",
        f"import:{brought.pk}",
        programme=brought.programme,
        actor=audit.actor_key(by),
        at=at,
    )
    return csv_lines(_rows(brought))


def _rows(brought: TableImport) -> Iterator[list[object]]:
    yield [ROW, REASON, *brought.header["titles"]]
    for block in blocks_of(brought):
        for (number, cells), judged in zip(block.lines, block.judged, strict=True):
            judgement = judgement_from(judged)
            if judgement.verdict == Verdict.PROBLEM:
                yield [number, _reasons(judgement, brought), *cells]


def _reasons(judgement: Judgement, brought: TableImport) -> str:
    titles = {column.key: str(column.title) for column in kind_of(brought).columns}
    return "; ".join(
        f"{titles.get(column, column)}: {reason}" if column else reason
        for column, reason in judgement.problems
    )
