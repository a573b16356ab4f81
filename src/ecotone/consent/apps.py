"""How Django finds this room, and what it puts into the menu."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentConfig(AppConfig):
    name = "ecotone.consent"
    label = "consent"

    def ready(self) -> None:
        from ecotone.consent.operations import (  # models come first
            Holding,
            forget_complaints,
            register_holding,
        )
        from ecotone.consent.queries import count_unacknowledged, told_complaints  # as above
        from ecotone.consent.queries.consented import CONSENTED  # as above
        from ecotone.consent.queries.on_person import CONSENT, told_contacts  # as above
        from ecotone.foundation import navigation  # as above
        from ecotone.foundation.permissions import Action  # as above
        from ecotone.register.operations import forget_contacts  # as above
        from ecotone.register.queries import (  # as above
            register_section,
            register_stage,
        )

        register_stage(CONSENTED)
        register_section(CONSENT)
        register_holding(Holding("contact log", forget_contacts, tell=told_contacts))
        register_holding(Holding("complaints", forget_complaints, tell=told_complaints))
        navigation.register_page(
            navigation.Page(
                92,
                _("Complaints"),
                "consent:complaints",
                Action.ADMINISTER,
                count_unacknowledged,
                is_aside=True,
            )
        )
        navigation.register_page(
            navigation.Page(25, _("Consent"), "consent:register", Action.RECORD_CONSENT)
        )
