"""Public registers to test with: files as they are published, and lines taken in."""

import csv
import io
from collections.abc import Iterable, Mapping

from ecotone.foundation.models import Programme
from ecotone.register import operations
from ecotone.register.choices import PublicRegister
from ecotone.register.models import ListedOrganisation
from tests.factories.foundation import NOON

# As the file of 2021 writes two schools; the columns before, between and after are left out.
ALDGATE = {
    "URN": "100000",
    "LA (code)": "201",
    "LA (name)": "City of London",
    "EstablishmentName": "The Aldgate School",
    "TypeOfEstablishment (code)": "02",
    "TypeOfEstablishment (name)": "Voluntary aided school",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "",
    "CloseDate": "",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "3",
    "StatutoryHighAge": "11",
    "UKPRN": "10079319",
    "Town": "London",
    "Postcode": "EC3A 5DE",
    "HeadFirstName": "Plantedfirst",
    "HeadLastName": "Plantedlast",
    "Easting": "533498",
    "Northing": "181201",
}
GIRLS = ALDGATE | {
    "URN": "100001",
    "EstablishmentName": "City of London School for Girls",
    "TypeOfEstablishment (name)": "Other independent school",
    "OpenDate": "01-01-1920",
    "PhaseOfEducation (name)": "Not applicable",
    "StatutoryLowAge": "7",
    "StatutoryHighAge": "18",
    "UKPRN": "10013279",
    "Postcode": "EC2Y 8BB",
    "Easting": "532301",
    "Northing": "181746",
}


def csv_file(rows: Iterable[Mapping[str, str]], *, encoding: str = "utf-8") -> io.BytesIO:
    lines = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(lines[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(lines)
    return io.BytesIO(text.getvalue().encode(encoding))


def make_listed(
    programme: Programme,
    name: str,
    *,
    number: str,
    register: PublicRegister = PublicRegister.SCHOOLS,
    **facts: object,
) -> ListedOrganisation:
    line = operations.ListedFacts(number=number, name=name, **facts)  # type: ignore[arg-type]  # any of its facts
    operations.list_organisations(
        programme=programme, register=register, lines=[line], at=NOON, by=None
    )
    return ListedOrganisation.objects.get(register=register, number=number)
