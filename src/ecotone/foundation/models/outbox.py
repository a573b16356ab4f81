"""The outbox: everything that is about to leave the building, and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.encryption import EncryptedTextField
from ecotone.foundation.models.accounts import Programme, User


class MessageState(models.TextChoices):
    WAITING = "WAITING", _("waiting")
    HELD = "HELD", _("held")
    SENDING = "SENDING", _("leaving now")
    SENT = "SENT", _("sent")
    RECALLED = "RECALLED", _("recalled")
    FAILED = "FAILED", _("could not be sent")


class OutboxMessage(models.Model):
    """One message to one address.

    Address and text are encrypted and are blanked once the message has gone or been
    recalled: what has left keeps no copy here.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="outbox")
    regarding = models.CharField(
        max_length=120, help_text="key of what the message is about, e.g. participant:…"
    )
    batch = models.CharField(
        max_length=100, help_text="messages queued by one act and recalled together"
    )
    recipient_label = models.CharField(max_length=120, help_text="pseudonym or staff name")
    sender = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the named human whom an answer reaches",
    )
    language = models.CharField(max_length=8, blank=True)
    address = EncryptedTextField(blank=True)
    subject = models.CharField(max_length=200)
    body = EncryptedTextField(blank=True)
    state = models.CharField(max_length=12, choices=MessageState, default=MessageState.WAITING)
    queued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    queued_at = models.DateTimeField()
    send_at = models.DateTimeField()
    try_at = models.DateTimeField(help_text="no worker touches the message before this moment")
    settled_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = (
            models.Index(fields=("state", "try_at")),
            models.Index(fields=("programme", "batch")),
            models.Index(fields=("regarding",)),
        )

    def __str__(self) -> str:
        return f"{self.subject} → {self.recipient_label}"
