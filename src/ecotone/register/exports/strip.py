"""The small picture at the head of People: who stands where, one mark a person."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecotone.engine import pictures
from ecotone.foundation.models import Programme
from ecotone.register.exports.board import TO_COME, title_of
from ecotone.register.models import Sector
from ecotone.register.queries import NOT_YET, stages

SECTOR_COLOURS = {"primary", "secondary", "university"}
OTHER_COLOUR = "broker"


def lanes_of(
    programme: Programme, sectors: Sequence[Sector], counts: Mapping[tuple[str, str], int]
) -> list[pictures.Lane]:
    """Make a lane of each stage, from how many people of each sector stand there."""
    page = reverse("register:pipeline", args=(programme.slug,))
    known = [stage.key for stage in stages()]
    lanes = [
        pictures.Lane(
            label=str(title_of(key)),
            flocks=tuple(
                _flock(key, sector, counts.get((key, sector.key), 0), page)
                for sector in sectors
            ),
        )
        for key in (NOT_YET, *known)
    ]
    return [*lanes, *_lanes_to_come(known)]


def _lanes_to_come(known: Sequence[str]) -> list[pictures.Lane]:
    return [
        pictures.Lane(str(title), is_to_come=True) for key, title in TO_COME if key not in known
    ]


def _flock(stage: str, sector: Sector, people: int, page: str) -> pictures.Flock:
    spoken = ngettext(
        "%(stage)s: %(n)d person, %(sector)s",
        "%(stage)s: %(n)d people, %(sector)s",
        people,
    )
    return pictures.Flock(
        sector=sector.name,
        mark=sector.mark,
        colour=sector.key if sector.key in SECTOR_COLOURS else OTHER_COLOUR,
        people=people,
        spoken=spoken % {"stage": title_of(stage), "n": people, "sector": sector.name},
        href=f"{page}?stage={stage}&sector={sector.key}&view=table",
    )


def drawn(
    lanes: Sequence[pictures.Lane], finding: str, *, width: float = pictures.WIDE
) -> SafeString:
    return mark_safe(pictures.draw_lanes(lanes, finding=finding, width=width))  # noqa: S308  # the engine escapes


def finding_of(lanes: Sequence[pictures.Lane]) -> str:
    """Say in one sentence where most people stand."""
    people = sum(lane.people for lane in lanes)
    if not people:
        return _("Nobody is on the way yet.")
    fullest = max(lanes, key=lambda lane: lane.people)
    return ngettext(
        "%(here)d of %(all)d person stands at “%(stage)s”.",
        "%(here)d of %(all)d people stand at “%(stage)s”, more than anywhere else.",
        people,
    ) % {"here": fullest.people, "all": people, "stage": fullest.label}


def scale_of(lanes: Sequence[pictures.Lane], *, width: float = pictures.WIDE) -> str:
    """Say for how many people a mark stands, where it is not one."""
    each = pictures.people_per_mark(lanes, width=width)
    return "" if each == 1 else _("One mark stands for up to %(n)d people.") % {"n": each}
