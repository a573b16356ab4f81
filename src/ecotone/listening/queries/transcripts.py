"""Transcripts that wait for a decision, and the turns of texts that came of one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.engine.pseudonyms import OffsetMap
from ecotone.foundation.documents import SpokenConversation, SpokenTurn, SpokenWords
from ecotone.foundation.models import Programme
from ecotone.listening.choices import Mode, SpeakerIs, Voice
from ecotone.listening.models import Conversation, TextRevision, Transcript, Turn
from ecotone.listening.queries.readable import readable_revisions_of
from ecotone.register.models import Participant
from ecotone.register.queries import participants_of

SAMPLE_LETTERS = 160
SAMPLED_TURNS = 8


# --- a transcript that waits -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SpeakerFound:
    """One label of a transcript, what it says in all, and who it is as chosen so far."""

    label: str
    turns: int
    words: int
    sample: str
    is_who: str


@dataclass(frozen=True, slots=True)
class Said:
    """A turn as it will stand: of one participant, of the interviewer, or left out."""

    label: str
    voice: Voice | None
    participant_id: int | None
    words: tuple[SpokenWords, ...]

    @property
    def is_left_out(self) -> bool:
        return self.voice is None

    @property
    def text(self) -> str:
        return " ".join(said.text for said in self.words)

    @property
    def from_ms(self) -> int | None:
        return self.words[0].from_ms


@dataclass(frozen=True, slots=True)
class PersonsPart:
    """What of a transcript would become one person's conversation."""

    participant: Participant
    turns: int
    words: int
    may_be_taken_in: bool


def transcripts_of(programme: Programme) -> QuerySet[Transcript]:
    """Return what was brought to a programme, the latest first, without a word of it."""
    return (
        Transcript.objects.filter(programme=programme)
        .defer("turns", "speakers", "file_name")
        .select_related("brought_by", "asked_by")
        .order_by("-brought_at", "-pk")
    )


def transcript_of(programme: Programme, key: UUID) -> Transcript | None:
    found = Transcript.objects.filter(programme=programme, key=key)
    return found.select_related("programme", "brought_by", "asked_by").first()


def spoken_in(transcript: Transcript) -> SpokenConversation:
    return SpokenConversation(
        tuple(
            SpokenTurn(speaker, tuple(SpokenWords(*words) for words in said))
            for speaker, said in transcript.turns
        )
    )


def speakers_in(transcript: Transcript) -> list[SpeakerFound]:
    """Return the labels in the order in which they first speak."""
    by_label: dict[str, list[SpokenTurn]] = defaultdict(list)
    for turn in spoken_in(transcript).turns:
        by_label[turn.speaker].append(turn)
    return [
        SpeakerFound(
            label=label,
            turns=len(turns),
            words=sum(turn.word_count for turn in turns),
            sample=_shortened(max((turn.text for turn in turns[:SAMPLED_TURNS]), key=len)),
            is_who=transcript.speakers.get(label, ""),
        )
        for label, turns in by_label.items()
    ]


def said_in(transcript: Transcript) -> list[Said]:
    """Return all turns as chosen. What follows on from the same person is one turn."""
    turns = groupby(_as_chosen(transcript), key=lambda turn: (turn.voice, turn.participant_id))
    return [_together(list(same)) for _who, same in turns]


def _as_chosen(transcript: Transcript) -> Iterator[Said]:
    """Give each turn to whom its label stands for; to whoever spoke before, if to nobody."""
    chosen, label = str(SpeakerIs.SOMEBODY_ELSE), ""
    for turn in spoken_in(transcript).turns:
        is_who = transcript.speakers.get(turn.speaker, SpeakerIs.SOMEBODY_ELSE)
        if is_who == SpeakerIs.NO_SPEAKER:
            words = _with_label(turn)
        else:
            words, chosen, label = turn.words, is_who, turn.speaker
        yield Said(label, _voice_of(chosen), _participant_of(chosen), words)


