"""What the register can tell, in the order in which pages show it."""

from ecotone.register.queries.calendar import (
    ClosedDays,
    bank_holidays,
    calendar_of,
    closed_days_of,
    holidays_of,
)
from ecotone.register.queries.desk import contacts_of, saved_filters_of
from ecotone.register.queries.errands import (
    Errand,
    ErrandKind,
    errands_of,
    register_errand_kind,
)
from ecotone.register.queries.letters import (
    Addressees,
    addressees_with_ids,
    addressees_with_keys,
)
from ecotone.register.queries.links import (
    code_digest,
    is_link_open,
    links_of,
    links_to_try,
    open_link,
    open_link_with_id,
    participant_by_link,
    token_digest,
)
from ecotone.register.queries.organisations import (
    Suggestion,
    organisations_of,
    organisations_with_people,
    people_at,
    suggested_organisations,
)
from ecotone.register.queries.people import (
    NOT_INVITED,
    participant_with_key,
    participants_of,
    participants_where,
    posts_of,
    sectors_of,
)
from ecotone.register.queries.pipeline import NextStep, Stage, register_stage, stages
from ecotone.register.queries.protection import (
    current_notice,
    ethics_approval_of,
    protection_of,
)
from ecotone.register.queries.public_registers import (
    folded,
    lines_in_registers,
    listed_like,
    listed_with_numbers,
    successors_of,
)
from ecotone.register.queries.quotas import SectorCount, quota_counts
from ecotone.register.queries.reminders import (
    batches_to_remind,
    day_to_remind,
    is_letter_wanted,
    letters_to_remind,
    reminders_to_come,
)
from ecotone.register.queries.standings import (
    NOT_YET,
    Standing,
    Wanted,
    people_by_stage,
    standings_in,
    standings_where,
)
from ecotone.register.queries.telling import Told, contacts_told, said_at
from ecotone.register.queries.way import (
    Facts,
    Milestone,
    Section,
    register_section,
    sections_of,
    way_of,
)

__all__ = [
    "NOT_INVITED",
    "NOT_YET",
    "Addressees",
    "ClosedDays",
    "Errand",
    "ErrandKind",
    "Facts",
    "Milestone",
    "NextStep",
    "Section",
    "SectorCount",
    "Stage",
    "Standing",
    "Suggestion",
    "Told",
    "Wanted",
    "addressees_with_ids",
    "addressees_with_keys",
    "bank_holidays",
    "batches_to_remind",
    "calendar_of",
    "closed_days_of",
    "code_digest",
    "contacts_of",
    "contacts_told",
    "current_notice",
    "day_to_remind",
    "errands_of",
    "ethics_approval_of",
    "folded",
    "holidays_of",
    "is_letter_wanted",
    "is_link_open",
    "letters_to_remind",
    "lines_in_registers",
    "links_of",
    "links_to_try",
    "listed_like",
    "listed_with_numbers",
    "open_link",
    "open_link_with_id",
    "organisations_of",
    "organisations_with_people",
    "participant_by_link",
    "participant_with_key",
    "participants_of",
    "participants_where",
    "people_at",
    "people_by_stage",
    "posts_of",
    "protection_of",
    "quota_counts",
    "register_errand_kind",
    "register_section",
    "register_stage",
    "reminders_to_come",
    "said_at",
    "saved_filters_of",
    "sections_of",
    "sectors_of",
    "stages",
    "standings_in",
    "standings_where",
    "successors_of",
    "suggested_organisations",
    "token_digest",
    "way_of",
]
