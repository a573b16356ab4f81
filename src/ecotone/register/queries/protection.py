"""On what ground a programme keeps anything about people."""

from ecotone.foundation.models import Programme
from ecotone.register.models import DataProtection, EthicsApproval, PrivacyNotice


def protection_of(programme: Programme) -> DataProtection | None:
    return DataProtection.objects.filter(programme=programme).first()


def current_notice(programme: Programme) -> PrivacyNotice | None:
    return PrivacyNotice.objects.filter(programme=programme).order_by("-version").first()


def ethics_approval_of(programme: Programme) -> EthicsApproval | None:
    return EthicsApproval.objects.filter(programme=programme).first()
