"""What somebody says of a project before it is taken in: who is who, and how it counts."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from ecotone.coding.choices import Pole, Target
from ecotone.listening.choices import InstrumentKind


class Who(StrEnum):
    """What a person in the file is to this programme."""

    UNSAID = ""
    HERE = "here"
    NEW = "new"
    LEFT_OUT = "out"


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Who a case of the file is; with `is_real_name`, the file calls them by their own name."""

    who: Who = Who.UNSAID
    pseudonym: str = ""
    sector: str = ""
    is_real_name: bool = False

    @classmethod
    def stored(cls, said: Mapping[str, Any]) -> "PersonChoice":
        return cls(**{**said, "who": Who(said["who"])})


@dataclass(frozen=True, slots=True)
class ProjectChoices:
    """Everything that is chosen for one project.

    `people` are by the GUID of their case (of their text, where no case has it), `coders` by
    that of the user: 0 for a coder of their own, else a member of the team. `texts` are those
    given by hand, by the GUID of their source.
    """

    offsets: str = ""
    kind: str = InstrumentKind.INTERVIEW.value
    pole: str = Pole.OBSERVATION.value
    target: str = Target.SELF.value
    people: Mapping[str, PersonChoice] = field(default_factory=dict)
    coders: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    has_paper: bool = False

    @classmethod
    def stored(cls, said: Mapping[str, Any]) -> "ProjectChoices":
        people = {
            guid: PersonChoice.stored(choice) for guid, choice in said.get("people", {}).items()
        }
        return cls(**{**said, "people": people})

    def as_stored(self) -> dict[str, Any]:
        return asdict(self)
