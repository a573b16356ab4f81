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
        from ecotone.listening.operations import (  # as above
            forget_conversations,
            forget_film,
            forget_sound,
        )
        from ecotone.listening.queries.heard_stage import HEARD  # as above
        from ecotone.listening.queries.on_person import WORDS  # as above
        from ecotone.listening.queries.recordings import (  # as above
            film_told,
            sound_told,
            uses_of_film,
            uses_of_sound,
        )
        from ecotone.listening.queries.telling import conversations_told  # as above
        from ecotone.listening.queries.uses import uses_of_words  # as above
        from ecotone.register.queries import register_section, register_stage  # as above

        register_holding(
            Holding(
                "conversations",
                forget_conversations,
                tell=conversations_told,
                uses=uses_of_words,
                erased_with=frozenset({Grant.INTERVIEW}),
            )
        )
        for name, forget, tell, uses, grant in (
            ("sound", forget_sound, sound_told, uses_of_sound, Grant.AUDIO),
            ("film", forget_film, film_told, uses_of_film, Grant.VIDEO),
        ):
            erased_with = frozenset({grant})
            register_holding(Holding(name, forget, tell, uses, erased_with))
        register_stage(HEARD)
        register_section(WORDS)
        navigation.register_page(
            navigation.Page(30, _("Listening"), "listening:list", Action.READ_WORDS)
        )
