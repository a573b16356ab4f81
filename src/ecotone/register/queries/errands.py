"""What waits for a participant on their own page. Each room says what it would like of them.

A room registers its errand when the app starts. Nothing here is ever a demand: a participant
who does nothing has said no.
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


Ask = Callable[[Participant], Errand | None]

_asks: dict[str, Ask] = {}


def register_errand(name: str, ask: Ask) -> None:
    """Have a room say what it would like of somebody: called in `apps.py`."""
    _asks[name] = ask


def errands_of(participant: Participant) -> list[Errand]:
    """Return every room's line for this participant, what waits for an answer first."""
    found = [errand for ask in _asks.values() if (errand := ask(participant)) is not None]
    return sorted(found, key=lambda errand: not errand.waiting)
