"""Who carries on from whom: judged against what is listed, taken in, taken out again."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ecotone.foundation.imports import (
    IS_NEW,
    IS_SAME,
    JudgedRow,
    Judgement,
    Rows,
    Verdict,
    has_problems,
)
from ecotone.foundation.models import Programme, TableImport, User
from ecotone.foundation.tables import Row
from ecotone.register import operations
from ecotone.register.choices import PublicRegister
from ecotone.register.imports.public.cells import UnreadableCell
from ecotone.register.imports.public.listing import readable
from ecotone.register.imports.public.schools import succession_of
from ecotone.register.models import ListedOrganisation, Succession
from ecotone.register.operations import SuccessionFacts

SCHOOLS = PublicRegister.SCHOOLS


def check_links(*, programme: Programme, rows: Rows[Row]) -> Iterator[Judgement]:  # noqa: ARG001  # the lists are the same for every programme
    listed = set(
        ListedOrganisation.objects.filter(register=SCHOOLS).values_list("number", flat=True)
    )
    held = set(
        Succession.objects.filter(predecessor__register=SCHOOLS).values_list(
            "predecessor__number", "successor__number"
        )
    )
    for row in rows:
        yield _judge(readable(succession_of, row), listed, held)


def _judge(
    link: SuccessionFacts | UnreadableCell | None,
    listed: set[str],
    held: set[tuple[str, str]],
) -> Judgement:
    """Judge one line; a succession told from its other side as well is the same one."""
    if isinstance(link, UnreadableCell):
        return has_problems([(link.column, link.reason)])
    if link is None or (link.predecessor, link.successor) in held:
        return IS_SAME
    for number in (link.predecessor, link.successor):
        if number not in listed:
            reason = _("%(number)s is not in the schools register here") % {"number": number}
            return has_problems([("other", reason)])
    held.add((link.predecessor, link.successor))
    return IS_NEW


def take_links_in(
    *, brought: TableImport, rows: Rows[JudgedRow], at: datetime, by: User | None
) -> dict[str, Any]:
    links = [succession_of(row.values) for row in rows if row.verdict == Verdict.NEW]
    successions = operations.list_successions(
        programme=brought.programme,
        register=SCHOOLS,
        links=[link for link in links if link is not None],
        at=at,
        by=by,
    )
    return {"successions": [succession.pk for succession in successions]}


def take_links_out(*, brought: TableImport, at: datetime, by: User | None) -> None:
    operations.take_back_successions(
        programme=brought.programme,
        successions=brought.traces["successions"],
        at=at,
        by=by,
    )
