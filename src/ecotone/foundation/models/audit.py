"""The audit trail: an append-only chain in which no link can be changed unnoticed."""

from django.db import models

from ecotone.foundation.models.accounts import Programme


class AuditChain(models.Model):
    """The end of one chain. Locking this row is what keeps two writers from forking it."""

    name = models.CharField(max_length=64, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.name} ({self.length})"


class AuditEvent(models.Model):
    """Who did what to what, when and why. Holds keys, never words or names of participants."""

    chain = models.ForeignKey(AuditChain, on_delete=models.PROTECT, related_name="events")
    position = models.PositiveBigIntegerField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    verb = models.CharField(max_length=64)
    subject = models.CharField(max_length=120)
    reason = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="audit_event_position", fields=("chain", "position")),
        )
        indexes = (models.Index(fields=("programme", "-at")), models.Index(fields=("subject",)))

    def __str__(self) -> str:
        return f"{self.actor} {self.verb} {self.subject}"
