"""Answers that stay open for a while: few at once, short, and asleep most of the time.

Every answer that is held open keeps one thread of the server from answering pages. So a
process gives away a few seats and no more, and whoever finds none asks again now and then.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Lock

from django.db import close_old_connections

MOST_STREAMS = 4  # of the eight threads that `ecotone serve` has
LASTS = 25.0  # seconds; the browser comes again by itself
BETWEEN_LOOKS = 2.0
STILL_HERE = b": still here\n\n"  # says nothing, and finds out whether anybody listens

Events = dict[str, object]
Look = Callable[[], Events | None]


@dataclass
class Seats:
    """How many streams this process may hold. A seat that nobody gave back falls free."""

    number: int = MOST_STREAMS
    kept_for: float = LASTS + 4 * BETWEEN_LOOKS
    taken: dict[object, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def take(self) -> Callable[[], None] | None:
        """Return how to give the seat back, or nothing when all are taken."""
        seat, now = object(), time.monotonic()
        with self.lock:
            self.taken = {held: end for held, end in self.taken.items() if end > now}
            if len(self.taken) >= self.number:
                return None
            self.taken[seat] = now + self.kept_for
        return lambda: self._give_back(seat)

    def _give_back(self, seat: object) -> None:
        with self.lock:
            self.taken.pop(seat, None)


SEATS = Seats()


class Stream(Iterator[bytes]):
    """The events of one stream. The server closes it when the browser has left."""

    def __init__(self, look: Look, leave: Callable[[], None]) -> None:
        self._events = events_of(look)
        self._leave = leave

    def __next__(self) -> bytes:
        return next(self._events)

    def close(self) -> None:
        self._leave()


def events_of(look: Look, sleep: Callable[[float], None] = time.sleep) -> Iterator[bytes]:
    """Look again and again, and tell what has changed, until time or the look is at an end.

    Between looks neither a transaction nor a connection to the database is held.
    """
    yield STILL_HERE
    ends = time.monotonic() + LASTS
    told: Events = {}
    while time.monotonic() < ends:
        found = look()
        close_old_connections()
        if found is None:
            return
        yield event(found) if found != told else STILL_HERE
        told = found
        sleep(BETWEEN_LOOKS)


def event(said: Events) -> bytes:
    return f"data: {json.dumps(said, ensure_ascii=False)}\n\n".encode()
