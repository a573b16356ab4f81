"""Which bytes of a file a browser asks for."""

import re
from dataclasses import dataclass

RANGE = re.compile(r"bytes=(?P<first>\d{0,18})-(?P<last>\d{0,18})")


class NoSuchRange(ValueError):
    """The bytes asked for lie beyond the end."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """The bytes from `first` to `last`, both included, of a file of `size` bytes."""

    first: int
    last: int
    size: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    def __str__(self) -> str:
        return f"bytes {self.first}-{self.last}/{self.size}"


def wanted_range(header: str, size: int) -> ByteRange | None:
    """Read a Range header; nothing when it asks for the whole, or for what nobody offers.

    Several ranges at once may be answered with the whole file (RFC 9110, 14.2), and are.

    >>> str(wanted_range("bytes=2-", 10))
    'bytes 2-9/10'
    >>> str(wanted_range("bytes=-3", 10))
    'bytes 7-9/10'

    Raises
    ------
    NoSuchRange
        When none of the bytes asked for is there.
    """
    found = RANGE.fullmatch(header.replace(" ", ""))
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:
        first, last = max(size - int(found["last"]), 0), size - 1
    else:
        first = int(found["first"])
        last = min(int(found["last"] or size - 1), size - 1)
        if found["last"] and int(found["last"]) < first:
            return None  # no valid range, so the header counts as not sent
    if first >= size:
        raise NoSuchRange(header)
    return ByteRange(first, last, size)
