"""What brings a transcript, says who its speakers are, and takes it in or out as one act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecotone.foundation import audit
from ecotone.foundation.documents import (
    NobodyNamed,
    SpokenConversation,
    read_conversation,
    read_speech,
    turns_in_text,
)
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.choices import InstrumentKind, SpeakerIs, TranscriptState
from ecotone.listening.models import Conversation, TextRevision, Transcript
from ecotone.listening.operations.aliases import listed_names
from ecotone.listening.operations.days import check_has_come
from ecotone.listening.operations.followers import is_kept_secret, rests_on
from ecotone.listening.operations.indexing import leave_no_trace
from ecotone.listening.operations.leave import check_leave
from ecotone.listening.operations.turns import keep_part
from ecotone.listening.queries.transcripts import PersonsPart, parts_of, said_in, spoken_in
from ecotone.register.models import Participant
from ecotone.register.operations.staying import hold_here

KEPT_WAITING = timedelta(days=14)
OFTEN_INTERVIEWERS = frozenset(
    {"interviewer", "int", "i", "q", "researcher", "facilitator", "moderator"}
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """On which occasion something was said: about what, when, and who asked."""

    kind: InstrumentKind
    held_on: date
    asked_by: User


@transaction.atomic
def bring_transcript(  # a brought file is these six facts
    *,
    programme: Programme,
    occasion: Occasion,
    file_name: str,
    content: bytes,
    at: datetime,
    by: User,
) -> Transcript:
    """Read a conversation from a file. It waits until its speakers are known."""
    require(by, Action.LISTEN, programme)
    spoken = read_conversation(content, file_name=file_name)
    return _keep(programme, occasion, file_name, spoken, at, by)


@transaction.atomic
def bring_speech(  # as above
    *,
    participant: Participant,
    occasion: Occasion,
    file_name: str,
    content: bytes,
    at: datetime,
    by: User,
) -> Transcript:
    """Read one person's words with their times from a file that need not name anybody."""
    check_leave(participant, by)
    spoken = read_speech(content, file_name=file_name)
    transcript = _keep(participant.programme, occasion, file_name, spoken, at, by)
    if len(spoken.speakers) == 1:
        transcript.speakers = {spoken.speakers[0]: str(participant.pk)}
        transcript.save(update_fields=["speakers"])
    return transcript


@transaction.atomic
def paste_transcript(
    *, programme: Programme, occasion: Occasion, text: str, at: datetime, by: User
) -> Transcript:
    """Read a conversation from a pasted text. It waits until its speakers are known."""
    require(by, Action.LISTEN, programme)
    spoken = SpokenConversation(turns_in_text(text))
    if not spoken.names_somebody:
        raise NobodyNamed(_("the pasted text"), place=_("line 1"))
    return _keep(programme, occasion, "", spoken, at, by)


@transaction.atomic
def name_speakers(
    *, transcript: Transcript, speakers: Mapping[str, str], at: datetime, by: User
) -> Transcript:
    """Say who each speaker is: a participant by their number, or one of `SpeakerIs`."""
    require(by, Action.LISTEN, transcript.programme)
    held = _locked(transcript, by)
    labels = set(spoken_in(held).speakers)
    held.speakers = {label: who for label, who in speakers.items() if label in labels}
    if not held.are_speakers_named:
        raise Refused(
            _("Not every speaker is named yet."),
            remedy=_("Say of each who it is; “somebody else” leaves their words out."),
        )
    if not parts_of(held, said_in(held)):
        raise Refused(
            _("None of the speakers is a participant, so there would be nothing to keep."),
            remedy=_("Say of at least one speaker which participant it is."),
        )
    held.save(update_fields=["speakers"])
    _audit("named the speakers of a transcript", held, at, by)
    return held


@transaction.atomic
def take_in_transcript(*, transcript: Transcript, at: datetime, by: User) -> list[Conversation]:
    """Make one conversation for each participant who speaks in it: all of them or none."""
    require(by, Action.LISTEN, transcript.programme)
    hold_here([part.participant.pk for part in parts_of(transcript, said_in(transcript))])
    held = _locked(transcript, by)
    said = said_in(held)
    parts = parts_of(held, said)
    if not (parts and held.are_speakers_named):
        raise Refused(
            _("Nobody is named yet whose words these are."),
            remedy=_("Say first who the speakers are."),
        )
    _check_leave_of_all(parts)
    names = listed_names(held.programme, at)
    conversations = [keep_part(held, part.participant, said, names, at, by) for part in parts]
    held.conversations.set(conversations)
    _settle(held, TranscriptState.TAKEN_IN, at)
    _audit("took in a transcript", held, at, by, reason=f"{len(conversations)} conversations")
    return conversations


@transaction.atomic
def leave_transcript(*, transcript: Transcript, at: datetime, by: User) -> Transcript:
    """Take nothing in, and forget what was brought."""
    require(by, Action.LISTEN, transcript.programme)
    held = _locked(transcript, by)
    _settle(held, TranscriptState.LEFT, at)
    _audit("left a transcript", held, at, by)
    return held


@transaction.atomic
def undo_transcript(
    *, transcript: Transcript, losing: int, at: datetime, by: User
) -> Transcript:
    """Remove every conversation that came of a transcript, as one act.

    `losing` is the number of codings the page said would go along; more than that are never
    removed.
    """
    require(by, Action.LISTEN, transcript.programme)
    held = Transcript.objects.select_for_update(of=("self",)).get(pk=transcript.pk)
    if held.state != TranscriptState.TAKEN_IN:
        raise Refused(
            _("There is nothing to undo: this transcript is not taken in."),
            remedy=_("Load the page again to see where it stands."),
        )
    _check_codings(held, losing)
    _check_recordings(held)
    held.conversations.all().delete()
    leave_no_trace()
    held.state, held.settled_at = TranscriptState.UNDONE, at
    held.save(update_fields=["state", "settled_at"])
    _audit("undid a transcript", held, at, by, reason=f"{losing} codings with it")
    return held


