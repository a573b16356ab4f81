"""How Django finds this room, and what it registers with the rooms below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentConfig(AppConfig):
    name = "ecotone.consent"
    label = "consent"

    def ready(self) -> None:
        from ecotone.consent.operations import forget_complaints
        from ecotone.consent.queries import (
            Holding,
            complaints_told,
            count_unacknowledged,
            register_holding,
        )
        from ecotone.consent.queries.consented_stage import CONSENTED
        from ecotone.consent.queries.on_person import CONSENT
        from ecotone.foundation.navigation import Page, register_page
        from ecotone.foundation.permissions import Action
        from ecotone.register.operations import forget_contacts
        from ecotone.register.queries import contacts_told, register_section, register_stage

        register_page(Page("consent:register", _("Consent"), 25, Action.RECORD_CONSENT))
        register_page(
            Page(
                "consent:complaints",
                _("Complaints"),
                92,
                Action.ADMINISTER,
                count_unacknowledged,
                is_aside=True,
            )
        )
        register_stage(CONSENTED)
        register_section(CONSENT)
        # The register stands below and cannot reach up, so we answer for its contact log.
        register_holding(Holding("contact log", forget_contacts, contacts_told))
        register_holding(Holding("complaints", forget_complaints, complaints_told))
