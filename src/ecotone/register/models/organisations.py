"""Schools, departments, companies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme
from ecotone.register.models.public_registers import ListedOrganisation


class Organisation(models.Model):
    """A school, a department, a company."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="organisations"
    )
    name = models.CharField(_("name"), max_length=200)
    listed = models.ForeignKey(
        ListedOrganisation,
        on_delete=models.SET_NULL,
        null=True,
        related_name="organisations",
        help_text="where a public register lists it",
    )
    urn = models.CharField(_("URN"), max_length=12, blank=True)
    ukprn = models.CharField(_("UKPRN"), max_length=12, blank=True)
    ror = models.CharField(_("ROR"), max_length=40, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="organisation_name_once", fields=("programme", "name")
            ),
        )

    def __str__(self) -> str:
        return self.name
