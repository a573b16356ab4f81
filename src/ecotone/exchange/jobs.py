"""What the exchange leaves to a worker."""

from django.utils import timezone

from ecotone.exchange.models import MatchingRound
from ecotone.exchange.operations import rounds
from ecotone.foundation.jobs import job


@job()
def run_matching_round(*, round_id: int) -> None:
    matching_round = MatchingRound.objects.select_related("programme").get(pk=round_id)
    rounds.run_matching_round(
        matching_round=matching_round,
        at=timezone.now(),
        report=lambda step: rounds.report_step(matching_round=matching_round, step=step),
    )
