"""Recordings to test with: the smallest files that are what they say, kept through the form."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from ecotone.foundation.media import PICTURE_MARKS
from ecotone.foundation.models import User
from ecotone.foundation.sealing import SealedUpload, SealingUploadHandler
from ecotone.listening import operations
from ecotone.listening.models import Conversation, Recording
from ecotone.listening.operations import RecordingDetails
from ecotone.listening.queries import recordings_folder
from tests.factories.foundation import NOON

SOUND = b"ID3" + b"\x04\x00" + bytes(range(256)) * 800
FILM = b"\x00\x00\x00\x20ftypisom" + bytes(100) + b"hdlr" + bytes(8) + b"vide" + bytes(90_000)
DETAILS = RecordingDetails(recorded_on=date(2026, 2, 27), delete_on=date(2027, 2, 27))
FILMED = RecordingDetails(
    recorded_on=date(2026, 2, 27),
    delete_on=date(2027, 2, 27),
    pupils="NONE",
    school_authorised_by="head of science, 2 February",
    excluded_pupils="none",
)


def arrived(content: bytes, *, name: str = "talk.mp3") -> SealedUpload:
    """Have a file arrive as from a form."""
    handler = SealingUploadHandler(
        RequestFactory().post("/"),
        folder=recordings_folder(),
        most_bytes=10_000_000,
        marks=PICTURE_MARKS,
    )
    handler.new_file("file", name, "", None)
    handler.receive_data_chunk(content, 0)
    return handler.file_complete(len(content))


def keep(
    conversation: Conversation,
    by: User,
    content: bytes = SOUND,
    *,
    details: RecordingDetails = DETAILS,
) -> Recording:
    return operations.keep_recording(
        conversation=conversation, upload=arrived(content), details=details, at=NOON, by=by
    )


def sound_file(content: bytes = SOUND, *, name: str = "talk.mp3") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def files_kept() -> list[Path]:
    folder = recordings_folder()
    return sorted(folder.iterdir()) if folder.is_dir() else []


@contextmanager
def that_cannot_be_changed(path: Path) -> Iterator[None]:
    """Put a folder where a file should lie: it cannot be removed as one."""
    aside = path.rename(path.parent.parent / "aside")
    path.mkdir()
    yield
    path.rmdir()
    aside.rename(path)
