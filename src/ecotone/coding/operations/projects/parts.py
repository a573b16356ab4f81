"""What is known while a project is taken in: which thing of the file became which row here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ecotone.coding.choices import Identified, Verb
from ecotone.coding.models import BroughtProject, Change, Code, Coding, Identity, Step
from ecotone.coding.operations.steps import BATCH
from ecotone.coding.operations.telling_steps import Report
from ecotone.coding.queries.projects.people import NOBODY_NAMED
from ecotone.coding.queries.projects.plan import Plan
from ecotone.engine.pseudonyms import Names
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import TextRevision
from ecotone.register.models import Participant


@dataclass(slots=True)
class Taking:
    """One project on its way in. Everything is by the GUIDs of the file."""

    held: BroughtProject
    plan: Plan
    names: Names
    at: datetime
    by: User
    report: Report
    people: dict[str, Participant] = field(default_factory=dict)
    coders: dict[str, User] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    revisions: dict[str, TextRevision] = field(default_factory=dict)
    codings: dict[str, Coding] = field(default_factory=dict)
    identities: list[Identity] = field(default_factory=list)
    steps: list[tuple[Step, list[Change]]] = field(default_factory=list)

    @property
    def programme(self) -> Programme:
        return self.held.programme

    def coder(self, guid: str | None) -> User:
        return self.coders[guid or NOBODY_NAMED]

    def identify(self, kind: Identified, guid: str, pk: int, *, is_origin: bool) -> None:
        """Remember what a GUID names, unless it is remembered already."""
        if guid and self.plan.ground.identities.named(kind, guid) != pk:
            self.identities.append(
                Identity(
                    programme=self.programme,
                    kind=kind,
                    guid=UUID(guid),
                    of=pk,
                    is_origin=is_origin,
                )
            )

    def record(self, changes: Iterable[Change], *, by: User, at: datetime | None) -> None:
        """Write down what was done, by whom and when according to the file."""
        listed = list(changes)
        if listed:
            step = Step(programme=self.programme, verb=Verb.IMPORTED, by=by, at=at or self.at)
            self.steps.append((step, listed))

    def store(self) -> list[int]:
        """Store steps and identities in a handful of queries; return the steps' keys."""
        Step.objects.bulk_create((step for step, _few in self.steps), batch_size=BATCH)
        changes = [change for step, few in self.steps for change in _of(step, few)]
        Change.objects.bulk_create(changes, batch_size=BATCH)
        stale = {(one.kind, one.guid) for one in self.identities}
        for kind in {kind for kind, _guid in stale}:
            guids = [guid for one, guid in stale if one == kind]
            for start in range(0, len(guids), BATCH):
                Identity.objects.filter(
                    programme=self.programme, kind=kind, guid__in=guids[start : start + BATCH]
                ).delete()
        Identity.objects.bulk_create(self.identities, batch_size=BATCH)
        return [step.pk for step, _few in self.steps]


def _of(step: Step, changes: list[Change]) -> list[Change]:
    for change in changes:
        change.step = step
    return changes
