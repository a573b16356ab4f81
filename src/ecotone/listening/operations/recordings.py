"""What keeps a recording, lets it be heard, and deletes it: on its day, at once."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.media import media_kind
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.foundation.sealing import SealedUpload
from ecotone.listening.choices import Medium
from ecotone.listening.models import Conversation, Recording
from ecotone.listening.operations.days import check_has_come, in_words
from ecotone.listening.queries.recordings import (
    DELETED,
    NOT_DELETED,
    heard_together_with,
    kept_until_at_most,
    not_granting,
    path_of,
    recordings_folder,
)
from ecotone.register.models import Participant

STRAY_AFTER = timedelta(days=1)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RecordingDetails:
    """What is said of a recording: its days, and for a film who allowed it at the school."""

    recorded_on: date
    delete_on: date
    pupils: str = ""
    school_authorised_by: str = ""
    excluded_pupils: str = ""

    @property
    def is_enough_for_film(self) -> bool:
        return bool(self.pupils and self.school_authorised_by and self.excluded_pupils)


@dataclass(frozen=True, slots=True)
class DeletionReport:
    deleted: int
    failed: int
    strays: int


@transaction.atomic
def keep_recording(
    *,
    conversation: Conversation,
    upload: SealedUpload,
    details: RecordingDetails,
    at: datetime,
    by: User,
) -> Recording:
    """Keep a recording of a talk, with everybody who spoke in it."""
    programme = conversation.participant.programme
    require(by, Action.LISTEN, programme)
    kind = media_kind(upload.head, upload.marks)
    if kind is None:
        raise unknown_kind(upload.name or "")
    medium = Medium.VIDEO if kind.shows_pictures else Medium.AUDIO
    together = heard_together_with(conversation)
    _check_leave(medium, together)
    _check_details(medium, details, programme, timezone.localdate(at))
    recording = Recording.objects.create(
        programme=programme,
        medium=medium,
        media_type=kind.media_type,
        byte_size=upload.size or 0,
        data_key=upload.key,
        recorded_on=details.recorded_on,
        delete_on=details.delete_on,
        pupils=details.pupils,
        school_authorised_by=details.school_authorised_by,
        excluded_pupils=details.excluded_pupils,
        brought_by=by,
        brought_at=at,
    )
    recording.conversations.set(together)
    _audit("kept a recording", recording, at, by)
    upload.path.rename(path_of(recording))
    return recording


@transaction.atomic
def open_recording(*, recording: Recording, at: datetime, by: User) -> Recording:
    """Let somebody listen. Names are heard on it, so each time is written down."""
    require(by, Action.READ_RAW, recording.programme)
    _audit("listened to a recording", recording, at, by)
    return recording


@transaction.atomic
def delete_recording(*, recording: Recording, at: datetime, by: User) -> None:
    """Delete a recording before its day. Its transcript stays."""
    require(by, Action.LISTEN, recording.programme)
    _audit("deleted a recording", recording, at, by)
    _remove([recording])


def forget_sound(participant: Participant) -> Mapping[str, int]:
    """Delete every sound recording somebody is heard on, whoever else is."""
    return {gettext_noop("sound recordings"): _forget(participant, Medium.AUDIO)}


def forget_film(participant: Participant) -> Mapping[str, int]:
    """Delete every film somebody is seen on, whoever else is."""
    return {gettext_noop("films"): _forget(participant, Medium.VIDEO)}


def forget_recordings(participant: Participant) -> Mapping[str, int]:
    """Delete all of it: without the conversations nothing says whose voice it is."""
    return {**forget_sound(participant), **forget_film(participant)}


def delete_due_recordings(*, at: datetime) -> DeletionReport:
    """Delete what has come to its day. What fails is written down and tried again tomorrow."""
    due = Recording.objects.filter(delete_on__lte=timezone.localdate(at)).order_by("pk")
    done = [_delete_on_its_day(key, at) for key in due.values_list("pk", flat=True)]
    return DeletionReport(
        deleted=sum(done), failed=len(done) - sum(done), strays=_remove_strays(at)
    )


def unknown_kind(file_name: str) -> Refused:
    return Refused(
        _("%(file)s is no sound or film that a browser plays.") % {"file": file_name},
        remedy=_("Save it as .mp3, .m4a, .wav, .ogg, .webm or .mp4, and bring that."),
    )


# --- shared steps ----------------------------------------------------------------------------


def _check_leave(medium: Medium, together: list[Conversation]) -> None:
    silent = not_granting(medium, together)
    if silent:
        grants = {Medium.AUDIO: _("being recorded"), Medium.VIDEO: _("being filmed")}
        raise Refused(
            _("No yes to %(grant)s: %(people)s. Nothing was kept.")
            % {"grant": grants[medium], "people": ", ".join(str(person) for person in silent)},
            remedy=_("Delete the file on your own device too, unless they say yes."),
        )


def _check_details(
    medium: Medium, details: RecordingDetails, programme: Programme, today: date
) -> None:
    until = kept_until_at_most(programme)
    check_has_come(
        details.recorded_on, today, remedy=_("Give the day on which it was recorded.")
    )
    if details.delete_on <= today:
        raise Refused(
            _("A recording needs a day to come on which it is deleted."),
            remedy=_("Choose a day after today."),
        )
    if until and details.delete_on > until:
        raise Refused(
            _("A recording cannot be kept until %(day)s.")
            % {"day": in_words(details.delete_on)},
            remedy=_("The programme keeps nothing after %(last)s.") % {"last": in_words(until)},
        )
    if medium == Medium.VIDEO and not details.is_enough_for_film:
        raise Refused(
            _("For a film the school must have allowed it."),
            remedy=_("Say who allowed it, how pupils were asked, and who must not be seen."),
        )


def _forget(participant: Participant, medium: Medium) -> int:
    theirs = Recording.objects.filter(conversations__participant=participant, medium=medium)
    recordings = list(theirs.distinct())
    _remove(recordings)
    return len(recordings)


def _remove(recordings: Iterable[Recording]) -> None:
    """Remove the rows, and with them the keys, now; the files once that is certain."""
    for recording in recordings:
        path = path_of(recording)
        recording.delete()
        transaction.on_commit(lambda path=path: _unlink(path))  # type: ignore[misc]  # a default binds it now


def _unlink(path: Path) -> None:
    """Remove a file nobody can read any more; what fails is a stray, removed by the job."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        log.exception("A recording without a key could not be removed from its folder.")


