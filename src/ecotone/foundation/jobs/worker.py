"""The worker: takes one job after another, looks after lost ones and those that recur."""

import logging
import time
from threading import Event

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.module_loading import autodiscover_modules

from ecotone.foundation.jobs.leases import WORKERS, give_up_lease, lease_length, take_lease
from ecotone.foundation.jobs.recurring import enqueue_due
from ecotone.foundation.jobs.running import claim_next, reap, run
from ecotone.foundation.jobs.waking import sleep_until_called, wake_worker

SECONDS_BETWEEN_LOOKS = 1.0

logger = logging.getLogger(__name__)


class Worker:
    """Workers that share a `seat` take turns: only the one that holds its lease works."""

    def __init__(self, *, seat: str = "") -> None:
        self.name = get_random_string(12)
        self.seat = WORKERS + (seat or self.name)
        self._stopping = Event()
        self._next_round = 0.0
        self._is_seated = False

    def stop(self) -> None:
        """Ask the worker to end after the job it is at."""
        self._stopping.set()
        wake_worker()

    def work(self) -> None:
        """Work until stopped."""
        autodiscover_modules("jobs")
        try:
            while not self._stopping.is_set():
                if not self._turn():
                    sleep_until_called(SECONDS_BETWEEN_LOOKS)
        finally:
            give_up_lease(self.seat, holder=self.name)
            connection.close()

    def _turn(self) -> bool:
        """Do one thing and say whether there may be more to do at once."""
        close_old_connections()
        try:
            self._make_rounds()
            row = claim_next(self.name, at=timezone.now()) if self._is_seated else None
        except DatabaseError:  # busy or away: a worker outlives that
            logger.exception("The worker could not reach the database and will look again.")
            return False
        if row is None:
            return False
        run(row)
        return True

    def _make_rounds(self) -> None:
        """Renew the seat, and from time to time look for lost and for recurring jobs."""
        if time.monotonic() < self._next_round:
            return
        self._next_round = time.monotonic() + min(
            SECONDS_BETWEEN_LOOKS, lease_length().total_seconds() / 3
        )
        now = timezone.now()
        self._is_seated = take_lease(self.seat, holder=self.name, at=now)
        if self._is_seated:
            reap(at=now)
            enqueue_due(at=now)


def run_ready_jobs() -> int:
    """Run, in this thread, every job that is ready now. For tests and for the terminal."""
    count = 0
    while (row := claim_next("here", at=timezone.now())) is not None:
        run(row)
        count += 1
    return count
