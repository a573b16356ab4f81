"""Where coders differ: the passages behind a figure, and in what way they differ."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, groupby

from ecotone.engine.agreement.coded import Coded, CodedSpan, Stretch
from ecotone.engine.agreement.ratings import Unit

__all__ = ["Difference", "Kind", "differences"]


class Kind(StrEnum):
    """In what way: other ends, another pole, another code, or nothing on one side.

    Poles tell nothing of whether a code applies, so :func:`differences` leaves them alone.
    """

    BOUNDARY = "boundary"
    POLE = "pole"
    CODE = "code"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Difference:
    """Two coders differ about one code in one unit.

    Parameters
    ----------
    unit, code
        Where, and about what.
    kind
        In what way. Other ends leave the figure by unit as it is: both applied the code.
    coders
        The two, in alphabetical order.
    stretches
        For each of the two, the spans of the code they set in the unit; empty where they set
        none, or their places are not known.
    """

    unit: Unit
    code: str
    kind: Kind
    coders: tuple[str, str]
    stretches: tuple[tuple[Stretch, ...], tuple[Stretch, ...]]


def differences(coded: Coded, codes: Collection[str] | None = None) -> tuple[Difference, ...]:
    """List where two coders who read the same document differ about a code.

    Parameters
    ----------
    coded
        Who read and coded what.
    codes
        The codes to list; by default all. The others still tell whether one code was taken
        for another.

    Returns
    -------
    tuple of Difference
        By document, unit, code and coders.

    Notes
    -----
    Spans, times pairs of coders, times codes within a unit.

    Examples
    --------
    >>> from ecotone.engine.agreement.coded import Reading
    >>> talk = Unit("talk", "1")
    >>> coded = Coded((talk,), (Reading("talk", "ann"), Reading("talk", "bob")),
    ...               (CodedSpan(talk, "ann", "maths"), CodedSpan(talk, "bob", "physics")))
    >>> [(found.code, found.kind.value) for found in differences(coded)]
    [('maths', 'code'), ('physics', 'code')]
    """
    readers: dict[str, set[str]] = {}
    for reading in coded.readings:
        readers.setdefault(reading.document, set()).add(reading.coder)
    in_order = sorted(coded.spans, key=lambda span: span.unit)
    return tuple(
        found
        for unit, spans in groupby(in_order, key=lambda span: span.unit)
        for found in _in_unit(unit, list(spans), sorted(readers[unit.document]))
        if codes is None or found.code in codes
    )


def _in_unit(
    unit: Unit, spans: Sequence[CodedSpan], readers: Sequence[str]
) -> Iterator[Difference]:
    for code in sorted({span.code for span in spans}):
        for pair in combinations(readers, 2):
            first, second = (_of(spans, coder, code) for coder in pair)
            kind = _kind(spans, pair, first, second)
            if kind is not None:
                yield Difference(
                    unit, code, kind, (pair[0], pair[1]), (_places(first), _places(second))
                )


def _of(spans: Sequence[CodedSpan], coder: str, code: str) -> list[CodedSpan]:
    return [span for span in spans if span.coder == coder and span.code == code]


def _places(spans: Sequence[CodedSpan]) -> tuple[Stretch, ...]:
    return tuple(sorted({span.stretch for span in spans if span.stretch}))


def _kind(
    spans: Sequence[CodedSpan],
    pair: tuple[str, ...],
    first: Sequence[CodedSpan],
    second: Sequence[CodedSpan],
) -> Kind | None:
    if first and second:
        return Kind.BOUNDARY if _places(first) != _places(second) else None
    if not first and not second:
        return None
    without, others = (pair[1], first) if first else (pair[0], second)
    with_it = pair[0] if first else pair[1]
    return Kind.CODE if _took_another(spans, without, with_it, others) else Kind.MISSING


def _took_another(
    spans: Sequence[CodedSpan], without: str, with_it: str, others: Sequence[CodedSpan]
) -> bool:
    """Say whether whoever did not use the code used one there that the other did not."""
    shared = {span.code for span in spans if span.coder == with_it}
    instead = [span for span in spans if span.coder == without and span.code not in shared]
    return any(_meet(span, other) for span in instead for other in others)


def _meet(first: CodedSpan, second: CodedSpan) -> bool:
    if first.stretch is None or second.stretch is None:
        return True
    return first.stretch[0] < second.stretch[1] and second.stretch[0] < first.stretch[1]
