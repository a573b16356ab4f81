"""The codebook's table: a tree of codes."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme


class CodeQuerySet(models.QuerySet["Code"]):
    def in_book(self, programme: Programme) -> Self:
        return self.filter(programme=programme, is_removed=False)


class Code(models.Model):
    """A practice or theme, in a tree of one parent each.

    `key` is stable and dotted (`asm.group`); starter codes keep the key of our taxonomy.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="codes")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    key = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=80)
    other_names = models.JSONField(default=list, blank=True)
    definition = models.TextField(_("definition"), blank=True)
    use_for = models.TextField(_("use for"), blank=True)
    not_for = models.TextField(_("not for"), blank=True)
    example = models.TextField(_("example"), blank=True)
    source = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_retired = models.BooleanField(
        default=False, help_text="stays with its passages, is offered for no new ones"
    )
    is_removed = models.BooleanField(
        default=False, help_text="out of the book: merged into another, or its adding undone"
    )

    objects = CodeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="code_key_once", fields=("programme", "key")),
        )

    def __str__(self) -> str:
        return self.name
