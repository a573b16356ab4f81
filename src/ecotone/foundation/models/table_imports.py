"""A table somebody brought: its rows wait, are judged and mended; it is undone as a whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.encryption import EncryptedJSONField
from ecotone.foundation.models.accounts import Programme, User


class ImportState(models.TextChoices):
    MAPPING = "MAPPING", _("waiting for its columns")
    PREVIEWED = "PREVIEWED", _("waiting for your decision")
    APPLIED = "APPLIED", _("taken in")
    LEFT = "LEFT", _("left")
    UNDONE = "UNDONE", _("undone")


class TableImport(models.Model):
    """What was brought and what became of it. Its rows are in blocks until it is settled."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=32)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    header = EncryptedJSONField(
        default=dict,
        help_text="`titles` and `samples` of each column; a first row may be names",
    )
    mapping = models.JSONField(
        default=dict, help_text="the kind's columns, each with its place in the file"
    )
    revision = models.PositiveIntegerField(
        default=0, help_text="moved on by whatever makes an earlier check count no more"
    )
    row_count = models.PositiveIntegerField()
    new_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    traces = models.JSONField(
        default=dict, help_text="what the room needs in order to undo: keys, never names"
    )
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.MAPPING)
    brought_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, help_text="nobody: at the terminal"
    )
    brought_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("programme", "-brought_at")),)

    def __str__(self) -> str:
        return f"{self.file_name}, {self.row_count}"

    @property
    def same_count(self) -> int:
        return self.row_count - self.new_count - self.changed_count - self.problem_count

    @property
    def is_waiting(self) -> bool:
        return self.state in {ImportState.MAPPING, ImportState.PREVIEWED}

    @property
    def good_count(self) -> int:
        return self.new_count + self.changed_count


class ImportBlock(models.Model):
    """Some hundred rows of a table, encrypted together: one by one takes thirty times as long.

    `judged` holds, for each of `lines`, its verdict, what it changes and its problems. The
    counts lie open so that a page finds the blocks it has to read.
    """

    table = models.ForeignKey(TableImport, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveIntegerField()
    first_row = models.PositiveIntegerField()
    last_row = models.PositiveIntegerField()
    row_count = models.PositiveIntegerField()
    lines = EncryptedJSONField(help_text="the number of each row, and its cells")
    judged = EncryptedJSONField(default=list)
    new_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    same_count = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="import_block_once", fields=("table", "position")),
        )

    def __str__(self) -> str:
        return f"rows {self.first_row} to {self.last_row}"
