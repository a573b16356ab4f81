"""Who has been matched with somebody, for the broker's pipeline."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecotone.exchange.models import Match
from ecotone.exchange.queries.rounds import AGREED
from ecotone.foundation.permissions import Action
from ecotone.register.models import Participant
from ecotone.register.queries import NextStep, Stage


def matched_among(people: QuerySet[Participant]) -> Mapping[int, datetime]:
    """Return when a broker first proposed a match to each that still stands."""
    first = _proposed_as("first", people)
    second = _proposed_as("second", people)
    return {
        participant: min(side[participant] for side in (first, second) if participant in side)
        for participant in first.keys() | second.keys()
    }


def _proposed_as(side: str, people: QuerySet[Participant]) -> Mapping[int, datetime]:
    agreed = Match.objects.filter(
        state__in=AGREED, decided_at__isnull=False, **{f"{side}__in": people}
    )
    return dict(agreed.values_list(side).annotate(earliest=Min("decided_at")))


def step_to_match(participant: Participant) -> NextStep:
    address = reverse("exchange:matches", args=(participant.programme.slug,))
    return NextStep(_("Find a partner"), address, Action.MATCH)


MATCHED = Stage("matched", _("matched"), 50, matched_among, step_to_match)
