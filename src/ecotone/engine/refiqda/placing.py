"""Selections from where another program counts them to where their words stand here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ecotone.engine.refiqda.counting import Ruler, ruler_for
from ecotone.engine.refiqda.detecting import Marked, detected_model
from ecotone.engine.refiqda.losses import Losses, LossKind
from ecotone.engine.refiqda.offset_model import OffsetModel
from ecotone.engine.refiqda.project import Selection, Source
from ecotone.engine.refiqda.read_sources import RawSource

__all__ = ["model_of", "placed"]

NAME_COMPARED: Final = 40  # characters; names that repeat the quote are often cut short


def model_of(raws: Sequence[RawSource]) -> OffsetModel:
    """Detect the one way of counting that all selections of a project follow."""
    return detected_model(
        Marked(
            raw.counted,
            frozenset(
                (selection.start, selection.end, _compared(selection.name))
                for selection in raw.source.selections
                if selection.start < selection.end
            ),
        )
        for raw in raws
        if raw.counted is not None
    )


def placed(raw: RawSource, model: OffsetModel, losses: Losses) -> Source:
    """Return a source with its selections in code points; those of no words are lost."""
    if raw.counted is None:
        _lose_all(raw.source, losses)
        return replace(raw.source, selections=())
    ruler = ruler_for(raw.counted, model)
    return replace(raw.source, selections=tuple(_within(raw.source, ruler, losses)))


def _compared(name: str) -> str:
    return name[:NAME_COMPARED].rstrip("….").strip()


def _lose_all(source: Source, losses: Losses) -> None:
    losses.add(LossKind.SOURCE_WITHOUT_TEXT, f"“{source.name}”")
    for selection in source.selections:
        losses.add(LossKind.TEXT_MISSING, _what(selection), f"“{source.name}”")


def _within(source: Source, ruler: Ruler, losses: Losses) -> Iterator[Selection]:
    for selection in source.selections:
        span = ruler.span(selection.start, selection.end)
        fault = _fault(selection, ruler, reaches=0 <= span.start < span.end <= len(source.text))
        if fault is not None:
            losses.add(fault, _what(selection), f"“{source.name}”")
            continue
        if span.was_split:
            losses.add(LossKind.SPLIT_CHARACTER, _what(selection), f"“{source.name}”")
        yield replace(selection, start=span.start, end=span.end)


def _fault(selection: Selection, ruler: Ruler, *, reaches: bool) -> LossKind | None:
    if selection.start > selection.end:
        return LossKind.REVERSED_SELECTION
    if selection.start == selection.end and not ruler.reaches:
        return LossKind.EMPTY_SELECTION
    return None if reaches else LossKind.OUTSIDE_TEXT


def _what(selection: Selection) -> str:
    codings = len(selection.codings)
    coded = f" with {codings} codings" if codings > 1 else ""
    return f"the selection {selection.start} to {selection.end}{coded}"
