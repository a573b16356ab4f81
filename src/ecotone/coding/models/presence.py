"""Who has a text open, and where in it they are: true for less than a minute."""

from django.db import models

from ecotone.foundation.models import User
from ecotone.listening.models import Conversation


class Presence(models.Model):
    """One coder at one text, as their page last told.

    It is no record of anybody's work: a row that is not renewed is nobody, and is swept.
    """

    coder = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="presences"
    )
    line = models.PositiveIntegerField(default=0, help_text="0 before a line was chosen")
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="presence_once", fields=("conversation", "coder")),
        )

    def __str__(self) -> str:
        return f"{self.coder} at line {self.line}"
