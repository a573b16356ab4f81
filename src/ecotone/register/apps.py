"""How Django finds this room, and what it registers with the rooms below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    name = "ecotone.register"
    label = "register"

    def ready(self) -> None:
        from ecotone.foundation.imports import register_import_kind
        from ecotone.foundation.navigation import Page, register_page
        from ecotone.foundation.outbox import MessageKind, register_message_kind
        from ecotone.foundation.permissions import Action
        from ecotone.register.imports import PEOPLE
        from ecotone.register.imports.public import SCHOOL_LINKS, SCHOOLS, UNIVERSITIES
        from ecotone.register.operations import undo_letter
        from ecotone.register.queries import (
            is_letter_wanted,
            is_link_open,
            register_stage,
            reminders_to_come,
        )
        from ecotone.register.queries.invited_stage import INVITED

        register_page(Page("register:people", _("People"), 20, Action.MANAGE_PEOPLE))
        register_stage(INVITED)
        for kind in (PEOPLE, SCHOOLS, SCHOOL_LINKS, UNIVERSITIES):
            register_import_kind(kind)
        register_message_kind(MessageKind("link", _("Personal link"), is_link_open))
        register_message_kind(
            MessageKind(
                "invitations", _("Invitations"), is_letter_wanted, taken_back=undo_letter
            )
        )
        register_message_kind(
            MessageKind(
                "reminders", _("Reminders"), is_letter_wanted, forthcoming=reminders_to_come
            )
        )
