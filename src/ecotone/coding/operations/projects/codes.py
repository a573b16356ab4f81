"""Codes and coders of a project: the new come into the book, and what changed is changed."""

from collections import defaultdict
from uuid import UUID, uuid4

from django.db.models import Max
from django.utils.translation import gettext as _

from ecotone.coding.choices import Identified
from ecotone.coding.models import HUES, Change, Code
from ecotone.coding.operations.codebook import free_key
from ecotone.coding.operations.codings import one_step_at_a_time
from ecotone.coding.operations.projects.parts import Taking
from ecotone.coding.operations.steps import change_of, creation_of
from ecotone.coding.queries.code_colours import COLOURS
from ecotone.coding.queries.projects.codes import CodeLine, fields_of
from ecotone.coding.queries.taxonomy import starter_practices
from ecotone.foundation.models import User

NO_POST = "coder.invalid"  # no letter can ever reach an address that ends in .invalid


def take_coders_in(taking: Taking) -> list[int]:
    """Know every coder: a member of the team, or one who has no way in here."""
    made = []
    for line in taking.plan.coders:
        user = line.user
        if user is None and not line.is_settled:
            user = User.objects.create_user(
                f"{uuid4().hex}@{NO_POST}",
                name=line.name[:120] or _("Coder not named"),
                is_active=False,
            )
            made.append(user.pk)
        if user is not None:
            one_step_at_a_time(user)
            taking.coders[line.guid] = user
            is_origin = user.pk in made
            taking.identify(Identified.CODER, line.guid, user.pk, is_origin=is_origin)
    return made


def take_codes_in(taking: Taking) -> list[int]:
    """Bring the tree in from its roots down, and return the keys of what is new."""
    made, changes = [], []
    last = _last_positions(taking)
    for line in taking.plan.codes:
        if line.code is None:
            code = _new_code(taking, line, last)
            made.append(code.pk)
            changes.append(_standing(code))
        else:
            code = line.code
            if line.changes:
                changes.append(change_of(code, **line.changes))
                code.save()
        taking.codes[line.said.guid] = code
    taking.record(changes, by=taking.by, at=taking.at)
    return made


def _standing(code: Code) -> Change:
    change = creation_of(code)
    code.is_removed = False
    return change


def _new_code(taking: Taking, line: CodeLine, last: dict[int | None, int]) -> Code:
    said = line.said
    parent = taking.codes.get(said.parent or "")
    fields = fields_of(said, taking.names)
    above = parent.pk if parent else None
    last[above] += 1
    practices = {str(one.guid): key for key, one in starter_practices().items()}
    taken = Code.objects.filter(programme=taking.programme, key=practices.get(said.guid, ""))
    key = practices.get(said.guid)
    return Code.objects.create(
        programme=taking.programme,
        parent=parent,
        guid=UUID(said.guid),
        key=key if key and not taken else free_key(taking.programme, fields["name"], parent),
        position=last[above],
        hue=_nearest_hue(said.colour) if parent is None else None,
        **fields,
    )


def _last_positions(taking: Taking) -> dict[int | None, int]:
    rows = Code.objects.filter(programme=taking.programme).values_list("parent")
    return defaultdict(lambda: -1, dict(rows.annotate(Max("position")).order_by()))


def _nearest_hue(colour: str) -> int | None:
    """Return which of our eight colours is nearest to one of a million."""
    if not colour:
        return None
    distances = [_distance(colour, ours) for ours in COLOURS[:HUES]]
    return distances.index(min(distances)) + 1


def _distance(one: str, other: str) -> int:
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return sum((left - right) ** 2 for left, right in pairs)
