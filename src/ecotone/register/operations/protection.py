"""The ground a programme stands on: data protection, the notice, and ethics approval apart."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.register.choices import LawfulBasis
from ecotone.register.models import DataProtection, EthicsApproval, PrivacyNotice
from ecotone.register.queries.protection import current_notice


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionFacts:
    """Who answers for the data, what for, on which basis, how long, what people are told."""

    controller: str
    purpose: str
    lawful_basis: LawfulBasis
    kept_until: date
    complaints_to: str
    notice: str = ""
    notice_url: str = ""


@transaction.atomic
def describe_protection(
    *, programme: Programme, facts: ProtectionFacts, at: datetime, by: User | None
) -> DataProtection:
    """Write down the ground on which anything about people is kept here.

    A notice in new words, or at a new address, is published as its next version.
    """
    if by is not None:
        require(by, Action.ADMINISTER, programme)
    _refuse_gaps(facts)
    stated, _created = DataProtection.objects.update_or_create(
        programme=programme,
        defaults={
            "controller": facts.controller,
            "purpose": facts.purpose,
            "lawful_basis": facts.lawful_basis,
            "kept_until": facts.kept_until,
            "complaints_to": facts.complaints_to,
            "changed_at": at,
            "changed_by": by,
        },
    )
    _publish_if_new(programme, facts, at)
    audit.record_in(
        "described data protection", programme, at=at, by=by, reason=facts.lawful_basis.value
    )
    return stated


@transaction.atomic
def record_ethics_approval(  # the approval's three facts
    *,
    programme: Programme,
    reference: str,
    approved_on: date,
    body: str,
    at: datetime,
    by: User | None,
) -> EthicsApproval:
    """Write down who approved of the study. The lawful basis stays as it is, and apart."""
    if by is not None:
        require(by, Action.ADMINISTER, programme)
    approval, _created = EthicsApproval.objects.update_or_create(
        programme=programme,
        defaults={
            "reference": reference,
            "approved_on": approved_on,
            "body": body,
            "changed_at": at,
            "changed_by": by,
        },
    )
    audit.record_in("recorded an ethics approval", programme, at=at, by=by, reason=reference)
    return approval


def require_protection(programme: Programme) -> None:
    """Refuse to keep anything about a person while nobody has said on what ground."""
    stated = DataProtection.objects.filter(programme=programme).exists()
    if not stated or current_notice(programme) is None:
        raise Refused(
            _("Nobody can be taken in yet: this programme has not said on what ground."),
            remedy=_(
                "The hub's administrator fills in the page Data protection, under Consent."
            ),
        )


def _refuse_gaps(facts: ProtectionFacts) -> None:
    needed = (facts.controller, facts.purpose, facts.complaints_to)
    if not all(needed) or not (facts.notice or facts.notice_url):
        raise Refused(
            _("Something is missing, and people have a right to know all of it."),
            remedy=_("Fill in the controller, the purpose, the contact, and a notice."),
        )


def _publish_if_new(programme: Programme, facts: ProtectionFacts, at: datetime) -> None:
    newest = current_notice(programme)
    if newest and (newest.text, newest.url) == (facts.notice, facts.notice_url):
        return
    PrivacyNotice.objects.create(
        programme=programme,
        version=newest.version + 1 if newest else 1,
        text=facts.notice,
        url=facts.notice_url,
        published_at=at,
    )
