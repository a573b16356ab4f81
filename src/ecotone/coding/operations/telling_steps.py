"""How an operation says how far it is, whoever listens: a job, a terminal, or nobody."""

from typing import Protocol


class Report(Protocol):
    """Take one step by name, with its count where there is one."""

    def __call__(
        self, text: str, *, done: int | None = None, total: int | None = None
    ) -> None: ...


def to_nobody(text: str, *, done: int | None = None, total: int | None = None) -> None:
    """Whoever waits at a page is told at the end."""
