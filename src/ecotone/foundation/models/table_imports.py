"""A table somebody brought: looked at first, taken in as a whole, undone as a whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.encryption import EncryptedTextField
from ecotone.foundation.models.accounts import Programme, User


class ImportState(models.TextChoices):
    PREVIEWED = "PREVIEWED", _("waiting for your decision")
    APPLIED = "APPLIED", _("taken in")
    LEFT = "LEFT", _("left")
    UNDONE = "UNDONE", _("undone")


class TableImport(models.Model):
    """The rows wait encrypted for a decision and are blanked once it is made."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=32)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = EncryptedTextField(blank=True)
    row_count = models.PositiveIntegerField()
    new_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    traces = models.JSONField(
        default=dict, help_text="what the room needs in order to undo: keys, never names"
    )
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.PREVIEWED)
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT)
    brought_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("programme", "-brought_at")),)

    def __str__(self) -> str:
        return f"{self.file_name}, {self.row_count}"

    @property
    def same_count(self) -> int:
        return self.row_count - self.new_count - self.changed_count
