"""One person's own way round the loop, and what the rooms above can say of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecotone.foundation.permissions import Action
from ecotone.register.choices import Answer
from ecotone.register.models import Participant
from ecotone.register.queries.invited_stage import INVITED
from ecotone.register.queries.pipeline import stages


@dataclass(frozen=True, slots=True)
class Milestone:
    """A point on one person's way; without a day it still lies ahead."""

    title: str | Promise
    at: datetime | None


def way_of(participant: Participant) -> list[Milestone]:
    """Return what happened, in the order of time, then what lies ahead, in that of the loop."""
    milestones = list(_milestones(participant))
    behind = [(one.at, one) for one in milestones if one.at is not None]
    ahead = [one for one in milestones if one.at is None]
    return [one for _at, one in sorted(behind, key=lambda pair: pair[0])] + ahead


def _milestones(participant: Participant) -> Iterator[Milestone]:
    yield Milestone(_("in the register"), participant.registered_at)
    just_them = Participant.objects.filter(pk=participant.pk)
    for stage in stages():
        yield Milestone(stage.title, stage.reached(just_them).get(participant.pk))
        if stage.key == INVITED.key:
            yield from _answer(participant)


def _answer(participant: Participant) -> Iterator[Milestone]:
    invitation = getattr(participant, "invitation", None)
    if invitation is not None and invitation.answered_at:
        said = _("said no") if invitation.answer == Answer.DECLINED else _("said yes")
        yield Milestone(said, invitation.answered_at)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a room says of one person in a few lines, and where the rest is."""

    lines: tuple[str, ...]
    link: str | Promise
    address: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page of one person that a room fills."""

    key: str
    title: str | Promise
    position: int
    action: Action
    facts: Callable[[Participant], Facts]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section as one visitor sees it."""

    key: str
    title: str | Promise
    facts: Facts


_sections: dict[str, Section] = {}


def register_section(section: Section) -> None:
    """Let a room speak on the page of one person: called in its `apps.py`."""
    _sections[section.key] = section


def sections_of(participant: Participant, actions: frozenset[Action]) -> list[ShownSection]:
    """Return what the rooms above say of somebody, as far as the visitor may read it."""
    in_order = sorted(_sections.values(), key=lambda section: section.position)
    return [
        ShownSection(section.key, section.title, section.facts(participant))
        for section in in_order
        if section.action in actions
    ]
