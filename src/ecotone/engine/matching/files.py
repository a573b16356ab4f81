"""A matching as text: PAIRS.csv and CERT.json, the same bytes for the same matching."""

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from ecotone.engine.kernel import InputError
from ecotone.engine.matching.benefit import Share
from ecotone.engine.matching.result import (
    Certificate,
    Direction,
    Matching,
    Pair,
    PairOfIds,
    Settings,
    Stage,
    Terms,
)

__all__ = [
    "certificate_from_json",
    "certificate_to_json",
    "certificates_from_text",
    "certificates_to_text",
    "pairs_to_csv",
]

COLUMNS = ("a", "b", "score", "a_to_b", "b_to_a", "practices_a_to_b", "practices_b_to_a")
NUMBERS = ("objective", "bound_local", "bound_global", "gap_local", "gap_global")


def pairs_to_csv(pairs: Iterable[Pair]) -> str:
    """Write pairs as CSV, numbers to six decimals.

    Parameters
    ----------
    pairs
        In the order in which they are to stand.

    Returns
    -------
    str
        With a header; lines end with a line feed.

    Notes
    -----
    Linear in pairs and shares.

    Examples
    --------
    >>> print(pairs_to_csv([Pair("ann", "bob", 0.5, 1.0, 0.25)]), end="")
    a,b,score,a_to_b,b_to_a,practices_a_to_b,practices_b_to_a
    ann,bob,0.500000,1.000000,0.250000,,
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for pair in pairs:
        numbers = pair.score, pair.first_to_second, pair.second_to_first
        shares = pair.shares_first_to_second, pair.shares_second_to_first
        writer.writerow(
            [*pair.ids, *(f"{number:.6f}" for number in numbers), *map(_practices, shares)]
        )
    return text.getvalue()


def certificates_to_text(two_way: Matching, one_way: Matching | None = None) -> str:
    """Write the certificate as JSON text, that of one-way pairs inside that of the others.

    Examples
    --------
    >>> from ecotone.engine.matching.match import match_reciprocally
    >>> from ecotone.engine.matching.people import Person
    >>> text = certificates_to_text(match_reciprocally([Person("ann", "primary")]))
    >>> certificates_from_text(text)[0].people_without_partner
    ('ann',)
    """
    content = certificate_to_json(two_way.certificate)
    if one_way is not None:
        content["one_way"] = certificate_to_json(one_way.certificate)
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def certificates_from_text(text: str) -> tuple[Certificate, Certificate | None]:
    """Read the certificate of two-way pairs and, where there is one, of one-way pairs.

    Raises
    ------
    InputError
        When the text is no certificate.
    """
    try:
        content = json.loads(text)
        one_way = content.get("one_way")
        return (
            certificate_from_json(content),
            None if one_way is None else certificate_from_json(one_way),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as mistake:
        raise InputError(f"This is no certificate of a matching: {mistake}.") from mistake


def certificate_to_json(certificate: Certificate) -> dict[str, Any]:
    """Return a certificate as plain values, in the order of DESIGN.md section 6."""
    return {
        **{name: getattr(certificate, name) for name in NUMBERS},
        "people_without_partner": list(certificate.people_without_partner),
        "shortfalls": dict(certificate.shortfalls),
        "worst_off": certificate.worst_off,
        "prices": dict(certificate.prices),
        "settings": _terms_to_json(certificate.terms),
        "input_sha256": certificate.input_sha256,
    }


def certificate_from_json(content: Mapping[str, Any]) -> Certificate:
    """Return the certificate that plain values stand for.

    Raises
    ------
    KeyError, TypeError, ValueError
        When something is missing or of another kind.
    """
    worst_off = content["worst_off"]
    return Certificate(
        **{name: _number(content[name]) for name in NUMBERS},
        people_without_partner=tuple(map(str, content["people_without_partner"])),
        shortfalls={str(person): int(n) for person, n in content["shortfalls"].items()},
        worst_off=None if worst_off is None else _number(worst_off),
        prices={str(person): float(price) for person, price in content["prices"].items()},
        terms=_terms_from_json(content["settings"]),
        input_sha256=str(content["input_sha256"]),
    )


def _number(value: object) -> float:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not math.isfinite(value)
    ):
        raise TypeError(f"{value!r} is not a number")
    return float(value)


def _terms_to_json(terms: Terms) -> dict[str, Any]:
    settings = terms.settings
    return {
        "direction": str(terms.direction),
        "stages": [str(stage) for stage in settings.stages],
        "stability_bonus": settings.stability_bonus,
        "partners": settings.partners,
        "seed": settings.seed,
        "minutes_per_km": settings.minutes_per_km,
        "exact": settings.exact,
        "discount": terms.discount,
        "pins": [list(pair) for pair in terms.pins],
        "vetoes": [list(pair) for pair in terms.vetoes],
        "kept": [list(pair) for pair in terms.kept],
        "practices_sha256": terms.practices_sha256,
        "scores_sha256": terms.scores_sha256,
    }


def _terms_from_json(content: Mapping[str, Any]) -> Terms:
    return Terms(
        direction=Direction(content["direction"]),
        settings=Settings(
            stages=tuple(map(Stage, content["stages"])),
            stability_bonus=_number(content["stability_bonus"]),
            partners=content["partners"],
            seed=content["seed"],
            minutes_per_km=_number(content["minutes_per_km"]),
            exact=content["exact"],
        ),
        discount=_number(content["discount"]),
        pins=_pairs(content["pins"]),
        vetoes=_pairs(content["vetoes"]),
        kept=_pairs(content["kept"]),
        practices_sha256=content["practices_sha256"],
        scores_sha256=content["scores_sha256"],
    )


def _pairs(content: Iterable[Iterable[str]]) -> tuple[PairOfIds, ...]:
    return tuple((first, second) for first, second in content)


def _practices(shares: Iterable[Share]) -> str:
    return ";".join(f"{share.asked}:{share.share:.6f}" for share in shares)
