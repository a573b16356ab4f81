"""What a file of sound or film is, told by what is in it and never by its name."""

import re
from dataclasses import dataclass

_MP4, _WEBM, _OGG, _RIFF = b"ftyp", b"\x1a\x45\xdf\xa3", b"OggS", b"RIFF"
# Where an MP4 file says that a track of it is pictures; in WebM, the names of their codecs.
PICTURE_MARKS = frozenset(
    {
        b"hdlr\0\0\0\0\0\0\0\0vide",
        b"hdlr\0\0\0\0mhlrvide",
        b"V_AV1",
        b"V_MPEG",
        b"V_THEORA",
        b"V_VP8",
        b"V_VP9",
        b"\x80theora",
    }
)
_MPEG_FRAME = re.compile(rb"\xff[\xe2-\xff]", re.DOTALL)
_AAC_FRAME = re.compile(rb"\xff[\xf0\xf1\xf8\xf9]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class MediaKind:
    """A kind of file that browsers play, and whether pictures are in this one."""

    media_type: str
    shows_pictures: bool = False


def media_kind(head: bytes, marks: frozenset[bytes]) -> MediaKind | None:
    """Tell the kind by how a file begins and which of `PICTURE_MARKS` stand in it.

    >>> media_kind(b"ID3...", frozenset())
    MediaKind(media_type='audio/mpeg', shows_pictures=False)
    """
    container = _container(head)
    if container:
        has_pictures = bool(marks & PICTURE_MARKS)
        return MediaKind(f"{'video' if has_pictures else 'audio'}/{container}", has_pictures)
    sound = _sound(head)
    return MediaKind(sound) if sound else None


def _container(head: bytes) -> str:
    """Name a kind that may hold pictures as well as sound."""
    if head[4:8] == _MP4:
        return "mp4"
    if head.startswith(_WEBM):
        return "webm"
    return "ogg" if head.startswith(_OGG) else ""


def _sound(head: bytes) -> str:
    if head.startswith(_RIFF) and head[8:12] == b"WAVE":
        return "audio/wav"
    if head.startswith(b"fLaC"):
        return "audio/flac"
    if _AAC_FRAME.match(head):
        return "audio/aac"
    return "audio/mpeg" if head.startswith(b"ID3") or _MPEG_FRAME.match(head) else ""
