"""The tables of consent: wording, answers to it, tombstones, complaints."""

from ecotone.consent.models.complaints import Complaint
from ecotone.consent.models.records import ConsentRecord, Withdrawal
from ecotone.consent.models.wording import ConsentForm, GrantWording

__all__ = ["Complaint", "ConsentForm", "ConsentRecord", "GrantWording", "Withdrawal"]
