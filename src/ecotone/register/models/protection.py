"""On what ground a programme keeps anything about people, and what they are told of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme, User
from ecotone.register.choices import LawfulBasis


class DataProtection(models.Model):
    """Who answers for the data of a programme, what for, and on which lawful basis."""

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="data_protection"
    )
    controller = models.CharField(_("controller"), max_length=200)
    purpose = models.TextField(_("purpose"))
    lawful_basis = models.CharField(_("lawful basis"), max_length=24, choices=LawfulBasis)
    kept_until = models.DateField(_("kept until"))
    complaints_to = models.CharField(_("contact for complaints"), max_length=300)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="data_protection_is_complete",
                condition=~models.Q(controller="")
                & ~models.Q(purpose="")
                & ~models.Q(complaints_to="")
                & models.Q(lawful_basis__in=LawfulBasis.values),
            ),
        )

    def __str__(self) -> str:
        return f"{self.controller}: {self.get_lawful_basis_display()}"


class PrivacyNotice(models.Model):
    """What people are told about their data, frozen as a version; the newest one holds."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="privacy_notices"
    )
    version = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    url = models.URLField(blank=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="privacy_notice_version_once", fields=("programme", "version")
            ),
            models.CheckConstraint(
                name="privacy_notice_says_something",
                condition=~models.Q(text="") | ~models.Q(url=""),
            ),
        )

    def __str__(self) -> str:
        return f"privacy notice {self.version}"


class EthicsApproval(models.Model):
    """That a board approved of the study. It says nothing about the lawful basis."""

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="ethics_approval"
    )
    reference = models.CharField(_("reference"), max_length=120)
    approved_on = models.DateField(_("approved on"))
    body = models.CharField(_("approved by"), max_length=200)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)

    def __str__(self) -> str:
        return self.reference
