"""How Django finds this room, and what it puts into the menu."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    name = "ecotone.register"
    label = "register"

    def ready(self) -> None:
        from ecotone.foundation import imports, navigation  # models must be loaded
        from ecotone.foundation.permissions import Action  # as above
        from ecotone.register.imports import PEOPLE  # as above
        from ecotone.register.imports.public import (  # as above
            SCHOOL_LINKS,
            SCHOOLS,
            UNIVERSITIES,
        )
        from ecotone.register.queries import register_stage  # as above
        from ecotone.register.queries.invited import INVITED  # as above

        for kind in (PEOPLE, SCHOOLS, SCHOOL_LINKS, UNIVERSITIES):
            imports.register_import_kind(kind)
        register_stage(INVITED)
        navigation.register_page(
            navigation.Page(20, _("People"), "register:people", Action.MANAGE_PEOPLE)
        )
