"""How a program counts its positions: in which characters, and what of the text it counts."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from ecotone.engine.kernel import InputError

__all__ = ["OURS", "OffsetModel", "Units"]


class Units(StrEnum):
    """What counts as one: a character, or the half of an astral one that UTF-16 needs."""

    CODE_POINTS = "codepoints"
    UTF16 = "utf16"


_TWICE: Final = "crlf-twice"
_BOM: Final = "bom-counted"
_INCLUSIVE: Final = "end-inclusive"


@dataclass(frozen=True, slots=True)
class OffsetModel:
    """One way of counting.

    Parameters
    ----------
    units
        An emoji is one code point and two UTF-16 units.
    crlf_twice
        A line end counts two (as CR LF), whether or not the file still has the CR.
    bom_counted
        A byte order mark at the head of a text counts one.
    end_inclusive
        The end position is that of the last character, not the one after.
    confidence
        0 to 1: how sure the detector is of this model rather than another that would give
        other words; 1 when it was given, or when nothing depends on it.
    was_given
        Somebody said so; it was not detected.

    Examples
    --------
    >>> OffsetModel.named("utf16,crlf-twice").name
    'utf16,crlf-twice'
    >>> OffsetModel().name
    'codepoints'
    """

    units: Units = Units.CODE_POINTS
    crlf_twice: bool = False
    bom_counted: bool = False
    end_inclusive: bool = False
    confidence: float = 1.0
    was_given: bool = False

    @property
    def name(self) -> str:
        """The words `named` understands, joined by commas."""
        flags = {
            _TWICE: self.crlf_twice,
            _BOM: self.bom_counted,
            _INCLUSIVE: self.end_inclusive,
        }
        return ",".join([self.units, *(word for word, is_so in flags.items() if is_so)])

    @classmethod
    def named(cls, words: str) -> "OffsetModel":
        """Return the model that somebody names.

        Raises
        ------
        InputError
            When a word is none of codepoints, utf16, crlf-twice, bom-counted, end-inclusive,
            or when both units are named.
        """
        said = [word.strip().lower() for word in words.split(",") if word.strip()]
        units = [word for word in said if word in set(Units)]
        unknown = set(said) - set(Units) - {_TWICE, _BOM, _INCLUSIVE}
        if unknown or len(set(units)) > 1:
            raise InputError(
                f"“{words}” names no way of counting: say codepoints or utf16, and after a "
                f"comma what holds of {_TWICE}, {_BOM} and {_INCLUSIVE}."
            )
        return cls(
            units=Units(units[0]) if units else Units.CODE_POINTS,
            crlf_twice=_TWICE in said,
            bom_counted=_BOM in said,
            end_inclusive=_INCLUSIVE in said,
            was_given=True,
        )

    def with_confidence(self, confidence: float) -> "OffsetModel":
        return replace(self, confidence=confidence)


OURS: Final = OffsetModel()
