"""Where a character went when parts of a text were replaced, and where it came from."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ecotone.engine.kernel import InputError

__all__ = ["OffsetMap", "Segment"]


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """The span [start, end) of the old text, and how long what replaced it is."""

    start: int
    end: int
    length: int

    @property
    def growth(self) -> int:
        return self.length - (self.end - self.start)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """The replaced spans of a text, from which every other position follows.

    Positions are Unicode code points; spans are half-open.

    Parameters
    ----------
    segments
        In order and without overlap. A segment may be empty (something was put in) or have
        length 0 (something was taken out).

    Raises
    ------
    InputError
        When the segments are out of order, overlap, or have a negative place or length.

    Notes
    -----
    A lookup is linear in the number of segments; joining two maps sorts their segments.

    Examples
    --------
    "Anna helps Bo." becomes "Ruth K helps Mo.":

    >>> places = OffsetMap((Segment(0, 4, 6), Segment(11, 13, 2)))
    >>> places.span(5, 10)
    (7, 12)
    >>> places.inverse().span(7, 12)
    (5, 10)
    >>> places.span(2, 7)  # half a name stands for the whole of it
    (0, 9)
    """

    segments: tuple[Segment, ...] = ()

    def __post_init__(self) -> None:
        for segment in self.segments:
            if not 0 <= segment.start <= segment.end or segment.length < 0:
                raise InputError(f"{segment} is no span.")
        for before, after in pairwise(self.segments):
            if after.start < before.end:
                raise InputError(f"{before} and {after} overlap or stand in the wrong order.")

    @classmethod
    def from_lists(cls, stored: Iterable[Sequence[int]]) -> "OffsetMap":
        """Read the segments back from [start, end, length] triples.

        >>> OffsetMap.from_lists([[0, 4, 6]])
        OffsetMap(segments=(Segment(start=0, end=4, length=6),))
        """
        return cls(tuple(Segment(*triple) for triple in stored))

    def as_lists(self) -> list[list[int]]:
        """Write the segments as triples, for a file or a table.

        >>> OffsetMap((Segment(0, 4, 6),)).as_lists()
        [[0, 4, 6]]
        """
        return [[segment.start, segment.end, segment.length] for segment in self.segments]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the old text stands in the new one.

        What reaches into a replaced segment takes in all of its replacement. The result is
        empty when all of the span was taken out.

        Raises
        ------
        InputError
            When the span ends before it starts, or starts before the text.
        """
        if not 0 <= start <= end:
            raise InputError(f"[{start}, {end}) is no span.")
        first = self._start(start)
        return first, max(first, self._end(end))

    def touches(self, start: int, end: int) -> bool:
        """Say whether anything in the span [start, end) was replaced, taken out or put in.

        >>> places = OffsetMap((Segment(4, 4, 2), Segment(9, 12, 0)))
        >>> places.touches(0, 4), places.touches(3, 5), places.touches(11, 20)
        (False, True, True)
        """
        nearest = bisect_right([segment.start for segment in self.segments], start) - 1
        near = self.segments[max(nearest, 0) :]
        for segment in near:
            if segment.start >= end:
                return False
            if segment.end > start and (segment.start, segment.end) != (start, start):
                return True
        return False

    def inverse(self) -> "OffsetMap":
        """Return the map from the new text back to the old one.

        >>> OffsetMap((Segment(0, 4, 6), Segment(11, 13, 2))).inverse().segments[1]
        Segment(start=13, end=15, length=2)
        """
        return OffsetMap(
            tuple(
                Segment(first, first + segment.length, segment.end - segment.start)
                for segment, first in zip(self.segments, self._new_starts(), strict=True)
            )
        )

    def then(self, other: "OffsetMap") -> "OffsetMap":
        """Return the map that leads through this text and the next at once.

        Characters replaced in neither step map exactly; segments of the two steps that
        overlap become one.

        >>> back = OffsetMap((Segment(0, 6, 4),))
        >>> back.then(OffsetMap((Segment(5, 10, 7),))).segments
        (Segment(start=0, end=6, length=4), Segment(start=7, end=12, length=7))
        """
        return OffsetMap(tuple(_composed(self.inverse().segments, other.segments)))

    def _start(self, position: int) -> int:
        """Map a position that begins a span: after what was put in there."""
        before = bisect_right([segment.end for segment in self.segments], position)
        inside = self._inside(before, position)
        return (inside.start if inside else position) + self._growth(before)

    def _end(self, position: int) -> int:
        """Map a position that ends a span: before what was put in there."""
        before = bisect_left([segment.end for segment in self.segments], position)
        inside = self._inside(before, position)
        if inside is None:
            return position + self._growth(before)
        return inside.start + inside.length + self._growth(before)

    def _inside(self, number: int, position: int) -> Segment | None:
        segment = self.segments[number] if number < len(self.segments) else None
        return segment if segment and segment.start < position else None

    def _growth(self, before: int) -> int:
        return sum(segment.growth for segment in self.segments[:before])

    def _new_starts(self) -> Iterator[int]:
        grown = accumulate((segment.growth for segment in self.segments), initial=0)
        return (segment.start + by for segment, by in zip(self.segments, grown, strict=False))


# --- two steps at once -----------------------------------------------------------------------


def _composed(back: Iterable[Segment], ahead: Iterable[Segment]) -> Iterator[Segment]:
    """Join the way back to the first text and the way ahead to the third, seen from between.

    `behind` and `before` are how far the first and third text have grown so far against the
    text between them.
    """
    behind = before = 0
    for group in _overlapping([(s, False) for s in back], [(s, True) for s in ahead]):
        start = group[0][0].start + behind
        length = max(s.end for s, _leads in group) - group[0][0].start
        wider_behind = sum(s.growth for s, leads in group if not leads)
        wider_before = sum(s.growth for s, leads in group if leads)
        yield Segment(start, start + length + wider_behind, length + wider_before)
        behind, before = behind + wider_behind, before + wider_before


_Step = tuple[Segment, bool]


def _overlapping(back: list[_Step], ahead: list[_Step]) -> Iterator[list[_Step]]:
    group: list[_Step] = []
    reach = 0
    for step in sorted(back + ahead):
        segment = step[0]
        if group and not _belongs(segment, group, reach):
            yield group
            group = []
        group.append(step)
        reach = max(reach, segment.end) if len(group) > 1 else segment.end
    if group:
        yield group


def _belongs(segment: Segment, group: list[_Step], reach: int) -> bool:
    """Overlap; or touch where one is empty, so that what is put in has one place only."""
    is_empty = segment.start == segment.end or group[0][0].start == reach
    return segment.start < reach or (segment.start == reach and is_empty)
