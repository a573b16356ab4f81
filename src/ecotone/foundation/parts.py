"""Long things in parts, so that neither memory nor one query has to hold them whole."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")


def in_parts(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Yield things in order, so many at once; the last part may be smaller.

    >>> list(in_parts("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    remaining = iter(things)
    while part := list(islice(remaining, size)):
        yield part
