"""A report as plain values, the same for the terminal, a file and a page."""

from typing import Any

from ecotone.engine.agreement.differences import Difference
from ecotone.engine.agreement.estimate import Estimate
from ecotone.engine.agreement.report import Agreement
from ecotone.engine.agreement.spans import SpanAgreement

__all__ = ["agreement_as_dict", "difference_as_dict", "estimate_as_dict", "spans_as_dict"]


def agreement_as_dict(told: Agreement) -> dict[str, Any]:
    """Return everything that is said of one code, ready for JSON.

    >>> from ecotone.engine.agreement import Unit, agreement_of, ratings_from
    >>> one = Unit("talk", "1")
    >>> told = agreement_of(ratings_from({"ann": {one: "yes"}, "bob": {one: "no"}}))
    >>> agreement_as_dict(told)["differing"]
    [{'document': 'talk', 'unit': '1'}]
    """
    figures = {
        "kappa": told.kappa,
        "alpha": told.alpha,
        "ac1": told.ac1,
        "observed": told.counted.observed,
        "positive": told.counted.positive,
        "negative": told.counted.negative,
    }
    return {
        "coders": list(told.coders),
        "units": told.units,
        "documents": told.documents,
        "level": told.level.value,
        "judgements": told.judgements,
        "applied": told.applied,
        "marked": told.marked,
        "marked_by_all": told.marked_by_all,
        "prevalence": told.prevalence,
        "notes": [note.value for note in told.notes],
        **{name: estimate_as_dict(figure) for name, figure in figures.items()},
        "differing": [
            {"document": unit.document, "unit": unit.name} for unit in told.differing
        ],
    }


def spans_as_dict(told: SpanAgreement) -> dict[str, Any]:
    """Return what is said of spans, its form first.

    >>> from ecotone.engine.agreement import Form, WhyNot
    >>> nothing = Estimate.missing(WhyNot.NOBODY_USED)
    >>> spans_as_dict(SpanAgreement(Form.OF_2004, 0, 1, nothing))["form"]
    '2004'
    """
    return {
        "form": told.form.value,
        "spans": told.units,
        "documents": told.documents,
        "alpha": estimate_as_dict(told.alpha),
    }


def difference_as_dict(found: Difference) -> dict[str, Any]:
    """Return one difference, with the stretches of each of the two coders.

    >>> from ecotone.engine.agreement import Kind, Unit
    >>> found = Difference(Unit("talk", "1"), "maths", Kind.MISSING, ("ann", "bob"),
    ...                    (((3, 9),), ()))
    >>> difference_as_dict(found)["spans"]
    {'ann': [[3, 9]], 'bob': []}
    """
    return {
        "document": found.unit.document,
        "unit": found.unit.name,
        "code": found.code,
        "kind": found.kind.value,
        "spans": {
            coder: [list(stretch) for stretch in stretches]
            for coder, stretches in zip(found.coders, found.stretches, strict=True)
        },
    }


def estimate_as_dict(figure: Estimate) -> dict[str, Any]:
    """Return a figure with its interval, or the reason why there is none.

    >>> from ecotone.engine.agreement import WhyNot
    >>> estimate_as_dict(Estimate.missing(WhyNot.NOBODY_USED))
    {'value': None, 'not_estimable': 'nobody used the code'}
    """
    if figure.why_not:
        return {"value": None, "not_estimable": figure.why_not.value}
    if figure.interval is None:
        why = figure.why_no_interval
        return {"value": figure.value, "no_interval": why and why.value}
    interval = figure.interval
    return {
        "value": figure.value,
        "low": interval.low,
        "high": interval.high,
        "share": interval.share,
        "samples": interval.samples,
    }
