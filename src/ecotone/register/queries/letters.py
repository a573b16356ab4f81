"""Who of the people somebody chose can be written to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme
from ecotone.register.choices import Answer
from ecotone.register.models import Participant, ParticipantQuerySet
from ecotone.register.queries.people import participants_of

KEY = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
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


def addressees_with_keys(programme: Programme, keys: Iterable[str]) -> Addressees:
    """Sort the people somebody ticked into those who can be written to and the others."""
    return _sorted_out(_with_address(programme).filter(key__in=_readable(keys)))


def addressees_with_ids(programme: Programme, ids: Iterable[int]) -> Addressees:
    """Sort the people of a filter into those who can be written to and the others."""
    return _sorted_out(_with_address(programme).filter(pk__in=list(ids)))


def _readable(keys: Iterable[str]) -> list[UUID]:
    """Drop what is no key: an address can be typed by anybody."""
    found = (KEY.fullmatch(key) for key in keys)
    return [UUID(key.group()) for key in found if key]


def _sorted_out(people: Iterable[Participant]) -> Addressees:
    chosen = list(people)
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
