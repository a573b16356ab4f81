"""From the cells of a list to a newcomer; the engine reads, the register adds its own."""

from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ecotone.engine.matching import Person, person_from_cells
from ecotone.foundation.languages import Language
from ecotone.register.operations import NewParticipant

Mistakes = tuple[tuple[str, str], ...]  # a column and the reason


def newcomer_from(values: Mapping[str, str]) -> tuple[NewParticipant, Mistakes]:
    """Read one person; a cell that cannot be read counts as empty and is named."""
    person, mistakes = person_from_cells(values)
    named = tuple((mistake.column or "", mistake.message) for mistake in mistakes)
    return _newcomer(person, values), (*named, *_mistaken_address(values))


def _mistaken_address(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Name an address no letter would reach; the reason does not repeat what is private."""
    if not (email := values.get("email", "")):
        return
    try:
        validate_email(email)
    except ValidationError:
        yield "email", _("is no e-mail address: look for the “@” and what follows it")


def _newcomer(person: Person, values: Mapping[str, str]) -> NewParticipant:
    return NewParticipant(
        sector=person.sector,
        name=person.name,
        email=values.get("email", ""),
        phone=values.get("phone", ""),
        organisation=person.organisation,
        title=values.get("post", ""),
        reference=person.id,
        language=values.get("language", "").lower() or Language.ENGLISH.value,
        capacity=person.capacity,
        at_least=person.at_least,
        free=tuple(sorted(person.free)),
        speaks=tuple(sorted(person.speaks)),
        avoid=tuple(sorted(person.avoid)),
        latitude=person.latitude,
        longitude=person.longitude,
        travel_minutes=None if person.travel_minutes is None else round(person.travel_minutes),
    )
