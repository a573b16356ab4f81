"""Asking somebody in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import User
from ecotone.register.choices import Answer, Criterion, DeclineReason
from ecotone.register.models.people import Participant


class Invitation(models.Model):
    """Asking somebody in: by which criterion, on what evidence, and what they answered."""

    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, related_name="invitation"
    )
    criterion = models.CharField(_("criterion"), max_length=16, choices=Criterion)
    evidence = models.TextField(_("evidence"))
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT)
    invited_at = models.DateTimeField()
    answer = models.CharField(
        _("answer"), max_length=12, choices=Answer, default=Answer.WAITING
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(
        _("reason"), max_length=16, choices=DeclineReason, blank=True
    )
    decline_note = models.TextField(_("in their words"), blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="only_a_no_has_a_reason",
                condition=models.Q(answer=Answer.DECLINED) | models.Q(decline_reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_answer_display()}"
