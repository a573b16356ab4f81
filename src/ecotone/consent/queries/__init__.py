"""What people allow, under which wording, and what the rooms above hold of them."""

from ecotone.consent.queries.holdings import (
    Holding,
    Told,
    holdings_from_the_top,
    is_erased_with,
    register_holding,
    uses_of,
)
from ecotone.consent.queries.matrix import RegisterRow, register_rows
from ecotone.consent.queries.mine import Allowed, allowed, is_asked_again, to_read
from ecotone.consent.queries.standing import (
    Held,
    grants_of,
    has_granted,
    held_by,
    history_of,
    newest_records,
    participants_granting,
    participants_standing,
    records_running_out,
    records_taken_back,
)
from ecotone.consent.queries.wording import current_form, form_in_force

__all__ = [
    "Allowed",
    "Held",
    "Holding",
    "RegisterRow",
    "Told",
    "allowed",
    "current_form",
    "form_in_force",
    "grants_of",
    "has_granted",
    "held_by",
    "history_of",
    "holdings_from_the_top",
    "is_asked_again",
    "is_erased_with",
    "newest_records",
    "participants_granting",
    "participants_standing",
    "records_running_out",
    "records_taken_back",
    "register_holding",
    "register_rows",
    "to_read",
    "uses_of",
]