def count_resting_on(transcript: Transcript) -> int:
    """Count the codings that undoing a transcript would take along, and that may be told of."""
    return sum(rests_on(text) for text in _texts_of(transcript) if not is_kept_secret(text))


def forget_waiting_transcripts(participant: Participant) -> int:
    """Remove what still waits and holds this person's words."""
    waiting = Transcript.objects.filter(
        programme=participant.programme_id, state=TranscriptState.WAITING
    )
    theirs = [held for held in waiting if str(participant.pk) in held.speakers.values()]
    return Transcript.objects.filter(pk__in=[held.pk for held in theirs]).delete()[0]


@transaction.atomic
def leave_forgotten_transcripts(*, at: datetime) -> int:
    """Leave what nobody has decided about for a fortnight: it holds names and words."""
    waiting = Transcript.objects.select_for_update().filter(
        state=TranscriptState.WAITING, brought_at__lt=at - KEPT_WAITING
    )
    old = list(waiting)
    for held in old:
        _settle(held, TranscriptState.LEFT, at)
    return len(old)


# --- shared steps ----------------------------------------------------------------------------


def _keep(  # a brought conversation is these six facts
    programme: Programme,
    occasion: Occasion,
    file_name: str,
    spoken: SpokenConversation,
    at: datetime,
    by: User,
) -> Transcript:
    check_has_come(
        occasion.held_on,
        timezone.localdate(at),
        remedy=_("Give the day on which it took place."),
    )
    transcript = Transcript.objects.create(
        programme=programme,
        kind=occasion.kind,
        held_on=occasion.held_on,
        asked_by=occasion.asked_by,
        file_name=file_name,
        turns=[
            [turn.speaker, [[said.text, said.from_ms, said.to_ms] for said in turn.words]]
            for turn in spoken.turns
        ],
        speakers=_guessed(spoken, programme),
        brought_by=by,
        brought_at=at,
    )
    _audit("brought a transcript", transcript, at, by)
    return transcript


def _guessed(spoken: SpokenConversation, programme: Programme) -> dict[str, str]:
    """Recognise interviewers and pseudonyms; real names stay out, whoever asks."""
    people = Participant.objects.in_programme(programme).values_list("pseudonym", "pk")
    known = {pseudonym.casefold(): str(pk) for pseudonym, pk in people}
    known |= dict.fromkeys(OFTEN_INTERVIEWERS, SpeakerIs.INTERVIEWER.value)
    labels = {label: label.casefold() for label in spoken.speakers}
    return {label: known[folded] for label, folded in labels.items() if folded in known}


def _locked(transcript: Transcript, by: User) -> Transcript:
    """Return a transcript that still waits, to whoever brought it."""
    found = Transcript.objects.select_for_update(of=("self",)).select_related("programme")
    held = found.filter(pk=transcript.pk).first()
    if held is None or held.brought_by_id != by.pk:
        raise NotYours(
            _("This transcript is not here."),
            remedy=_("Whoever brought it decides about it."),
            attempted=f"transcript:{transcript.pk}",
        )
    if not held.is_waiting:
        raise Refused(
            _("This transcript is settled already: %(state)s.")
            % {"state": held.get_state_display()},
            remedy=_("Load the page again to see where it stands."),
        )
    return held


def _check_leave_of_all(parts: list[PersonsPart]) -> None:
    silent = [str(part.participant) for part in parts if not part.may_be_taken_in]
    if silent:
        raise Refused(
            _("No yes to being asked questions: %(people)s. Nothing was taken in.")
            % {"people": ", ".join(silent)},
            remedy=_("Record their yes first, or leave their words out."),
        )


def _texts_of(transcript: Transcript) -> QuerySet[TextRevision]:
    conversations = transcript.conversations.all()
    return TextRevision.objects.filter(response__conversation__in=conversations)


def _check_codings(held: Transcript, losing: int) -> None:
    if any(map(is_kept_secret, _texts_of(held))):
        raise Refused(
            _(
                "A text of this transcript is being coded, and nobody may know yet what was "
                "found in it."
            ),
            remedy=_("Nothing was undone. Wait until its coders are through."),
        )
    resting = count_resting_on(held)
    if resting > losing:
        said = ngettext(
            "%(number)d coding rests on these texts.",
            "%(number)d codings rest on these texts.",
            resting,
        )
        raise Refused(
            said % {"number": resting},
            remedy=_("Nothing was undone. Tick that they may go too, or keep the transcript."),
        )


def _check_recordings(held: Transcript) -> None:
    if held.conversations.filter(recordings__isnull=False).exists():
        raise Refused(
            _("A recording belongs to this transcript."),
            remedy=_("Delete the recording first: no file can be brought back by undoing."),
        )


def _settle(held: Transcript, state: TranscriptState, at: datetime) -> None:
    """Forget file, words and labels: what was taken in stands in its own texts now."""
    held.state, held.settled_at = state, at
    held.file_name, held.turns, held.speakers = "", [], {}
    held.save()


def _audit(
    verb: str, transcript: Transcript, at: datetime, by: User, *, reason: str = ""
) -> None:
    audit.record(
        verb,
        f"transcript:{transcript.key}",
        programme=transcript.programme,
        actor=audit.actor_key(by),
        at=at,
        reason=reason,
    )
