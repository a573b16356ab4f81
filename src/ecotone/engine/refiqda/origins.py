"""What we call ourselves in what we write, so that we need not guess when we read it again."""

from typing import Final

from ecotone.engine.refiqda.offset_model import OffsetModel, Units

__all__ = ["model_by_origin", "origin_for"]

_ORIGINS: Final = {
    Units.CODE_POINTS: "Ecotone",
    Units.UTF16: "Ecotone, positions in UTF-16 units",
}
_MODELS: Final = {origin: OffsetModel(units=units) for units, origin in _ORIGINS.items()}


def origin_for(units: Units) -> str:
    return _ORIGINS[units]


def model_by_origin(origin: str) -> OffsetModel | None:
    """Return how a file of ours counts; of anybody else's it is seen from its spans.

    >>> model_by_origin("Ecotone").name
    'codepoints'
    >>> model_by_origin("ATLAS.ti") is None
    True
    """
    return _MODELS.get(origin)
