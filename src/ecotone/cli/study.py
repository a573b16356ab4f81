"""`ecotone study`: a programme as a project of other programs for coding, in and out."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ecotone.cli.finding import find_programme
from ecotone.cli.meter import shown_steps
from ecotone.cli.start import start_django
from ecotone.foundation.errors import Refused

if TYPE_CHECKING:
    from ecotone.coding.models import BroughtProject
    from ecotone.foundation.models import Programme, User

PACKAGE = click.Path(exists=True, dir_okay=False, path_type=Path)
WRITTEN = click.Path(dir_okay=False, path_type=Path)
IN_PROGRAMME = click.option("--programme", "slug", required=True, metavar="SLUG")
AS_SOMEBODY = click.option(
    "--as", "email", required=True, metavar="E-MAIL", help="Who does it: a broker of the team."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")


@click.group()
def study() -> None:
    """Exchange a programme with NVivo, ATLAS.ti, MAXQDA, QualCoder and others (REFI-QDA)."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said of a project at a terminal, for everybody alike."""

    new_in: str
    leave_others_out: bool
    has_paper: bool
    offsets: str


@study.command("import")
@click.argument("project", type=PACKAGE)
@IN_PROGRAMME
@AS_SOMEBODY
@click.option("--new-in", default="", metavar="SECTOR", help="Unknown people are new, here.")
@click.option("--leave-others-out", is_flag=True, help="Leave out whom nobody here knows.")
@click.option("--paper", "has_paper", is_flag=True, help="You hold each new one's written yes.")
@click.option(
    "--offsets", default="", metavar="WAY", help="How positions count; else found out."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and turn back.")
@AS_JSON
def import_project(  # noqa: PLR0913  # each is an option of the command
    *,
    project: Path,
    slug: str,
    email: str,
    new_in: str,
    leave_others_out: bool,
    has_paper: bool,
    offsets: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take a project of another program in: all of it or nothing."""
    start_django()
    saying = Saying(new_in, leave_others_out, has_paper, offsets)
    programme = find_programme(slug)
    with shown_steps():
        report = _taken_in(project, programme, _somebody(email), saying, dry_run=dry_run)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    for loss in report["losses"]:
        click.echo(loss["sentence"], err=True)
    click.echo(_said(report))


@study.command("export")
@IN_PROGRAMME
@AS_SOMEBODY
@click.option("--out", type=WRITTEN, required=True, help="The file to write (.qdpx).")
@click.option("--number-coders", is_flag=True, help="Coders go out as numbers.")
@click.option("--no-memos", is_flag=True, help="Memos stay here.")
@AS_JSON
def export_project(  # each is an option of the command
    *, slug: str, email: str, out: Path, number_coders: bool, no_memos: bool, as_json: bool
) -> None:
    """Write what may be read now as a project, names replaced; who took it is written down."""
    start_django()
    from django.utils import timezone

    from ecotone.coding.exports.refi.package import ExportChoices, package_of
    from ecotone.coding.operations.taking_away import note_taken_away

    programme, by = find_programme(slug), _somebody(email)
    what = "the programme as a REFI-QDA project"
    note_taken_away(programme=programme, what=what, at=timezone.now(), by=by)
    choices = ExportChoices(are_coders_named=not number_coders, with_memos=not no_memos)
    written = package_of(programme, choices)
    out.write_bytes(written.content)
    losses = [{"kind": loss.kind.value, "sentence": loss.sentence} for loss in written.losses]
    if as_json:
        told = {"file": str(out), "bytes": len(written.content), "losses": losses}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for loss in losses:
        click.echo(loss["sentence"], err=True)
    click.echo(f"{programme} is written to {out}, {len(written.content):,} bytes.")


# --- shared steps ----------------------------------------------------------------------------


def _taken_in(
    path: Path, programme: "Programme", by: "User", saying: Saying, *, dry_run: bool
) -> dict[str, Any]:
    from django.db import transaction
    from django.utils import timezone

    from ecotone.coding.operations.projects import bringing, taking_in
    from ecotone.foundation.jobs import report_step

    now = timezone.now()
    with transaction.atomic():
        brought = bringing.bring_project(
            programme=programme,
            file=io.BytesIO(path.read_bytes()),
            file_name=path.name,
            at=now,
            by=by,
        )
        bringing.choose_for_project(
            brought=brought, choices=_choices(brought, saying), at=now, by=by
        )
        looked_at = bringing.check_project(brought=brought, at=now, by=by, report=report_step)
        report = {**looked_at.report, "stored": not (dry_run or looked_at.report["problems"])}
        if not dry_run:
            taking_in.take_in_project(brought=brought, at=now, by=by, report=report_step)
        transaction.set_rollback(dry_run)
    return report


def _choices(brought: "BroughtProject", saying: Saying) -> Any:  # noqa: ANN401  # known once Django runs
    """Recognise who is here; everybody else is new, or left out, as was said."""
    from ecotone.coding.queries.projects.choices import (
        PersonChoice,
        ProjectChoices,
        Who,
    )

    def choice(line: Mapping[str, Any]) -> PersonChoice:
        who, sector = Who(line["who"]), line["sector"]
        if who == Who.UNSAID and saying.new_in:
            who, sector = Who.NEW, saying.new_in
        elif who == Who.UNSAID and saying.leave_others_out:
            who = Who.LEFT_OUT
        return PersonChoice(who, line["pseudonym"], sector)

    return ProjectChoices(
        offsets=saying.offsets,
        people={line["key"]: choice(line) for line in brought.report["people"]},
        has_paper=saying.has_paper,
    )


def _somebody(email: str) -> "User":
    from ecotone.foundation.models import User

    found = User.objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise Refused(
            f"Nobody here has the address “{email}”.",
            remedy="Give the address with which a broker of the programme signs in.",
        )
    return found


def _said(report: Mapping[str, Any]) -> str:
    counts = report["counts"]
    numbers = ", ".join(
        f"{thing} {counts[thing]['new']:,}" for thing in ("texts", "codes", "codings", "memos")
    )
    changed = f"{counts['codings']['changed']:,}"
    if report["problems"]:
        return f"It could not be taken in: {' '.join(report['problems'])}"
    done = "Taken in" if report["stored"] else "Could be taken in"
    tail = "" if report["stored"] else " Nothing is stored."
    return f"{done}: {numbers}; codings changed {changed}.{tail}"
