"""Versioned sets of questions."""

from dataclasses import dataclass

from django.db import models

from ecotone.foundation.languages import current_language
from ecotone.foundation.models import Programme
from ecotone.listening.choices import InstrumentKind, Moment
from ecotone.register.models import Participant


class Instrument(models.Model):
    """A versioned set of questions."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="instruments"
    )
    kind = models.CharField(max_length=12, choices=InstrumentKind)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    titles = models.JSONField(default=dict, blank=True, help_text="in the other languages")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="instrument_version_once", fields=("programme", "kind", "version")
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def heading(self) -> str:
        """The title in the language of whoever reads the page."""
        return str(self.titles.get(current_language(), self.title))


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as somebody reads it, in their language and for their sector."""

    text: str
    hint: str
    probes: tuple[str, ...]


class Question(models.Model):
    """One question, with its wording for a sector and in a language where those differ."""

    instrument = models.ForeignKey(
        Instrument, on_delete=models.CASCADE, related_name="questions"
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    hint = models.TextField(blank=True)
    probes = models.JSONField(default=list, blank=True)
    wording_by_sector = models.JSONField(default=dict, blank=True)
    translations = models.JSONField(
        default=dict, blank=True, help_text="by language: text, hint, probes and wording"
    )
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

    def put_to(self, participant: Participant) -> Wording:
        return self.worded_for(participant.sector.key, participant.language)

    def worded_for(self, sector_key: str, language: str) -> Wording:
        """Return the question in this language, or in English where it has not got that."""
        said = self.translations.get(language) or {
            "text": self.text,
            "hint": self.hint,
            "probes": self.probes,
            "wording": self.wording_by_sector,
        }
        return Wording(
            text=said["wording"].get(sector_key, said["text"]),
            hint=said["hint"],
            probes=tuple(said["probes"]),
        )
