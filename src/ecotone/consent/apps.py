"""How Django finds this room, and what it puts into the menu."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentConfig(AppConfig):
    name = "ecotone.consent"
    label = "consent"

    def ready(self) -> None:
        from ecotone.consent.queries.consented import CONSENTED  # models must be loaded
        from ecotone.foundation import navigation  # as above
        from ecotone.foundation.permissions import Action  # as above
        from ecotone.register.queries import register_stage  # as above

        register_stage(CONSENTED)
        navigation.register_page(
            navigation.Page(25, _("Consent"), "consent:register", Action.RECORD_CONSENT)
        )
