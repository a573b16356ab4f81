"""Proposals in the outbox: about which two people, and whether both still allow it."""

from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.foundation.models import OutboxMessage

PAIR = "pair"


def batch_about(one: int, other: int) -> str:
    lower, upper = sorted((one, other))
    return f"{PAIR}:{lower}-{upper}"


def is_proposal_wanted(message: OutboxMessage) -> bool:
    """Ask both once more before a letter about one leaves to the other."""
    both = message.batch.removeprefix(f"{PAIR}:").split("-")
    granting = participants_granting(Grant.MATCHING, message.programme)
    return granting.filter(pk__in=both).count() == len(both)
