"""A recording of a conversation. The file lies encrypted in a folder; its key lies here."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.encryption import EncryptedTextField
from ecotone.foundation.models import Programme, User
from ecotone.listening.choices import Medium, PupilsSeen
from ecotone.listening.models.conversations import Conversation


class Recording(models.Model):
    """What was recorded of one talk, with everybody whose voice is on it.

    `data_key` opens the file and nothing else does: it is a field like every encrypted one, so
    changing the keys of the installation writes this row anew and leaves the file alone, and
    removing the row makes whatever is left of the file unreadable.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="recordings"
    )
    conversations = models.ManyToManyField(Conversation, related_name="recordings")
    medium = models.CharField(max_length=8, choices=Medium)
    media_type = models.CharField(max_length=40)
    byte_size = models.PositiveBigIntegerField()
    data_key = EncryptedTextField()
    recorded_on = models.DateField(_("recorded on"))
    delete_on = models.DateField(_("to be deleted on"))
    pupils = models.CharField(_("pupils"), max_length=12, choices=PupilsSeen, blank=True)
    school_authorised_by = EncryptedTextField(
        _("who at the school allowed filming"), blank=True
    )
    excluded_pupils = EncryptedTextField(_("pupils who must not be seen"), blank=True)
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("delete_on",)),)
        constraints = (
            models.CheckConstraint(
                name="filming_was_allowed_by_the_school",
                condition=~models.Q(medium=Medium.VIDEO)
                | (
                    models.Q(pupils__in=PupilsSeen.values)
                    & ~models.Q(school_authorised_by="")
                    & ~models.Q(excluded_pupils="")
                ),
            ),
            models.CheckConstraint(
                name="recording_is_deleted_after_it_was_made",
                condition=models.Q(delete_on__gt=models.F("recorded_on")),
            ),
        )

    def __str__(self) -> str:
        return f"recording {self.pk}"
