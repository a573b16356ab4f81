"""`ecotone worker`: run jobs in the foreground."""

import signal

import click

from ecotone.cli.start import refuse_unsafe_start, start_django


@click.command()
@click.option("--once", is_flag=True, help="Stop when no job is ready.")
def worker(*, once: bool) -> None:
    """Run jobs until stopped. Several workers may run at once, on several machines."""
    start_django()
    refuse_unsafe_start()
    if once:
        _run_what_is_ready()
    else:
        _work_until_stopped()


def _run_what_is_ready() -> None:
    from ecotone.foundation.jobs import run_ready_jobs

    click.echo(f"{run_ready_jobs()} jobs run.")


def _work_until_stopped() -> None:
    from ecotone.foundation.jobs import Worker

    at_work = Worker()
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda *_signal: at_work.stop())
    click.echo(f"Worker {at_work.name} is at work. Ctrl+C stops it after the job it is at.")
    at_work.work()
