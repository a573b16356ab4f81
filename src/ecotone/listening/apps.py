"""How Django finds this room, what it puts into the menu, and how it forgets somebody."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListeningConfig(AppConfig):
    name = "ecotone.listening"
    label = "listening"

    def ready(self) -> None:
        from ecotone.consent.choices import Grant  # models come first
        from ecotone.consent.operations import Holding, register_holding  # as above
        from ecotone.foundation import navigation  # as above
        from ecotone.foundation.permissions import Action  # as above
        from ecotone.listening.operations import forget_conversations  # as above
        from ecotone.listening.queries.heard_stage import HEARD  # as above
        from ecotone.listening.queries.on_person import WORDS  # as above
        from ecotone.listening.queries.uses import uses_of_words  # as above
        from ecotone.register.queries import register_section, register_stage  # as above

        register_holding(
            Holding(
                "conversations",
                forget_conversations,
                uses=uses_of_words,
                erased_with=frozenset({Grant.INTERVIEW}),
            )
        )
        register_stage(HEARD)
        register_section(WORDS)
        navigation.register_page(
            navigation.Page(30, _("Listening"), "listening:list", Action.READ_WORDS)
        )
