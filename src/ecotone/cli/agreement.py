"""`ecotone agreement`: how far coders agree, from a file, without a database."""

from collections.abc import Iterator
from dataclasses import replace
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
from ecotone.engine.agreement import (
    Agreement,
    Coded,
    Estimate,
    Level,
    Sampling,
    SpanAgreement,
    agreement_as_dict,
    agreement_of,
    binary_unitising_alpha,
    coded_from_rows,
    continua_of,
    difference_as_dict,
    differences,
    ratings_by_code,
    ratings_from_rows,
    spans_as_dict,
    unitising_alpha,
)
from ecotone.foundation.tables import Table

POOLED = "all codes together"


class Options(TypedDict):
    """What may be said after `ecotone agreement CODINGS.csv`."""

    spans: bool
    poles: bool
    level: str | None
    bootstrap: int
    seed: int
    as_json: bool


@click.command()
@click.argument("codings", type=EXISTING, metavar="CODINGS.csv")
@click.option("--spans", is_flag=True, help="Compare where spans begin and end, not units.")
@click.option("--poles", is_flag=True, help="The same code with another pole is another code.")
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    help="What may be done with the values of a ratings table; nominal when left out.",
)
@click.option(
    "--bootstrap",
    type=click.IntRange(min=0, max=100_000),
    default=1_000,
    show_default=True,
    metavar="N",
    help="Samples of the documents drawn for each interval; 0 for none.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Which samples are drawn.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON, with every difference.")
@refusing_as_json
def agreement(codings: Path, **options: Unpack[Options]) -> None:
    """Say how far coders agree, from CODINGS.csv (or .xlsx) or a table of ratings."""
    table = read_file(codings)
    sampling = Sampling(samples=options["bootstrap"], seed=options["seed"])
    if "value" in table.header:
        _answer_ratings(codings.name, table, sampling, options)
        return
    if options["level"] not in {None, Level.NOMINAL.value}:
        raise click.UsageError("--level is for a table of ratings: one with a column `value`.")
    coded = _coded(codings.name, table, poles=options["poles"])
    if options["spans"]:
        _answer_spans(coded, sampling, options)
    else:
        _answer_codes(coded, sampling, options)


def _answer_ratings(name: str, table: Table, sampling: Sampling, options: Options) -> None:
    if options["spans"] or options["poles"]:
        raise click.UsageError("A table of ratings has no spans and no poles.")
    with refused(name):
        ratings = ratings_from_rows(
            table.header, numbered(table.rows), level=Level(options["level"] or Level.NOMINAL)
        )
    told = agreement_of(ratings, sampling=sampling)
    if options["as_json"]:
        print_json({"kind": "ratings", "seed": sampling.seed, **agreement_as_dict(told)})
    else:
        click.echo("\n".join(_said("values", told)))


def _coded(name: str, table: Table, *, poles: bool) -> Coded:
    with refused(name):
        coded = coded_from_rows(table.header, numbered(table.rows))
    if not poles:
        return coded
    spans = (
        replace(span, code=f"{span.code}, {span.pole}" if span.pole else span.code)
        for span in coded.spans
    )
    return replace(coded, spans=tuple(spans))


def _answer_codes(coded: Coded, sampling: Sampling, options: Options) -> None:
    told = {
        code: agreement_of(ratings, sampling=sampling)
        for code, ratings in ratings_by_code(coded).items()
    }
    if not options["as_json"]:
        click.echo("\n".join(line for code in told for line in _said(code, told[code])))
        return
    content = [{"code": code, **agreement_as_dict(told[code])} for code in told]
    print_json(_with_differences("units", content, coded, sampling))


def _answer_spans(coded: Coded, sampling: Sampling, options: Options) -> None:
    told = dict(_told_of_spans(coded, sampling))
    if not options["as_json"]:
        click.echo("\n".join(line for code in told for line in _said_of(code, told[code])))
        return
    content: list[dict[str, Any]] = [
        {"code": code, "alphas": [spans_as_dict(form) for form in forms]}
        for code, forms in told.items()
    ]
    print_json(_with_differences("spans", content, coded, sampling))


def _told_of_spans(
    coded: Coded, sampling: Sampling
) -> Iterator[tuple[str, tuple[SpanAgreement, ...]]]:
    lines = {code: continua_of(coded, code) for code in coded.codes}
    for code, continua in lines.items():
        yield (
            code,
            (
                unitising_alpha([continua], sampling=sampling),
                binary_unitising_alpha(continua, sampling=sampling),
            ),
        )
    if len(lines) > 1:
        yield POOLED, (unitising_alpha(list(lines.values()), sampling=sampling),)


def _with_differences(
    kind: str, codes: list[dict[str, Any]], coded: Coded, sampling: Sampling
) -> dict[str, Any]:
    return {
        "kind": kind,
        "seed": sampling.seed,
        "codes": codes,
        "differences": [difference_as_dict(found) for found in differences(coded)],
    }


# --- in words --------------------------------------------------------------------------------


def _said(what: str, told: Agreement) -> Iterator[str]:
    yield (
        f"{what}: {_counted(told.units, 'unit')} in {_counted(told.documents, 'document')} "
        f"that two or more of {', '.join(told.coders) or 'nobody'} judged"
    )
    figures = {
        "Krippendorff's alpha": told.alpha,
        "Cohen's kappa": told.kappa,
        "Gwet's AC1": told.ac1,
        "agreement in all": told.counted.observed,
        "positive agreement": told.counted.positive,
        "negative agreement": told.counted.negative,
    }
    for name, figure in figures.items():
        level = f" ({told.level})" if figure is told.alpha else ""
        yield f"  {name + level:33} {_figure(figure)}"
    if told.applied is not None:
        yield f"  {'applied in':33} {told.applied} of {told.judgements} judgements"
        yield f"  {'applied by all':33} {told.marked_by_all} of {told.marked} units"
    yield f"  {'differing':33} {_counted(len(told.differing), 'unit')}"
    for note in told.notes:
        yield f"  Mind: {note}."


def _said_of(code: str, forms: tuple[SpanAgreement, ...]) -> Iterator[str]:
    first = forms[0]
    yield (
        f"{code}: {_counted(first.units, 'span')} "
        f"in {_counted(first.documents, 'document')} read by all"
    )
    for told in forms:
        name = f"unitising alpha, {told.form} form"
        yield f"  {name:33} {_figure(told.alpha)}"


def _figure(figure: Estimate) -> str:
    if figure.value is None:
        return f"not estimable: {figure.why_not}"
    if figure.interval is None:
        return f"{figure.value:.3f}  (no interval: {figure.why_no_interval})"
    interval = figure.interval
    return (
        f"{figure.value:.3f}  ({interval.low:.3f} to {interval.high:.3f} "
        f"in {interval.share:.0%} of {interval.samples} samples)"
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
