"""What changes the register: sectors, people, their posts, invitations and personal links."""

from ecotone.register.operations.batches import (
    MOST_LETTERS,
    Grounds,
    Letter,
    LetterPlan,
    queue_invitations,
    undo_letter,
    write_letter,
)
from ecotone.register.operations.calendar import (
    NewHoliday,
    add_holidays,
    remove_holiday,
    set_calendar,
)
from ecotone.register.operations.changes import (
    ParticipantChange,
    change_participants,
    restore_participants,
)
from ecotone.register.operations.desk import (
    forget_contacts,
    forget_filter,
    log_contact,
    remove_contact,
    save_filter,
)
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
from ecotone.register.operations.languages import choose_language
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
from ecotone.register.operations.organisations import organisations_named
from ecotone.register.operations.posts import NewPost, change_post
from ecotone.register.operations.protection import (
    ProtectionFacts,
    describe_protection,
    record_ethics_approval,
)
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
from ecotone.register.operations.reminders import queue_due_reminders
from ecotone.register.operations.sectors import open_register, set_quotas
from ecotone.register.operations.trail import record_about, record_own

__all__ = [
    "LINE_FIELDS",
    "MOST_LETTERS",
    "Grounds",
    "IssuedLink",
    "Letter",
    "LetterPlan",
    "ListedFacts",
    "NewHoliday",
    "NewParticipant",
    "NewPost",
    "ParticipantChange",
    "ProtectionFacts",
    "SuccessionFacts",
    "add_holidays",
    "change_participants",
    "change_post",
    "choose_language",
    "describe_protection",
    "enter_by_code",
    "forget_contacts",
    "forget_filter",
    "invite",
    "link_to_register",
    "list_organisations",
    "list_successions",
    "log_contact",
    "look_at_identity",
    "mistakes_in",
    "open_personal_link",
    "open_register",
    "organisations_named",
    "print_personal_links",
    "queue_due_reminders",
    "queue_invitations",
    "record_about",
    "record_answer",
    "record_ethics_approval",
    "record_own",
    "register_and_invite",
    "register_participant",
    "register_participants",
    "remove_contact",
    "remove_holiday",
    "remove_identity",
    "remove_newcomers",
    "restore_listing",
    "restore_participants",
    "revoke_personal_links",
    "save_filter",
    "send_personal_link",
    "set_calendar",
    "set_quotas",
    "take_back_successions",
    "undo_letter",
    "write_letter",
]
