"""A table somebody brought: looked at first, taken in as a whole, undone as a whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.encryption import EncryptedTextField
from ecotone.foundation.models.accounts import Programme, User


class ImportState(models.TextChoices):
    PREVIEWED = "PREVIEWED", _("waiting for your decision")
    APPLIED = "APPLIED", _("taken in")
    UNDONE = "UNDONE", _("undone")


class TableImport(models.Model):
    """The rows wait encrypted until they are taken in or undone, then they are blanked."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=32)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = EncryptedTextField(blank=True)
    row_count = models.PositiveIntegerField()
    created_keys = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.PREVIEWED)
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT)
    brought_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.file_name}, {self.row_count}"
