"""One job: retries, refusals, progress, recurrence."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.models import DBTaskResult

from ecotone.foundation import jobs
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.jobs import JobState, housekeeping, recurring, running
from ecotone.foundation.jobs.declaring import recurring_jobs
from ecotone.foundation.jobs.leases import is_any_worker_alive, take_lease
from ecotone.foundation.models import JobRun, RecurringJob
from tests.factories.foundation import NOON, make_user
from tests.foundation import jobs_to_try
from tests.foundation.jobs_to_try import times

pytestmark = pytest.mark.django_db


def state_of(result: object) -> jobs.JobProgress:
    progress = jobs.job_state(result.id)
    assert progress is not None
    return progress


def test_a_job_waits_runs_and_is_done(tmp_path: Path) -> None:
    result = jobs_to_try.count.enqueue(folder=str(tmp_path))

    before = state_of(result).state
    jobs.run_ready_jobs()

    after = state_of(result)
    assert (before, after.state) == (JobState.WAITING, JobState.DONE)
    assert (after.title, after.step) == ("Counting to three", "Counted 3 of 3")
    assert times(tmp_path, "counted") == 1


def test_a_job_belongs_to_whoever_asked_for_it(tmp_path: Path) -> None:
    owner = make_user()

    result = jobs_to_try.count.for_owner(owner, back_to="/here/").enqueue(folder=str(tmp_path))

    progress = state_of(result)
    assert (progress.owner_id, progress.back_to) == (owner.pk, "/here/")


def test_a_flaky_job_succeeds_on_the_third_attempt(tmp_path: Path) -> None:
    result = jobs_to_try.succeed_the_third_time.enqueue(folder=str(tmp_path))

    attempts = jobs.run_ready_jobs()

    assert (attempts, state_of(result).state) == (3, JobState.DONE)
    assert times(tmp_path, "succeeded") == 1


def test_a_job_that_always_fails_is_tried_as_often_as_it_allows(tmp_path: Path) -> None:
    result = jobs_to_try.always_fail.enqueue(folder=str(tmp_path))

    jobs.run_ready_jobs()

    row = DBTaskResult.objects.get(pk=result.id)
    assert (times(tmp_path, "tried"), state_of(result).state) == (2, JobState.FAILED)
    assert row.exception_class_path == "builtins.RuntimeError"
    assert "Jane" not in row.traceback


def test_each_wait_is_three_times_the_one_before() -> None:
    waits = [jobs_to_try.count.wait_before(attempt).total_seconds() for attempt in (2, 3, 4)]

    assert waits == [5, 15, 45]


def test_a_job_that_is_asked_to_stop_does_so_at_its_next_step(tmp_path: Path) -> None:
    result = jobs_to_try.count_far.enqueue(folder=str(tmp_path))

    jobs.run_ready_jobs()

    progress = state_of(result)
    assert (progress.state, progress.is_over) == (JobState.CANCELLED, True)
    assert (times(tmp_path, "steps"), times(tmp_path, "counted")) == (3, 0)


def test_a_job_nobody_has_begun_is_cancelled_at_once(tmp_path: Path) -> None:
    owner = make_user()
    result = jobs_to_try.count_far.for_owner(owner).enqueue(folder=str(tmp_path))

    jobs.cancel_job(job_id=result.id, at=NOON, by=owner)

    assert (jobs.run_ready_jobs(), state_of(result).state) == (0, JobState.CANCELLED)
    assert times(tmp_path, "steps") == 0


def test_a_job_that_was_asked_to_stop_while_its_worker_was_lost_does_not_run_again(
    tmp_path: Path,
) -> None:
    owner = make_user()
    result = jobs_to_try.count_far.for_owner(owner).enqueue(folder=str(tmp_path))
    running.claim_next("lost", at=NOON)
    jobs.cancel_job(job_id=result.id, at=NOON, by=owner)

    running.reap(at=NOON + timedelta(hours=1))
    jobs.run_ready_jobs()

    assert (times(tmp_path, "steps"), state_of(result).state) == (0, JobState.CANCELLED)


def test_a_job_that_cannot_stop_half_way_says_so(tmp_path: Path) -> None:
    owner = make_user()
    result = jobs_to_try.count.for_owner(owner).enqueue(folder=str(tmp_path))

    with pytest.raises(Refused, match="cannot be stopped half-way"):
        jobs.cancel_job(job_id=result.id, at=NOON, by=owner)


def test_what_is_over_cannot_be_cancelled(tmp_path: Path) -> None:
    owner = make_user()
    result = jobs_to_try.count_far.for_owner(owner).enqueue(folder=str(tmp_path))
    jobs.run_ready_jobs()

    with pytest.raises(Refused, match="over before it could be cancelled"):
        jobs.cancel_job(job_id=result.id, at=NOON, by=owner)


def test_nobody_cancels_somebody_elses_job(tmp_path: Path) -> None:
    result = jobs_to_try.count_far.for_owner(make_user()).enqueue(folder=str(tmp_path))

    with pytest.raises(NotYours):
        jobs.cancel_job(job_id=result.id, at=NOON, by=make_user())


def test_a_step_told_inside_a_transaction_is_kept(tmp_path: Path) -> None:
    result = jobs_to_try.step_in_a_transaction.enqueue(folder=str(tmp_path))

    jobs.run_ready_jobs()

    progress = state_of(result)
    assert (progress.state, progress.step) == (JobState.DONE, "Half of it is written")
    assert progress.share == 50


def test_a_refusal_is_kept_for_its_owner_and_not_tried_again(tmp_path: Path) -> None:
    result = jobs_to_try.be_refused.enqueue(folder=str(tmp_path))

    jobs.run_ready_jobs()

    told = state_of(result)
    assert told.state == JobState.REFUSED
    assert (told.message, told.remedy) == (
        "This round needs a university participant.",
        "Invite one.",
    )
    assert times(tmp_path, "tried") == 1


def test_a_job_whose_code_is_gone_fails_and_harms_nobody(tmp_path: Path) -> None:
    gone = jobs_to_try.count.enqueue(folder=str(tmp_path))
    DBTaskResult.objects.update(task_path="tests.foundation.jobs_to_try.long_gone")
    after = jobs_to_try.count.enqueue(folder=str(tmp_path))

    jobs.run_ready_jobs()

    assert (state_of(gone).state, state_of(after).state) == (JobState.FAILED, JobState.DONE)


def test_a_lost_job_is_given_back_at_most_as_often_as_it_allows(tmp_path: Path) -> None:
    result = jobs_to_try.always_fail.enqueue(folder=str(tmp_path))
    later, found = timezone.now() + timedelta(hours=1), []

    for _loss in range(3):
        running.claim_next("lost", at=timezone.now())
        running.reap(at=later)
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
        found.append(state_of(result).state)

    assert found == [JobState.WAITING, JobState.FAILED, JobState.FAILED]


def test_a_living_job_is_not_taken_away(tmp_path: Path) -> None:
    jobs_to_try.count.enqueue(folder=str(tmp_path))
    running.claim_next("alive", at=timezone.now())

    reaped = running.reap(at=timezone.now())

    assert reaped == 0


def test_a_worker_that_was_cut_off_does_not_overwrite_its_successor(tmp_path: Path) -> None:
    result = jobs_to_try.count.enqueue(folder=str(tmp_path))
    cut_off = running.claim_next("first", at=timezone.now())
    running.reap(at=timezone.now() + timedelta(hours=1))
    DBTaskResult.objects.update(run_after=timezone.now())
    running.claim_next("second", at=timezone.now())

    is_noted = running._note(cut_off, status="FAILED")

    assert (is_noted, state_of(result).state) == (False, JobState.RUNNING)


def test_a_recurring_job_is_enqueued_when_due_and_not_while_one_is_unfinished() -> None:
    autodiscover_modules("jobs")  # every room's, as a worker does
    everything = len(recurring_jobs)

    first = recurring.enqueue_due(at=NOON)
    piled_up = recurring.enqueue_due(at=NOON + timedelta(seconds=6))
    jobs.run_ready_jobs()
    too_early = recurring.enqueue_due(at=NOON + timedelta(seconds=7))
    again = recurring.enqueue_due(at=NOON + timedelta(seconds=12))

    assert (first, piled_up, too_early, again) == (everything, 0, 0, 1)
    assert RecurringJob.objects.count() == everything


def test_a_finished_recurring_job_leaves_no_row() -> None:
    recurring.enqueue_due(at=NOON)

    jobs.run_ready_jobs()

    assert JobRun.objects.count() == 0


def test_old_jobs_are_swept_away(tmp_path: Path) -> None:
    old = jobs_to_try.count.enqueue(folder=str(tmp_path))
    jobs.run_ready_jobs()
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=31))
    recent = jobs_to_try.count.enqueue(folder=str(tmp_path))

    housekeeping.sweep.call()

    assert (jobs.job_state(old.id), state_of(recent).state) == (None, JobState.WAITING)


def test_a_seat_is_taken_by_one_worker_until_its_lease_lapses() -> None:
    first = take_lease("worker:embedded", holder="a", at=NOON)
    second = take_lease("worker:embedded", holder="b", at=NOON + timedelta(seconds=29))
    renewed = take_lease("worker:embedded", holder="a", at=NOON + timedelta(seconds=29))
    alive = is_any_worker_alive(at=NOON + timedelta(seconds=58))
    lapsed = take_lease("worker:embedded", holder="b", at=NOON + timedelta(seconds=60))

    assert (first, second, renewed, alive, lapsed) == (True, False, True, True, True)


@pytest.mark.parametrize("unknown", ["00000000-0000-0000-0000-000000000000", "nonsense"])
def test_an_unknown_job_has_no_state(unknown: str) -> None:
    assert jobs.job_state(unknown) is None


def test_a_step_reported_outside_a_job_goes_nowhere() -> None:
    jobs.report_step("Counted 1 of 3")

    assert JobRun.objects.count() == 0
