"""How a programme understands its coding, which decides what may be said of its coders."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.coding.choices import Stance
from ecotone.foundation.models import Programme


class CodingSettings(models.Model):
    """What a programme has settled about its coding. Without a row the defaults hold."""

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="coding_settings"
    )
    stance = models.CharField(
        _("analytic stance"), max_length=12, choices=Stance, default=Stance.CODEBOOK
    )

    def __str__(self) -> str:
        return f"{self.programme}: {self.stance}"
