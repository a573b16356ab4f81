"""Waking the worker that lives in this process, so that nobody waits for its next look."""

from threading import Event

_called = Event()


def wake_worker() -> None:
    _called.set()


def sleep_until_called(seconds: float) -> None:
    _called.wait(seconds)
    _called.clear()
