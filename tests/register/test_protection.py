"""No personal record without its ground; and ethics approval apart from it."""

from dataclasses import replace
from datetime import date

import pytest

from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Role
from ecotone.register import operations
from ecotone.register.choices import LawfulBasis
from ecotone.register.models import DataProtection, EthicsApproval, Person, PrivacyNotice
from ecotone.register.operations import ProtectionFacts
from tests.factories.foundation import NOON, make_member, make_programme
from tests.factories.register import make_participant, make_protection, make_register

pytestmark = pytest.mark.django_db

FACTS = ProtectionFacts(
    controller="University of the Hills",
    purpose="Research",
    lawful_basis=LawfulBasis.PUBLIC_TASK,
    kept_until=date(2031, 12, 31),
    complaints_to="dpo@hills.example",
    notice="We keep what you tell us.",
)


def describe(programme, facts=FACTS, by=None):
    return operations.describe_protection(programme=programme, facts=facts, at=NOON, by=by)


def test_nobody_is_taken_in_before_the_ground_is_stated() -> None:
    programme = make_programme()
    operations.open_register(programme=programme, at=NOON, by=None)

    with pytest.raises(Refused, match="on what ground"):
        make_participant(programme)

    assert Person.objects.count() == 0
    make_protection(programme)
    assert make_participant(programme).programme == programme


@pytest.mark.parametrize("gap", ["controller", "purpose", "complaints_to", "notice"])
def test_a_ground_with_a_gap_is_no_ground(gap: str) -> None:
    programme = make_programme()

    with pytest.raises(Refused, match="Something is missing"):
        describe(programme, replace(FACTS, **{gap: ""}))

    assert not DataProtection.objects.exists()


def test_a_notice_in_new_words_is_a_new_version_and_the_same_words_are_not() -> None:
    programme = make_programme()

    describe(programme)
    describe(programme, replace(FACTS, kept_until=date(2032, 1, 1)))
    describe(programme, replace(FACTS, notice="", notice_url="https://hills.example/privacy"))

    notices = PrivacyNotice.objects.order_by("version").values_list("version", "text", "url")
    assert list(notices) == [
        (1, "We keep what you tell us.", ""),
        (2, "", "https://hills.example/privacy"),
    ]


def test_changing_the_ethics_approval_never_touches_the_lawful_basis() -> None:
    programme = make_register()
    before = DataProtection.objects.values().get()

    for reference in ("2026-117", "2026-203"):
        operations.record_ethics_approval(
            programme=programme,
            reference=reference,
            approved_on=date(2026, 2, 1),
            body="Ethics board",
            at=NOON,
            by=None,
        )

    assert EthicsApproval.objects.get().reference == "2026-203"
    assert DataProtection.objects.values().get() == before


def test_changing_the_lawful_basis_never_touches_the_ethics_approval() -> None:
    programme = make_register()
    operations.record_ethics_approval(
        programme=programme,
        reference="2026-117",
        approved_on=date(2026, 2, 1),
        body="Ethics board",
        at=NOON,
        by=None,
    )
    before = EthicsApproval.objects.values().get()

    make_protection(programme, basis=LawfulBasis.CONSENT)

    assert DataProtection.objects.get().lawful_basis == LawfulBasis.CONSENT
    assert EthicsApproval.objects.values().get() == before


def test_only_the_hub_admin_states_the_ground_and_it_is_audited() -> None:
    programme = make_programme()
    admin = make_member(programme, Role.HUB_ADMIN)

    with pytest.raises(NotYours):
        describe(programme, by=make_member(programme, Role.BROKER))
    describe(programme, by=admin)

    event = AuditEvent.objects.get(verb="described data protection")
    assert (event.actor, event.reason) == (f"user:{admin.pk}", "public-task")
