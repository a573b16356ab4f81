"""Who has been asked in, and since when."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.permissions import Action
from ecotone.register.models import Invitation, Participant
from ecotone.register.queries.pipeline import NextStep, Stage


def invited_among(people: QuerySet[Participant]) -> Mapping[int, datetime]:
    invitations = Invitation.objects.filter(participant__in=people)
    return dict(invitations.values_list("participant", "invited_at"))


def step_to_invite(participant: Participant) -> NextStep:
    page = reverse("register:person", args=(participant.programme.slug, participant.key))
    return NextStep(_("Invite"), f"{page}#invitation", Action.INVITE)


INVITED = Stage("invited", _("invited"), 10, invited_among, step_to_invite)
