"""What the broker keeps at hand: who was spoken to when, and the lists they come back to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.encryption import EncryptedTextField
from ecotone.foundation.models import Programme, User
from ecotone.register.choices import ContactKind
from ecotone.register.models.people import Participant


class Contact(models.Model):
    """One time somebody of the hub and a participant were in touch. The note is encrypted."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="contacts"
    )
    kind = models.CharField(_("how"), max_length=8, choices=ContactKind)
    on = models.DateField(_("day"))
    note = EncryptedTextField(_("note"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    written_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("participant", "-on")),)

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"


class SavedFilter(models.Model):
    """A place in the pipeline that one user gave a name to. The address is its query."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="saved_filters"
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=400)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="filter_name_once", fields=("user", "programme", "name")
            ),
        )

    def __str__(self) -> str:
        return self.name
