"""The codebook: taking over our taxonomy, adding codes, saying what a code is for."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ecotone.coding.choices import Verb
from ecotone.coding.models import HUES, Code
from ecotone.coding.operations.editing import (
    UNSAID,
    Grounds,
    begin_edit,
    one_edit_at_a_time,
    record_edit,
    require_in_book,
)
from ecotone.coding.operations.steps import change_of, creation_of, save_changes
from ecotone.coding.queries.taxonomy import Practice, starter_practices
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWording:
    """Everything a codebook says about one code.

    `hue` is the colour of a family, 1 to 8, None for the automatic one. `practice` is the key
    of the practice in our taxonomy that a code of one's own is the same as.
    """

    name: str
    definition: str = ""
    use_for: str = ""
    not_for: str = ""
    example: str = ""
    other_names: tuple[str, ...] = ()
    hue: int | None = None
    practice: str = ""

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
    one_edit_at_a_time(programme)
    known = set(Code.objects.filter(programme=programme).values_list("key", flat=True))
    new = {key: place for place, key in enumerate(starter_practices()) if key not in known}
    practices = [starter_practices()[key] for key in new]
    families = [practice for practice in practices if not practice.part_of]
    below = [practice for practice in practices if practice.part_of]
    adopted = _adopt(programme, families, new) + _adopt(programme, below, new)
    if adopted:
        changes = [creation_of(code) for code in adopted]
        record_edit(Verb.ADOPTED, changes, programme=programme, at=at, by=by)
    return adopted


def _adopt(
    programme: Programme, practices: Iterable[Practice], places: dict[str, int]
) -> list[Code]:
    by_key = {code.key: code for code in Code.objects.filter(programme=programme)}
    return Code.objects.bulk_create(
        Code(
            programme=programme,
            parent=by_key.get(practice.part_of),
            key=practice.key,
            guid=practice.guid,
            name=practice.name,
            other_names=list(practice.other_names),
            definition=practice.definition,
            source=practice.source,
            position=places[practice.key],
        )
        for practice in practices
    )


@transaction.atomic
def add_code(
    *,
    programme: Programme,
    wording: CodeWording,
    parent: Code | None,
    at: datetime,
    by: User,
    grounds: Grounds = UNSAID,
) -> Code:
    """Add a code of the programme's own at the end of its family."""
    require(by, Action.EDIT_CODEBOOK, programme)
    one_edit_at_a_time(programme)
    code = new_code(programme, wording, parent)
    changes = [creation_of(code)]
    record_edit(Verb.ADDED, changes, programme=programme, at=at, by=by, grounds=grounds)
    return code


@transaction.atomic
def describe_code(
    *, code: Code, wording: CodeWording, at: datetime, by: User, grounds: Grounds = UNSAID
) -> Code:
    """Change what the codebook says about a code. Its key and its codings stay."""
    require(by, Action.EDIT_CODEBOOK, code.programme)
    begin_edit([code], by=by, grounds=grounds)
    require_in_book(code)
    _require_sound(wording)
    if wording.name.casefold() != code.name.casefold():
        require_free_name(code.programme, wording.name, code.parent)
    new = {
        field: value
        for field, value in wording.as_fields().items()
        if getattr(code, field) != value
    }
    if new:
        changes = [change_of(code, **new)]
        save_changes(changes)
        record_edit(
            Verb.DESCRIBED, changes, programme=code.programme, at=at, by=by, grounds=grounds
        )
    return code


# --- shared steps ----------------------------------------------------------------------------


def new_code(programme: Programme, wording: CodeWording, parent: Code | None) -> Code:
    """Store a code at the end of its family. Writing it down is for whoever asks."""
    _require_sound(wording)
    require_free_name(programme, wording.name, parent)
    if parent is not None:
        parent.refresh_from_db(fields=["is_removed"])
        require_in_book(parent)
    siblings = Code.objects.filter(programme=programme, parent=parent)
    last = siblings.aggregate(last=Max("position"))["last"]
    return Code.objects.create(
        programme=programme,
        parent=parent,
        key=free_key(programme, wording.name, parent),
        position=0 if last is None else last + 1,
        **wording.as_fields(),
    )


def _require_sound(wording: CodeWording) -> None:
    if wording.hue is not None and not 1 <= wording.hue <= HUES:
        raise Refused(_("There are eight colours."), remedy=_("Choose a number from 1 to 8."))
    if wording.practice and wording.practice not in starter_practices():
        raise Refused(
            _("Our taxonomy has no practice “%(key)s”.") % {"key": wording.practice},
            remedy=_("Choose one from the list, or none."),
        )


def require_free_name(programme: Programme, name: str, parent: Code | None) -> None:
    there = Code.objects.in_book(programme).filter(parent=parent, name__iexact=name)
    if there.exists():
        raise Refused(
            _("There is a code called “%(name)s” here already.") % {"name": name},
            remedy=_("Use that one, or say in the name what is different."),
        )


def free_key(programme: Programme, name: str, parent: Code | None) -> str:
    codes = Code.objects.filter(programme=programme)
    return numbered_key(name, parent, set(codes.values_list("key", flat=True)))


def numbered_key(name: str, parent: Code | None, taken: Collection[str]) -> str:
    """Make a key out of the name, such as `asm.peer-marking`, numbered when it is taken."""
    above = f"{parent.key}." if parent else ""
    stem = f"{above}{slugify(name)[:40] or 'code'}"[:56]
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)
