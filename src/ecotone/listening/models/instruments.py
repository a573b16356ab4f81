"""Versioned sets of questions."""

from django.db import models

from ecotone.foundation.models import Programme
from ecotone.listening.choices import InstrumentKind, Moment


class Instrument(models.Model):
    """A versioned set of questions."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="instruments"
    )
    kind = models.CharField(max_length=12, choices=InstrumentKind)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="instrument_version_once", fields=("programme", "kind", "version")
            ),
        )

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question, with its wording for a sector where that differs."""

    instrument = models.ForeignKey(
        Instrument, on_delete=models.CASCADE, related_name="questions"
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    hint = models.TextField(blank=True)
    probes = models.JSONField(default=list, blank=True)
    wording_by_sector = models.JSONField(default=dict, blank=True)
    moment = models.CharField(
        max_length=6,
        choices=Moment,
        default=Moment.AFTER,
        help_text="what time the answer speaks of, for comparing before and after",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="question_once", fields=("instrument", "number")),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def is_retrospective(self) -> bool:
        """Whether people are asked afterwards what they thought before."""
        asked_after = InstrumentKind(self.instrument.kind).is_after_a_day
        return asked_after and self.moment == Moment.BEFORE

    def wording_for(self, sector_key: str) -> str:
        return str(self.wording_by_sector.get(sector_key, self.text))
