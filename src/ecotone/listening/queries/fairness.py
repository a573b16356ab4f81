"""Where notes stand with the people they are about: shown, waiting, fair, corrected, out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from ecotone.foundation.models import Programme
from ecotone.listening.choices import Fairness, Mode, Verdict
from ecotone.listening.models import (
    Conversation,
    NotesReturn,
    NoteVerdict,
    Question,
    Response,
    TextRevision,
)
from ecotone.listening.queries.readable import newest_even_if_empty, readable_revisions
from ecotone.register.models import Participant


@dataclass(frozen=True, slots=True)
class Note:
    """What was noted under one question, with what the person says of it, if anything yet."""

    response: Response
    question: Question
    wording: str
    revision: TextRevision
    verdict: Verdict | None

    @property
    def is_out(self) -> bool:
        return self.verdict == Verdict.TAKEN_OUT

    @property
    def waits(self) -> bool:
        return self.verdict is None and bool(self.revision.text)


def notes_in(conversation: Conversation) -> list[Note]:
    """Return the notes of a talk as they stand, also those their person took out."""
    verdicts = _verdicts_on([conversation.pk])
    newest = _newest_revisions([conversation.pk]).select_related("response__question")
    notes = [
        Note(
            response=revision.response,
            question=question,
            wording=question.put_to(conversation.participant).text,
            revision=revision,
            verdict=verdicts.get(revision.raw_id),
        )
        for revision in newest.order_by("response__question__number")
        if (question := revision.response.question) is not None
    ]
    return [note for note in notes if note.revision.text or note.is_out]


def fairness_of(conversations: Iterable[Conversation]) -> Mapping[int, Fairness]:
    """Say of every talk with notes where they stand; talks without notes are left out."""
    of_notes = [c.pk for c in conversations if not c.is_verbatim]
    if not of_notes:
        return {}
    returned = dict(
        NotesReturn.objects.filter(conversation__in=of_notes).values_list(
            "conversation", "returned_at"
        )
    )
    verdicts, notes = _verdicts_on(of_notes), _arrivals(of_notes)
    standing = {
        talk: _standing(arrived, verdicts, returned.get(talk))
        for talk, arrived in notes.items()
    }
    return {talk: where for talk, where in standing.items() if where is not None}


def unconfirmed_notes(conversation: Conversation) -> Fairness | None:
    """Say how far notes are from being confirmed; nothing when they are, or are no notes."""
    where = fairness_of([conversation]).get(conversation.pk)
    return None if where is None or where.is_settled else where


def talks_to_check(participant: Participant) -> list[tuple[Conversation, Fairness]]:
    """Return the talks whose notes were laid before this participant, newest first."""
    returned = Conversation.objects.filter(
        participant=participant, notes_return__isnull=False, mode__in=Mode.of_notes()
    )
    talks = list(returned.select_related("instrument", "asked_by").order_by("-started_at"))
    standing = fairness_of(talks)
    return [
        (talk, standing[talk.pk])
        for talk in talks
        if standing.get(talk.pk, Fairness.NOT_SHOWN) != Fairness.NOT_SHOWN
    ]


def verbatim_revisions(programme: Programme) -> QuerySet[TextRevision]:
    """Keep what may be quoted as somebody's own words. Notes never are, confirmed or not.

    Whatever prints, publishes or exports sentences in quotation marks starts from these.
    """
    return readable_revisions(programme).filter(
        response__conversation__mode__in=Mode.verbatim()
    )


# --- shared steps ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Arrived:
    raw_id: int
    at: datetime
    is_empty: bool


def _standing(
    arrived: Iterable[_Arrived],
    verdicts: Mapping[int, Verdict],
    returned_at: datetime | None,
) -> Fairness | None:
    judged = {verdicts[note.raw_id] for note in arrived if note.raw_id in verdicts}
    open_ones = [note for note in arrived if note.raw_id not in verdicts and not note.is_empty]
    if open_ones:
        is_shown = returned_at and all(note.at <= returned_at for note in open_ones)
        return Fairness.WAITING if is_shown else Fairness.NOT_SHOWN
    if not judged:
        return None
    if judged == {Verdict.TAKEN_OUT}:
        return Fairness.TAKEN_OUT
    return Fairness.FAIR if judged == {Verdict.FAIR} else Fairness.CORRECTED


def _newest_revisions(conversations: Iterable[int]) -> QuerySet[TextRevision]:
    """Keep the newest text of each note, one that was taken out included."""
    return newest_even_if_empty().filter(
        response__conversation__in=conversations, response__question__isnull=False
    )


def _arrivals(conversations: Iterable[int]) -> Mapping[int, list[_Arrived]]:
    rows = _newest_revisions(conversations).annotate(is_empty=Q(text=""))
    arrived: dict[int, list[_Arrived]] = {}
    for talk, raw, at, is_empty in rows.values_list(
        "response__conversation", "raw", "raw__arrived_at", "is_empty"
    ):
        arrived.setdefault(talk, []).append(_Arrived(raw, at, is_empty))
    return arrived


def _verdicts_on(conversations: Iterable[int]) -> Mapping[int, Verdict]:
    """Return the verdict that holds, by the words it speaks of."""
    given = NoteVerdict.objects.filter(response__conversation__in=conversations)
    return {
        raw: Verdict(said) for raw, said in given.order_by("pk").values_list("raw", "verdict")
    }
