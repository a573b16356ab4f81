"""How Django finds this room, and what it registers with the rooms below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListeningConfig(AppConfig):
    name = "ecotone.listening"
    label = "listening"

    def ready(self) -> None:
        from ecotone.consent.choices import Grant
        from ecotone.consent.queries import Holding, register_holding
        from ecotone.foundation.navigation import Page, register_page
        from ecotone.foundation.permissions import Action
        from ecotone.listening.operations import (
            forget_conversations,
            forget_film,
            forget_names,
            forget_sound,
        )
        from ecotone.listening.queries.heard_stage import HEARD
        from ecotone.listening.queries.on_person import WORDS
        from ecotone.listening.queries.recordings import (
            film_told,
            sound_told,
            uses_of_film,
            uses_of_sound,
        )
        from ecotone.listening.queries.telling import conversations_told, names_told
        from ecotone.listening.queries.uses import uses_of_words
        from ecotone.register.queries import register_section, register_stage

        register_page(Page("listening:list", _("Listening"), 30, Action.READ_WORDS))
        register_stage(HEARD)
        register_section(WORDS)
        register_holding(Holding("names", forget_names, names_told))
        for key, erase, tell, uses, grant in (
            (
                "conversations",
                forget_conversations,
                conversations_told,
                uses_of_words,
                Grant.INTERVIEW,
            ),
            ("sound", forget_sound, sound_told, uses_of_sound, Grant.AUDIO),
            ("film", forget_film, film_told, uses_of_film, Grant.VIDEO),
        ):
            register_holding(Holding(key, erase, tell, uses, frozenset({grant})))
