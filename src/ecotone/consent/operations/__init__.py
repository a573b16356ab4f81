"""What changes consent: publishing its wording, saying yes or no, and leaving altogether."""

from ecotone.consent.operations.complaints import (
    acknowledge_complaint,
    close_complaint,
    forget_complaints,
    receive_complaint,
)
from ecotone.consent.operations.grants import (
    SECOND_THOUGHTS,
    erase_what_was_taken_back,
    record_grants,
    undo_withdrawal,
    withdraw_grant,
)
from ecotone.consent.operations.leaving import rehearse_withdrawal, withdraw_participant
from ecotone.consent.operations.remembering import Replayed, complete_log, replay
from ecotone.consent.operations.telling import give_everything, hand_over_everything
from ecotone.consent.operations.wording import (
    Asked,
    FormDraft,
    ask_again,
    draft_of,
    publish_form,
    publish_wording,
)

__all__ = [
    "SECOND_THOUGHTS",
    "Asked",
    "FormDraft",
    "Replayed",
    "acknowledge_complaint",
    "ask_again",
    "close_complaint",
    "complete_log",
    "draft_of",
    "erase_what_was_taken_back",
    "forget_complaints",
    "give_everything",
    "hand_over_everything",
    "publish_form",
    "publish_wording",
    "receive_complaint",
    "record_grants",
    "rehearse_withdrawal",
    "replay",
    "undo_withdrawal",
    "withdraw_grant",
    "withdraw_participant",
]
