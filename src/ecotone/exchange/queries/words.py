"""The passages behind one end of a bridge, for whoever may read them."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from ecotone.coding.choices import Pole
from ecotone.coding.models import CodingQuerySet
from ecotone.coding.queries import (
    Passage,
    matching_codings,
    matching_passages,
    passages,
)
from ecotone.coding.queries.passages import MATCHED_AS
from ecotone.exchange.queries.claims import SPEAKER, practices_of
from ecotone.exchange.queries.quoting import quotable
from ecotone.foundation.models import Programme

SECTOR_PREFIX = "sector-"


def first_words(programme: Programme) -> Mapping[tuple[str, str, str], str]:
    """Return what was first said, and may be quoted, by voice, practice and pole.

    Notes are nobody's quote: what is only noted has no words here.
    """
    said: dict[tuple[str, str, str], str] = {}
    for passage in quotable(matching_passages(programme)):
        if not (passage.text and passage.is_verbatim):
            continue
        claim = (str(passage.participant.key), passage.code.matched_as, passage.pole.value)
        said.setdefault(claim, passage.text)
    return said


def passages_behind(
    programme: Programme, *, voice: str, pole: Pole, practices: Iterable[str]
) -> list[Passage]:
    """Return the passages of one participant, or of a whole sector, about some practices.

    Of those who do not allow quotes the words are left out.
    """
    wanted = set(practices)
    if voice.startswith(SECTOR_PREFIX):
        wanted = _with_narrower(wanted, practices_of(programme).tree.parents)
    codings = _spoken_by(voice, matching_codings(programme))
    spoken = codings.annotate(practice=MATCHED_AS).filter(pole=pole, practice__in=wanted)
    return quotable(passages(programme, codings=spoken))


def _spoken_by(voice: str, codings: CodingQuerySet) -> CodingQuerySet:
    if voice.startswith(SECTOR_PREFIX):
        return codings.filter(**{f"{SPEAKER}__sector__key": voice.removeprefix(SECTOR_PREFIX)})
    try:
        return codings.filter(**{f"{SPEAKER}__key": UUID(voice)})
    except ValueError:
        return codings.none()  # an address can be typed by anybody


def _with_narrower(practices: set[str], parents: Mapping[str, str]) -> set[str]:
    """Add everything below: in a crowd a bridge stands for whole branches."""
    return {key for key in practices | parents.keys() if practices & set(_line(key, parents))}


def _line(practice: str, parents: Mapping[str, str]) -> Iterator[str]:
    step: str | None = practice
    while step is not None:
        yield step
        step = parents.get(step)
