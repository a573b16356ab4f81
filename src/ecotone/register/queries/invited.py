"""Who has been asked in, and since when."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme
from ecotone.foundation.permissions import Action
from ecotone.register.models import Invitation, Participant
from ecotone.register.queries.pipeline import NextStep, Stage


def invited_in(programme: Programme) -> Mapping[int, datetime]:
    invitations = Invitation.objects.filter(participant__programme=programme)
    return dict(invitations.values_list("participant", "invited_at"))


def step_to_invite(participant: Participant) -> NextStep:
    page = reverse("register:person", args=(participant.programme.slug, participant.key))
    return NextStep(_("Invite"), f"{page}#invitation", Action.INVITE)


INVITED = Stage("invited", _("invited"), 10, invited_in, step_to_invite)
