"""Agreement for R, a spreadsheet or a program. Names of columns are the same in every language.

Under the reflexive stance a row says what differs, and nothing here holds a coefficient.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from ecotone.coding.exports.tables import Row
from ecotone.coding.queries import CodeAgreement, Compared
from ecotone.engine.agreement import Estimate, Kind, agreement_as_dict, estimate_as_dict

COUNTED = (
    "code",
    "code_key",
    "answers",
    "texts",
    "differing",
    "settled",
    "boundary",
    "another_code",
    "missing",
)
FIGURES = ("alpha", "kappa", "ac1", "observed", "positive", "negative")
ENDS = ("", "_low", "_high", "_samples", "_not_estimable")
DECIMALS = 6


def agreement_table(rows: Iterable[CodeAgreement], *, coefficients: bool) -> Iterator[Row]:
    """Write one row a code; a figure that is not estimable is empty, with the reason beside."""
    columns = [f"{figure}{end}" for figure in FIGURES for end in ENDS]
    yield (
        *COUNTED,
        *(
            ("applied", "judgements", "marked", "marked_by_all", *columns, "notes")
            if coefficients
            else ()
        ),
    )
    for row in rows:
        yield (*_counted(row), *(_figures(row) if coefficients else ()))


def agreement_as_json(
    compared: Compared, rows: Iterable[CodeAgreement], *, coefficients: bool
) -> dict[str, Any]:
    """Tell the same as the page. Coders are initials, as everywhere in the room."""
    return {
        "coders": [coder.initials for coder in compared.coders.values()],
        "texts": compared.texts,
        "codes": [_code_as_dict(row, coefficients=coefficients) for row in rows],
    }


def _counted(row: CodeAgreement) -> Row:
    return (
        row.code.name,
        row.code.key,
        row.told.units,
        row.told.documents,
        row.differing,
        row.settled,
        *(row.by_kind[kind] for kind in (Kind.BOUNDARY, Kind.CODE, Kind.MISSING)),
    )


def _figures(row: CodeAgreement) -> Iterator[object]:
    told = row.told
    yield told.applied
    yield told.judgements
    yield told.marked
    yield told.marked_by_all
    for figure in (
        told.alpha,
        told.kappa,
        told.ac1,
        told.counted.observed,
        told.counted.positive,
        told.counted.negative,
    ):
        yield from _cells(figure)
    yield "; ".join(note.value for note in told.notes)


def _cells(figure: Estimate) -> Row:
    reason = figure.why_not.value if figure.why_not else ""
    value = "" if figure.value is None else round(figure.value, DECIMALS)
    if figure.interval is None:
        return value, "", "", "", reason
    low, high = round(figure.interval.low, DECIMALS), round(figure.interval.high, DECIMALS)
    return value, low, high, figure.interval.samples, reason


def _code_as_dict(row: CodeAgreement, *, coefficients: bool) -> dict[str, Any]:
    told: dict[str, Any] = dict(zip(COUNTED, _counted(row), strict=True))
    if coefficients:
        whole = agreement_as_dict(row.told)
        told |= {
            name: whole[name]
            for name in (*FIGURES, "applied", "judgements", "marked", "marked_by_all", "notes")
        }
        after = row.after_settling
        told["alpha_after_settling"] = after and estimate_as_dict(after)
    return told
