"""Sound and film are told by what is in the file."""

import pytest

from ecotone.foundation.media import PICTURE_MARKS, media_kind

MP4, WEBM = b"\x00\x00\x00\x20ftypM4A ", b"\x1a\x45\xdf\xa3 webm"


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"ID3\x04", "audio/mpeg"),
        (b"\xff\xfb\x90", "audio/mpeg"),
        (b"\xff\xf1\x50", "audio/aac"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt", "audio/wav"),
        (b"fLaC\x00", "audio/flac"),
        (b"OggS\x00", "audio/ogg"),
        (MP4, "audio/mp4"),
        (WEBM, "audio/webm"),
    ],
)
def test_sound_is_recognised(head: bytes, media_type: str) -> None:
    kind = media_kind(head, frozenset())

    assert kind is not None
    assert (kind.media_type, kind.shows_pictures) == (media_type, False)


@pytest.mark.parametrize("mark", sorted(PICTURE_MARKS))
@pytest.mark.parametrize(("head", "media_type"), [(MP4, "video/mp4"), (WEBM, "video/webm")])
def test_a_file_with_pictures_in_it_is_a_film_whatever_it_is_called(
    head: bytes, media_type: str, mark: bytes
) -> None:
    kind = media_kind(head, frozenset({mark}))

    assert kind is not None
    assert (kind.media_type, kind.shows_pictures) == (media_type, True)


@pytest.mark.parametrize(
    "head", [b"", b"MZ", b"RIFF\x00\x00\x00\x00AVI ", b"%PDF", b"PK\x03\x04", b"\xff\xd8\xff"]
)
def test_anything_else_is_neither(head: bytes) -> None:
    assert media_kind(head, frozenset()) is None
