"""What a matching is asked for and what it answers: settings, pairs, certificate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ecotone.engine.kernel import InputError
from ecotone.engine.matching.benefit import Share
from ecotone.engine.matching.practices import PracticeTree

__all__ = ["Certificate", "Direction", "Matching", "Pair", "Settings", "Stage", "Terms"]

PairOfIds = tuple[str, str]


class Stage(StrEnum):
    """What is made as good as possible, each stage without harm to the one before."""

    COVERAGE = "coverage"  # most people with a partner
    FAIR = "fair"  # then the worst-off person's best-served share as high as possible
    TOTAL = "total"  # then the largest total score, with the bonus for pairs kept


class Direction(StrEnum):
    """Whether both people of a pair gain, or exactly one."""

    TWO_WAY = "two-way"
    ONE_WAY = "one-way"


STAGE_LISTS = (
    (Stage.TOTAL,),
    (Stage.COVERAGE, Stage.TOTAL),
    (Stage.COVERAGE, Stage.FAIR, Stage.TOTAL),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything about a matching that is a choice of the programme, not of a person.

    Parameters
    ----------
    stages
        ``total``, ``coverage total`` or ``coverage fair total``, in this order.
    stability_bonus
        Added to the score of a pair that is kept from before, so that small gains do not
        break it; >= 0, in units of score.
    partners
        Most partners for anybody, whatever their capacity; None for no such limit.
    seed
        Among matchings that are equally good, which one is found; >= 0.
    minutes_per_km
        Travel time for a kilometre as the crow flies; >= 0.
    exact
        Close odd cycles by an exact integer programme; otherwise round them, faster, and
        the certificate shows what that may have cost.

    Raises
    ------
    InputError
        When a value is out of range or the stages are not one of the three lists.

    Examples
    --------
    >>> Settings(stages=(Stage.COVERAGE, Stage.TOTAL)).stability_bonus
    0.02
    """

    stages: tuple[Stage, ...] = (Stage.COVERAGE, Stage.FAIR, Stage.TOTAL)
    stability_bonus: float = 0.02
    partners: int | None = None
    seed: int = 0
    minutes_per_km: float = 1.5
    exact: bool = True

    def __post_init__(self) -> None:
        if self.stages not in STAGE_LISTS:
            known = ", or ".join(",".join(stages) for stages in STAGE_LISTS)
            raise InputError(f"The stages are not one of these lists: {known}.")
        if not 0 <= self.stability_bonus <= 1:
            raise InputError("The bonus for pairs that are kept is not between 0 and 1.")
        if self.partners is not None and self.partners < 1:
            raise InputError("The most partners for anybody is below 1.")
        if self.seed < 0:
            raise InputError("The seed is below 0.")
        if not 0 <= self.minutes_per_km <= 1000:  # noqa: PLR2004 - slower than any walk
            raise InputError("The minutes for a kilometre are not between 0 and 1000.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Settings and wishes under which one matching was made; part of its certificate.

    Pairs of ids are in order of id. The digests are None where the practices had no tree and
    where no scores were given from outside.
    """

    direction: Direction = Direction.TWO_WAY
    settings: Settings = field(default_factory=Settings)
    discount: float = 0.5
    pins: tuple[PairOfIds, ...] = ()
    vetoes: tuple[PairOfIds, ...] = ()
    kept: tuple[PairOfIds, ...] = ()
    practices_sha256: str | None = None
    scores_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who are matched, in order of id.

    `score` and both benefits lie in [0, 1]; the shares of a direction sum to its benefit,
    except where scores came from outside and there are no shares.
    """

    first: str
    second: str
    score: float
    first_to_second: float
    second_to_first: float
    shares_first_to_second: tuple[Share, ...] = ()
    shares_second_to_first: tuple[Share, ...] = ()

    @property
    def ids(self) -> PairOfIds:
        return self.first, self.second

    @property
    def is_two_way(self) -> bool:
        return self.first_to_second > 0 and self.second_to_first > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What anybody needs to check a matching without trusting the program that made it.

    For any prices y >= 0 no choice of allowed pairs within everybody's capacity has a total
    above U(y) = sum_v b_v y_v + sum_e max(0, w_e - y_u - y_v). The bounds are U at `prices`;
    the gaps are (bound - objective) / bound and hold the cost of coverage, fairness, pins,
    promises and kept pairs as well, since U allows itself none of these.

    Parameters
    ----------
    objective
        Sum of the scores of all pairs, exact to millionths.
    bound_local, bound_global
        Bound over the pairs that were looked at, and over all pairs; here they are equal.
    people_without_partner
        Ids, in order.
    shortfalls
        Id to the number of promised partners (`at_least`) that could not be found.
    worst_off
        Smallest share of their asks that the best partner serves, over everybody who has a
        partner and no pinned pair; None when there is no such person.
    prices
        Id to price, >= 0, in units of score: what one more place with this person is worth.
    input_sha256
        Of :func:`digest_of_people`.
    """

    objective: float
    bound_local: float
    bound_global: float
    gap_local: float
    gap_global: float
    people_without_partner: tuple[str, ...]
    shortfalls: Mapping[str, int]
    worst_off: float | None
    prices: Mapping[str, float]
    terms: Terms
    input_sha256: str


@dataclass(frozen=True, slots=True)
class Matching:
    """The pairs, in order of ids, their certificate, and the practices they were made with."""

    pairs: tuple[Pair, ...]
    certificate: Certificate
    tree: PracticeTree = field(default_factory=PracticeTree)

    @property
    def people_without_partner(self) -> tuple[str, ...]:
        return self.certificate.people_without_partner

    @property
    def shortfalls(self) -> Mapping[str, int]:
        return self.certificate.shortfalls
