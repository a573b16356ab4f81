"""A codebook of another program (`.qdc`), and what of it has no place with us."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any
from uuid import UUID

from django.utils.translation import gettext as _

from ecotone.coding.queries.brought_codes import BroughtCode
from ecotone.coding.queries.code_colours import COLOURS
from ecotone.coding.queries.code_wording import wording_in
from ecotone.engine.refiqda import Code, Project, UnreadablePackage, read_project
from ecotone.foundation.errors import Refused

LONGEST_NAME = 80
LONGEST_SOURCE = 200


@dataclass(frozen=True, slots=True)
class ExchangedBook:
    """The codes of a file, and sentences about what could not be kept as it was."""

    codes: tuple[BroughtCode, ...]
    losses: tuple[str, ...]


def read_codebook(file: IO[bytes]) -> ExchangedBook:
    """Read a codebook, or the codes alone of a whole project."""
    try:
        reading = read_project(file)
    except UnreadablePackage as unreadable:
        raise Refused(
            str(unreadable), remedy=_("Export the codebook again, as REFI-QDA codebook (.qdc).")
        ) from unreadable
    project = reading.project
    losses = [loss.sentence for loss in reading.losses]
    return ExchangedBook(tuple(_codes(project)), (*losses, *_left_out(project)))


def _codes(project: Project) -> Iterator[BroughtCode]:
    paths = project.paths()
    for code in project.codes:
        path = tuple(_name(name) for name in paths[code.guid])
        yield BroughtCode(path=path, guid=UUID(code.guid), says=_says(code, len(path)))


def _name(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME] or _("without a name")


def _says(code: Code, depth: int) -> dict[str, Any]:
    says: dict[str, Any] = {"is_retired": not code.is_codable}
    if code.description:
        says |= wording_in(code.description)
        says["source"] = says["source"][:LONGEST_SOURCE]
    if code.colour and depth == 1:
        says["hue"] = nearest_hue(code.colour)
    return says


def nearest_hue(colour: str) -> int:
    """Return which of our eight family colours is nearest to one of another program."""
    wanted = _rgb(colour)
    distances = [
        sum((one - other) ** 2 for one, other in zip(wanted, _rgb(ours), strict=True))
        for ours in COLOURS
    ]
    return distances.index(min(distances)) + 1


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _left_out(project: Project) -> Iterator[str]:
    """Say what stands beside the codes in a file and does not come in with a codebook."""
    for code in project.codes:
        if len(code.name) > LONGEST_NAME:
            yield _("“%(name)s” was cut to 80 characters.") % {"name": _name(code.name)}
    for group in project.sets:
        yield _("The group of codes “%(name)s” has no place in our codebook.") % {
            "name": group.name
        }
    if project.sources:
        yield _("The texts and their passages stay out: this brings the codebook alone.")
    if any(code.notes for code in project.codes):
        yield _("Notes on codes stay out: this brings the codebook alone.")
