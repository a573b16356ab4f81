"""The sides of the divide, and how many people each should have."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.register.choices import Bank, Mark
from ecotone.register.models import Sector


@transaction.atomic
def open_register(*, programme: Programme, at: datetime, by: User | None) -> list[Sector]:
    """Give a programme the three sectors of the study. `by` is nobody at the terminal."""
    if by is not None:
        require(by, Action.MANAGE_PEOPLE, programme)
    if programme.sectors.exists():
        raise Refused(
            _("This programme has its sectors already."),
            remedy=_("Open the list of people and go on from there."),
        )
    sectors = Sector.objects.bulk_create(_default_sectors(programme))
    audit.record_in("opened the register", programme, at=at, by=by)
    return sectors


def _default_sectors(programme: Programme) -> list[Sector]:
    sides = (
        ("primary", _("Primary"), Mark.CIRCLE, Bank.SCHOOLS),
        ("secondary", _("Secondary"), Mark.SQUARE, Bank.SCHOOLS),
        ("university", _("University"), Mark.TRIANGLE, Bank.UNIVERSITY),
    )
    return [
        Sector(programme=programme, key=key, name=name, mark=mark, bank=bank, position=position)
        for position, (key, name, mark, bank) in enumerate(sides)
    ]


@transaction.atomic
def set_quotas(
    *, programme: Programme, wanted: Mapping[str, int], at: datetime, by: User | None
) -> None:
    """Say how many people each sector should have, by the sector's key."""
    if by is not None:
        require(by, Action.MANAGE_PEOPLE, programme)
    sectors = list(programme.sectors.filter(key__in=wanted))
    for sector in sectors:
        sector.quota = wanted[sector.key]
    Sector.objects.bulk_update(sectors, ["quota"])
    audit.record_in(
        "said how many people are wanted",
        programme,
        at=at,
        by=by,
        reason=", ".join(f"{sector.key} {sector.quota}" for sector in sectors),
    )
