"""What waits for a participant on their own page. Each room says what it would like of them.

A room registers its kind of errand when the app starts. Nothing here is ever a demand: a
participant who does nothing has said no.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ecotone.register.models import Participant


@dataclass(frozen=True, slots=True)
class Errand:
    """One line on a participant's own page. While it is `waiting` it comes first."""

    title: str
    hint: str
    state: str
    address: str
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class ErrandKind:
    """What one room may have for somebody; nothing when there is no such errand now."""

    key: str
    ask: Callable[[Participant], Errand | None]


_kinds: dict[str, ErrandKind] = {}


def register_errand_kind(kind: ErrandKind) -> None:
    """Let a room say what it would like of somebody: called in its `apps.py`."""
    _kinds[kind.key] = kind


def errands_of(participant: Participant) -> list[Errand]:
    """Return every room's line for this participant, what waits for an answer first."""
    asked = (kind.ask(participant) for kind in _kinds.values())
    found = [errand for errand in asked if errand is not None]
    return sorted(found, key=lambda errand: not errand.waiting)
