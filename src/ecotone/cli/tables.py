"""Tables for the verbs of the engine: read without Django's settings, refused cell by cell."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click
from django.conf import settings as django_settings

from ecotone.engine.kernel import InputError
from ecotone.engine.kernel.cells import InputErrors
from ecotone.foundation.errors import CellProblem, Refused, TableRefused
from ecotone.foundation.tables import MOST_BYTES, Row, Table, read_table

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def refusing_as_json(command: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Say a refusal as JSON too when JSON was asked for; `main` says it in words."""

    @wraps(command)
    def refusing(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        try:
            return command(*args, **kwargs)
        except Refused as refusal:
            if kwargs.get("as_json"):
                print_json(_refusal_as_json(refusal))
            raise

    return refusing


def read_file(path: Path) -> Table:
    if not django_settings.configured:  # messages then stay in the language of the source
        django_settings.configure(USE_I18N=False)
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    return read_table(content, file_name=path.name)


@contextmanager
def refused(what: str) -> Iterator[None]:
    """Turn what the instrument cannot take into a refusal of the whole."""
    remedy = "Mend what is named here and run it again. Nothing is written."
    try:
        yield
    except InputErrors as mistakes:
        problems = tuple(
            CellProblem(mistake.row or 0, mistake.column or "", mistake.message)
            for mistake in mistakes.errors
        )
        raise TableRefused(
            f"{what} cannot be used as it is.", remedy=remedy, problems=problems
        ) from mistakes
    except InputError as mistake:
        raise Refused(str(mistake), remedy=remedy) from mistake


def numbered(rows: tuple[Row, ...]) -> Iterator[tuple[int, Mapping[str, str]]]:
    return ((row.number, row.values) for row in rows)


def print_json(content: Mapping[str, Any]) -> None:
    click.echo(json.dumps(content, ensure_ascii=False))


def _refusal_as_json(refusal: Refused) -> dict[str, Any]:
    problems = refusal.problems if isinstance(refusal, TableRefused) else ()
    return {
        "refused": refusal.message,
        "remedy": refusal.remedy,
        "problems": [problem.as_dict() for problem in problems],
    }
