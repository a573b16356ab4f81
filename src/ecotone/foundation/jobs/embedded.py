"""A worker inside the web server, so that a small installation is one process."""

from threading import Thread

from ecotone.foundation.jobs.worker import Worker

SEAT = "embedded"


def start_embedded_worker() -> Worker:
    """Start a worker beside the web server's own threads.

    Every web process may call this: the workers share one seat, and only who holds it works.
    """
    worker = Worker(seat=SEAT)
    Thread(target=worker.work, daemon=True, name="ecotone-worker").start()
    return worker
