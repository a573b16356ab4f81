"""Where people work, and what the public registers say of it."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from ecotone.foundation.models import Programme
from ecotone.register.choices import PublicRegister
from ecotone.register.models import ListedOrganisation, Organisation, Participant
from ecotone.register.queries.public_registers import listed_like

MOST_OWN = 5


def organisations_of(programme: Programme) -> QuerySet[Organisation]:
    return Organisation.objects.filter(programme=programme).order_by("name")


def organisations_with_people(programme: Programme) -> QuerySet[Organisation]:
    """Return every organisation with its register line and how many work there now."""
    here = Q(participants__withdrawn_at__isnull=True)
    organisations = organisations_of(programme).select_related("listed")
    return organisations.annotate(people=Count("participants", filter=here))


def people_at(organisation: Organisation) -> QuerySet[Participant]:
    people = Participant.objects.in_programme(organisation.programme).with_post()
    return people.filter(organisation=organisation).order_by("sector__position", "pseudonym")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An organisation somebody may mean: what goes into the field, and what it says of it."""

    value: str
    label: str


def suggested_organisations(programme: Programme, words: str) -> list[Suggestion]:
    """Return the programme's own organisations first, then what the registers list."""
    own = organisations_of(programme).filter(name__icontains=words.strip())[:MOST_OWN]
    known = [organisation.name for organisation in own]
    listed = [line for line in listed_like(words) if line.name not in known]
    return [
        *(Suggestion(name, "") for name in known),
        *(Suggestion(_numbered(line), line.told_where) for line in listed),
    ]


def _numbered(line: ListedOrganisation) -> str:
    if line.register == PublicRegister.SCHOOLS:
        return f"{line.name} · URN {line.number}"
    return f"{line.name} · UKPRN {line.ukprn}" if line.ukprn else line.name
