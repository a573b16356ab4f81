"""Codings, and the log of how they came about."""

from typing import Self, TypeAlias
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.coding.choices import EventKind, Pole, Target
from ecotone.coding.models.codebook import Code
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import TextRevision

Statement: TypeAlias = tuple[int, int, int, int, str, str]
STATED = ("revision", "start", "end", "code", "pole", "target")


class CodingQuerySet(models.QuerySet["Coding"]):
    def in_programme(self, programme: Programme) -> Self:
        return self.filter(code__programme=programme, is_removed=False)


class Coding(models.Model):
    """The present state of one coder's use of one code on one span.

    It is the fold of its events, kept so that reading needs no folding;
    `coding.operations` is the only writer of either.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    revision = models.ForeignKey(TextRevision, on_delete=models.CASCADE, related_name="codings")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    pole = models.CharField(_("pole"), max_length=12, choices=Pole)
    target = models.CharField(_("about"), max_length=12, choices=Target, default=Target.SELF)
    coder = models.ForeignKey(User, on_delete=models.PROTECT)
    is_removed = models.BooleanField(default=False)

    objects = CodingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="span_is_not_empty", condition=models.Q(end__gt=models.F("start"))
            ),
            models.UniqueConstraint(
                name="coding_once",
                fields=(*STATED, "coder"),
                condition=models.Q(is_removed=False),
            ),
        )
        indexes = (
            models.Index(fields=("code", "pole")),
            # Whether another coder said the same is asked of every coding that is counted.
            models.Index(fields=("revision", "code", "pole", "target", "start", "end")),
        )

    def __str__(self) -> str:
        return f"{self.code} [{self.start}, {self.end})"

    @property
    def statement(self) -> Statement:
        """What is said of the text, whoever says it; two codings may make one statement."""
        span = self.revision_id, self.start, self.end
        return (*span, self.code_id, self.pole, self.target)


class CodingEvent(models.Model):
    """One line of the log. Nothing here is ever changed or deleted, except by erasure.

    An undo is an event of its own that names the event it undoes; a redo undoes an undo, and
    is then no undo itself.
    """

    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, help_text="nobody when a text changed"
    )
    at = models.DateTimeField()
    stood_at = models.JSONField(
        default=list,
        blank=True,
        help_text="when carried over: number of the old text, start and end in it",
    )
    undoes = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone_by"
    )
    is_undo = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("by", "-id")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.coding_id}"
