"""How Django finds this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FoundationConfig(AppConfig):
    name = "ecotone.foundation"
    label = "foundation"

    def ready(self) -> None:
        from ecotone.foundation import checks, navigation, outbox
        from ecotone.foundation.permissions import Action

        checks.register_checks()
        navigation.register_page(
            navigation.Page(
                90,
                _("Outbox"),
                "foundation:outbox",
                Action.SEND,
                count_waiting=outbox.count_still_here,
            )
        )
        navigation.register_page(
            navigation.Page(
                10, _("Tables brought"), "foundation:imports", Action.IMPORT, is_aside=True
            )
        )
        navigation.register_page(
            navigation.Page(
                20, _("Audit trail"), "foundation:audit", Action.READ_AUDIT, is_aside=True
            )
        )
