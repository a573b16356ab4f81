"""Two people at once: one has done something and not yet committed, when another begins."""

from collections.abc import Callable
from threading import Event, Thread
from time import sleep

from django.db import connection, transaction

IN_EACH_OTHERS_WAY = 0.7  # seconds: long enough for the second to reach what the first holds
PATIENCE = 30


def while_undecided(first: Callable[[], object], second: Callable[[], object]) -> object:
    """Return what came of the second: its result, or the exception it ended with."""
    done, came = Event(), []

    def hold_back() -> None:
        with transaction.atomic():
            first()
            done.set()
            sleep(IN_EACH_OTHERS_WAY)

    def begin() -> None:
        done.wait(PATIENCE)
        try:
            came.append(second())
        except Exception as ended:  # noqa: BLE001  # the test says which one is right
            came.append(ended)

    threads = [Thread(target=_alone, args=(task,)) for task in (hold_back, begin)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return came[0]


def _alone(task: Callable[[], object]) -> None:
    """Give a thread a connection of its own, and close it afterwards."""
    try:
        task()
    finally:
        connection.close()
