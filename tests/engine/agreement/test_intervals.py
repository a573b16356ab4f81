"""Intervals: drawn over documents, the same for one seed, absent where they would mislead."""

import numpy as np
import pytest

from ecotone.engine.agreement import (
    Estimate,
    Level,
    Ratings,
    Sampling,
    WhyNot,
    agreement_of,
    counted_agreement,
    krippendorff_alpha,
)
from ecotone.engine.kernel import seeded_generator
from tests.engine.agreement.judged import applied, judged

FIRST, SECOND = "110100101100101", "110000101110101"


def rated(documents: int = 5) -> Ratings:
    return applied(FIRST, SECOND, documents=documents)


def test_the_same_seed_draws_the_same_samples() -> None:
    ratings = rated(documents=15)
    again = [agreement_of(ratings, sampling=Sampling(samples=200, seed=3)) for _ in range(2)]
    other = agreement_of(ratings, sampling=Sampling(samples=200, seed=4))

    assert again[0] == again[1]
    assert again[0].alpha.value == other.alpha.value
    assert again[0] != other


@pytest.mark.parametrize("level", Level)
def test_an_interval_is_that_of_documents_laid_out_by_hand(level: Level) -> None:
    ratings = judged("121331214223", "121321214213", level=level, documents=4)
    how = Sampling(samples=40, seed=1)
    generator = seeded_generator(1)
    drawn = generator.integers(4, size=(40, 4))

    figures = [
        krippendorff_alpha(laid_out(ratings, sample), sampling=Sampling(0)).value
        for sample in drawn
    ]
    low, high = np.quantile(
        [figure for figure in figures if figure is not None], [0.025, 0.975]
    )
    interval = krippendorff_alpha(ratings, sampling=how).interval

    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-9)


def laid_out(ratings: Ratings, sample: np.ndarray) -> Ratings:
    """Write every drawn document out, as often as it was drawn."""
    places = [
        place
        for document in sample
        for place in np.flatnonzero(ratings.document_of_unit == document)
    ]
    units = tuple(ratings.units[place] for place in places)
    return Ratings(
        ratings.coders, units, ratings.values[:, places], ratings.categories, ratings.level
    )


def test_many_documents_are_drawn_in_blocks() -> None:
    everywhere = agreement_of(rated(documents=15), sampling=Sampling(samples=1_200))

    assert everywhere.alpha.interval is not None
    assert everywhere.alpha.interval.samples > 1_100


def test_one_document_has_a_figure_and_no_interval() -> None:
    alpha = krippendorff_alpha(rated(documents=1), sampling=Sampling())

    assert alpha.is_estimable
    assert (alpha.interval, alpha.why_no_interval) == (None, WhyNot.ONE_DOCUMENT)


def test_samples_that_are_all_the_same_say_nothing_of_how_far_a_figure_may_be_off() -> None:
    alpha = krippendorff_alpha(applied("1010", "1010", documents=4), sampling=Sampling())

    assert (alpha.value, alpha.why_no_interval) == (1, WhyNot.ALWAYS_THE_SAME)


def test_a_figure_that_most_samples_lack_has_no_interval() -> None:
    rarely = krippendorff_alpha(
        applied("1010", "1010", documents=2), sampling=Sampling(samples=20, seed=0)
    )

    assert (rarely.value, rarely.why_no_interval) == (1, WhyNot.TOO_FEW_SAMPLES)


def test_no_samples_asked_for_is_said() -> None:
    alpha = krippendorff_alpha(rated(), sampling=Sampling(samples=0))

    assert alpha.why_no_interval is WhyNot.NOT_ASKED


def test_samples_without_a_figure_are_left_out_and_counted() -> None:
    rare = applied("1000000", "1100000", documents=7)

    positive = counted_agreement(rare, sampling=Sampling(samples=500)).positive

    assert positive.interval is not None
    assert 250 < positive.interval.samples < 500


def test_an_estimate_is_missing_with_one_reason() -> None:
    nothing = Estimate.missing(WhyNot.NOBODY_USED)

    assert (nothing.is_estimable, nothing.why_no_interval) == (False, WhyNot.NOBODY_USED)
