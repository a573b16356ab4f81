"""A codebook as a table: looked at row by row, mended, taken in and undone as one step."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ecotone.coding import operations
from ecotone.coding.models import HUES, Code, Step
from ecotone.coding.queries.brought_codes import BroughtCode, StandingBook, folded
from ecotone.coding.queries.taxonomy import starter_practices
from ecotone.foundation.errors import Refused
from ecotone.foundation.imports import (
    IS_NEW,
    IS_SAME,
    Column,
    ImportKind,
    JudgedRow,
    Judgement,
    Rows,
    changes,
    has_problems,
)
from ecotone.foundation.models import Programme, TableImport, User
from ecotone.foundation.tables import Row

BETWEEN_CODES = " > "
BETWEEN_NAMES = "|"
LONGEST_NAME = 80
YES, NO = frozenset({"yes", "1", "true"}), frozenset({"no", "0", "false", ""})

COLUMNS = (
    Column(
        key="path",
        title=gettext_lazy("Code"),
        help=gettext_lazy("with the codes it is part of before it: Assessment > Peer marking"),
        synonyms=("code", "name", "tag", "codepath"),
        is_required=True,
    ),
    Column(
        key="definition",
        title=gettext_lazy("Definition"),
        synonyms=("description", "memo", "comment"),
    ),
    Column(key="use_for", title=gettext_lazy("Use for"), synonyms=("include", "whentouse")),
    Column(key="not_for", title=gettext_lazy("Not for"), synonyms=("exclude", "whennottouse")),
    Column(key="example", title=gettext_lazy("Example"), synonyms=("quote",)),
    Column(
        key="other_names",
        title=gettext_lazy("Other names"),
        help=gettext_lazy("with | between them"),
        synonyms=("synonyms", "aliases", "altlabels"),
    ),
    Column(
        key="colour",
        title=gettext_lazy("Colour"),
        help=gettext_lazy("of a family, 1 to 8"),
        synonyms=("color", "hue"),
    ),
    Column(
        key="practice",
        title=gettext_lazy("Is the same as"),
        help=gettext_lazy("the key of a practice of the starter codebook"),
    ),
    Column(
        key="retired",
        title=gettext_lazy("Retired"),
        help=gettext_lazy("yes or no"),
        synonyms=("isretired",),
    ),
    Column(key="guid", title=gettext_lazy("Guid"), synonyms=("id", "uuid")),
)


class UnclearCellError(ValueError):
    """One cell cannot be understood; the message says why."""


# --- from cells to a code --------------------------------------------------------------------


def code_of(values: Mapping[str, str]) -> BroughtCode:
    """Read a row. A column that is not in the table says nothing; an empty cell empties."""
    problems = dict(_problems(values))
    if problems:
        raise UnclearCellError(*problems.values())
    says = {
        FIELDS.get(key, key): read(values[key].strip())
        for key, read in READ.items()
        if key in values
    }
    guid = values.get("guid", "").strip("{} ")
    return BroughtCode(path=_path(values["path"]), guid=UUID(guid) if guid else None, says=says)


def _problems(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, read in {"path": _path, **READ, "guid": _guid}.items():
        if key in values:
            try:
                read(values[key].strip())
            except UnclearCellError as unclear:
                yield key, str(unclear)


def _path(cell: str) -> tuple[str, ...]:
    spaced = f" {cell} ".replace("\u203a", ">")
    names = tuple(" ".join(name.split()) for name in spaced.split(BETWEEN_CODES))
    if not all(names):
        raise UnclearCellError(_("A code, or one above it, has no name."))
    if max(map(len, names)) > LONGEST_NAME:
        raise UnclearCellError(_("A name has at most 80 characters."))
    return names


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(BETWEEN_NAMES) if name.strip()]


def _hue(cell: str) -> int | None:
    if not cell:
        return None
    if not cell.isdecimal() or not 1 <= int(cell) <= HUES:
        raise UnclearCellError(_("A colour is a number from 1 to 8, or nothing."))
    return int(cell)


def _practice(cell: str) -> str:
    if cell and cell not in starter_practices():
        raise UnclearCellError(_("The starter codebook has no practice with this key."))
    return cell


def _is_retired(cell: str) -> bool:
    if cell.lower() not in YES | NO:
        raise UnclearCellError(_("Write yes or no."))
    return cell.lower() in YES


def _guid(cell: str) -> UUID | None:
    try:
        return UUID(cell.strip("{} ")) if cell else None
    except ValueError:
        raise UnclearCellError(_("This is no guid. Leave the cell empty.")) from None


READ: Mapping[str, Callable[[str], Any]] = {
    "definition": str,
    "use_for": str,
    "not_for": str,
    "example": str,
    "other_names": _names,
    "colour": _hue,
    "practice": _practice,
    "retired": _is_retired,
}
FIELDS = {"colour": "hue", "retired": "is_retired"}
COLUMN_OF = {field: key for key, field in FIELDS.items()} | {
    "name": "path",
    "parent_id": "path",
}


# --- looking, taking in, taking out ----------------------------------------------------------


def check_codes(*, programme: Programme, rows: Rows[Row]) -> Iterable[Judgement]:
    book = StandingBook(programme)
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        problems = list(_problems(row.values))
        if problems:
            yield has_problems(problems)
            continue
        brought = code_of(row.values)
        earlier = seen.setdefault(folded(brought.path), row.number)
        if earlier != row.number:
            again = _("This code stands in row %(row)d already.") % {"row": earlier}
            yield has_problems([("path", again)])
            continue
        yield _judged(book, brought)


def _judged(book: StandingBook, brought: BroughtCode) -> Judgement:
    code = book.known(brought)
    if code is None:
        return IS_NEW
    different = book.differences(code, brought)
    if not different:
        return IS_SAME
    columns = {COLUMN_OF.get(name, name) for name in different} - {"is_removed"}
    return changes({column: _as_cell(book, code, column) for column in columns} or {"path": ""})


def _as_cell(book: StandingBook, code: Code, column: str) -> str:
    if column == "path":
        return BETWEEN_CODES.join(book.path_of(code))
    value = getattr(code, FIELDS.get(column, column))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return BETWEEN_NAMES.join(value) if isinstance(value, list) else str(value or "")


def take_codes_in(
    *, brought: TableImport, rows: Rows[JudgedRow], at: datetime, by: User | None
) -> dict[str, Any]:
    taken = operations.bring_codes(
        programme=brought.programme,
        codes=[code_of(row.values) for row in rows],
        at=at,
        by=_somebody(by),
        grounds=operations.Grounds(why=brought.file_name),
    )
    return {"step": taken.step.pk if taken.step else None}


def take_codes_out(*, brought: TableImport, at: datetime, by: User | None) -> None:
    step = Step.objects.filter(pk=brought.traces["step"]).first()
    if step is not None:
        operations.undo_codebook_step(step=step, at=at, by=_somebody(by))


def _somebody(by: User | None) -> User:
    if by is None:
        raise Refused(
            _("A codebook is changed by somebody who may edit it."),
            remedy=_("Sign in, and bring the table on the page of imports."),
        )
    return by


def count_codes(number: int) -> str:
    return ngettext("%(number)d code", "%(number)d codes", number) % {"number": number}


CODEBOOK = ImportKind(
    key="codebook",
    title=gettext_lazy("Bring a codebook"),
    columns=COLUMNS,
    count=count_codes,
    check=check_codes,
    apply=take_codes_in,
    undo=take_codes_out,
    back_to="coding:codebook",
    note=gettext_lazy(
        "Codes are known again by their guid, else by their path. New ones are added, known "
        "ones say what the table says, and none is taken out."
    ),
)
