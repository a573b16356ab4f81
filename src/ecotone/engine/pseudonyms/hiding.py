"""Saying something else instead of every listed name."""

from dataclasses import dataclass

from ecotone.engine.pseudonyms.finding import Mention, Names, find_names
from ecotone.engine.pseudonyms.offsets import OffsetMap, Segment

__all__ = ["Hidden", "hide_names"]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text without listed names, where everything went, and what was hidden."""

    text: str
    offset_map: OffsetMap
    mentions: tuple[Mention, ...]


def hide_names(text: str, names: Names) -> Hidden:
    """Replace every mention of a listed name; every other character stays as it is.

    Notes
    -----
    Linear in the length of the text.

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
    mentions = find_names(text, names)
    pieces: list[str] = []
    reached = 0
    for mention in mentions:
        pieces += text[reached : mention.start], mention.replacement
        reached = mention.end
    segments = tuple(
        Segment(mention.start, mention.end, len(mention.replacement)) for mention in mentions
    )
    return Hidden("".join([*pieces, text[reached:]]), OffsetMap(segments), mentions)
