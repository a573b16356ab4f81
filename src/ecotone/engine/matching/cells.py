"""What one cell of a table says: a number, ids, weights; or why it says nothing."""

from collections.abc import Iterator

from ecotone.engine.kernel import InputError
from ecotone.engine.kernel.cells import quoted, read_number
from ecotone.engine.matching.benefit import Share


def read_share(text: str) -> float:
    number = read_number(text)
    if not 0 <= number <= 1:
        raise InputError(f"The score {number:g} is not between 0 and 1.")
    return number


def read_ids(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(";") if part.strip())


def read_weights(text: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for practice, weight in _weighted(text):
        if practice in weights:
            raise InputError(f"{quoted(practice)} is named more than once.")
        weights[practice] = weight
    return weights


def _weighted(text: str) -> Iterator[tuple[str, float]]:
    """Read `practice[:weight]` joined by `;`."""
    for part in text.split(";"):
        practice, colon, weight = part.strip().rpartition(":")
        if not colon:
            practice, weight = weight, "1"
        if practice.strip():
            yield practice.strip(), read_number(weight.strip())
        elif part.strip():
            raise InputError(f"{quoted(part.strip())} names no practice.")


def read_shares(text: str) -> tuple[Share, ...]:
    return tuple(Share(practice, practice, share) for practice, share in _weighted(text))
