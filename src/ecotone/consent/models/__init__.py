"""The tables of consent: wording, answers to it, and tombstones."""

from ecotone.consent.models.records import ConsentRecord, Withdrawal
from ecotone.consent.models.wording import ConsentForm, GrantWording

__all__ = ["ConsentForm", "ConsentRecord", "GrantWording", "Withdrawal"]
