"""Pairs and certificates as text: what is written can be read back, and nothing else."""

import json

import pytest

from ecotone.engine.kernel import InputError
from ecotone.engine.matching import (
    Settings,
    Stage,
    certificates_from_text,
    certificates_to_text,
    digest_of_practices,
    match_one_way,
    match_reciprocally,
    upper_bound,
)
from ecotone.engine.matching.certificate import relative_gap
from ecotone.engine.matching.practices import PracticeTree
from tests.engine.matching.oracle import crossing


def test_a_certificate_is_read_back_as_it_was_written() -> None:
    people = crossing(4)
    settings = Settings(stages=(Stage.COVERAGE, Stage.TOTAL), partners=3, seed=2)
    two_way = match_reciprocally(people, settings=settings, kept=[("t0", "t1")])
    one_way = match_one_way(people, after=two_way)

    text = certificates_to_text(two_way, one_way)

    assert certificates_from_text(text) == (two_way.certificate, one_way.certificate)
    assert list(json.loads(text)) == [
        "objective",
        "bound_local",
        "bound_global",
        "gap_local",
        "gap_global",
        "people_without_partner",
        "shortfalls",
        "worst_off",
        "prices",
        "settings",
        "input_sha256",
        "one_way",
    ]


def test_a_certificate_of_nobody_is_read_back_too() -> None:
    nobody = match_reciprocally([])

    assert certificates_from_text(certificates_to_text(nobody)) == (nobody.certificate, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"objective": NaN}',
        '{"objective": true, "worst_off": 1}',
    ],
)
def test_what_is_no_certificate_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no certificate of a matching"):
        certificates_from_text(text)


@pytest.mark.parametrize(
    ("name", "value"), [("objective", "0.5"), ("gap_local", True), ("prices", {"t0": "dear"})]
)
def test_a_certificate_with_a_value_of_another_kind_is_refused(
    name: str, value: object
) -> None:
    content = json.loads(certificates_to_text(match_reciprocally(crossing(1))))

    with pytest.raises(InputError, match="no certificate of a matching"):
        certificates_from_text(json.dumps({**content, name: value}))


def test_a_bound_of_nothing_leaves_no_gap() -> None:
    assert relative_gap(objective=0.0, bound=0.0) == 0.0


def test_any_prices_bound_the_total() -> None:
    room = {"ann": 1, "bob": 2}

    assert upper_bound({"ann": 0.0, "bob": 0.0}, room, {("ann", "bob"): 0.5}) == 0.5
    assert upper_bound({"ann": 0.1, "bob": 0.2}, room, {("ann", "bob"): 0.5}) == 0.7


def test_a_tree_without_branches_has_no_digest() -> None:
    assert digest_of_practices(PracticeTree()) is None
    assert digest_of_practices(PracticeTree({"a": "b"})) != digest_of_practices(
        PracticeTree({"b": "a"})
    )
