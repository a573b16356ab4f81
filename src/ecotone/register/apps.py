"""How Django finds this room, and what it puts into the menu."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    name = "ecotone.register"
    label = "register"

    def ready(self) -> None:
        from ecotone.foundation import imports, navigation, outbox  # models must be loaded
        from ecotone.foundation.permissions import Action  # as above
        from ecotone.register.imports import PEOPLE  # as above
        from ecotone.register.imports.public import (  # as above
            SCHOOL_LINKS,
            SCHOOLS,
            UNIVERSITIES,
        )
        from ecotone.register.operations import undo_letter  # as above
        from ecotone.register.queries import (  # as above
            is_letter_wanted,
            register_stage,
            reminders_to_come,
        )
        from ecotone.register.queries.invited import INVITED  # as above

        for kind in (PEOPLE, SCHOOLS, SCHOOL_LINKS, UNIVERSITIES):
            imports.register_import_kind(kind)
        register_stage(INVITED)
        outbox.register_kind(
            outbox.MessageKind(
                "invitations",
                _("Invitations"),
                is_still_wanted=is_letter_wanted,
                taken_back=undo_letter,
            )
        )
        outbox.register_kind(
            outbox.MessageKind(
                "reminders",
                _("Reminders"),
                is_still_wanted=is_letter_wanted,
                forthcoming=reminders_to_come,
            )
        )
        navigation.register_page(
            navigation.Page(20, _("People"), "register:people", Action.MANAGE_PEOPLE)
        )
