"""From positions as another program counts them to code points, and back."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import merge

from ecotone.engine.refiqda.offset_model import OffsetModel, Units
from ecotone.engine.refiqda.texts import CountedText

__all__ = ["Ruler", "Span", "ruler_for"]


@dataclass(frozen=True, slots=True)
class Span:
    """[start, end) in code points; whether it had to be widened to whole characters."""

    start: int
    end: int
    was_split: bool = False


@dataclass(frozen=True, slots=True)
class Ruler:
    """One text as one program counts it.

    Parameters
    ----------
    wide
        Places, in code points, of what that program counts as two.
    starts
        The same places as that program counts them, head left out.
    head
        What it counts before the first character.
    reaches
        How much it adds to an end position to come behind the last character.
    """

    wide: Sequence[int]
    starts: Sequence[int]
    head: int = 0
    reaches: int = 0

    def span(self, start: int, end: int) -> Span:
        """Return where a foreign span stands, in logarithmic time; it may lie outside."""
        first, first_split = self._place(start - self.head)
        last, last_split = self._place(end - self.head + self.reaches)
        return Span(first, last + last_split, first_split or last_split)

    def foreign(self, start: int, end: int) -> tuple[int, int]:
        """Return what the program calls a span of ours."""
        return self._told(start), self._told(end) - self.reaches

    def _place(self, position: int) -> tuple[int, bool]:
        before = bisect_left(self.starts, position)
        is_split = before > 0 and self.starts[before - 1] + 1 == position
        return position - before, is_split

    def _told(self, place: int) -> int:
        return place + bisect_left(self.wide, place) + self.head


def ruler_for(text: CountedText, model: OffsetModel) -> Ruler:
    r"""Return how a model counts a text. Linear in what counts as two.

    >>> from ecotone.engine.refiqda.texts import counted_text
    >>> ruler = ruler_for(counted_text("so \U0001f52c\r\nyes"), OffsetModel.named("utf16"))
    >>> ruler.span(6, 9)
    Span(start=5, end=8, was_split=False)
    >>> ruler.foreign(5, 8)
    (6, 9)
    """
    astral = text.astral if model.units is Units.UTF16 else array("L")
    breaks = text.breaks if model.crlf_twice else array("L")
    wide = array("L", merge(astral, breaks)) if astral and breaks else astral or breaks
    return Ruler(
        wide=wide,
        starts=array("L", (place + n for n, place in enumerate(wide))),
        head=int(text.had_bom and model.bom_counted),
        reaches=int(model.end_inclusive),
    )
