"""Taking in a codebook from a file: all of it or nothing, as one step that can be undone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from ecotone.coding.choices import Verb
from ecotone.coding.models import Change, Code, Step
from ecotone.coding.operations.codebook import numbered_key
from ecotone.coding.operations.editing import UNSAID, Grounds, one_edit_at_a_time, record_edit
from ecotone.coding.operations.steps import change_of, creation_of, save_changes
from ecotone.coding.queries.brought_codes import (
    BroughtCode,
    Path,
    StandingBook,
    broader_first,
    headings_of,
)
from ecotone.coding.queries.taxonomy import starter_practices
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require


@dataclass(frozen=True, slots=True)
class CodesBrought:
    """What came of bringing a codebook; `step` is None where it says nothing new."""

    step: Step | None
    new: int
    changed: int
    same: int


@transaction.atomic
def bring_codes(
    *,
    programme: Programme,
    codes: Iterable[BroughtCode],
    at: datetime,
    by: User,
    grounds: Grounds = UNSAID,
) -> CodesBrought:
    """Add the codes that are new and change those that are known; none is taken out.

    A code is known by its guid, else by its path. Headings that a path names and nobody
    describes are added bare.
    """
    require(by, Action.EDIT_CODEBOOK, programme)
    one_edit_at_a_time(programme)
    bringing = _Bringing(programme, StandingBook(programme))
    same = sum(not bringing.take(brought) for brought in broader_first(codes))
    new, changed = list(bringing.new.values()), list(bringing.changed.values())
    if not new and not changed:
        return CodesBrought(None, 0, 0, same)
    save_changes(changed)
    changes = [*(creation_of(code) for code in new), *changed]
    step = record_edit(
        Verb.BROUGHT, changes, programme=programme, at=at, by=by, grounds=grounds
    )
    return CodesBrought(step, len(new), len(changed), same)


@dataclass
class _Bringing:
    """The book while codes are taken into it one after another."""

    programme: Programme
    book: StandingBook
    new: dict[int, Code] = field(default_factory=dict)
    changed: dict[int, Change] = field(default_factory=dict)

    def take(self, brought: BroughtCode) -> bool:
        """Take one code in; say whether it changed anything."""
        for heading in headings_of(brought):
            if self.book.at(heading) is None:
                self._add(heading, None, {})
        code = self.book.known(brought)
        if code is None:
            self._add(brought.path, brought.guid, dict(brought.says))
            return True
        different = self.book.differences(code, brought)
        if different:
            self._change(code, different)
        return bool(different)

    def _add(self, path: Path, guid: UUID | None, says: dict[str, Any]) -> None:
        parent = self.book.at(path[:-1]) if len(path) > 1 else None
        alike = [
            code
            for code in self.book.codes.values()
            if code.parent_id == (parent.pk if parent else None)
        ]
        code = Code.objects.create(
            programme=self.programme,
            parent=parent,
            key=self._key(path[-1], parent, guid),
            guid=guid or uuid4(),
            name=path[-1],
            position=max((code.position for code in alike), default=-1) + 1,
            **says,
        )
        self.new[code.pk] = code
        self.book.add(code)

    def _key(self, name: str, parent: Code | None, guid: UUID | None) -> str:
        """Know a practice of our taxonomy again, whoever exchanged it."""
        starter = next(
            (key for key, one in starter_practices().items() if one.guid == guid), ""
        )
        if starter and starter not in self.book.keys:
            return starter
        return numbered_key(name, parent, self.book.keys)

    def _change(self, code: Code, different: dict[str, Any]) -> None:
        change = change_of(code, **different)
        self.book.add(code)
        if code.pk in self.new:
            code.save()
        elif code.pk in self.changed:
            earlier = self.changed[code.pk]
            earlier.before = change.before | earlier.before
            earlier.after |= change.after
        else:
            self.changed[code.pk] = change
