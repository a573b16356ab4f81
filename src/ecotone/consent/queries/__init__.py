"""What people allow, under which wording, and what the rooms above hold of them."""

from ecotone.consent.queries.complaints import (
    complaints_in,
    complaints_of,
    count_overdue,
    count_unacknowledged,
    told_complaints,
)
from ecotone.consent.queries.holdings import (
    Holding,
    Told,
    holdings_from_the_top,
    is_erased_with,
    register_holding,
    uses_of,
)
from ecotone.consent.queries.matrix import (
    RegisterRow,
    Wanted,
    people_wanted,
    register_rows,
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
    "Told",
    "Version",
    "Wanted",
    "allowed",
    "complaints_in",
    "complaints_of",
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
    "register_rows",
    "to_read",
    "told_complaints",
    "uses_of",
    "versions_of",
    "yes_by_grant",
]
