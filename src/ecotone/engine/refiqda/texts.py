"""A text as it lay in a file, and as it is kept: LF, no byte order mark, no NUL."""

import codecs
import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ecotone.engine.refiqda.losses import Losses, LossKind

__all__ = ["CountedText", "counted_text", "decoded"]

BOM: Final = "\ufeff"
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BREAK: Final = re.compile(r"\r\n?|\n")
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff\x00]")


@dataclass(frozen=True, slots=True)
class CountedText:
    """A text in our form, and what programs may count otherwise than we do.

    Parameters
    ----------
    text
        LF, without a byte order mark at its head.
    breaks
        Places in `text` of the line ends that were CR LF; of all, when none was.
    astral
        Places in `text` of characters that UTF-16 writes as two.
    had_bom, had_crlf
        What the file had.
    """

    text: str
    breaks: Sequence[int]
    astral: Sequence[int]
    had_bom: bool = False
    had_crlf: bool = False

    def has_breaks_before(self, place: int) -> bool:
        return bisect_left(self.breaks, place) > 0

    def has_astral_before(self, place: int) -> bool:
        return bisect_left(self.astral, place) > 0


def counted_text(raw: str) -> CountedText:
    r"""Bring a text into our form. Linear in its length.

    >>> counted_text("\ufeffone\r\ntwo").text
    'one\ntwo'
    """
    had_bom = raw.startswith(BOM)
    bare = raw[1:] if had_bom else raw
    had_crlf = "\r\n" in bare
    text = _BREAK.sub("\n", bare) if "\r" in bare else bare
    return CountedText(
        text=text,
        breaks=_crlf_places(bare) if had_crlf else _places(_BREAK, text),
        astral=_places(_ASTRAL, text),
        had_bom=had_bom,
        had_crlf=had_crlf,
    )


def decoded(content: bytes, *, name: str, losses: Losses) -> str:
    """Return the words of a file, with its byte order mark; tell what could not be read."""
    if content.startswith(_UTF16):
        words = BOM + content.decode("utf-16", errors="replace")
    else:
        try:
            words = content.decode()
        except UnicodeDecodeError:
            losses.add(LossKind.OTHER_ENCODING, f"“{name}”")
            words = content.decode("cp1252", errors="replace")
    return readable(words, name=name, losses=losses)


def readable(words: str, *, name: str, losses: Losses) -> str:
    """Replace what no database and no file can hold, one sign for one."""
    clean = _LONE_SURROGATE.sub("\ufffd", words)
    if clean != words:
        losses.add(LossKind.ODD_CHARACTERS, f"“{name}”")
    return clean


def _places(pattern: re.Pattern[str], text: str) -> Sequence[int]:
    return array("L", (found.start() for found in pattern.finditer(text)))


def _crlf_places(raw: str) -> Sequence[int]:
    """Say where CR LF pairs stand once each is one character."""
    return array("L", (found.start() - n for n, found in enumerate(re.finditer("\r\n", raw))))
