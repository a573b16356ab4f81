"""How Django finds this room, what it puts into the menu, and how it forgets somebody."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListeningConfig(AppConfig):
    name = "ecotone.listening"
    label = "listening"

    def ready(self) -> None:
        from ecotone.consent.operations import (
            Holding,
            register_holding,
        )  # models come first
        from ecotone.foundation import navigation  # as above
        from ecotone.foundation.permissions import Action  # as above
        from ecotone.listening.operations import (  # as above
            forget_conversations,
            forget_conversations_for,
        )
        from ecotone.listening.queries.uses import uses_of_words  # as above

        register_holding(
            Holding(
                "conversations",
                forget_conversations,
                uses=uses_of_words,
                erase_for=forget_conversations_for,
            )
        )
        navigation.register_page(
            navigation.Page(30, _("Listening"), "listening:list", Action.READ_WORDS)
        )
