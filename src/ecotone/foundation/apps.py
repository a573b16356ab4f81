"""How Django finds this room, and what it puts into the menu."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FoundationConfig(AppConfig):
    name = "ecotone.foundation"
    label = "foundation"

    def ready(self) -> None:
        from ecotone.foundation.checks import register_checks
        from ecotone.foundation.navigation import Page, register_page
        from ecotone.foundation.outbox import count_still_here
        from ecotone.foundation.permissions import Action

        register_checks()
        register_page(Page("foundation:outbox", _("Outbox"), 90, Action.SEND, count_still_here))
        register_page(
            Page("foundation:imports", _("Tables brought"), 10, Action.IMPORT, is_aside=True)
        )
        register_page(
            Page("foundation:audit", _("Audit trail"), 20, Action.READ_AUDIT, is_aside=True)
        )
