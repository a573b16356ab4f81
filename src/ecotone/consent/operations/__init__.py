"""What changes consent: publishing its wording, saying yes or no, and leaving altogether."""

from ecotone.consent.operations.grants import (
    SECOND_THOUGHTS,
    erase_what_was_taken_back,
    record_grants,
    undo_withdrawal,
    withdraw_grant,
)
from ecotone.consent.operations.leaving import rehearse_withdrawal, withdraw_participant
from ecotone.consent.operations.wording import publish_form
from ecotone.consent.queries.holdings import Holding, register_holding

__all__ = [
    "SECOND_THOUGHTS",
    "Holding",
    "erase_what_was_taken_back",
    "publish_form",
    "record_grants",
    "register_holding",
    "rehearse_withdrawal",
    "undo_withdrawal",
    "withdraw_grant",
    "withdraw_participant",
]
