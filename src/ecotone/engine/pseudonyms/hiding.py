"""Saying something else instead of every listed name."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ecotone.engine.kernel.words import key_of
from ecotone.engine.pseudonyms.finding import Mention, Names, find_names
from ecotone.engine.pseudonyms.offsets import OffsetMap, Segment

__all__ = ["Hidden", "hide_names"]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text without listed names, where everything went, and what was hidden."""

    text: str
    offset_map: OffsetMap
    mentions: tuple[Mention, ...]


def hide_names(text: str, names: Names, *, kept: Iterable[Mention] = ()) -> Hidden:
    """Replace every mention of a listed name; every other character stays as it is.

    Parameters
    ----------
    text
        Words as they arrived.
    names
        What to hide.
    kept
        What was hidden before, in order. It stays hidden where no name is found now, so that
        nobody who left the list comes to light, unless it was spared since.

    Notes
    -----
    Linear in the length of the text, but for putting mentions in order.

    Examples
    --------
    >>> from ecotone.engine.pseudonyms.listed import Kind, Listed
    >>> names = Names.listing([Listed("Anna Smith", Kind.PERSON, "Ruth")])
    >>> hidden = hide_names("Anna's class, said Mrs Smith.", names)
    >>> hidden.text
    "Ruth's class, said Mrs Ruth."
    >>> hidden.offset_map.span(7, 12)
    (7, 12)
    """
    mentions = _together(find_names(text, names), kept, names)
    pieces: list[str] = []
    reached = 0
    for mention in mentions:
        pieces += text[reached : mention.start], mention.replacement
        reached = mention.end
    segments = tuple(
        Segment(mention.start, mention.end, len(mention.replacement)) for mention in mentions
    )
    return Hidden("".join([*pieces, text[reached:]]), OffsetMap(segments), mentions)


def _together(
    found: tuple[Mention, ...], kept: Iterable[Mention], names: Names
) -> tuple[Mention, ...]:
    """Add what was hidden before and does not overlap what is found now."""
    starts = [mention.start for mention in found]
    still = [
        mention
        for mention in kept
        if key_of(mention.text) not in names.spared and not _overlaps(mention, found, starts)
    ]
    return tuple(sorted([*found, *still], key=lambda mention: mention.start))


def _overlaps(mention: Mention, found: Sequence[Mention], starts: Sequence[int]) -> bool:
    """Look at the last mention that begins before this one ends: none reaches further."""
    last = bisect_left(starts, mention.end) - 1
    return last >= 0 and found[last].end > mention.start
