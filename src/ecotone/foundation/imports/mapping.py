"""Which column of a file is which column of its kind: guessed first, then said by a person."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from ecotone.foundation.errors import CellProblem, TableRefused
from ecotone.foundation.imports.kinds import Column, ImportKind

_BETWEEN_WORDS = re.compile(r"[\W_]+")

Columns = Mapping[str, int]  # the kind's column to the place of the file's, the first being 0


def guess_mapping(kind: ImportKind, titles: Sequence[str]) -> dict[str, int]:
    """Find the kind's columns among the headers of a file: by key, then by title or synonym."""
    places = {_plain(title): place for place, title in reversed(list(enumerate(titles)))}
    mapping: dict[str, int] = {}
    for names in (_key_alone, _every_name):
        for column in kind.columns:
            if column.key not in mapping:
                place = _first_free(names(column), places, mapping.values())
                if place is not None:
                    mapping[column.key] = place
    return mapping


def is_certain(kind: ImportKind, titles: Sequence[str], mapping: Columns) -> bool:
    """Say whether nobody need be asked: every column bears the kind's own name for it."""
    known = {column.key for column in kind.columns}
    is_whole = not missing_columns(kind, mapping)
    return is_whole and all(title.lower() in known for title in titles if title)


def missing_columns(kind: ImportKind, mapping: Columns) -> list[Column]:
    return [
        column for column in kind.columns if column.is_required and column.key not in mapping
    ]


def check_mapping(kind: ImportKind, mapping: Columns, *, width: int) -> None:
    """Refuse a mapping without a required column, or one that no file of this width has."""
    missing = missing_columns(kind, mapping)
    if missing:
        raise TableRefused(
            _("Some columns cannot be done without."),
            remedy=_("Say which column of your file each of them is."),
            problems=tuple(
                CellProblem(1, column.key, _("this column is missing")) for column in missing
            ),
        )
    known = {column.key for column in kind.columns}
    places = list(mapping.values())
    is_possible = mapping.keys() <= known and all(0 <= place < width for place in places)
    if not is_possible or len(set(places)) < len(places):
        raise TableRefused(
            _("The columns do not fit this file."),
            remedy=_("Open the page of its columns again and choose each one once."),
        )


def _key_alone(column: Column) -> Iterable[str]:
    return (_plain(column.key),)


def _every_name(column: Column) -> Iterable[str]:
    return map(_plain, (column.key, str(column.title), *column.synonyms))


def _first_free(
    names: Iterable[str], places: Mapping[str, int], taken: Iterable[int]
) -> int | None:
    used = set(taken)
    found = (places[name] for name in names if name in places)
    return next((place for place in found if place not in used), None)


def _plain(name: str) -> str:
    """Leave only what two spellings of one header share: "E-mail address" is "emailaddress"."""
    return _BETWEEN_WORDS.sub("", name).casefold()
