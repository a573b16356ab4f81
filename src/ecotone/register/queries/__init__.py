"""What the register can tell, in the order in which pages show it."""

from ecotone.register.queries.links import (
    code_digest,
    links_of,
    links_to_try,
    open_link,
    open_link_with_id,
    participant_by_link,
    token_digest,
)
from ecotone.register.queries.people import (
    NOT_INVITED,
    organisations_of,
    participant_with_key,
    participants_of,
    participants_where,
    posts_of,
    sectors_of,
)
from ecotone.register.queries.pipeline import NextStep, Stage, register_stage, stages
from ecotone.register.queries.public_registers import folded, listed_like, successors_of
from ecotone.register.queries.quotas import SectorCount, quota_counts

__all__ = [
    "NOT_INVITED",
    "NextStep",
    "SectorCount",
    "Stage",
    "code_digest",
    "folded",
    "links_of",
    "links_to_try",
    "listed_like",
    "open_link",
    "open_link_with_id",
    "organisations_of",
    "participant_by_link",
    "participant_with_key",
    "participants_of",
    "participants_where",
    "posts_of",
    "quota_counts",
    "register_stage",
    "sectors_of",
    "stages",
    "successors_of",
    "token_digest",
]
