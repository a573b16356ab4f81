"""How Django finds this room, and what it hangs into the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "ecotone.exchange"
    label = "exchange"

    def ready(self) -> None:
        from ecotone.exchange.queries.rounds import count_suggested
        from ecotone.foundation.navigation import Page, register_page
        from ecotone.foundation.permissions import Action

        register_page(Page(10, _("Divide"), "exchange:divide", Action.SEE_DIVIDE))
        register_page(Page(50, _("Matches"), "exchange:matches", Action.MATCH, count_suggested))
