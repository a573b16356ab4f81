"""The codebook: taking over our taxonomy, adding codes, saying what a code is for."""

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ecotone.coding.models import Code
from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require

TAXONOMY = Path(__file__).parent.parent / "data" / "taxonomy.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWording:
    """Everything a codebook says about one code."""

    name: str
    definition: str = ""
    use_for: str = ""
    not_for: str = ""
    example: str = ""
    other_names: tuple[str, ...] = ()

    def as_fields(self) -> dict[str, Any]:
        return {**asdict(self), "other_names": list(self.other_names)}


@transaction.atomic
def adopt_starter_codebook(
    *, programme: Programme, at: datetime, by: User | None
) -> list[Code]:
    """Take our taxonomy of practices into a programme. What is there already stays as it is.

    `by` is nobody when done at the terminal.
    """
    if by is not None:
        require(by, Action.EDIT_CODEBOOK, programme)
    known = set(Code.objects.filter(programme=programme).values_list("key", flat=True))
    rows = [row for row in _starter_rows() if row["id"] not in known]
    families = (row for row in rows if not row["broader"])
    adopted = _create_codes(programme, families)
    adopted += _create_codes(programme, (row for row in rows if row["broader"]))
    _audit(f"adopted {len(adopted)} codes", f"programme:{programme.pk}", programme, at, by)
    return adopted


def _starter_rows() -> list[dict[str, str]]:
    """Read the taxonomy. `position` is the line, so that the file's order is the book's."""
    with TAXONOMY.open(encoding="utf-8", newline="") as file:
        return [row | {"position": str(line)} for line, row in enumerate(csv.DictReader(file))]


def _create_codes(programme: Programme, rows: Iterable[dict[str, str]]) -> list[Code]:
    by_key = {code.key: code for code in Code.objects.filter(programme=programme)}
    return Code.objects.bulk_create(
        Code(
            programme=programme,
            parent=by_key.get(row["broader"]),
            key=row["id"],
            name=row["prefLabel"],
            other_names=[name for name in row["altLabels"].split("|") if name],
            definition=row["definition"],
            source=row["source"],
            position=int(row["position"]),
        )
        for row in rows
    )


@transaction.atomic
def add_code(
    *,
    programme: Programme,
    wording: CodeWording,
    parent: Code | None,
    at: datetime,
    by: User,
) -> Code:
    """Add a code of the programme's own at the end of its family."""
    require(by, Action.EDIT_CODEBOOK, programme)
    _require_free_name(programme, wording.name, parent)
    siblings = Code.objects.filter(programme=programme, parent=parent)
    last = siblings.aggregate(last=Max("position"))["last"]
    code = Code.objects.create(
        programme=programme,
        parent=parent,
        key=_free_key(programme, wording.name, parent),
        position=0 if last is None else last + 1,
        **wording.as_fields(),
    )
    _audit("added a code", f"code:{code.key}", programme, at, by)
    return code


@transaction.atomic
def describe_code(*, code: Code, wording: CodeWording, at: datetime, by: User) -> Code:
    """Change what the codebook says about a code. Its key and its codings stay."""
    require(by, Action.EDIT_CODEBOOK, code.programme)
    if wording.name != code.name:
        _require_free_name(code.programme, wording.name, code.parent)
    for field, value in wording.as_fields().items():
        setattr(code, field, value)
    code.save()
    _audit("described a code", f"code:{code.key}", code.programme, at, by)
    return code


def _require_free_name(programme: Programme, name: str, parent: Code | None) -> None:
    if Code.objects.filter(programme=programme, parent=parent, name__iexact=name).exists():
        raise Refused(
            _("There is a code called “%(name)s” here already.") % {"name": name},
            remedy=_("Use that one, or say in the name what is different."),
        )


def _free_key(programme: Programme, name: str, parent: Code | None) -> str:
    """Make a key out of the name, such as `asm.peer-marking`, numbered when it is taken."""
    above = f"{parent.key}." if parent else ""
    stem = f"{above}{slugify(name)[:40] or 'code'}"[:56]
    taken = set(
        Code.objects.filter(programme=programme, key__startswith=stem).values_list(
            "key", flat=True
        )
    )
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)


def _audit(
    verb: str, subject: str, programme: Programme, at: datetime, by: User | None
) -> None:
    audit.record(verb, subject, programme=programme, actor=audit.actor_key(by), at=at)
