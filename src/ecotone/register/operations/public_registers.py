"""What takes in the lines of a public register, and takes them out again.

The lists are public and the same for everybody, so every programme sees them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.register.choices import PublicRegister
from ecotone.register.models import ListedOrganisation, Organisation, Succession
from ecotone.register.operations.organisations import take_over_numbers
from ecotone.register.queries import folded

AT_ONCE = 500
LINE_FIELDS = tuple(
    field.name
    for field in ListedOrganisation._meta.concrete_fields  # noqa: SLF001  # Django's documented door
    if field.name not in {"id", "register", "number"}
)


@dataclass(frozen=True, slots=True)
class ListedFacts:
    """One line of a public register, as clean values."""

    number: str
    name: str
    other_names: tuple[str, ...] = ()
    ukprn: str = ""
    kind: str = ""
    phase: str = ""
    lowest_age: int | None = None
    highest_age: int | None = None
    sector_key: str = ""
    place: str = ""
    postcode: str = ""
    authority: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_open: bool = True
    opened_on: date | None = None
    closed_on: date | None = None

    @property
    def searched(self) -> str:
        said = (self.name, *self.other_names, self.place, self.postcode, self.number)
        return " " + folded(" ".join(said))

    def listed_in(self, register: PublicRegister) -> ListedOrganisation:
        kept = {name: getattr(self, name) for name in LINE_FIELDS}
        return ListedOrganisation(register=register, number=self.number, **kept)


@dataclass(frozen=True, slots=True)
class SuccessionFacts:
    """One organisation carries on from another, by their numbers in one register."""

    predecessor: str
    successor: str
    kind: str
    since: date | None


@transaction.atomic
def list_organisations(
    *,
    programme: Programme,
    register: PublicRegister,
    lines: Sequence[ListedFacts],
    at: datetime,
    by: User | None,
) -> None:
    """Write these lines of a register; a number listed already is brought up to date."""
    _require(by, programme)
    ListedOrganisation.objects.bulk_create(
        [line.listed_in(register) for line in lines],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["register", "number"],
        update_fields=LINE_FIELDS,
    )
    audit.record_in(f"listed {register}", programme, at=at, by=by)


@transaction.atomic
def restore_listing(  # what stood there before is these six facts
    *,
    programme: Programme,
    register: PublicRegister,
    added: Sequence[str],
    before: Iterable[Mapping[str, Any]],
    at: datetime,
    by: User | None,
) -> None:
    """Take out the numbers that were added, and put back how the others stood before."""
    _require(by, programme)
    lines = ListedOrganisation.objects.filter(register=register)
    used = Organisation.objects.filter(listed__register=register, listed__number__in=added)
    if names := sorted(used.values_list("name", flat=True)[:3]):
        raise Refused(
            _("Organisations are linked to lines of this list, for example %(names)s.")
            % {"names": ", ".join(names)},
            remedy=_("Unlink them first, or keep the list."),
        )
    lines.filter(number__in=added).delete()
    ListedOrganisation.objects.bulk_create(
        [ListedOrganisation(register=register, **stood) for stood in before],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["register", "number"],
        update_fields=LINE_FIELDS,
    )
    audit.record_in(f"took back a list of {register}", programme, at=at, by=by)


@transaction.atomic
def list_successions(
    *,
    programme: Programme,
    register: PublicRegister,
    links: Sequence[SuccessionFacts],
    at: datetime,
    by: User | None,
) -> list[Succession]:
    """Write down who carries on from whom, so that a changed number keeps its history."""
    _require(by, programme)
    named = {number for link in links for number in (link.predecessor, link.successor)}
    listed = ListedOrganisation.objects.filter(register=register, number__in=named)
    keys = dict(listed.values_list("number", "pk"))
    successions = Succession.objects.bulk_create(
        [
            Succession(
                predecessor_id=keys[link.predecessor],
                successor_id=keys[link.successor],
                kind=link.kind,
                since=link.since,
            )
            for link in links
        ],
        batch_size=AT_ONCE,
    )
    audit.record_in(f"listed successions of {register}", programme, at=at, by=by)
    return successions


@transaction.atomic
def take_back_successions(
    *, programme: Programme, successions: Sequence[int], at: datetime, by: User | None
) -> None:
    _require(by, programme)
    Succession.objects.filter(pk__in=successions).delete()
    audit.record_in("took back successions", programme, at=at, by=by)


@transaction.atomic
def link_to_register(
    *,
    organisation: Organisation,
    listed: ListedOrganisation | None,
    at: datetime,
    by: User | None,
) -> Organisation:
    """Say which line of a public register an organisation is, or that it is none.

    The numbers it is known by follow; the name stays as the programme writes it.
    """
    if by is not None:
        require(by, Action.MANAGE_PEOPLE, organisation.programme)
    organisation.listed = None
    if listed is not None:
        take_over_numbers(organisation, listed)
    organisation.save(update_fields=["listed", "urn", "ukprn"])
    audit.record_in("linked an organisation", organisation.programme, at=at, by=by)
    return organisation


def _require(by: User | None, programme: Programme) -> None:
    if by is not None:
        require(by, Action.IMPORT, programme)
