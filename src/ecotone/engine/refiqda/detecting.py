"""Which way of counting a package follows, told by where its spans would begin and end.

People mark whole words and sentences. Under the right way of counting nearly all spans begin
where a word does and end where one does, and all lie inside their text; under a wrong one they
drift away from that, the more the further into the text. Each way is weighed by how likely
it makes the edges that are seen (a naive Bayes over edges); no program's name is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import exp, log
from typing import Final

from ecotone.engine.refiqda.counting import Ruler, ruler_for
from ecotone.engine.refiqda.offset_model import OffsetModel, Units
from ecotone.engine.refiqda.texts import CountedText

__all__ = ["Marked", "detected_model"]

# Logarithms of how often an edge is such, by the reading of some coded interviews; only
# their order of magnitude matters, since every further span adds to the same side.
_AT_EDGE: Final = log(0.9)
_AFTER_WORD: Final = log(0.75)
_BEFORE_STOP: Final = log(0.15)
_AT_SPACE: Final = log(0.04)
_IN_WORD: Final = log(0.03)
_SPLIT: Final = log(0.0005)
_OUTSIDE: Final = log(0.0001)
_NAMED: Final = 4.0  # the span begins with the words that its own name repeats
_LEAST_NAME: Final = 4
_EVIDENCE_SHARED: Final = 0.6  # edges of one coder are alike: they count for less than each
_STOPS: Final = ".!?…"
_CLOSERS: Final = ".,;:!?…)]}»”"

_UTF16_ODDS: Final = log(0.25)
_TWICE_ODDS: Final = {True: log(0.5), False: log(0.02)}  # by whether the file has CR LF
_BOM_ODDS: Final = log(0.15)
_INCLUSIVE_ODDS: Final = log(0.03)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, and the spans marked in it as they are written: start, end, name."""

    text: CountedText
    spans: frozenset[tuple[int, int, str]]

    @property
    def reach(self) -> int:
        return max((end for _start, end, _name in self.spans), default=0)


def detected_model(marked: Iterable[Marked]) -> OffsetModel:
    """Return the likeliest way of counting, with how sure that is.

    Linear in the spans, for each of at most 16 ways; a way that could not differ from
    another for these texts is not tried, so that nothing lowers the confidence needlessly.
    """
    texts = [one for one in marked if one.spans]
    weights = {model: _odds(model, texts) for model in _models_for(texts)}
    for one in texts:
        for model, weight in _weighed(one, weights).items():
            weights[model] += weight * _EVIDENCE_SHARED
    best = max(weights, key=lambda model: weights[model])
    total = sum(exp(weight - weights[best]) for weight in weights.values())
    return best.with_confidence(round(1 / total, 4))


def _models_for(texts: list[Marked]) -> Iterator[OffsetModel]:
    units = [Units.CODE_POINTS, Units.UTF16]
    has_astral = any(one.text.has_astral_before(one.reach) for one in texts)
    has_breaks = any(one.text.has_breaks_before(one.reach) for one in texts)
    has_bom = any(one.text.had_bom for one in texts)
    ways = product(
        units if has_astral else units[:1],
        (False, True) if has_breaks else (False,),
        (False, True) if has_bom else (False,),
        (False, True) if texts else (False,),
    )
    return (OffsetModel(*way) for way in ways)


def _odds(model: OffsetModel, texts: list[Marked]) -> float:
    had_crlf = any(one.text.had_crlf for one in texts)
    return (
        _UTF16_ODDS * (model.units is Units.UTF16)
        + _TWICE_ODDS[had_crlf] * model.crlf_twice
        + _BOM_ODDS * model.bom_counted
        + _INCLUSIVE_ODDS * model.end_inclusive
    )


def _weighed(one: Marked, models: Iterable[OffsetModel]) -> Mapping[OffsetModel, float]:
    """Weigh a text's spans once for each way of counting that differs for this text."""
    known: dict[tuple[bool, ...], float] = {}
    weights = {}
    for model in models:
        counts_halves = model.units is Units.UTF16 and bool(one.text.astral)
        counts_twice = model.crlf_twice and bool(one.text.breaks)
        has_head = model.bom_counted and one.text.had_bom
        same = (counts_halves, counts_twice, has_head, model.end_inclusive)
        if same not in known:
            ruler = ruler_for(one.text, model)
            known[same] = sum(_span(one.text.text, ruler, *span) for span in one.spans)
        weights[model] = known[same]
    return weights


def _span(text: str, ruler: Ruler, start: int, end: int, name: str) -> float:
    span = ruler.span(start, end)
    if not 0 <= span.start < span.end <= len(text):
        return _OUTSIDE
    if span.was_split:
        return _SPLIT
    is_named = len(name) >= _LEAST_NAME and text.startswith(name, span.start)
    return _start(text, span.start) + _end(text, span.end) + _NAMED * is_named


def _start(text: str, place: int) -> float:
    first = text[place]
    before = text[place - 1] if place else " "
    if first.isspace():
        return _AT_SPACE
    if first in _CLOSERS and not before.isspace():
        return _AT_SPACE
    return _IN_WORD if first.isalnum() and before.isalnum() else _AT_EDGE


def _end(text: str, place: int) -> float:
    last = text[place - 1]
    after = text[place] if place < len(text) else "\n"
    if last.isspace():
        return _AT_SPACE
    if last.isalnum() and after.isalnum():
        return _IN_WORD
    if after in _STOPS and last not in _STOPS:
        return _BEFORE_STOP
    return _AT_EDGE if last in _STOPS or after == "\n" else _AFTER_WORD
