"""Every example whose answer is published, to three decimals, from the files we hand out."""

import csv
from pathlib import Path

import pytest

from ecotone.engine.agreement import (
    Coded,
    Estimate,
    Level,
    agreement_of,
    binary_unitising_alpha,
    coded_from_rows,
    continua_of,
    ratings_by_code,
    ratings_from_rows,
    unitising_alpha,
)
from tests.engine.agreement.judged import NO_SAMPLES

EXAMPLES = Path(__file__).resolve().parent.parent.parent.parent / "examples" / "agreement"


def rows_of(name: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    with (EXAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(enumerate(reader, start=2))
    return list(reader.fieldnames or ()), rows


def coded(name: str) -> Coded:
    return coded_from_rows(*rows_of(name))


def rounded(figure: Estimate) -> float:
    assert figure.value is not None
    return round(figure.value, 3) + 0.0


@pytest.mark.parametrize(
    ("name", "level", "alpha"),
    [
        ("krippendorff-2011-a", Level.NOMINAL, 0.095),
        ("krippendorff-2011-b", Level.NOMINAL, 0.692),
        ("krippendorff-2011-c", Level.NOMINAL, 0.743),
        ("krippendorff-2011-c", Level.ORDINAL, 0.815),
        ("krippendorff-2011-c", Level.INTERVAL, 0.849),
        ("krippendorff-2011-c", Level.RATIO, 0.797),
        ("three-coders", Level.NOMINAL, 0.691),
        ("three-coders", Level.INTERVAL, 0.811),
    ],
)
def test_alpha_is_what_is_published(name: str, level: Level, alpha: float) -> None:
    ratings = ratings_from_rows(*rows_of(name), level=level)

    assert rounded(agreement_of(ratings, sampling=NO_SAMPLES).alpha) == alpha


def test_ac1_is_what_an_independent_program_finds() -> None:
    ratings = ratings_from_rows(*rows_of("krippendorff-2011-c"))

    assert rounded(agreement_of(ratings, sampling=NO_SAMPLES).ac1) == 0.775


@pytest.mark.parametrize(
    ("name", "kappa"),
    [
        ("kappa-half-shifted", 0.0),
        ("kappa-below-chance", -0.111),
        ("kappa-nothing-coded", 0.0),
        ("krippendorff-1995-digitised", 0.385),
    ],
)
def test_kappa_is_cohens_where_other_programs_err(name: str, kappa: float) -> None:
    (ratings,) = ratings_by_code(coded(name)).values()

    assert rounded(agreement_of(ratings, sampling=NO_SAMPLES).kappa) == kappa


def test_units_of_a_tape_give_the_published_alpha() -> None:
    (ratings,) = ratings_by_code(coded("krippendorff-1995-digitised")).values()

    assert rounded(agreement_of(ratings, sampling=NO_SAMPLES).alpha) == 0.329


def test_unitising_alpha_of_2004_is_what_its_appendix_says() -> None:
    text = coded("krippendorff-2004")
    c, k = (continua_of(text, code) for code in text.codes)

    figures = [
        unitising_alpha(layers, sampling=NO_SAMPLES).alpha.value
        for layers in ([c], [k], [c, k])
    ]

    assert [round(figure or 0, 4) for figure in figures] == [0.7286, 1.0, 0.8587]


def test_unitising_alpha_comes_to_its_limit_as_the_scale_is_stretched() -> None:
    line = continua_of(coded("krippendorff-1995-stretched"), "seen")

    assert rounded(unitising_alpha([line], sampling=NO_SAMPLES).alpha) == 0.553


def test_the_binary_form_of_2016_differs_and_says_so() -> None:
    line = continua_of(coded("krippendorff-2004"), "c")

    told = binary_unitising_alpha(line, sampling=NO_SAMPLES)

    assert (rounded(told.alpha), told.form.value, told.units) == (0.516, "2016 binary", 5)


def test_the_binary_form_equals_another_program_to_the_last_digit() -> None:
    line = continua_of(coded("three-coders-spans"), "keyphrase")

    alpha = binary_unitising_alpha(line, sampling=NO_SAMPLES).alpha.value

    assert alpha == pytest.approx(0.5671992508994135, abs=1e-15)
