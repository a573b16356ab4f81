"""Organisations as public registers list them, shared by every programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.register.choices import PublicRegister


class ListedOrganisation(models.Model):
    """One line of a public register. What a programme knows of its people never stands here."""

    register = models.CharField(max_length=16, choices=PublicRegister)
    number = models.CharField(_("number in its register"), max_length=40)
    ukprn = models.CharField(_("UKPRN"), max_length=12, blank=True)
    name = models.CharField(_("name"), max_length=200)
    searched = models.TextField(
        help_text="name, other names, place: folded, each word after a space"
    )
    kind = models.CharField(_("kind"), max_length=100, blank=True)
    phase = models.CharField(_("phase"), max_length=60, blank=True)
    lowest_age = models.PositiveSmallIntegerField(_("from age"), null=True)
    highest_age = models.PositiveSmallIntegerField(_("to age"), null=True)
    sector_key = models.SlugField(
        blank=True, help_text="the sector its people most likely work in"
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    authority = models.CharField(_("local authority"), max_length=100, blank=True)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    is_open = models.BooleanField(_("open"), default=True)
    opened_on = models.DateField(_("opened"), null=True)
    closed_on = models.DateField(_("closed"), null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="listed_once", fields=("register", "number")),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def told_where(self) -> str:
        """Place, postcode and authority, as far as the register knows them."""
        told = dict.fromkeys(filter(None, (self.place, self.postcode, self.authority)))
        return ", ".join(told)


class Succession(models.Model):
    """One organisation carries on from another: merged, split or given a new number."""

    predecessor = models.ForeignKey(
        ListedOrganisation, on_delete=models.CASCADE, related_name="followed_by"
    )
    successor = models.ForeignKey(
        ListedOrganisation, on_delete=models.CASCADE, related_name="following"
    )
    kind = models.CharField(_("what happened"), max_length=100, blank=True)
    since = models.DateField(_("since"), null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="succession_once", fields=("predecessor", "successor")
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
