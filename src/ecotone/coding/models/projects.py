"""Projects of other programs: while they wait, and by what names they know our things."""

from uuid import uuid4

from django.db import models

from ecotone.coding.choices import Identified, Kept, ProjectState
from ecotone.foundation.encryption import EncryptedJSONField, EncryptedTextField
from ecotone.foundation.models import Programme, User
from ecotone.register.models import Participant


class BroughtProject(models.Model):
    """A package somebody brought, and what became of it.

    Its bytes, and everything said of what is in it, hold names and words: they are encrypted,
    seen only by whoever brought them, and gone as soon as it is taken in or left.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="brought_projects"
    )
    file_name = EncryptedTextField(blank=True)
    sha256 = models.CharField(max_length=64)
    choices = EncryptedJSONField(
        default=dict, help_text="who is who, how it counts, texts given by hand"
    )
    report = EncryptedJSONField(default=dict, help_text="what taking it in would do")
    traces = models.JSONField(default=dict, help_text="what came of it: keys and numbers only")
    state = models.CharField(max_length=12, choices=ProjectState, default=ProjectState.WAITING)
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("programme", "-brought_at")),)

    def __str__(self) -> str:
        return f"project {self.pk}"  # never the name of the file: people put names there

    @property
    def is_waiting(self) -> bool:
        return self.state == ProjectState.WAITING


class ProjectPiece(models.Model):
    """Some of the bytes of a package that waits, encrypted."""

    project = models.ForeignKey(BroughtProject, on_delete=models.CASCADE, related_name="pieces")
    position = models.PositiveIntegerField()
    content = EncryptedTextField(help_text="base64")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="project_piece_once", fields=("project", "position")),
        )

    def __str__(self) -> str:
        return f"piece {self.position} of {self.project_id}"


class Identity(models.Model):
    """The GUID by which another program knows something of ours.

    `of` is the key of a row of that kind. What came into being with a project goes out again
    by the same GUID; what was here before keeps its own.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Identified)
    guid = models.UUIDField()
    of = models.PositiveBigIntegerField()
    is_origin = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="identity_once", fields=("programme", "kind", "guid")),
        )
        indexes = (models.Index(fields=("programme", "kind", "of")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.of}"


class KeptPart(models.Model):
    """What a project said that has no table here. It goes out again as it came, names apart."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(
        BroughtProject, on_delete=models.CASCADE, related_name="kept_parts"
    )
    kind = models.CharField(max_length=12, choices=Kept)
    guid = models.UUIDField()
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, related_name="+"
    )
    content = EncryptedJSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="kept_part_once", fields=("programme", "kind", "guid")
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.guid}"
