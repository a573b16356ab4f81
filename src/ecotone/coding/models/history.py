"""The log of the coding room: every act a step, every step a list of changes.

Whatever stands here, a coding, a code or a memo, is never deleted by a step, only marked as
removed. So a change is a set of fields before and after, and undoing is setting them back.
"""

from typing import cast
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.coding.choices import Verb
from ecotone.coding.models.codebook import Code
from ecotone.coding.models.codings import Coding
from ecotone.coding.models.memos import Memo
from ecotone.foundation.models import Programme, User


class Step(models.Model):
    """One act of one person, done and undone as a whole.

    An undo is a step of its own that names the step it undoes; a redo undoes an undo, and is
    then no undo itself. The key is given by whoever asks, so that what is sent twice is done
    once.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=12, choices=Verb)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, help_text="nobody when a text changed"
    )
    at = models.DateTimeField()
    why = models.CharField(_("why"), max_length=300, blank=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone_by"
    )
    is_undo = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("by", "-id")),)

    def __str__(self) -> str:
        return f"{self.verb} by {self.by_id}"


class Change(models.Model):
    """What a step did to one thing. Never changed, and deleted by erasure alone."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="changes")
    coding = models.ForeignKey(
        Coding, on_delete=models.CASCADE, null=True, related_name="changes"
    )
    code = models.ForeignKey(Code, on_delete=models.CASCADE, null=True, related_name="changes")
    memo = models.ForeignKey(Memo, on_delete=models.CASCADE, null=True, related_name="changes")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="change_of_one_thing",
                condition=models.Q(coding__isnull=False, code__isnull=True, memo__isnull=True)
                | models.Q(coding__isnull=True, code__isnull=False, memo__isnull=True)
                | models.Q(coding__isnull=True, code__isnull=True, memo__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.step}: {self.coding_id or self.code_id or self.memo_id}"

    @property
    def thing(self) -> Coding | Code | Memo:
        return cast(
            "Coding | Code | Memo", self.coding or self.code or self.memo
        )  # a constraint holds it
