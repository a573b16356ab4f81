"""Sealing a file piece by piece, and opening the pieces somebody asks for."""

import base64
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE_BYTES = 64 * 1024
TAG_BYTES = 16
KEY_BITS = 256
_LAST, _NOT_LAST = b"\x01", b"\x00"


class BrokenSeal(OSError):
    """The file is not what was written: changed, cut off, or sealed with another key."""


def new_key() -> str:
    """Draw a key for one file. It must never seal a second one."""
    return base64.urlsafe_b64encode(AESGCM.generate_key(KEY_BITS)).decode()


def sealed_size(plain_bytes: int) -> int:
    """Say how large a file lies on disk."""
    return plain_bytes + TAG_BYTES * _number_of_pieces(plain_bytes)


class SealedWriter:
    """Write a file that is sealed as it arrives; nothing of it ever lies there in the clear."""

    def __init__(self, path: Path, key: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._cipher = AESGCM(base64.urlsafe_b64decode(key))
        self._file = path.open("xb")
        self._waiting = bytearray()
        self._pieces = 0
        self.byte_size = 0

    def write(self, content: bytes) -> None:
        """Take the next bytes. The last piece is only known at the end, so one waits."""
        self.byte_size += len(content)
        self._waiting += content
        while len(self._waiting) > PIECE_BYTES:
            self._seal(bytes(self._waiting[:PIECE_BYTES]), _NOT_LAST)
            del self._waiting[:PIECE_BYTES]

    def finish(self) -> None:
        self._seal(bytes(self._waiting), _LAST)
        self._file.close()

    def abandon(self) -> None:
        """Stop in the middle; whoever began the file removes it."""
        self._file.close()

    def _seal(self, piece: bytes, mark: bytes) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._pieces, mark), piece, None))
        self._pieces += 1


def read_sealed(
    path: Path, key: str, *, byte_size: int, first: int, last: int
) -> Iterator[bytes]:
    """Yield the bytes from `first` to `last`, both included, opening no other piece.

    Raises
    ------
    BrokenSeal
        When a piece is not what was written.
    """
    cipher = AESGCM(base64.urlsafe_b64decode(key))
    final = _number_of_pieces(byte_size) - 1
    with path.open("rb") as file:
        for number in range(first // PIECE_BYTES, last // PIECE_BYTES + 1):
            file.seek(number * (PIECE_BYTES + TAG_BYTES))
            sealed = file.read(PIECE_BYTES + TAG_BYTES)
            mark = _LAST if number == final else _NOT_LAST
            start = number * PIECE_BYTES
            opened = _opened(cipher, _nonce(number, mark), sealed)
            yield opened[max(first - start, 0) : last - start + 1]


def _opened(cipher: AESGCM, nonce: bytes, sealed: bytes) -> bytes:
    try:
        return cipher.decrypt(nonce, sealed, None)
    except (InvalidTag, ValueError) as mistake:
        raise BrokenSeal("A piece of a sealed file is not what was written.") from mistake


def _nonce(number: int, mark: bytes) -> bytes:
    """Return the number of a piece as its nonce. A key seals one file once, so none repeats."""
    return number.to_bytes(11, "big") + mark


def _number_of_pieces(plain_bytes: int) -> int:
    return max(1, -(-plain_bytes // PIECE_BYTES))
