"""Large files lie sealed: never in the clear, opened from any place, changes noticed."""

from pathlib import Path

import pytest
from django.core.files.uploadhandler import StopUpload
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as some

from ecotone.foundation.sealing import (
    PIECE_BYTES,
    BrokenSeal,
    NoSuchRange,
    SealedWriter,
    SealingUploadHandler,
    new_key,
    read_sealed,
    sealed_size,
    wanted_range,
)

CONTENT = b"".join(number.to_bytes(4, "big") for number in range(33_000))


def seal(folder: Path, content: bytes) -> tuple[Path, str]:
    path, key = folder / "file", new_key()
    writer = SealedWriter(path, key)
    for start in range(0, len(content), 10_000):
        writer.write(content[start : start + 10_000])
    writer.finish()
    return path, key


@pytest.fixture
def sealed(tmp_path: Path) -> tuple[Path, str]:
    return seal(tmp_path, CONTENT)


def opened(path: Path, key: str, first: int, last: int, size: int = len(CONTENT)) -> bytes:
    return b"".join(read_sealed(path, key, byte_size=size, first=first, last=last))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (0, len(CONTENT) - 1),
        (0, 0),
        (PIECE_BYTES - 1, PIECE_BYTES),
        (PIECE_BYTES, 2 * PIECE_BYTES - 1),
        (len(CONTENT) - 1, len(CONTENT) - 1),
        (70_000, 140_000),
    ],
)
def test_any_stretch_of_it_can_be_opened(
    sealed: tuple[Path, str], first: int, last: int
) -> None:
    assert opened(*sealed, first, last) == CONTENT[first : last + 1]


def test_nothing_of_it_lies_in_the_clear(sealed: tuple[Path, str]) -> None:
    path, _key = sealed

    lying = path.read_bytes()

    assert len(lying) == sealed_size(len(CONTENT))
    assert not any(CONTENT[at : at + 16] in lying for at in range(0, len(CONTENT) - 16, 997))


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES, PIECE_BYTES + 1])
def test_every_size_comes_back_whole(tmp_path: Path, size: int) -> None:
    path, key = seal(tmp_path, CONTENT[:size])

    assert path.stat().st_size == sealed_size(size)
    assert size == 0 or opened(path, key, 0, size - 1, size) == CONTENT[:size]


def swapped(lying: bytes) -> bytes:
    piece = PIECE_BYTES + 16
    return lying[piece : 2 * piece] + lying[:piece] + lying[2 * piece :]


@pytest.mark.parametrize(
    "change",
    [
        lambda lying: lying[:-1],
        lambda lying: lying[:5] + bytes([lying[5] ^ 1]) + lying[6:],
        swapped,
        lambda lying: lying[:0],
    ],
)
def test_a_file_that_was_changed_is_not_opened(
    sealed: tuple[Path, str], change: object
) -> None:
    path, key = sealed
    path.write_bytes(change(path.read_bytes()))

    with pytest.raises(BrokenSeal):
        opened(path, key, 0, len(CONTENT) - 1)


def test_a_file_cut_off_after_a_whole_piece_is_noticed(sealed: tuple[Path, str]) -> None:
    path, key = sealed
    path.write_bytes(path.read_bytes()[: 2 * (PIECE_BYTES + 16)])

    with pytest.raises(BrokenSeal):
        opened(path, key, 0, 2 * PIECE_BYTES - 1, 2 * PIECE_BYTES)


def test_another_key_opens_nothing(sealed: tuple[Path, str]) -> None:
    with pytest.raises(BrokenSeal):
        opened(sealed[0], new_key(), 0, 10)


def test_a_writer_that_breaks_off_seals_no_end(tmp_path: Path) -> None:
    path = tmp_path / "file"
    writer = SealedWriter(path, new_key())

    writer.write(b"words")
    writer.abandon()

    assert path.read_bytes() == b""


# --- ranges ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "answer"),
    [
        ("bytes=0-", "bytes 0-99/100"),
        ("bytes=10-19", "bytes 10-19/100"),
        ("bytes=90-200", "bytes 90-99/100"),
        ("bytes=-10", "bytes 90-99/100"),
        ("bytes=-500", "bytes 0-99/100"),
    ],
)
def test_a_range_is_read_as_browsers_mean_it(header: str, answer: str) -> None:
    assert str(wanted_range(header, 100)) == answer


@pytest.mark.parametrize("header", ["", "bytes=-", "bytes=5-3", "bytes=0-1,3-4", "lines=1-2"])
def test_what_is_no_single_range_asks_for_the_whole(header: str) -> None:
    assert wanted_range(header, 100) is None


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=200-300", "bytes=-0"])
def test_bytes_beyond_the_end_are_not_there(header: str) -> None:
    with pytest.raises(NoSuchRange):
        wanted_range(header, 100)


@given(first=some.integers(0, 300), length=some.integers(1, 300), size=some.integers(1, 200))
def test_a_range_never_reaches_outside_the_file(first: int, length: int, size: int) -> None:
    try:
        found = wanted_range(f"bytes={first}-{first + length - 1}", size)
    except NoSuchRange:
        assert first >= size
        return

    assert found is not None
    assert 0 <= found.first <= found.last < size
    assert found.length <= length


# --- arriving --------------------------------------------------------------------------------


def handler(folder: Path, *, most_bytes: int = 10_000) -> SealingUploadHandler:
    request = RequestFactory().post("/")
    marks = frozenset({b"needle"})
    return SealingUploadHandler(request, folder=folder, most_bytes=most_bytes, marks=marks)


def test_a_file_is_sealed_while_it_arrives_and_removed_when_nobody_keeps_it(
    tmp_path: Path,
) -> None:
    arriving = handler(tmp_path)

    arriving.new_file("file", "a.mp3", "audio/mpeg", None)
    arriving.receive_data_chunk(b"ID3 words nee", 0)
    arriving.receive_data_chunk(b"dle and more", 13)
    upload = arriving.file_complete(25)

    assert (upload.size, upload.head) == (25, b"ID3 words needle and more")
    assert upload.marks == {b"needle"}
    assert opened(upload.path, upload.key, 0, 24, 25) == b"ID3 words needle and more"
    upload.close()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_grows_too_large_leaves_nothing(tmp_path: Path) -> None:
    arriving = handler(tmp_path, most_bytes=10)
    arriving.new_file("file", "a.mp3", "audio/mpeg", None)
    arriving.receive_data_chunk(b"12345", 0)

    with pytest.raises(StopUpload):
        arriving.receive_data_chunk(b"6789012345", 5)

    assert arriving.is_too_large
    assert list(tmp_path.iterdir()) == []


def test_a_connection_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    arriving = handler(tmp_path)
    arriving.upload_interrupted()
    arriving.new_file("file", "a.mp3", "audio/mpeg", None)
    arriving.receive_data_chunk(b"12345", 0)

    arriving.upload_interrupted()

    assert list(tmp_path.iterdir()) == []


def test_a_length_announced_beyond_the_limit_is_not_even_begun(tmp_path: Path) -> None:
    arriving = handler(tmp_path)
    arriving.handle_raw_input(None, {}, 10**9, "")

    with pytest.raises(StopUpload):
        arriving.new_file("file", "a.mp3", "audio/mpeg", None)

    assert arriving.is_too_large
    assert list(tmp_path.iterdir()) == []
