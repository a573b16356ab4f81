"""The same matching for a general solver: PEOPLE.csv SCORES.csv OUT.json. See bench.py."""

import csv
import json
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array


def main(people: str, scores: str, out: str) -> None:
    capacities = {row["id"]: int(row["capacity"] or 1) for row in rows_of(people)}
    pairs = rows_of(scores)
    weights = np.array([float(pair["score"]) for pair in pairs])
    solution = milp(
        -weights,
        integrality=np.ones(len(pairs)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(
            partners(pairs, list(capacities)), 0, list(capacities.values())
        ),
        options={"mip_rel_gap": 0},
    )
    chosen = np.flatnonzero(np.round(solution.x))
    answer = {"objective": float(weights[chosen].sum()), "pairs": len(chosen)}
    Path(out).write_text(json.dumps(answer), encoding="utf-8")


def rows_of(name: str) -> list[dict[str, str]]:
    with open(name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def partners(pairs: list[dict[str, str]], ids: list[str]) -> csr_array:
    """Count each person's partners: one row a person, one column a pair."""
    row_of = {person: row for row, person in enumerate(ids)}
    rows = [row_of[pair[end]] for end in ("a", "b") for pair in pairs]
    columns = [*range(len(pairs))] * 2
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(ids), len(pairs)))


if __name__ == "__main__":
    main(*sys.argv[1:])
