"""Who has been heard, for the broker's pipeline."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.permissions import Action
from ecotone.listening.choices import InstrumentKind
from ecotone.listening.models import Conversation
from ecotone.register.models import Participant
from ecotone.register.queries import NextStep, Stage


def heard_among(people: QuerySet[Participant]) -> Mapping[int, datetime]:
    """Return when the first interview of each was sent or finished."""
    interviews = Conversation.objects.filter(
        participant__in=people,
        instrument__kind=InstrumentKind.INTERVIEW,
        finished_at__isnull=False,
    )
    return dict(interviews.values_list("participant").annotate(first=Min("finished_at")))


def step_to_hear(participant: Participant) -> NextStep:
    address = reverse("listening:hear", args=(participant.programme.slug, participant.key))
    return NextStep(_("Hear them"), address, Action.LISTEN)


HEARD = Stage("heard", _("heard"), 30, heard_among, step_to_hear)
