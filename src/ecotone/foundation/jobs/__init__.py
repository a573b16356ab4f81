"""Work done later or on schedule: our layer over django-tasks and its database queue.

The library queues, and hands each job to one worker. Alone it loses the job of a killed worker
and never tries twice; here are the lease and its recovery, retries with growing waits, jobs
that come again and again, progress for whoever waits, and a worker inside the web server.

A job may run more than once (its worker can die after the work and before the note of it), so
it must be idempotent. It takes keys, never names or words: arguments lie in the queue readable.
Nothing outside this package imports the library.
"""

from ecotone.foundation.jobs.cancelling import cancel_job
from ecotone.foundation.jobs.declaring import Job, job
from ecotone.foundation.jobs.embedded import start_embedded_worker
from ecotone.foundation.jobs.housekeeping import send_due_messages, sweep
from ecotone.foundation.jobs.leases import is_any_worker_alive
from ecotone.foundation.jobs.progress import report_step, steps_told_to
from ecotone.foundation.jobs.reading import JobProgress, JobState, job_state, waiting_jobs
from ecotone.foundation.jobs.worker import Worker, run_ready_jobs

__all__ = [
    "Job",
    "JobProgress",
    "JobState",
    "Worker",
    "cancel_job",
    "is_any_worker_alive",
    "job",
    "job_state",
    "report_step",
    "run_ready_jobs",
    "send_due_messages",
    "start_embedded_worker",
    "steps_told_to",
    "sweep",
    "waiting_jobs",
]