def _delete_on_its_day(key: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            recording = Recording.objects.select_for_update().get(pk=key)
            _audit(DELETED, recording, at, None)
            path_of(recording).unlink(missing_ok=True)
            recording.delete()
    except Recording.DoesNotExist:
        return True  # somebody else deleted it meanwhile
    except OSError as mistake:
        recording = Recording.objects.get(pk=key)
        _audit(NOT_DELETED, recording, at, None, reason=type(mistake).__name__)
        return False
    return True


def _remove_strays(at: datetime) -> int:
    """Remove files without a row: uploads that broke off, deletions that half failed."""
    folder = recordings_folder()
    if not folder.is_dir():
        return 0
    known = {str(key) for key in Recording.objects.values_list("key", flat=True)}
    before = (at - STRAY_AFTER).timestamp()
    strays = [
        path
        for path in folder.iterdir()
        if path.is_file() and path.name not in known and path.stat().st_mtime < before
    ]
    for path in strays:
        _unlink(path)
    return len(strays)


def _audit(
    verb: str, recording: Recording, at: datetime, by: User | None, *, reason: str = ""
) -> None:
    audit.record(
        verb,
        f"recording:{recording.key}",
        programme=recording.programme,
        actor=audit.actor_key(by),
        at=at,
        reason=reason,
    )
