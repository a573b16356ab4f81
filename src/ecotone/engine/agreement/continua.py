"""Documents as continua: for each code, where coders set units, and the gaps between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ecotone.engine.agreement.coded import Coded, Stretch

__all__ = ["Continuum", "continua_of", "gaps_between"]


@dataclass(frozen=True, slots=True)
class Continuum:
    """One document as a line from `start` to `end`, with what each reader set on it.

    Parameters
    ----------
    document
        Its name.
    start, end
        Ends of the line, in code points.
    read
        By coder, the stretches they read.
    set_by
        By coder who read it, the units of one code: in order, not overlapping.
    """

    document: str
    start: int
    end: int
    read: Mapping[str, tuple[Stretch, ...]]
    set_by: Mapping[str, tuple[Stretch, ...]]

    @property
    def length(self) -> int:
        return self.end - self.start


def continua_of(coded: Coded, code: str) -> tuple[Continuum, ...]:
    """Lay out every document that was read, with the units of one code.

    Parameters
    ----------
    coded
        Who read and coded what; spans and readings without positions are left out.
    code
        The code. Spans of it by one coder that overlap count as one unit; touching ones stay
        apart.

    Returns
    -------
    tuple of Continuum
        In order of document. The line reaches from the first to the last place anybody read.

    Notes
    -----
    Linear in readings and spans, after sorting.

    Examples
    --------
    >>> from ecotone.engine.agreement.coded import CodedSpan, Reading
    >>> from ecotone.engine.agreement.ratings import Unit
    >>> talk = Unit("talk", "1")
    >>> coded = Coded((talk,), (Reading("talk", "ann", ((0, 50),)),),
    ...     (CodedSpan(talk, "ann", "maths", 5, 9), CodedSpan(talk, "ann", "maths", 8, 12)))
    >>> continua_of(coded, "maths")[0].set_by
    {'ann': ((5, 12),)}
    """
    spans: dict[tuple[str, str], list[Stretch]] = {}
    for span in coded.spans:
        if span.code == code and span.stretch:
            spans.setdefault((span.unit.document, span.coder), []).append(span.stretch)
    read: dict[str, dict[str, tuple[Stretch, ...]]] = {}
    for reading in coded.readings:
        if reading.stretches:
            read.setdefault(reading.document, {})[reading.coder] = reading.stretches
    return tuple(_continuum(document, read[document], spans) for document in sorted(read))


def _continuum(
    document: str,
    read: Mapping[str, tuple[Stretch, ...]],
    spans: Mapping[tuple[str, str], list[Stretch]],
) -> Continuum:
    ends = [place for stretches in read.values() for stretch in stretches for place in stretch]
    set_by = {coder: _joined(spans.get((document, coder), ())) for coder in sorted(read)}
    return Continuum(document, min(ends), max(ends), read, set_by)


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def gaps_between(units: Iterable[Stretch], start: int, end: int) -> tuple[Stretch, ...]:
    """Return what is left of a stretch when units are taken out of it.

    >>> gaps_between([(2, 5), (5, 7)], 0, 10)
    ((0, 2), (7, 10))
    """
    gaps, place = [], start
    for first, last in (*units, (end, end)):
        if place < min(first, end):
            gaps.append((place, min(first, end)))
        place = max(place, last)
    return tuple(gaps)
