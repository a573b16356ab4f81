"""Consent to test with: the published wording, and people who have answered it."""

from collections.abc import Mapping
from datetime import datetime

from ecotone.consent import operations
from ecotone.consent.choices import Grant
from ecotone.consent.models import ConsentForm
from ecotone.consent.queries import current_form
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant
from tests.factories.foundation import NOON
from tests.factories.register import make_newcomer, make_participant, make_register


def make_form(programme: Programme) -> ConsentForm:
    """Publish the wording, once however often it is asked for."""
    published = current_form(programme)
    return published or operations.publish_form(programme=programme, at=NOON, by=None)


def make_consenting(
    programme: Programme | None = None, *grants: Grant, sector: str = "primary", name: str = ""
) -> Participant:
    """Take somebody in who allows the grants named, or all seven when none is."""
    programme = programme or make_register()
    newcomer = make_newcomer(sector=sector, name=name)
    participant = make_participant(programme, newcomer)
    allowed = grants or tuple(Grant)
    answer_grants(participant, {grant: grant in allowed for grant in Grant})
    return participant


def answer_grants(
    participant: Participant, answers: Mapping[Grant, bool], *, at: datetime = NOON
) -> None:
    make_form(participant.programme)
    operations.record_grants(participant=participant, answers=answers, at=at, by=None)
