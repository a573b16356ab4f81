"""The sides of the divide."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme
from ecotone.register.choices import Bank, Mark


class Sector(models.Model):
    """One side of the divide, its mark, and how many people it should have."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="sectors")
    key = models.SlugField()
    name = models.CharField(_("name"), max_length=60)
    mark = models.CharField(_("mark"), max_length=12, choices=Mark)
    bank = models.CharField(_("bank"), max_length=12, choices=Bank)
    position = models.PositiveSmallIntegerField(default=0)
    quota = models.PositiveIntegerField(_("people wanted"), default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="sector_key_once", fields=("programme", "key")),
            models.UniqueConstraint(name="sector_mark_once", fields=("programme", "mark")),
        )

    def __str__(self) -> str:
        return self.name
