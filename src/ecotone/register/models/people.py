"""Who takes part: the identity, the participant known by a pseudonym, and their posts."""

from typing import Self
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.encryption import EncryptedTextField
from ecotone.foundation.models import Programme
from ecotone.register.models.organisations import Organisation
from ecotone.register.models.sectors import Sector


class Person(models.Model):
    """The identity behind a pseudonym. The only place of a participant's name and addresses."""

    name = EncryptedTextField(_("name"))
    email = EncryptedTextField(_("e-mail"), blank=True)
    phone = EncryptedTextField(_("phone"), blank=True)
    email_fingerprint = models.CharField(max_length=64, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"person {self.pk}"  # never the name: this text ends up in logs


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def in_programme(self, programme: Programme) -> Self:
        return self.filter(programme=programme, withdrawn_at__isnull=True)

    def with_post(self) -> Self:
        """Fetch what a page needs to say who somebody is."""
        return self.select_related("sector", "organisation")


class Participant(models.Model):
    """A person in one programme, known by a pseudonym from the first minute.

    `sector`, `organisation` and `title` repeat the current `Post`, so that no page has to
    look for it; only `register.operations` writes either.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="participants"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    reference = models.CharField(_("id in the hub's own list"), max_length=60, blank=True)
    pseudonym = models.CharField(_("pseudonym"), max_length=60)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="participants")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="participants"
    )
    title = models.CharField(_("post"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(_("partners at most"), default=1)
    at_least = models.PositiveSmallIntegerField(_("partners at least"), default=0)
    language = models.CharField(
        _("language"), max_length=8, default="en", help_text=_("in which we write to them")
    )
    free = models.JSONField(_("free windows"), default=list, blank=True)
    speaks = models.JSONField(_("languages"), default=list, blank=True)
    avoid = models.JSONField(_("ids not to be matched with"), default=list, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    travel_minutes = models.PositiveSmallIntegerField(
        _("travel at most, minutes"), null=True, blank=True
    )
    registered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="pseudonym_once", fields=("programme", "pseudonym")),
            models.UniqueConstraint(
                name="reference_once",
                fields=("programme", "reference"),
                condition=~models.Q(reference=""),
            ),
            models.UniqueConstraint(name="person_once", fields=("programme", "person")),
            models.CheckConstraint(
                name="at_least_within_capacity",
                condition=models.Q(at_least__lte=models.F("capacity")),
            ),
        )
        indexes = (models.Index(fields=("programme", "sector")),)

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def subject(self) -> str:
        """How the audit trail and the outbox refer to this participant."""
        return f"participant:{self.key}"


class Post(models.Model):
    """The work somebody holds in a sector, at an organisation, from one day to another."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="posts")
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="posts"
    )
    title = models.CharField(_("post"), max_length=120, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="post_ends_after_it_starts",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
            models.UniqueConstraint(
                name="one_current_post",
                fields=("participant",),
                condition=models.Q(until__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.since})"
