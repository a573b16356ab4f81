"""What is said of a person in an exchanged project, and the identities it is known by."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID, uuid5

from ecotone.engine.pseudonyms import sort_of_organisation
from ecotone.engine.refiqda import CodeSet, Value, Variable
from ecotone.register.models import Participant

# The same for every hub, so that a project of one is understood by another.
OF_ECOTONE: Final = UUID("7c1e7a52-8a4e-5a0b-9c53-0f6b0a6f1d31")


def constant(name: str) -> str:
    return str(uuid5(OF_ECOTONE, name))


SECTOR: Final = constant("variable sector")
ORGANISATION: Final = constant("variable organisation")
POST: Final = constant("variable post")

VARIABLES: Final = (
    Variable(SECTOR, "Sector", description="primary, secondary, university or another"),
    Variable(ORGANISATION, "Kind of organisation"),
    Variable(POST, "Post"),
)


def values_of(participant: Participant) -> Iterator[Value]:
    yield Value(SECTOR, participant.sector.key)
    if participant.organisation:
        yield Value(ORGANISATION, sort_of_organisation(participant.organisation.name))
    if participant.title:
        yield Value(POST, participant.title)


def is_own_set(group: CodeSet) -> bool:
    """Say whether a set follows from the register, as those of sectors and kinds do."""
    return group.guid == constant(f"set {group.name}")
