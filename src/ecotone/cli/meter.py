"""A bar at the terminal that shows how far a long operation is."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

CELLS = 24
BACK, ERASE = "\r", "\x1b[K"


@contextmanager
def shown_steps() -> Iterator[None]:
    """Draw a bar of every step that is reported; nothing where nobody sits at a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from ecotone.foundation.jobs import steps_told_to

    try:
        with steps_told_to(_draw):
            yield
    finally:
        _write(BACK + ERASE)


def _draw(text: str, done: int | None, total: int | None) -> None:
    _write(f"{BACK}{bar(done, total)}{text}{ERASE}")


def bar(done: int | None, total: int | None) -> str:
    if not total:
        return ""
    filled = CELLS * (done or 0) // total
    return f"[{'#' * filled}{'.' * (CELLS - filled)}] "


def _write(characters: str) -> None:
    sys.stderr.write(characters)
    sys.stderr.flush()
