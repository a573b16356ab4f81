"""Several workers at once on one real database: a file with SQLite, or PostgreSQL."""

import signal
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen
from threading import Thread

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from ecotone.foundation import jobs
from ecotone.foundation.jobs import JobState, Worker, recurring
from ecotone.foundation.models import JobRun, Lease
from tests.factories.foundation import NOON
from tests.foundation import jobs_to_try
from tests.foundation.jobs_to_try import Patience, times

pytestmark = pytest.mark.usefixtures("shared_database")

Start = Callable[[], Popen[bytes]]


def wait_for(is_true: Callable[[], bool]) -> None:
    patience = Patience()
    while not is_true() and patience.is_left():
        pass
    assert is_true()


def state_of(result: object) -> JobState:
    progress = jobs.job_state(result.id)
    assert progress is not None
    return progress.state


def in_threads(*tasks: Callable[[], object]) -> None:
    """Run all at once, each with a connection of its own."""

    def with_connection(task: Callable[[], object]) -> None:
        try:
            task()
        finally:
            connection.close()

    threads = [Thread(target=with_connection, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_the_job_of_a_killed_worker_is_run_again_and_its_result_appears_once(
    start_worker: Start, tmp_path: Path
) -> None:
    result = jobs_to_try.hang_the_first_time.enqueue(folder=str(tmp_path))
    victim = start_worker()
    wait_for(lambda: times(tmp_path, "begun") == 1)

    victim.send_signal(signal.SIGKILL)
    victim.wait()
    start_worker()
    wait_for(lambda: state_of(result) == JobState.DONE)

    assert (times(tmp_path, "begun"), times(tmp_path, "result")) == (2, 1)
    assert Lease.objects.filter(name="the result").count() == 1


def test_a_long_job_keeps_its_lease_and_is_not_run_twice(
    start_worker: Start, tmp_path: Path
) -> None:
    result = jobs_to_try.outlast_the_lease.enqueue(folder=str(tmp_path))

    start_worker()
    start_worker()
    wait_for(lambda: state_of(result) == JobState.DONE)

    assert (times(tmp_path, "begun"), times(tmp_path, "done")) == (1, 1)


def test_a_worker_asked_to_stop_ends_after_its_job(start_worker: Start, tmp_path: Path) -> None:
    result = jobs_to_try.outlast_the_lease.enqueue(folder=str(tmp_path))
    worker = start_worker()
    wait_for(lambda: times(tmp_path, "begun") == 1)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=20) == 0
    assert state_of(result) == JobState.DONE


def test_two_workers_never_run_one_job_twice(tmp_path: Path) -> None:
    for number in range(30):
        jobs_to_try.take_a_moment.enqueue(folder=str(tmp_path), number=number)
    workers = [Worker(), Worker()]

    def stop_when_done() -> None:
        wait_for(
            lambda: (
                not DBTaskResult.objects.exclude(status="SUCCESSFUL")
                .filter(task_path__contains="take_a_moment")
                .exists()
            )
        )
        for worker in workers:
            worker.stop()

    in_threads(*(worker.work for worker in workers), stop_when_done)

    assert [times(tmp_path, f"ran-{number}") for number in range(30)] == [1] * 30


def test_a_recurring_job_is_enqueued_once_by_two_workers() -> None:
    in_threads(*[lambda: recurring.enqueue_due(at=NOON)] * 4)

    assert JobRun.objects.count() == len(recurring.recurring_jobs)


def test_of_two_embedded_workers_one_works() -> None:
    first, second = Worker(seat="embedded"), Worker(seat="embedded")
    first._make_rounds()

    second._make_rounds()

    assert (first._is_seated, second._is_seated) == (True, False)


def test_a_job_asked_for_in_a_transaction_that_fails_is_never_run(tmp_path: Path) -> None:
    def change_of_mind() -> None:
        with transaction.atomic():
            jobs_to_try.count.enqueue(folder=str(tmp_path))
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  # our own, three lines above
        change_of_mind()

    assert jobs.run_ready_jobs() == 0


def test_the_worker_beside_the_web_server_runs_what_is_asked_for(tmp_path: Path) -> None:
    worker = jobs.start_embedded_worker()
    result = jobs_to_try.count.enqueue(folder=str(tmp_path))

    wait_for(lambda: state_of(result) == JobState.DONE)
    worker.stop()
    wait_for(lambda: not Lease.objects.exists())

    assert times(tmp_path, "counted") == 1
