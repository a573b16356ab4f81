"""Schools, departments and companies, found by the name or the register number people write."""

import re
from collections.abc import Iterable

from ecotone.foundation.models import Programme
from ecotone.register.choices import PublicRegister
from ecotone.register.models import ListedOrganisation, Organisation
from ecotone.register.queries import listed_with_numbers

# "Hillcrest Primary School · URN 100123": what a suggestion writes, and what a list may hold.
NUMBERED = re.compile(r"(?:^|[\s·,(])(URN|UKPRN)[\s:]*(\d{5,8})\)?$", re.IGNORECASE)


def organisations_named(
    names: Iterable[str], *, programme: Programme
) -> dict[str, Organisation]:
    """Find each organisation by its name as written, small or capital, or add it.

    A name that ends with a URN or UKPRN is the organisation which the public registers list
    under that number; where none is listed, it is a name like any other.
    """
    wanted = [name for name in names if name.strip()]
    listed = _listed(wanted)
    plain = {name: listed[name].name if name in listed else name for name in wanted}
    known = {
        _key(organisation.name): organisation
        for organisation in Organisation.objects.filter(programme=programme)
    }
    missing: dict[str, Organisation] = {}
    for name in wanted:
        if _key(plain[name]) not in known:  # the first way of writing it stays
            missing.setdefault(
                _key(plain[name]), _new(plain[name], programme, listed.get(name))
            )
    added = Organisation.objects.bulk_create(missing.values())
    known |= {_key(organisation.name): organisation for organisation in added}
    return {name: known[_key(plain[name])] for name in wanted}


def _new(name: str, programme: Programme, listed: ListedOrganisation | None) -> Organisation:
    organisation = Organisation(programme=programme, name=" ".join(name.split()))
    if listed is not None:
        take_over_numbers(organisation, listed)
    return organisation


def take_over_numbers(organisation: Organisation, listed: ListedOrganisation) -> None:
    """Let an organisation carry the numbers under which a public register lists it."""
    organisation.listed = listed
    organisation.ukprn = listed.ukprn or organisation.ukprn
    if listed.register == PublicRegister.SCHOOLS:
        organisation.urn = listed.number


def _listed(names: Iterable[str]) -> dict[str, ListedOrganisation]:
    """Find what the registers list under the numbers that end these names."""
    numbers = {
        name: (found[1].upper(), found[2]) for name in names if (found := NUMBERED.search(name))
    }
    held = listed_with_numbers(numbers.values())
    return {name: held[number] for name, number in numbers.items() if number in held}


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
