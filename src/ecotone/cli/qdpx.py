"""`ecotone qdpx inspect`: what a REFI-QDA package holds and how it counts, without a database.

Nothing is taken in and nothing is written: whoever gets a package looks at it here first.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import click

from ecotone.engine.kernel import InputError
from ecotone.engine.refiqda import (
    Coding,
    Loss,
    OffsetModel,
    Project,
    Reading,
    UnreadablePackage,
    Value,
    read_project,
)
from ecotone.foundation.errors import Refused

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
MOST_TOLD = 20  # losses in words; JSON has them all


class Offsets(click.ParamType[OffsetModel]):
    """A way of counting, in words joined by commas."""

    name = "offsets"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> OffsetModel:
        try:
            return OffsetModel.named(str(value))
        except InputError as mistake:
            self.fail(mistake.message, param, ctx)


@click.group()
def qdpx() -> None:
    """Look at projects and codebooks of other programs for qualitative analysis."""


@qdpx.command()
@click.argument("package", type=EXISTING, metavar="FILE")
@click.option(
    "--offsets",
    type=Offsets(),
    metavar="MODEL",
    help="How its positions count: codepoints or utf16, and after commas crlf-twice, "
    "bom-counted, end-inclusive. By default it is detected.",
)
@click.option(
    "--texts", type=FOLDER, metavar="FOLDER", help="Where texts lie that the package left out."
)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def inspect(
    package: Path, *, offsets: OffsetModel | None, texts: Path | None, as_json: bool
) -> None:
    """Say what FILE (.qdpx or .qdc) holds, how its positions count, and what would be lost."""
    try:
        reading = _read(package, offsets, texts)
    except UnreadablePackage as refusal:
        if as_json:
            _print_json(
                {
                    "refused": refusal.message,
                    "reason": refusal.reason,
                    "remedy": refusal.remedy,
                }
            )
        raise Refused(refusal.message, remedy=refusal.remedy) from refusal
    if as_json:
        _print_json(told(reading))
    else:
        click.echo("\n".join(_said(reading)))


def _read(package: Path, offsets: OffsetModel | None, texts: Path | None) -> Reading:
    """Read a package, and once more with what was missing and lies in the folder."""
    with package.open("rb") as file:
        reading = read_project(file, offsets=offsets)
        found = dict(_found(reading, texts)) if texts else {}
        if not found:
            return reading
        file.seek(0)
        return read_project(file, offsets=offsets, texts=found)


def _found(reading: Reading, folder: Path) -> Iterator[tuple[str, str]]:
    for missing in reading.missing:
        name = PurePosixPath(missing.path.replace("\\", "/")).name
        for candidate in (folder / name, folder / f"{missing.guid}.txt"):
            if candidate.is_file():
                yield missing.guid, candidate.read_bytes().decode("utf-8", errors="replace")
                break


# --- as JSON ---------------------------------------------------------------------------------


def told(reading: Reading) -> dict[str, Any]:
    """Return all that a package holds, in names rather than identities."""
    project = reading.project
    paths = {guid: list(path) for guid, path in project.paths().items()}
    sources = {source.guid: source.name for source in project.sources}
    model = reading.offset_model
    return {
        "project": {
            "name": project.name,
            "origin": project.origin,
            "description": project.description,
            "created": project.created.isoformat() if project.created else None,
        },
        "users": [
            {"guid": user.guid, "name": user.name, "id": user.id} for user in project.users
        ],
        "codes": [{"path": paths[code.guid], "guid": code.guid} for code in project.codes],
        "sources": [
            {
                "name": source.name,
                "text_sha256": hashlib.sha256(source.text.encode()).hexdigest(),
                "characters": len(source.text),
            }
            for source in project.sources
        ],
        "codings": list(_codings(project, paths)),
        "cases": [
            {
                "name": case.name,
                "guid": case.guid,
                "values": _values(project, case.values),
                "sources": [sources[guid] for guid in case.sources],
            }
            for case in project.cases
        ],
        "sets": [
            {
                "name": group.name,
                "guid": group.guid,
                "codes": [paths[guid] for guid in group.codes],
                "sources": [sources[guid] for guid in group.sources],
            }
            for group in project.sets
        ],
        "offset_model": {
            "name": model.name,
            "units": model.units,
            "crlf_twice": model.crlf_twice,
            "bom_counted": model.bom_counted,
            "end_inclusive": model.end_inclusive,
            "confidence": model.confidence,
            "was_given": model.was_given,
        },
        "losses": [_loss(loss) for loss in reading.losses],
    }


def _codings(project: Project, paths: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
    coders = {user.guid: user.name or user.id for user in project.users}
    for source, selection, coding in project.coded():
        yield {
            "source": source.name,
            "quote": source.quote(selection) if selection else source.text,
            "start": selection.start if selection else 0,
            "end": selection.end if selection else len(source.text),
            "code_path": paths[coding.code],
            "coder": coders.get(coding.coder or ""),
            **_pole(coding),
        }


def _pole(coding: Coding) -> dict[str, str]:
    return {"pole": coding.pole, "target": coding.target} if coding.pole else {}


def _values(project: Project, values: tuple[Value, ...]) -> dict[str, str]:
    names = {variable.guid: variable.name for variable in project.variables}
    return {names[value.variable]: value.value for value in values}


def _loss(loss: Loss) -> dict[str, Any]:
    return {
        "kind": loss.kind,
        "what": loss.what,
        "where": loss.where,
        "count": loss.count,
        "sentence": loss.sentence,
    }


def _print_json(content: Mapping[str, Any]) -> None:
    click.echo(json.dumps(content, ensure_ascii=False))


# --- in words --------------------------------------------------------------------------------


def _said(reading: Reading) -> Iterator[str]:
    project, model = reading.project, reading.offset_model
    yield f"Project “{project.name}”" + (f", from {project.origin}" if project.origin else "")
    for number, one, many in _counts(project):
        yield f"  {number:>6} {one if number == 1 else many}"
    how = "as you say" if model.was_given else f"detected, confidence {model.confidence:.2f}"
    yield f"Positions count as {model.name} ({how})."
    if not reading.losses:
        yield "Nothing would be lost."
        return
    yield "What would be lost or changed:"
    yield from (f"  {loss.sentence}" for loss in reading.losses[:MOST_TOLD])
    if len(reading.losses) > MOST_TOLD:
        yield f"  and {len(reading.losses) - MOST_TOLD} lines more; --json has them all."


def _counts(project: Project) -> tuple[tuple[int, str, str], ...]:
    return (
        (len(project.users), "user", "users"),
        (len(project.codes), "code", "codes"),
        (len(project.sources), "source", "sources"),
        (sum(1 for _coded in project.coded()), "coding", "codings"),
        (len(project.cases), "case", "cases"),
        (len(project.sets), "set", "sets"),
        (len(project.notes), "note", "notes"),
        (len(project.links), "link", "links"),
    )
