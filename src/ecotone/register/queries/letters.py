"""Who of the people somebody chose can be written to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme
from ecotone.register.choices import Answer
from ecotone.register.models import Participant, ParticipantQuerySet
from ecotone.register.queries.people import participants_of

REASONS = {
    "answered": _("has answered already"),
    "no address": _("has no e-mail address here: phone them"),
}


@dataclass(frozen=True, slots=True)
class Addressees:
    """Whom an invitation can be sent to, and who is left out for which reason."""

    able: tuple[Participant, ...]
    left_out: tuple[tuple[Participant, str], ...]

    @property
    def without_evidence(self) -> tuple[Participant, ...]:
        """Those whose invitation still has to be written down, with why they are asked."""
        return tuple(one for one in self.able if not hasattr(one, "invitation"))


def addressees(programme: Programme, keys: Iterable[object]) -> Addressees:
    """Sort the people somebody chose into those who can be written to and the others."""
    chosen = list(_with_address(programme).filter(key__in=list(keys)))
    return Addressees(
        able=tuple(one for one in chosen if not _reason_against(one)),
        left_out=tuple((one, why) for one in chosen if (why := _reason_against(one))),
    )


def _with_address(programme: Programme) -> ParticipantQuerySet:
    return participants_of(programme).select_related("person", "invitation")


def _reason_against(participant: Participant) -> str:
    invitation = getattr(participant, "invitation", None)
    if invitation is not None and invitation.answer != Answer.WAITING:
        return str(REASONS["answered"])
    return "" if participant.person.email else str(REASONS["no address"])
