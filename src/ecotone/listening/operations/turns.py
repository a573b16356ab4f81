"""What makes one person's conversation of a transcript: their turns and the interviewer's."""

from collections.abc import Sequence
from datetime import datetime

from ecotone.engine.pseudonyms import Names
from ecotone.foundation.models import User
from ecotone.listening.choices import InstrumentKind, Mode, Voice
from ecotone.listening.models import Conversation, Response, Transcript, Turn
from ecotone.listening.operations.freezing import freeze, with_plain_line_ends
from ecotone.listening.operations.writing import open_conversation
from ecotone.listening.queries.transcripts import Said
from ecotone.register.models import Participant

BETWEEN_TURNS = "\n\n"


def keep_part(  # one person's part of a transcript is these six facts
    transcript: Transcript,
    participant: Participant,
    said: Sequence[Said],
    names: Names,
    at: datetime,
    by: User,
) -> Conversation:
    """Keep what one participant and the interviewer said, and never what others did."""
    theirs = [turn for turn in said if turn.participant_id in {None, participant.pk}]
    text, turns = _laid_out(theirs)
    conversation = _opened(transcript, participant, at, by)
    response = Response.objects.create(
        conversation=conversation, draft=with_plain_line_ends(text), saved_at=at
    )
    revision = freeze(response, at, by=by, names=names)
    for turn in turns:
        turn.raw = revision.raw
    Turn.objects.bulk_create(turns, batch_size=500)
    return conversation


def _opened(
    transcript: Transcript, participant: Participant, at: datetime, by: User
) -> Conversation:
    conversation = open_conversation(
        participant=participant,
        kind=InstrumentKind(transcript.kind),
        mode=Mode.TRANSCRIPT,
        at=at,
        by=by,
    )
    conversation.asked_by = transcript.asked_by
    conversation.held_on, conversation.finished_at = transcript.held_on, at
    conversation.save(update_fields=["asked_by", "held_on", "finished_at"])
    return conversation


def _laid_out(said: Sequence[Said]) -> tuple[str, list[Turn]]:
    """Write the turns one below the other, and note where each stands."""
    written: list[str] = []
    turns: list[Turn] = []
    start = 0
    for turn in said:
        if turn.voice is not None:
            turns.append(_placed(turn, turn.voice, start, len(turns)))
            written.append(turn.text)
            start = turns[-1].end + len(BETWEEN_TURNS)
    return BETWEEN_TURNS.join(written), turns


def _placed(turn: Said, voice: Voice, start: int, position: int) -> Turn:
    cues, place = [], start
    for words in turn.words:
        if words.from_ms is not None:
            cues.append([place, place + len(words.text), words.from_ms, words.to_ms])
        place += len(words.text) + 1  # the space between them
    return Turn(
        position=position,
        start=start,
        end=place - 1,
        voice=voice,
        from_ms=turn.words[0].from_ms,
        to_ms=turn.words[-1].to_ms,
        cues=cues,
    )
