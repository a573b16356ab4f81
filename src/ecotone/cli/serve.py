"""`ecotone serve`: prepare the installation and answer the web."""

import gc
from typing import Any

import click

from ecotone.cli.start import prepare_installation, refuse_unsafe_start, start_django

THREADS = 8


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.option("--workers", type=click.IntRange(1), help="Web processes (SQLite: 1, else 2).")
@click.option("--without-jobs", is_flag=True, help="Leave all jobs to `ecotone worker`.")
def serve(*, bind: str, workers: int | None, without_jobs: bool) -> None:
    """Serve the pages. On SQLite a job worker runs inside; on PostgreSQL start `worker` too."""
    start_django()
    refuse_unsafe_start()
    prepare_installation()
    run_server(bind=bind, workers=workers, with_jobs=not without_jobs)


def run_server(*, bind: str, workers: int | None = None, with_jobs: bool = True) -> None:
    """Run gunicorn in this process until it is stopped."""
    from django.core.servers.basehttp import get_internal_wsgi_application
    from django.db import connection
    from gunicorn.app.base import BaseApplication

    is_small = connection.vendor == "sqlite"
    chosen: dict[str, Any] = {
        "bind": bind,
        "workers": workers or (1 if is_small else 2),
        "threads": THREADS,
        "worker_class": "gthread",
        "control_socket_disable": True,
        "post_worker_init": _start_with_jobs if is_small and with_jobs else _leave_in_peace,
    }

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        def load_config(self) -> None:
            for name, value in chosen.items():
                self.cfg.set(name, value)

        def load(self) -> object:
            return get_internal_wsgi_application()

    click.echo(f"Ecotone is at http://{bind} . Ctrl+C stops it.")
    Server().run()


def _leave_in_peace(_web_process: object) -> None:
    """Look for garbage only in what requests leave: what stands from the start holds none.

    Going through all of it again held up every third large page by a tenth of a second.
    """
    from django.urls import get_resolver

    len(get_resolver().url_patterns)  # loads every view
    gc.collect()
    gc.freeze()


def _start_with_jobs(web_process: object) -> None:
    from ecotone.foundation.jobs import start_embedded_worker

    _leave_in_peace(web_process)
    start_embedded_worker()
