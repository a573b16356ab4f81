"""Tables for R and spreadsheets. Columns keep their names in every language: scripts read them.

Counts are of people and passages, never percentages: a spreadsheet makes those from any three.
"""

from collections.abc import Iterable, Iterator, Sequence

from ecotone.coding.choices import Pole
from ecotone.coding.models import Code
from ecotone.coding.queries import CodesByPerson, ListedPassage, Together
from ecotone.register.models import Participant

Row = Sequence[object]
BETWEEN_CODES = " \u203a "
QUOTES = (
    "document",
    "participant",
    "sector",
    "post",
    "question_number",
    "question",
    "code",
    "code_key",
    "pole",
    "target",
    "coder",
    "layer",
    "quote",
    "note",
    "may_be_quoted",
    "words_before",
    "words_after",
    "start",
    "end",
)
# How wide a spreadsheet shows each of them, in characters.
QUOTE_WIDTHS = (20, 14, 14, 22, 8, 30, 34, 16, 12, 12, 8, 10, 60, 60, 14, 30, 30, 8, 8)
PERSON = ("participant", "sector", "bank", "post", "organisation_kind", "organisation_phase")
TOGETHER = ("code_a", "code_a_key", "code_b", "code_b_key", "participants", "passages")


def quote_table(passages: Iterable[ListedPassage]) -> Iterator[Row]:
    """Write one row a passage. Somebody's notes have a column apart: they are no quotes."""
    yield QUOTES
    for said in passages:
        yield (
            document_name(str(said.kind.label), said.participant.pseudonym),
            said.participant.pseudonym,
            said.participant.sector.name,
            said.participant.title,
            said.question_number or "",
            said.question,
            BETWEEN_CODES.join(said.path),
            said.code.key,
            said.pole.value,
            said.target.value,
            said.coder,
            "settled" if said.is_settled else "coder",
            said.words if said.is_verbatim else "",
            "" if said.is_verbatim else said.words,
            "yes" if said.may_be_quoted else "no",
            said.before,
            said.after,
            said.start,
            said.end,
        )


def document_name(kind: str, pseudonym: str) -> str:
    return f"{kind}, {pseudonym}"


def codes_by_person_table(table: CodesByPerson) -> Iterator[Row]:
    """Write one row a person: who they are, then 1 or 0 for each code."""
    yield (*PERSON, *(column_name(code, pole) for code, pole in table.columns))
    for person in table.people:
        yield (*_about(person), *table.row_of(person))


def column_name(code: Code, pole: Pole | None) -> str:
    """Name a column so that R takes it as it is: `asm.group` or `asm.group.gives`."""
    key = code.key.replace("-", "_")
    return f"{key}.{pole.value}" if pole else key


def _about(person: Participant) -> Row:
    """Say what a person is, never where: the name of a school would name its only teacher."""
    listed = person.organisation.listed if person.organisation else None
    return (
        person.pseudonym,
        person.sector.name,
        person.sector.bank.lower(),
        person.title,
        listed.kind if listed else "",
        listed.phase if listed else "",
    )


def together_table(
    pairs: Iterable[Together], paths: dict[int, tuple[str, ...]]
) -> Iterator[Row]:
    yield TOGETHER
    for pair in pairs:
        yield (
            BETWEEN_CODES.join(paths[pair.first.pk]),
            pair.first.key,
            BETWEEN_CODES.join(paths[pair.second.pk]),
            pair.second.key,
            pair.people,
            pair.passages,
        )
