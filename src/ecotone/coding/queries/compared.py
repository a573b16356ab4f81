"""Texts that two coders have read: who read which, what each found, unit by unit.

A unit is one answer to one question. A transcript has no questions of its own, so there each
paragraph of its speaker is one.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from ecotone.coding.choices import Layer, RoundState
from ecotone.coding.models import CodingQuerySet, CodingRound, RoundCoder
from ecotone.coding.queries.passages import readable_codings
from ecotone.engine.agreement import Coded, CodedSpan, Reading, Stretch, Unit
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import TextRevision
from ecotone.listening.queries import interviewer_spans, readable_revisions

CONVERSATION = "revision__response__conversation"
SPOKEN = re.compile(r"[^\n]*\S[^\n]*")
TWO = 2

Readers = Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one unit stands: the text, and the stretch of it that is the unit."""

    revision: int
    stretch: Stretch


@dataclass(frozen=True, slots=True)
class Compared:
    """What coders did with the texts that two or more of them have read.

    Attributes
    ----------
    coded
        The same for the engine: documents, units, coders and codes named by their numbers.
    coders
        Everybody who read one of these texts, by number.
    places
        Where each unit stands.
    settled
        The units and codes of which it was settled that the code applies.
    decided
        The units and codes of which all that coders said was settled, one way or the other.
    closed
        The texts whose round is closed: what was not settled there does not apply.
    rounds
        The newest round of each text that has one, to go and settle in.
    """

    coded: Coded
    coders: Mapping[str, User]
    places: Mapping[Unit, Place]
    settled: frozenset[tuple[Unit, str]]
    decided: frozenset[tuple[Unit, str]]
    closed: frozenset[str]
    rounds: Mapping[str, CodingRound]

    @property
    def texts(self) -> int:
        return len({unit.document for unit in self.coded.units})

    def decision_on(self, unit: Unit, code: str) -> bool | None:
        """Say whether it was settled that a code applies in a unit; None while it is open.

        Where all that coders said of it was settled, and the code was not, it does not apply.
        """
        if (unit, code) in self.settled:
            return True
        is_decided = unit.document in self.closed or (unit, code) in self.decided
        return False if is_decided else None


def compared_in(
    programme: Programme, *, reader: User, coding_round: CodingRound | None = None
) -> Compared:
    """Gather what this reader may compare, in a whole programme or in one round.

    What is coded blind is in nobody's comparison, its own coder's included; and a text that
    the reader codes blind is not in theirs. As many queries for many texts as for few.
    """
    visible = readable_codings(programme).seen_by(reader)
    rounds = CodingRound.objects.filter(programme=programme).exclude(
        is_blind=True, revealed_at__isnull=True
    )
    if coding_round is not None:
        visible, rounds = visible.filter(round=coding_round), rounds.filter(pk=coding_round.pk)
    codings = list(_rows(visible.filter(layer=Layer.CODER)))
    readers = _readers(codings, _submitted(rounds), without=_read_blind(reader))
    laid_out, by_text = _Layout(readers, programme), _round_of_text(rounds)
    return Compared(
        coded=_coded(codings, readers, laid_out),
        coders=_named(readers),
        places=laid_out.places,
        settled=_touched(_rows(visible.filter(layer=Layer.SETTLED)), laid_out),
        decided=_decided(codings, laid_out),
        closed=frozenset(
            document for document, found in by_text.items() if found.state == RoundState.CLOSED
        ),
        rounds=by_text,
    )


# --- who read what ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """One coding, as far as a comparison needs it."""

    conversation: int
    revision: int
    start: int
    end: int
    code: int
    pole: str
    coder: int
    outcome: str


def _rows(codings: CodingQuerySet) -> Iterator[_Row]:
    fields = (CONVERSATION, "revision", "start", "end", "code", "pole", "coder", "outcome")
    ordered = codings.order_by("revision", "start", "end", "pk")
    for row in ordered.values_list(*fields).iterator(chunk_size=2000):
        yield _Row(*row)


def _submitted(rounds: Iterable[CodingRound]) -> dict[int, set[int]]:
    """Say who is through with which texts: silence there is a no."""
    members = RoundCoder.objects.filter(round__in=rounds, submitted_at__isnull=False)
    read: dict[int, set[int]] = defaultdict(set)
    for text, coder in members.values_list("round__texts", "coder"):
        if text is not None:
            read[text].add(coder)
    return read


