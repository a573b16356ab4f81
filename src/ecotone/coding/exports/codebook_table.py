"""The codebook as a table that a spreadsheet opens and that comes in again, and as a `.qdc`."""

from collections.abc import Iterable, Iterator, Sequence

from ecotone.coding.exports.refi.codes import engine_codes
from ecotone.coding.queries import CodeEntry
from ecotone.engine.pseudonyms import Names
from ecotone.engine.refiqda import Project, Written, write_codebook
from ecotone.foundation.models import Programme

BETWEEN_CODES = " > "
BETWEEN_NAMES = "|"
HEADER = (
    "path",
    "definition",
    "use_for",
    "not_for",
    "example",
    "other_names",
    "colour",
    "practice",
    "retired",
    "guid",
)


def codebook_rows(entries: Iterable[CodeEntry]) -> Iterator[Sequence[object]]:
    """Yield the columns' names, then a row for each code, each after what it is part of."""
    yield HEADER
    for entry in entries:
        code = entry.code
        yield (
            BETWEEN_CODES.join(entry.path),
            code.definition,
            code.use_for,
            code.not_for,
            code.example,
            BETWEEN_NAMES.join(code.other_names),
            code.hue or "",
            code.practice,
            "yes" if code.is_retired else "no",
            code.guid,
        )


def codebook_exchange(
    programme: Programme, entries: Iterable[CodeEntry], names: Names
) -> Written:
    """Write the codebook as the standard has it, with what the standard has no room for."""
    codes = tuple(engine_codes(entries, names, {}))
    return write_codebook(Project(name=str(programme), origin="Ecotone", codes=codes))
