"""How Django finds this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FoundationConfig(AppConfig):
    name = "ecotone.foundation"
    label = "foundation"

    def ready(self) -> None:
        from ecotone.foundation import navigation, outbox
        from ecotone.foundation.permissions import Action

        navigation.register_page(
            navigation.Page(
                90,
                _("Outbox"),
                "foundation:outbox",
                Action.SEND,
                count_waiting=outbox.count_still_here,
            )
        )