def _read_blind(reader: User) -> set[int]:
    blind = CodingRound.objects.filter(
        is_blind=True, revealed_at__isnull=True, coders=reader, texts__isnull=False
    )
    return set(blind.values_list("texts", flat=True))


def _readers(
    codings: Iterable[_Row], submitted: Mapping[int, set[int]], *, without: set[int]
) -> Readers:
    """Keep the texts with two readers: who found something, and who said to be through."""
    read = defaultdict(set, {text: set(coders) for text, coders in submitted.items()})
    for row in codings:
        read[row.conversation].add(row.coder)
    return {
        text: frozenset(who)
        for text, who in read.items()
        if len(who) >= TWO and text not in without
    }


def _named(readers: Readers) -> dict[str, User]:
    wanted = {coder for who in readers.values() for coder in who}
    found = User.objects.filter(pk__in=wanted).order_by("name", "pk")
    return {str(user.pk): user for user in found}


# --- the units of their texts ----------------------------------------------------------------


class _Layout:
    """The units of the texts that are compared, and which of them a stretch touches."""

    def __init__(self, readers: Readers, programme: Programme) -> None:
        self.places: dict[Unit, Place] = {}
        self.in_revision: dict[int, list[tuple[Unit, Stretch]]] = {}
        revisions = readable_revisions(programme).filter(
            response__conversation__in=list(readers)
        )
        asked = interviewer_spans(revisions)
        rows = revisions.select_related("response").defer("response__draft")
        for revision in rows.order_by("response__conversation", "pk"):
            self._add(revision, asked.get(revision.pk, ()))

    def _add(self, revision: TextRevision, asked: Sequence[Stretch]) -> None:
        document = str(revision.response.conversation_id)
        here = []
        for number, stretch in enumerate(_stretches(revision, asked), start=1):
            unit = Unit(document, f"{revision.pk:09}.{number:06}")
            self.places[unit] = Place(revision.pk, stretch)
            here.append((unit, stretch))
        self.in_revision[revision.pk] = here

    def units_of(self, row: _Row) -> Iterator[Unit]:
        """Yield the units a coding touches: none where it lies in words nobody codes."""
        here = self.in_revision.get(row.revision, [])
        first = bisect_right(here, row.start, key=lambda each: each[1][1])
        for unit, (start, _end) in here[first:]:
            if start >= row.end:
                return
            yield unit


def _stretches(revision: TextRevision, asked: Sequence[Stretch]) -> Iterator[Stretch]:
    if revision.response.question_id is not None:
        if revision.text.strip():
            yield 0, len(revision.text)
        return
    ends = [end for _start, end in asked]
    for found in SPOKEN.finditer(revision.text):
        before = bisect_right(ends, found.start())
        is_asked = before < len(asked) and asked[before][0] <= found.start()
        if not is_asked:
            yield found.span()


def _coded(codings: Iterable[_Row], readers: Readers, layout: _Layout) -> Coded:
    spans = tuple(
        CodedSpan(unit, str(row.coder), str(row.code), row.start, row.end, row.pole)
        for row in codings
        if row.conversation in readers
        for unit in layout.units_of(row)
    )
    documents = {unit.document for unit in layout.places}
    readings = tuple(
        Reading(str(text), str(coder))
        for text, who in sorted(readers.items())
        if str(text) in documents
        for coder in sorted(who)
    )
    return Coded(tuple(layout.places), readings, spans)


def _decided(codings: Iterable[_Row], layout: _Layout) -> frozenset[tuple[Unit, str]]:
    rows = list(codings)
    waiting = _touched((row for row in rows if not row.outcome), layout)
    return _touched((row for row in rows if row.outcome), layout) - waiting


def _touched(rows: Iterable[_Row], layout: _Layout) -> frozenset[tuple[Unit, str]]:
    return frozenset((unit, str(row.code)) for row in rows for unit in layout.units_of(row))


def _round_of_text(rounds: QuerySet[CodingRound]) -> dict[str, CodingRound]:
    found = rounds.order_by("opened_at", "pk").prefetch_related("texts")
    return {str(text.pk): each for each in found for text in each.texts.all()}
