"""`ecotone match` and `ecotone verify`: the matching instrument on files, without a database.

The solver is loaded only when there is something to solve, and Django's settings never are.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from ecotone.cli.tables import (
    EXISTING,
    numbered,
    print_json,
    read_file,
    refused,
    refusing_as_json,
)
from ecotone.engine.matching import (
    Certificate,
    Matching,
    Pair,
    Person,
    PracticeTree,
    Settings,
    Stage,
    certificates_from_text,
    certificates_to_text,
    match_by_scores,
    match_one_way,
    match_reciprocally,
    pairs_from_rows,
    pairs_to_csv,
    people_from_rows,
    practices_from_rows,
    scores_from_rows,
)
from ecotone.engine.matching import verify as verify_matching
from ecotone.foundation.errors import Refused
from ecotone.foundation.tables import MOST_BYTES

MOST_PEOPLE = 5_000  # every pair is looked at: this many take two minutes and 2 GB
EXACT_UP_TO = 300  # people; closing odd cycles exactly may take long beyond
NEW = click.Path(dir_okay=False, writable=True, path_type=Path)

Scores = Mapping[tuple[str, str], float]


class MatchOptions(TypedDict):
    """What may be said after `ecotone match PEOPLE.csv`."""

    scores: Path | None
    practices: Path | None
    keep: Path | None
    partners: int | None
    one_way: bool
    stages: tuple[Stage, ...]
    exact: bool
    seed: int
    out: Path
    certificate: Path
    as_json: bool
    dry_run: bool


class VerifyOptions(TypedDict):
    """What may be said after `ecotone verify PEOPLE.csv PAIRS.csv CERT.json`."""

    scores: Path | None
    practices: Path | None
    as_json: bool


class StageList(click.ParamType[tuple[Stage, ...]]):
    """Stages joined by commas, in the order in which they are carried out."""

    name = "stages"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Stage, ...]:
        try:
            stages = tuple(Stage(name.strip()) for name in str(value).split(","))
            return Settings(stages=stages).stages
        except ValueError:
            self.fail(
                "say total, or coverage,total, or coverage,fair,total",
                param,
                ctx,
            )


@click.command()
@click.argument("people", type=EXISTING, metavar="PEOPLE.csv")
@click.option(
    "--scores", type=EXISTING, metavar="SCORES.csv", help="Scores (a,b,score) to use."
)
@click.option(
    "--practices",
    type=EXISTING,
    metavar="FILE.csv",
    help="Practices (id,broader): near gives then serve asks. By default each stands alone.",
)
@click.option("--partners", type=click.IntRange(min=1), metavar="K", help="Most for anybody.")
@click.option("--one-way", is_flag=True, help="Then one-way pairs in the room left over.")
@click.option(
    "--stage",
    "stages",
    type=StageList(),
    default="coverage,fair,total",
    show_default=True,
    help="What comes first.",
)
@click.option("--exact", is_flag=True, help=f"Exact also above {EXACT_UP_TO} people.")
@click.option(
    "--keep", type=EXISTING, metavar="PAIRS.csv", help="Pairs to keep if they can be."
)
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Which of equal answers.")
@click.option("--out", type=NEW, required=True, metavar="PAIRS.csv", help="Where pairs go.")
@click.option("--certificate", type=NEW, required=True, metavar="CERT.json", help="The proof.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.option("--dry-run", is_flag=True, help="Match, but write nothing.")
@refusing_as_json
def match(people: Path, **options: Unpack[MatchOptions]) -> None:
    """Match the people in PEOPLE.csv (or .xlsx) across sectors, fairly and with a proof."""
    _check_paths(people, options)
    two_way, one_way = _matched(people, options)
    if not options["dry_run"]:
        pairs = (*two_way.pairs, *(one_way.pairs if one_way else ()))
        _write_together(
            {
                options["out"]: pairs_to_csv(pairs),
                options["certificate"]: certificates_to_text(two_way, one_way),
            }
        )
    if options["as_json"]:
        print_json(_told(two_way, one_way, written=not options["dry_run"]))
    else:
        click.echo("\n".join(_said(two_way, one_way, options)))


@click.command()
@click.argument("people", type=EXISTING, metavar="PEOPLE.csv")
@click.argument("pairs", type=EXISTING, metavar="PAIRS.csv")
@click.argument("certificate", type=EXISTING, metavar="CERT.json")
@click.option("--scores", type=EXISTING, metavar="SCORES.csv", help="As for match.")
@click.option("--practices", type=EXISTING, metavar="FILE.csv", help="As for match.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@refusing_as_json
def verify(
    people: Path, pairs: Path, certificate: Path, **options: Unpack[VerifyOptions]
) -> None:
    """Check a matching from the people alone; exit 1 when anything does not hold."""
    listed = _people(people)
    claims = _certificates(certificate)
    broken = _broken(listed, _pairs(pairs, known=_ids(listed)), claims, options)
    if options["as_json"]:
        print_json({"holds": not broken, "broken": list(broken)})
    elif not broken:
        claim = claims[0]
        click.echo(
            f"This holds: a total of {claim.objective:g}, where at most "
            f"{claim.bound_global:g} is possible."
        )
    if broken:
        click.echo("\n".join([*broken, "Do not use this matching; match again."]), err=True)
        raise click.exceptions.Exit(1)


# --- what comes in ---------------------------------------------------------------------------


def _check_paths(people: Path, options: MatchOptions) -> None:
    """Refuse to write one file over another, and directions where scores have none."""
    if options["one_way"] and options["scores"]:
        raise click.UsageError("--one-way needs gives and asks; --scores has no direction.")
    inputs = (people, options["scores"], options["practices"])
    named = [
        path.resolve() for path in (*inputs, options["out"], options["certificate"]) if path
    ]
    if len(set(named)) < len(named):
        raise click.UsageError("Two of the files named are the same.")


def _people(path: Path) -> tuple[Person, ...]:
    table = read_file(path)
    if len(table.rows) > MOST_PEOPLE:
        raise Refused(
            f"{path.name} lists {len(table.rows)} people; {MOST_PEOPLE} is the most.",
            remedy="Match one region at a time.",
        )
    with refused(path.name):
        return people_from_rows(table.header, numbered(table.rows))


def _scores(path: Path | None, people: tuple[Person, ...]) -> Scores | None:
    if path is None:
        return None
    table = read_file(path)
    with refused(path.name):
        return scores_from_rows(table.header, numbered(table.rows), known=_ids(people))


def _practices(path: Path | None, discount: float = 0.5) -> PracticeTree:
    if path is None:
        return PracticeTree()
    table = read_file(path)
    with refused(path.name):
        return practices_from_rows(table.header, numbered(table.rows), discount=discount)


def _pairs(path: Path | None, *, known: frozenset[str] | None = None) -> tuple[Pair, ...]:
    if path is None:
        return ()
    table = read_file(path)
    with refused(path.name):
        return pairs_from_rows(table.header, numbered(table.rows), known=known)


def _certificates(path: Path) -> tuple[Certificate, Certificate | None]:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES)
    with refused(path.name):
        return certificates_from_text(content.decode("utf-8-sig", errors="replace"))


def _ids(people: tuple[Person, ...]) -> frozenset[str]:
    return frozenset(person.id for person in people)


# --- what is done ----------------------------------------------------------------------------


def _matched(people: Path, options: MatchOptions) -> tuple[Matching, Matching | None]:
    listed = _people(people)
    scores = _scores(options["scores"], listed)
    tree = _practices(options["practices"])
    kept = [pair.ids for pair in _pairs(options["keep"])]
    settings = Settings(
        stages=options["stages"],
        partners=options["partners"],
        seed=options["seed"],
        exact=options["exact"] or len(listed) <= EXACT_UP_TO,
    )
    with refused(people.name):
        if scores is not None:
            return match_by_scores(listed, scores, settings=settings, kept=kept), None
        two_way = match_reciprocally(listed, tree=tree, settings=settings, kept=kept)
        one_way = (
            match_one_way(listed, after=two_way, kept=kept) if options["one_way"] else None
        )
        return two_way, one_way


def _broken(
    people: tuple[Person, ...],
    pairs: tuple[Pair, ...],
    claims: tuple[Certificate, Certificate | None],
    options: VerifyOptions,
) -> tuple[str, ...]:
    claim, one_way_claim = claims
    tree = _practices(options["practices"], claim.terms.discount)
    scores = _scores(options["scores"], people)
    if one_way_claim is None:
        return verify_matching(people, pairs, claim, tree=tree, scores=scores)
    two_way = [pair for pair in pairs if pair.is_two_way]
    one_way = [pair for pair in pairs if not pair.is_two_way]
    return (
        *verify_matching(people, two_way, claim, tree=tree, scores=scores),
        *verify_matching(people, one_way, one_way_claim, tree=tree, after=two_way),
    )


# --- what goes out ---------------------------------------------------------------------------


def _write_together(texts: Mapping[Path, str]) -> None:
    """Write every file beside its place first, so that a full disk leaves nothing half done."""
    waiting: dict[Path, str] = {}
    try:
        for path, text in texts.items():
            with tempfile.NamedTemporaryFile(
                "w", dir=path.parent, delete=False, encoding="utf-8", newline=""
            ) as file:
                waiting[path] = file.name
                file.write(text)
        for path, name in waiting.items():
            Path(name).replace(path)
    except OSError as mistake:
        for name in waiting.values():
            Path(name).unlink(missing_ok=True)
        raise Refused(
            f"{mistake.filename} cannot be written: {mistake.strerror}.",
            remedy="Choose another place for the pairs and the certificate.",
        ) from mistake


def _told(two_way: Matching, one_way: Matching | None, *, written: bool) -> dict[str, Any]:
    content = json.loads(certificates_to_text(two_way, one_way))
    return {
        "pairs": len(two_way.pairs),
        "one_way_pairs": len(one_way.pairs) if one_way else 0,
        "written": written,
        "certificate": content,
    }


def _said(two_way: Matching, one_way: Matching | None, options: MatchOptions) -> Iterator[str]:
    claim = two_way.certificate
    yield (
        f"{_counted(two_way)} with a total score of {claim.objective:g}; "
        f"no choice of pairs has more than {claim.bound_global:g} (gap {claim.gap_global:.2%})."
    )
    if one_way is not None:
        yield f"{_counted(one_way)} in the room left over."
    last = one_way or two_way
    if last.people_without_partner:
        yield f"Without a partner: {', '.join(last.people_without_partner)}."
    for person, missing in last.shortfalls.items():
        yield f"{person} was promised {missing} more than could be found: invite, or lower it."
    if options["dry_run"]:
        yield "Nothing is written."
    else:
        yield f"Written: {options['out']} and {options['certificate']}."


def _counted(matching: Matching) -> str:
    number, direction = len(matching.pairs), matching.certificate.terms.direction
    return f"{number} {direction} {'pair' if number == 1 else 'pairs'}"
