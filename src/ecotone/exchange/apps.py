"""How Django finds this room, what it puts into the menu, and how it forgets somebody."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "ecotone.exchange"
    label = "exchange"

    def ready(self) -> None:
        from ecotone.consent.choices import Grant
        from ecotone.consent.operations import Holding, register_holding
        from ecotone.exchange.operations.decisions import erase_matches
        from ecotone.exchange.queries.matched import MATCHED
        from ecotone.exchange.queries.on_person import EXCHANGE
        from ecotone.exchange.queries.rounds import count_suggested
        from ecotone.exchange.queries.telling import matches_told
        from ecotone.exchange.queries.uses import uses_in_matches
        from ecotone.foundation.navigation import Page, register_page
        from ecotone.foundation.permissions import Action
        from ecotone.register.queries import register_section, register_stage

        register_holding(
            Holding(
                "matches",
                erase_matches,
                tell=matches_told,
                uses=uses_in_matches,
                erased_with=frozenset({Grant.MATCHING}),
            )
        )
        register_stage(MATCHED)
        register_section(EXCHANGE)
        register_page(Page(10, _("Divide"), "exchange:divide", Action.SEE_DIVIDE))
        register_page(Page(50, _("Matches"), "exchange:matches", Action.MATCH, count_suggested))
