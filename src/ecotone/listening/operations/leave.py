"""How every change to a conversation begins: with leave to ask."""

from django.utils.translation import gettext as _

from ecotone.consent.choices import Grant
from ecotone.consent.queries import has_granted
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.register.models import Participant
from ecotone.register.operations.staying import hold_here


def check_leave(participant: Participant, by: User | None) -> None:
    """Ask for leave, and hold the participant: what two do at once is done in turn."""
    if by is not None:
        require(by, Action.LISTEN, participant.programme)
    hold_here([participant.pk])
    if not has_granted(participant, Grant.INTERVIEW):
        raise Refused(
            _("%(person)s has not said yes to being asked questions.")
            % {"person": participant},
            remedy=_("Nothing was kept. First comes a yes on the consent page."),
        )
