"""Codings: who marked which span with which code, and who may know of it."""

from typing import Self, TypeAlias
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ecotone.coding.choices import Layer, Outcome, Pole, RoundState, Target
from ecotone.coding.models.codebook import Code
from ecotone.coding.models.rounds import CodingRound
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import TextRevision

Statement: TypeAlias = tuple[int, int, int, int, str, str]
STATED = ("revision", "start", "end", "code", "pole", "target")


class CodingQuerySet(models.QuerySet["Coding"]):
    def in_programme(self, programme: Programme) -> Self:
        return self.filter(code__programme=programme, is_removed=False)

    def seen_by(self, reader: User | None) -> Self:
        """Keep what this reader, or nobody in particular, may know of.

        What was coded blind is its coder's alone until the round is revealed. And whoever
        codes a text blind sees of it only what they coded themselves.
        """
        known = (
            Q(round__isnull=True)
            | Q(round__is_blind=False)
            | Q(round__revealed_at__isnull=False)
        )
        if reader is None:
            return self.filter(known)
        blind = CodingRound.objects.filter(
            is_blind=True, revealed_at__isnull=True, coders=reader
        )
        blindly_coded = blind.filter(texts=OuterRef("revision__response__conversation"))
        return self.filter(Q(coder=reader) | known & ~Exists(blindly_coded))

    def counted(self) -> Self:
        """Keep what counts as evidence: where a round is closed, what was settled in it."""
        closed = Q(round__state=RoundState.CLOSED, layer=Layer.SETTLED)
        unsettled = Q(round__isnull=True) | Q(
            round__state__in=(RoundState.CODING, RoundState.SETTLING)
        )
        return self.seen_by(None).filter(closed | unsettled & Q(layer=Layer.CODER))


class Coding(models.Model):
    """The present state of one coder's use of one code on one span.

    It is the fold of the steps that changed it, kept so that reading needs no folding;
    `coding.operations` is the only writer of either. In the settled layer `coder` is who
    settled it. Codings that were settled together, and what was settled in their place, bear
    one `settlement`.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    revision = models.ForeignKey(TextRevision, on_delete=models.CASCADE, related_name="codings")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="codings")
    pole = models.CharField(_("pole"), max_length=12, choices=Pole)
    target = models.CharField(_("about"), max_length=12, choices=Target, default=Target.SELF)
    coder = models.ForeignKey(User, on_delete=models.PROTECT)
    layer = models.CharField(max_length=12, choices=Layer, default=Layer.CODER)
    round = models.ForeignKey(
        CodingRound, on_delete=models.PROTECT, null=True, blank=True, related_name="codings"
    )
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, default="")
    settlement = models.CharField(max_length=32, blank=True, default="")
    is_removed = models.BooleanField(default=False)

    objects = CodingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="span_is_not_empty", condition=Q(end__gt=models.F("start"))
            ),
            models.UniqueConstraint(
                name="coding_once",
                fields=(*STATED, "coder", "layer"),
                condition=Q(is_removed=False),
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
