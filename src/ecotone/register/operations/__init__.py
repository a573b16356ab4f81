"""What changes the register: sectors, people, their posts, invitations and personal links."""

from ecotone.register.operations.identities import (
    look_at_identity,
    remove_identity,
    remove_newcomers,
)
from ecotone.register.operations.invitations import (
    invite,
    record_answer,
    register_and_invite,
)
from ecotone.register.operations.links import (
    IssuedLink,
    enter_by_code,
    open_personal_link,
    print_personal_links,
    revoke_personal_links,
    send_personal_link,
)
from ecotone.register.operations.newcomers import (
    NewParticipant,
    mistakes_in,
    register_participant,
    register_participants,
)
from ecotone.register.operations.posts import NewPost, change_post
from ecotone.register.operations.public_registers import (
    LINE_FIELDS,
    ListedFacts,
    SuccessionFacts,
    link_to_register,
    list_organisations,
    list_successions,
    restore_listing,
    take_back_successions,
)
from ecotone.register.operations.sectors import open_register, set_quotas

__all__ = [
    "LINE_FIELDS",
    "IssuedLink",
    "ListedFacts",
    "NewParticipant",
    "NewPost",
    "SuccessionFacts",
    "change_post",
    "enter_by_code",
    "invite",
    "link_to_register",
    "list_organisations",
    "list_successions",
    "look_at_identity",
    "mistakes_in",
    "open_personal_link",
    "open_register",
    "print_personal_links",
    "record_answer",
    "register_and_invite",
    "register_participant",
    "register_participants",
    "remove_identity",
    "remove_newcomers",
    "restore_listing",
    "revoke_personal_links",
    "send_personal_link",
    "set_quotas",
    "take_back_successions",
]
