"""Who has said yes to being interviewed, for the broker's pipeline."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecotone.consent.choices import Grant, Standing
from ecotone.consent.queries.standing import newest_answers
from ecotone.foundation.permissions import Action
from ecotone.register.models import Participant
from ecotone.register.queries import NextStep, Stage


def consented_among(people: QuerySet[Participant]) -> Mapping[int, datetime]:
    """Return since when the yes holds; one that was taken back or ran out is none."""
    answers = newest_answers(Grant.INTERVIEW).filter(participant__in=people).reverse()
    newest = {
        participant: (standing, moment)
        for participant, standing, moment in answers.values_list(
            "participant", "standing", "recorded_at"
        )
    }
    return {
        participant: moment
        for participant, (standing, moment) in newest.items()
        if standing == Standing.YES
    }


def step_to_consent(participant: Participant) -> NextStep:
    address = reverse("consent:record", args=(participant.programme.slug, participant.key))
    return NextStep(_("Ask for consent"), address, Action.RECORD_CONSENT)


CONSENTED = Stage("consented", _("consented"), 20, consented_among, step_to_consent)
