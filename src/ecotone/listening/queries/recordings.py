"""Recordings: which there are, who may be heard on them, until when, and what was deleted."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import ngettext

from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.foundation.models import AuditEvent, Programme
from ecotone.listening.choices import Medium
from ecotone.listening.models import Conversation, Recording
from ecotone.listening.queries.readable import conversations_in
from ecotone.register.models import Participant
from ecotone.register.queries import Told, protection_of

A_YEAR = timedelta(days=365)
DELETED, NOT_DELETED = "deleted a recording on its day", "could not delete a recording"
GRANT_FOR = {Medium.AUDIO: Grant.AUDIO, Medium.VIDEO: Grant.VIDEO}


def recordings_folder() -> Path:
    return Path(settings.RECORDINGS)


def path_of(recording: Recording) -> Path:
    return recordings_folder() / str(recording.key)


def recordings_of(programme: Programme) -> QuerySet[Recording]:
    """Return the recordings that may be heard now, the next to be deleted first."""
    return (
        _allowed(programme)
        .select_related("brought_by")
        .prefetch_related("conversations__participant__sector", "conversations__instrument")
        .order_by("delete_on", "pk")
    )


def recordings_with(conversation: Conversation) -> QuerySet[Recording]:
    return recordings_of(conversation.participant.programme).filter(conversations=conversation)


def recording_of(programme: Programme, key: UUID) -> Recording | None:
    """Return a recording, unless somebody on it does not allow it, or not any more."""
    return recordings_of(programme).filter(key=key).first()


def heard_together_with(conversation: Conversation) -> list[Conversation]:
    """Return everybody's conversation that came of the same talk: one recording holds all."""
    same = conversations_in(conversation.participant.programme).filter(
        transcripts__in=conversation.transcripts.all()
    )
    return list(same.distinct()) or [conversation]


def not_granting(medium: Medium, conversations: Sequence[Conversation]) -> list[Participant]:
    """Return those of a talk who have not said yes to this kind of recording."""
    programme = conversations[0].participant.programme
    granting = participants_granting(GRANT_FOR[medium], programme)
    allowed = set(granting.values_list("pk", flat=True))
    people = (conversation.participant for conversation in conversations)
    return [person for person in people if person.pk not in allowed]


def kept_until_at_most(programme: Programme) -> date | None:
    """Say until when the programme keeps anything about people, if it says so."""
    protection = protection_of(programme)
    return protection.kept_until if protection else None


def proposed_deletion(programme: Programme, today: date) -> date:
    """Propose a year from now, or the day the programme ends keeping things if it is sooner."""
    until = kept_until_at_most(programme)
    return min(until, today + A_YEAR) if until and until > today else today + A_YEAR


def recordings_without_file() -> tuple[int, int]:
    """Count the recordings of every programme whose file is missing, and all there are."""
    kept = list(Recording.objects.only("key"))
    return sum(not path_of(recording).is_file() for recording in kept), len(kept)


def overdue_recordings(programme: Programme, *, today: date) -> QuerySet[Recording]:
    """Return what the deletion job should have deleted by now, and could not."""
    return Recording.objects.filter(programme=programme, delete_on__lt=today)


def deletions_in(programme: Programme) -> QuerySet[AuditEvent]:
    """Return what the deletion job did and what it could not do, the latest first."""
    verbs = (DELETED, NOT_DELETED)
    return AuditEvent.objects.filter(programme=programme, verb__in=verbs).order_by("-position")


def sound_told(participant: Participant) -> Told:
    return _told(participant, Medium.AUDIO)


def film_told(participant: Participant) -> Told:
    return _told(participant, Medium.VIDEO)


def uses_of_sound(participant: Participant, grant: Grant) -> Mapping[str, int]:
    """Count the sound recordings nobody can hear any more without this grant."""
    if grant not in {Grant.AUDIO, Grant.INTERVIEW}:
        return {}
    number = _held_of(participant, Medium.AUDIO).count()
    return {
        ngettext("%(number)s sound recording", "%(number)s sound recordings", number): number
    }


def uses_of_film(participant: Participant, grant: Grant) -> Mapping[str, int]:
    """Count the films nobody can see any more without this grant."""
    if grant not in {Grant.VIDEO, Grant.INTERVIEW}:
        return {}
    number = _held_of(participant, Medium.VIDEO).count()
    return {ngettext("%(number)s film", "%(number)s films", number): number}


def _told(participant: Participant, medium: Medium) -> Told:
    return [
        {
            "recorded_on": recording.recorded_on.isoformat(),
            "deleted_on": recording.delete_on.isoformat(),
            "bytes": recording.byte_size,
            "kind": recording.media_type,
        }
        for recording in _held_of(participant, medium).order_by("pk")
    ]


def _held_of(participant: Participant, medium: Medium) -> QuerySet[Recording]:
    held = Recording.objects.filter(conversations__participant=participant, medium=medium)
    return held.distinct()


def _allowed(programme: Programme) -> QuerySet[Recording]:
    """Leave out what anybody on it does not allow at this moment."""
    found = Recording.objects.filter(programme=programme)
    for medium, grant in GRANT_FOR.items():
        silent = _without_leave(grant, programme)
        found = found.exclude(Exists(silent), medium=medium)
    return found.exclude(Exists(_without_leave(Grant.INTERVIEW, programme)))


def _without_leave(grant: Grant, programme: Programme) -> QuerySet[Conversation]:
    on_it = Conversation.objects.filter(recordings=OuterRef("pk"))
    return on_it.exclude(participant__in=participants_granting(grant, programme))
