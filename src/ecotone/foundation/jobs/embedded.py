"""A worker inside the web server, so that a small installation is one process."""

import atexit
from threading import Thread

from ecotone.foundation.jobs.worker import Worker

SEAT = "embedded"
SECONDS_TO_LEAVE = 5.0


def start_embedded_worker() -> Worker:
    """Start a worker beside the web server's own threads.

    Every web process may call this: the workers share one seat, and only who holds it works.
    """
    worker = Worker(seat=SEAT)
    thread = Thread(target=worker.work, daemon=True, name="ecotone-worker")
    thread.start()

    def leave() -> None:
        """Free the seat: whoever starts next need not wait until the lease lapses."""
        worker.stop()
        thread.join(timeout=SECONDS_TO_LEAVE)

    atexit.register(leave)
    return worker
