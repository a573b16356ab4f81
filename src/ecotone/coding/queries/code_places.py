"""Where a code goes when it is moved by a key, and what depends on one that is about to go."""

from dataclasses import dataclass

from django.db.models import Count

from ecotone.coding.choices import Direction
from ecotone.coding.models import Code
from ecotone.coding.queries.passages import readable_codings
from ecotone.foundation.models import User


@dataclass(frozen=True, slots=True)
class Place:
    """Under which code, and before which of those there; at the end where none is named."""

    parent: Code | None
    before: Code | None


def place_towards(code: Code, direction: Direction) -> Place | None:
    """Return the place one step from a code; nothing at the edge of its family."""
    alike = list(_in_order(code.parent, code))
    here = alike.index(code)
    match direction:
        case Direction.UP if here:
            return Place(code.parent, alike[here - 1])
        case Direction.DOWN if here + 1 < len(alike):
            return Place(code.parent, next(iter(alike[here + 2 :]), None))
        case Direction.IN if here:
            return Place(alike[here - 1], None)
        case Direction.OUT if code.parent:
            above = list(_in_order(code.parent.parent, code))
            after = above[above.index(code.parent) + 1 :]
            return Place(code.parent.parent, next(iter(after), None))
    return None


def _in_order(parent: Code | None, code: Code) -> list[Code]:
    family = Code.objects.in_book(code.programme).filter(parent=parent)
    return list(family.order_by("position", "pk"))


@dataclass(frozen=True, slots=True)
class Weight:
    """What rests on a code, as far as this reader may know of it."""

    passages: int
    coders: int
    below: int


def weight_of(code: Code, reader: User) -> Weight:
    resting = readable_codings(code.programme, reader).filter(code=code)
    numbers = resting.aggregate(
        passages=Count("pk", distinct=True), coders=Count("coder", distinct=True)
    )
    below = Code.objects.in_book(code.programme).filter(parent=code).count()
    return Weight(numbers["passages"], numbers["coders"], below)