def _voice_of(chosen: str) -> Voice | None:
    if chosen == SpeakerIs.INTERVIEWER:
        return Voice.INTERVIEWER
    return Voice.PARTICIPANT if chosen.isdecimal() else None


def _participant_of(chosen: str) -> int | None:
    return int(chosen) if chosen.isdecimal() else None


def _with_label(turn: SpokenTurn) -> tuple[SpokenWords, ...]:
    """Put what was no speaker after all back before its words."""
    first, *others = turn.words
    text = f"{turn.speaker}: {first.text}" if turn.speaker else first.text
    return (SpokenWords(text, first.from_ms, first.to_ms), *others)


def _together(same: list[Said]) -> Said:
    first = same[0]
    words = tuple(words for turn in same for words in turn.words)
    return Said(first.label, first.voice, first.participant_id, words)


def parts_of(transcript: Transcript, said: Sequence[Said]) -> list[PersonsPart]:
    """Say for each participant who speaks in it what is theirs, and whether we may have it."""
    programme = transcript.programme
    speaking = {turn.participant_id for turn in said if turn.participant_id}
    people = participants_of(programme).filter(pk__in=speaking)
    granting = set(
        participants_granting(Grant.INTERVIEW, programme).values_list("pk", flat=True)
    )
    return [
        PersonsPart(
            participant=person,
            turns=sum(turn.participant_id == person.pk for turn in said),
            words=sum(
                len(turn.text.split()) for turn in said if turn.participant_id == person.pk
            ),
            may_be_taken_in=person.pk in granting,
        )
        for person in people
    ]


def _shortened(words: str) -> str:
    if len(words) <= SAMPLE_LETTERS:
        return words
    return words[:SAMPLE_LETTERS].rpartition(" ")[0] + " …"


# --- the turns of a text ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlacedTurn:
    """A turn of a text as it is studied: whose words, where they stand, when they were said."""

    voice: Voice
    start: int
    end: int
    text: str
    from_ms: int | None
    to_ms: int | None

    @property
    def is_asking(self) -> bool:
        return self.voice == Voice.INTERVIEWER


def turns_of(revision: TextRevision) -> list[PlacedTurn]:
    """Return the turns of a text in order; none when it never was a transcript."""
    places = OffsetMap.from_lists(revision.offset_map)
    return [
        _placed(turn, places, revision)
        for turn in Turn.objects.filter(raw=revision.raw_id).order_by("position")
    ]


def turns_in(conversation: Conversation) -> list[PlacedTurn]:
    """Return the turns of a conversation that may be read now, if it came of a transcript."""
    if conversation.mode != Mode.TRANSCRIPT:
        return []
    revisions = readable_revisions_of(conversation)
    return [turn for revision in revisions for turn in turns_of(revision)]


def interviewer_spans(
    revisions: QuerySet[TextRevision],
) -> Mapping[int, list[tuple[int, int]]]:
    """Say for each of these texts where the interviewer speaks: nobody codes those words."""
    asked: dict[int, list[tuple[int, int]]] = defaultdict(list)
    turns = Turn.objects.filter(raw__revisions__in=revisions, voice=Voice.INTERVIEWER)
    for raw, start, end in turns.order_by("raw", "position").values_list("raw", "start", "end"):
        asked[raw].append((start, end))
    spans: dict[int, list[tuple[int, int]]] = {}
    with_turns = revisions.filter(raw__in=asked) if asked else revisions.none()
    for pk, raw, offset_map in with_turns.values_list("pk", "raw", "offset_map"):
        places = OffsetMap.from_lists(offset_map)
        spans[pk] = [places.span(start, end) for start, end in asked[raw]]
    return spans


def _placed(turn: Turn, places: OffsetMap, revision: TextRevision) -> PlacedTurn:
    start, end = places.span(turn.start, turn.end)
    return PlacedTurn(
        voice=Voice(turn.voice),
        start=start,
        end=end,
        text=revision.passage(start, end),
        from_ms=turn.from_ms,
        to_ms=turn.to_ms,
    )
