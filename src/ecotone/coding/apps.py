"""How Django finds this room, and what it registers with the rooms below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CodingConfig(AppConfig):
    name = "ecotone.coding"
    label = "coding"

    def ready(self) -> None:
        from ecotone.coding.operations import (  # models come first
            carry_codings,
            count_codings,
            erase_codings,
        )
        from ecotone.coding.queries.coded import CODED  # as above
        from ecotone.coding.queries.errands import quotes_to_look_at  # as above
        from ecotone.coding.queries.quotes import is_word_awaited  # as above
        from ecotone.coding.queries.telling import codings_told  # as above
        from ecotone.coding.queries.uses import uses_in_codings  # as above
        from ecotone.consent.choices import Grant  # as above
        from ecotone.consent.operations import Holding, register_holding  # as above
        from ecotone.foundation import navigation, outbox  # as above
        from ecotone.foundation.permissions import Action  # as above
        from ecotone.listening.operations import Follower, register_follower  # as above
        from ecotone.register.queries import register_stage  # as above
        from ecotone.register.queries.errands import register_errand  # as above

        register_holding(
            Holding(
                "codings",
                erase_codings,
                tell=codings_told,
                uses=uses_in_codings,
                erased_with=frozenset({Grant.INTERVIEW}),
            )
        )
        register_stage(CODED)
        register_errand("quotes", quotes_to_look_at)
        outbox.register_kind(
            outbox.MessageKind("quotes", _("Quotes before print"), is_word_awaited)
        )
        register_follower(Follower(carry=carry_codings, count=count_codings))
        navigation.register_page(navigation.Page(40, _("Coding"), "coding:texts", Action.CODE))
