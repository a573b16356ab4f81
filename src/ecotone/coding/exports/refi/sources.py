"""Texts, people and sets of an exchanged project, from what was said in a programme."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from itertools import groupby
from uuid import UUID, uuid5

from django.utils import timezone

from ecotone.coding.choices import Identified
from ecotone.coding.exports.refi.material import Material
from ecotone.coding.models import Coding
from ecotone.coding.queries.laid_out import LaidOut
from ecotone.coding.queries.own_variables import constant, values_of
from ecotone.engine import refiqda
from ecotone.engine.refiqda import Case, CodeSet, Selection, Source
from ecotone.listening.models import Conversation
from ecotone.register.models import Participant

_NUMBER = re.compile(r"\d+")


@dataclass(slots=True)
class Shelf:
    """The texts of a project, with whose they are and the sets they stand in."""

    material: Material
    sources: list[Source] = field(default_factory=list)
    cases: dict[int, Case] = field(default_factory=dict)
    sets: dict[str, CodeSet] = field(default_factory=dict)
    guids: dict[int, str] = field(default_factory=dict)
    _titles: Counter[tuple[int, str]] = field(default_factory=Counter)

    def add(self, laid_out: LaidOut) -> None:
        conversation = laid_out.conversation
        participant = conversation.participant
        source = self._source(laid_out)
        self.sources.append(source)
        self.guids[conversation.pk] = source.guid
        case = self.cases.get(participant.pk) or self._case(participant)
        sources = tuple(sorted((*case.sources, source.guid)))
        self.cases[participant.pk] = replace(case, sources=sources)
        self._join(f"Sector: {participant.sector.key}", source.guid)
        self._join(f"Kind: {conversation.instrument.kind}", source.guid)

    def _source(self, laid_out: LaidOut) -> Source:
        conversation = laid_out.conversation
        guid = self.material.known_as.guid_of(Identified.TEXT, conversation.pk)
        return Source(
            guid,
            self._title(conversation),
            laid_out.text,
            selections=tuple(self._selections(laid_out, guid)),
            created=day_of(conversation),
            notes=self.material.notes_on.get(("conversation", conversation.pk), ()),
        )

    def _title(self, conversation: Conversation) -> str:
        """Name a text by who speaks and the occasion: names of files hold names of people."""
        participant, kind = conversation.participant, conversation.instrument.kind
        self._titles[participant.pk, kind] += 1
        number = self._titles[participant.pk, kind]
        return f"{participant.pseudonym}, {kind}" + (f" {number}" if number > 1 else "")

    def _selections(self, laid_out: LaidOut, source: str) -> Iterator[Selection]:
        """Yield each coded span once, with everybody who coded it."""
        for revision, first in zip(laid_out.revisions, laid_out.starts, strict=True):
            here = self.material.codings.get(revision.pk, [])
            for (start, end), codings in groupby(here, key=lambda one: (one.start, one.end)):
                span = first + start, first + end
                guid = str(uuid5(UUID(source), f"{span[0]}:{span[1]}"))
                yield Selection(guid, *span, codings=self._codings(list(codings)))

    def _codings(self, codings: Sequence[Coding]) -> tuple[refiqda.Coding, ...]:
        return tuple(sorted(map(self._coding, codings), key=lambda coding: coding.guid))

    def _coding(self, coding: Coding) -> refiqda.Coding:
        return refiqda.Coding(
            self.material.guid_of_coding(coding),
            str(coding.code.guid),
            coder=self.material.coders.of(coding),
            created=self.material.created.get(coding.pk),
            pole=coding.pole,
            target=coding.target,
            notes=self.material.notes_on.get(("coding", coding.pk), ()),
        )

    def _case(self, participant: Participant) -> Case:
        """Tell what is known of somebody here, and what another program said besides."""
        own = tuple(values_of(participant))
        said = {value.variable for value in own}
        kept = self.material.kept.values.get(participant.pk, ())
        values = (*own, *(value for value in kept if value.variable not in said))
        return Case(
            self.material.known_as.guid_of(Identified.PERSON, participant.pk),
            name=participant.pseudonym,
            values=tuple(sorted(values, key=lambda value: value.variable)),
        )

    def _join(self, name: str, source: str) -> None:
        group = self.sets.get(name) or CodeSet(constant(f"set {name}"), name)
        self.sets[name] = replace(group, sources=tuple(sorted((*group.sources, source))))


def by_name(source: Source) -> tuple[str, str]:
    """Order texts by name, the tenth after the ninth."""
    return _NUMBER.sub(lambda number: number[0].zfill(9), source.name), source.guid


def day_of(conversation: Conversation) -> datetime:
    """Return the day something was said. By the hour nobody says it of a text brought in."""
    held_on = conversation.held_on or timezone.localdate(conversation.started_at)
    return datetime.combine(held_on, time(), tzinfo=UTC)
