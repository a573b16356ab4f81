"""The codebook as other programs have it: one name, one colour and one description each."""

from collections.abc import Iterable, Iterator, Mapping

from ecotone.coding.queries import CodeEntry
from ecotone.coding.queries.code_colours import COLOURS
from ecotone.coding.queries.code_wording import described
from ecotone.engine.pseudonyms import Names, hide_names
from ecotone.engine.refiqda import Code


def engine_codes(
    entries: Iterable[CodeEntry], names: Names, notes: Mapping[int, tuple[str, ...]]
) -> Iterator[Code]:
    """Yield every code after its parent; `notes` are GUIDs of memos by the code's key here."""
    guids: dict[int, str] = {}
    for entry in entries:
        code = entry.code
        guids[code.pk] = str(code.guid)
        yield Code(
            str(code.guid),
            hide_names(code.name, names).text,
            parent=guids.get(code.parent_id or 0),
            description=hide_names(described(code), names).text,
            colour=COLOURS[entry.hue - 1],
            is_codable=not code.is_retired,
            notes=notes.get(code.pk, ()),
        )
