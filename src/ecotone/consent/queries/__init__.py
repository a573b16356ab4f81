"""What people allow, under which wording, and what the rooms above hold of them."""

from ecotone.consent.queries.complaints import (
    complaints_in,
    complaints_of,
    complaints_told,
    count_overdue,
    count_unacknowledged,
)
from ecotone.consent.queries.holdings import (
    Holding,
    holdings_from_the_top,
    is_erased_with,
    register_holding,
    uses_of,
)
from ecotone.consent.queries.matrix import (
    RegisterRow,
    Wanted,
    people_wanted,
    rows_of_register,
    yes_by_grant,
)
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
from ecotone.consent.queries.wording import (
    Version,
    current_form,
    form_in_force,
    people_on_version,
    versions_of,
)

__all__ = [
    "Allowed",
    "Held",
    "Holding",
    "RegisterRow",
    "Version",
    "Wanted",
    "allowed",
    "complaints_in",
    "complaints_of",
    "complaints_told",
    "count_overdue",
    "count_unacknowledged",
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
    "people_on_version",
    "people_wanted",
    "records_running_out",
    "records_taken_back",
    "register_holding",
    "rows_of_register",
    "to_read",
    "uses_of",
    "versions_of",
    "yes_by_grant",
]
