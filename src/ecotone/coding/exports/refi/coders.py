"""Who coded and wrote, as other programs name them; by number where nobody should know."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecotone.coding.choices import Identified, Layer
from ecotone.coding.models import Coding
from ecotone.coding.queries.identities import Identities, own_guid
from ecotone.engine.refiqda import User as Coder
from ecotone.foundation.models import Programme, User

SETTLED = "Settled together"
SETTLED_INITIALS = User(name=SETTLED).initials  # as those of whoever it becomes elsewhere


@dataclass(frozen=True, slots=True)
class Coders:
    """The users of a project. What was settled is a voice of its own, and nobody's."""

    programme: Programme
    known_as: Identities

    def guid(self, user_id: int) -> str:
        return self.known_as.guid_of(Identified.CODER, user_id)

    def settled(self) -> str:
        return own_guid("SETTLED", self.programme.pk)

    def of(self, coding: Coding) -> str:
        is_settled = coding.layer == Layer.SETTLED
        return self.settled() if is_settled else self.guid(coding.coder_id)

    def listed(
        self, people: Iterable[User], *, has_settled: bool, are_named: bool
    ) -> tuple[Coder, ...]:
        """Return each once, in an order that says nothing."""
        found = {self.guid(user.pk): user for user in people}
        coders = [
            Coder(guid, user.name or user.email, user.initials)
            if are_named
            else Coder(guid, f"Coder {number}", f"C{number}")
            for number, (guid, user) in enumerate(sorted(found.items()), 1)
        ]
        if has_settled:
            coders.append(Coder(self.settled(), SETTLED, SETTLED_INITIALS))
        return tuple(sorted(coders, key=lambda coder: coder.guid))
