"""How far everybody has come round the loop. Each room says who has reached its own stage.

A room registers its stage when the app starts. The pipeline asks every stage once, whatever
the number of people, and folds the answers into one standing for each.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise

from ecotone.foundation.permissions import Action
from ecotone.register.models import Participant


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do for somebody: what it is called, where it is done, and who may."""

    label: str | Promise
    address: str
    action: Action


@dataclass(frozen=True, slots=True)
class Stage:
    """A point of the loop that somebody has reached or not.

    `reached` says which of some people got here and when, in one query or a few: of a whole
    programme or of one person (`participant__in=people`). `next_step` is what brings
    somebody here from the stage before; it is asked for each person shown, so it may build
    an address but ask the database nothing. Positions: 10 invited, 20 consented, 30 heard,
    40 coded, 50 matched, 60 met, 70 in a team.
    """

    key: str
    title: str | Promise
    position: int
    reached: Callable[[QuerySet[Participant]], Mapping[int, datetime]]
    next_step: Callable[[Participant], NextStep]


_stages: dict[str, Stage] = {}


def register_stage(stage: Stage) -> None:
    """Let a room say who has reached its stage: called in its `apps.py`."""
    _stages[stage.key] = stage


def stages() -> list[Stage]:
    """Return every stage that a room has registered, in the order of the loop."""
    return sorted(_stages.values(), key=lambda stage: stage.position)
