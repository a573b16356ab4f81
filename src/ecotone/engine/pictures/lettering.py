"""How wide words will be, guessed without a browser, and how they are cut to fit.

The advances were measured from Atkinson Hyperlegible Next at weight 400 and rounded to a
fortieth of the type size; bold and serif letters are the same table, stretched. A guess a
little too wide only cuts a word early, so every rounding leans that way.
"""

import unicodedata
from typing import Literal, TypeAlias

from ecotone.engine.pictures.svg import element, escaped

__all__ = ["Face", "lettering", "shorten", "width_of", "wrap"]

Face: TypeAlias = Literal["plain", "bold", "serif"]

_STRETCH: dict[Face, float] = {"plain": 1.0, "bold": 1.09, "serif": 1.15}
_LETTERS_BY_ADVANCE = (
    (0.150, "'"),
    (0.200, ",.:;"),
    (0.225, "|\u2018\u2019"),
    (0.250, "`ijl\u00b7"),
    (0.275, " !"),
    (0.300, '"()'),
    (0.325, "[ft"),
    (0.350, "-]r{}"),
    (0.375, "/\\_"),
    (0.400, "1I\u201c\u201d"),
    (0.450, "vyz"),
    (0.475, "*?csx"),
    (0.500, "7Jk\u2013"),
    (0.525, "a"),
    (0.550, "2<>FLT^eghnou~"),
    (0.575, "3EYbdpq"),
    (0.600, "569$+PSVZ"),
    (0.625, "48=ABKRX"),
    (0.650, "0#C"),
    (0.675, "Dw\u2026"),
    (0.700, "GHNU"),
    (0.725, "&OQ"),
    (0.775, "@"),
    (0.850, "MWm\u2014"),
    (0.925, "%"),
)
_ADVANCE = {letter: advance for advance, letters in _LETTERS_BY_ADVANCE for letter in letters}
_UNKNOWN, _WIDE = 0.65, 1.0
_ELLIPSIS = "\u2026"
_JOINTS = " ,.;:-\u2013\u00b7"


def width_of(words: str, *, size: float, face: Face = "plain") -> float:
    """Guess the width of one line of words.

    >>> width_of("lll", size=10)
    7.5
    """
    letters = unicodedata.normalize("NFD", words)
    return sum(_advance(letter) for letter in letters) * size * _STRETCH[face]


def _advance(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    wide = unicodedata.east_asian_width(letter) in "WF"
    return _ADVANCE.get(letter, _WIDE if wide else _UNKNOWN)


def shorten(words: str, *, room: float, size: float, face: Face = "plain") -> str:
    """Cut words to the room there is, and say with an ellipsis that they were cut.

    Whole words are kept where one fits, so that what is seen is part of what is spoken.

    >>> shorten("group work in place of lectures", room=100, size=14.5)
    'group work in\u2026'
    >>> shorten("group work", room=100, size=14.5)
    'group work'
    """
    if width_of(words, size=size, face=face) <= room:
        return words
    kept = words
    while kept and width_of(kept + _ELLIPSIS, size=size, face=face) > room:
        kept = kept[:-1]
    whole = kept if words.startswith(kept + " ") else kept.rpartition(" ")[0]
    return (whole if whole.strip(_JOINTS) else kept).rstrip(_JOINTS) + _ELLIPSIS


def wrap(words: str, *, room: float, size: float, face: Face = "plain") -> tuple[str, ...]:
    """Break words into one line or two, as even as they will go.

    >>> wrap("Group work", room=200, size=16, face="serif")
    ('Group work',)
    >>> wrap("Teaching with industry and employers", room=200, size=16, face="serif")
    ('Teaching with industry', 'and employers')
    """
    if width_of(words, size=size, face=face) <= room:
        return (words,)
    pieces = words.split()
    breaks = [(" ".join(pieces[:i]), " ".join(pieces[i:])) for i in range(1, len(pieces))]
    evenest = min(
        breaks or [(words, "")],
        key=lambda lines: max(width_of(line, size=size, face=face) for line in lines),
    )
    return tuple(shorten(line, room=room, size=size, face=face) for line in evenest if line)


def lettering(words: str, **attributes: str | float) -> str:
    """Write one line of words in the interface's type.

    >>> lettering("R & D", x=0)
    '<text font-family="var(--sans)" x="0">R &amp; D</text>'
    """
    return element("text", escaped(words), **{"font_family": "var(--sans)", **attributes})
