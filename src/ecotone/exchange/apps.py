"""How Django finds this room, and what it registers with the rooms below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "ecotone.exchange"
    label = "exchange"

    def ready(self) -> None:
        from ecotone.consent.choices import Grant
        from ecotone.consent.queries import Holding, register_holding
        from ecotone.exchange.operations.decisions import erase_matches
        from ecotone.exchange.queries.matched_stage import MATCHED
        from ecotone.exchange.queries.on_person import EXCHANGE
        from ecotone.exchange.queries.proposed import PAIR, is_proposal_wanted
        from ecotone.exchange.queries.rounds import count_suggested
        from ecotone.exchange.queries.telling import matches_told
        from ecotone.exchange.queries.uses import uses_in_matches
        from ecotone.foundation.navigation import Page, register_page
        from ecotone.foundation.outbox import MessageKind, register_message_kind
        from ecotone.foundation.permissions import Action
        from ecotone.register.queries import register_section, register_stage

        register_page(Page("exchange:divide", _("Divide"), 10, Action.SEE_DIVIDE))
        register_page(Page("exchange:matches", _("Matches"), 50, Action.MATCH, count_suggested))
        register_message_kind(
            MessageKind(PAIR, _("Somebody you could learn with"), is_proposal_wanted)
        )
        register_stage(MATCHED)
        register_section(EXCHANGE)
        with_matching = frozenset({Grant.MATCHING})
        register_holding(
            Holding("matches", erase_matches, matches_told, uses_in_matches, with_matching)
        )
