"""Which rows of a list are people who are here already, and what they would change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ecotone.foundation.encryption import fingerprint
from ecotone.foundation.models import Programme
from ecotone.foundation.parts import in_parts
from ecotone.register.imports.rows import Mistakes, newcomer_from
from ecotone.register.models import Participant
from ecotone.register.operations import NewParticipant
from ecotone.register.queries import sectors_of

BATCH = 500
BETWEEN_ENTRIES = "; "

# What a list may change, by the name of its column.
FIELDS = {
    "id": "reference",
    "sector": "sector",
    "name": "name",
    "email": "email",
    "phone": "phone",
    "organisation": "organisation",
    "post": "title",
    "language": "language",
    "capacity": "capacity",
    "at_least": "at_least",
    "free": "free",
    "lat": "latitude",
    "lon": "longitude",
    "travel_minutes": "travel_minutes",
    "speaks": "speaks",
    "avoid": "avoid",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One row, read: whom it is about, what would be different, what is wrong with it.

    The newcomer of somebody who is here already is them as they would be afterwards.
    """

    newcomer: NewParticipant
    mistakes: Mistakes = ()
    participant_id: int | None = None
    before: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def changes(self) -> dict[str, Any]:
        """What is to be written, by field."""
        return {FIELDS[name]: getattr(self.newcomer, FIELDS[name]) for name in self.before}


@dataclass(frozen=True, slots=True)
class _Match:
    participant_id: int | None = None
    mistakes: Mistakes = ()


class PeopleHere:
    """Everybody a programme knows, found by the list's own id or by e-mail address."""

    def __init__(self, programme: Programme) -> None:
        self._by_reference: dict[str, int] = {}
        self._by_address: dict[str, int] = {}
        self._references: dict[int, str] = {}
        self._gone: set[int] = set()
        known = Participant.objects.filter(programme=programme).values_list(
            "pk", "reference", "person__email_fingerprint", "withdrawn_at"
        )
        for pk, reference, address, withdrawn_at in known:
            self._references[pk] = reference
            if reference:
                self._by_reference[reference] = pk
            if address:
                self._by_address[address] = pk
            if withdrawn_at:
                self._gone.add(pk)

    def match(self, values: Mapping[str, str]) -> _Match:
        """Say who a row is about, and whether that can be."""
        by_id = self._by_reference.get(values.get("id", ""))
        email = values.get("email", "")
        by_email = self._by_address.get(fingerprint(email)) if email else None
        found = by_id or by_email
        if found in self._gone:
            return _Match(None, (("id", _("this person has left and is not taken in again")),))
        if by_id and by_email and by_id != by_email:
            return _Match(found, (("email", _("somebody else here has this address already")),))
        if found and not by_id and self._references[found]:
            reason = _("the person with this address is here as “%s”")
            return _Match(found, (("id", reason % self._references[found]),))
        return _Match(found)


def read_list(programme: Programme, rows: Iterable[Mapping[str, str]]) -> Iterator[Reading]:
    """Read every row of a list in order, some hundred at once."""
    here = PeopleHere(programme)
    spelt = _sectors_as_spelt(programme)
    matched = ((_with_sector(values, spelt), here.match(values)) for values in rows)
    for few in in_parts(matched, BATCH):
        yield from _read(few)


def _sectors_as_spelt(programme: Programme) -> dict[str, str]:
    """Map what a list may call a sector, its key or its name on the pages, to its key."""
    sectors = list(sectors_of(programme))
    by_name = {_plain(sector.name): sector.key for sector in sectors}
    return by_name | {_plain(sector.key): sector.key for sector in sectors}


def _with_sector(values: Mapping[str, str], spelt: Mapping[str, str]) -> Mapping[str, str]:
    sector = values.get("sector", "")
    return {**values, "sector": spelt.get(_plain(sector), sector)}


def _read(matched: Sequence[tuple[Mapping[str, str], _Match]]) -> Iterator[Reading]:
    ids = [match.participant_id for _values, match in matched if match.participant_id]
    people = Participant.objects.with_post().select_related("person").in_bulk(ids)
    for values, match in matched:
        if match.participant_id is None:
            newcomer, mistakes = newcomer_from(values)
            yield Reading(newcomer, match.mistakes or mistakes)
        else:
            yield _reading_of_known(people[match.participant_id], values, match)


def _reading_of_known(
    participant: Participant, values: Mapping[str, str], match: _Match
) -> Reading:
    """Lay the row over what is known: an empty cell changes nothing."""
    cells = cells_of(participant)
    now, _none = newcomer_from(cells)
    laid_over = cells | {name: value for name, value in values.items() if value}
    then, mistakes = newcomer_from(laid_over)
    before = {
        column: cells[column]
        for column, name in FIELDS.items()
        if not _is_same(getattr(now, name), getattr(then, name), column)
    }
    return Reading(then, match.mistakes or mistakes, participant.pk, before)


def _is_same(now: object, then: object, column: str) -> bool:
    if column in {"organisation", "email"}:
        return _plain(str(now)) == _plain(str(then))
    return now == then


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def cells_of(participant: Participant) -> dict[str, str]:
    """Write what is known of somebody as a list would."""
    person = participant.person
    return {
        "id": participant.reference,
        "sector": participant.sector.key,
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "organisation": str(participant.organisation or ""),
        "post": participant.title,
        "language": participant.language,
        "capacity": str(participant.capacity),
        "at_least": str(participant.at_least),
        "free": BETWEEN_ENTRIES.join(participant.free),
        "lat": _number(participant.latitude),
        "lon": _number(participant.longitude),
        "travel_minutes": _number(participant.travel_minutes),
        "speaks": BETWEEN_ENTRIES.join(participant.speaks),
        "avoid": BETWEEN_ENTRIES.join(participant.avoid),
    }


def _number(value: float | None) -> str:
    return "" if value is None else str(value)
