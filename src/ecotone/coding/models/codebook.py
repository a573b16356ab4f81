"""The codebook's table: a tree of codes."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.models import Programme

HUES = 8


class CodeQuerySet(models.QuerySet["Code"]):
    def in_book(self, programme: Programme) -> Self:
        return self.filter(programme=programme, is_removed=False)


class Code(models.Model):
    """A practice or theme, in a tree of one parent each.

    `key` is stable and dotted (`asm.group`); starter codes keep the key of our taxonomy.
    `guid` is what other programs know the code by.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="codes")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    key = models.CharField(max_length=60)
    guid = models.UUIDField(default=uuid4, editable=False)
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
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_codes"
    )
    hue = models.PositiveSmallIntegerField(
        _("colour"), null=True, blank=True, help_text="of a family, where people chose one"
    )
    practice = models.CharField(
        _("is the same as"),
        max_length=60,
        blank=True,
        help_text="key of the practice in our taxonomy that a code of one's own names",
    )

    objects = CodeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="code_key_once", fields=("programme", "key")),
            models.UniqueConstraint(name="code_guid_once", fields=("programme", "guid")),
            models.CheckConstraint(
                name="hue_is_one_of_eight",
                condition=models.Q(hue__isnull=True) | models.Q(hue__range=(1, HUES)),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def matched_as(self) -> str:
        """The practice its gives and asks are matched by: that of our taxonomy, where named."""
        return self.practice or self.key
