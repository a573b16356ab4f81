"""The wording people were shown, frozen version by version."""

from django.db import models

from ecotone.consent.choices import Grant
from ecotone.foundation.models import Programme


class ConsentForm(models.Model):
    """The wording people were shown, frozen as a version; one sheet a language."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="consent_forms"
    )
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8, default="en")
    introduction = models.TextField()
    withdrawing = models.TextField(help_text="how to change one's mind, in words")
    published_at = models.DateTimeField()
    answers_end_at = models.DateTimeField(
        null=True, help_text="when a yes given to this wording runs out, as it promises"
    )
    superseded_at = models.DateTimeField(
        null=True, help_text="from when answers to it no longer hold: a newer one asks again"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="consent_form_version_once", fields=("programme", "version", "language")
            ),
        )

    def __str__(self) -> str:
        return f"version {self.version}"


class GrantWording(models.Model):
    """How one grant is asked for in one version of the form."""

    form = models.ForeignKey(ConsentForm, on_delete=models.CASCADE, related_name="wordings")
    grant = models.CharField(max_length=16, choices=Grant)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    question = models.TextField()
    example = models.TextField()
    no_means = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="grant_wording_once", fields=("form", "grant")),
        )

    def __str__(self) -> str:
        return self.title
