"""The instrument itself: people in, pairs with their certificate out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ecotone.engine.kernel import InputError
from ecotone.engine.matching.benefit import DECIMALS, benefits_across_sectors
from ecotone.engine.matching.candidates import Candidate, in_order, scored_pair
from ecotone.engine.matching.certificate import digest_of_practices, digest_of_scores
from ecotone.engine.matching.people import Person, check_people
from ecotone.engine.matching.practices import PracticeTree
from ecotone.engine.matching.result import (
    Direction,
    Matching,
    PairOfIds,
    Settings,
    Stage,
    Terms,
)
from ecotone.engine.matching.round import Round, run_round

__all__ = ["match_by_scores", "match_one_way", "match_reciprocally"]

NO_TREE = PracticeTree()
USUAL = Settings()


def match_reciprocally(
    people: Iterable[Person],
    *,
    tree: PracticeTree = NO_TREE,
    settings: Settings = USUAL,
    pins: Iterable[PairOfIds] = (),
    vetoes: Iterable[PairOfIds] = (),
    kept: Iterable[PairOfIds] = (),
) -> Matching:
    """Choose two-way pairs across sectors: fair first, then as good as they can be.

    The stages follow each other, none at the cost of the one before: promised partners
    (`at_least`), most people with a partner, the worst-off person's best-served share of asks
    as high as possible, then the largest total score with a bonus for pairs kept.

    Parameters
    ----------
    people
        In any order; the answer does not depend on it.
    tree
        How practices lie inside each other; by default each stands alone.
    settings
        Stages, bonus, seed and travel speed.
    pins
        Pairs of ids that are agreed and stay, whatever their score; the stages leave people
        with a pinned pair out of account.
    vetoes
        Pairs of ids that are ruled out.
    kept
        Pairs of ids from an earlier round; those no longer possible are passed over.

    Returns
    -------
    Matching
        Pairs in order of ids. A promise that cannot be kept is in `shortfalls`, never hidden.

    Raises
    ------
    InputError
        When people are not as :class:`Person` says, or a pin or veto cannot be carried out.

    Notes
    -----
    All pairs with something in common are looked at: quadratic in people at worst. Exact for
    small programmes by flows on the bipartite double cover and, where odd cycles of three
    sectors leave half pairs, an integer programme; see `stages`, `double_cover`, `odd_cycles`.
    The crossing of needs and assets is from Ralls, Bianchi and Choudry (2018).

    Examples
    --------
    >>> ann = Person("ann", "primary", gives={"talk": 0.8}, asks={"maths": 1})
    >>> bob = Person("bob", "university", gives={"maths": 0.4}, asks={"talk": 1})
    >>> cyd = Person("cyd", "secondary", gives={"maths": 0.2}, asks={"talk": 1})
    >>> matching = match_reciprocally([ann, bob, cyd])
    >>> [(pair.first, pair.second, pair.score) for pair in matching.pairs]
    [('ann', 'bob', 0.533333)]
    >>> matching.people_without_partner
    ('cyd',)
    """
    terms = Terms(
        settings=settings,
        discount=tree.discount,
        pins=in_order(pins),
        vetoes=in_order(vetoes),
        kept=in_order(kept),
        practices_sha256=digest_of_practices(tree),
    )
    by_id = _checked(people)
    benefits = benefits_across_sectors(by_id.values(), tree)
    return run_round(Round(by_id, terms, tree, _scoring(benefits, terms), in_order(benefits)))


def match_by_scores(
    people: Iterable[Person],
    scores: Mapping[PairOfIds, float],
    *,
    settings: Settings = USUAL,
    pins: Iterable[PairOfIds] = (),
    vetoes: Iterable[PairOfIds] = (),
    kept: Iterable[PairOfIds] = (),
) -> Matching:
    """Choose pairs by scores that come from outside instead of from gives and asks.

    Parameters
    ----------
    people, settings, pins, vetoes, kept
        As for :func:`match_reciprocally`; gives and asks are not looked at.
    scores
        Pair of ids, in either order, to score in [0, 1]; it stands for both benefits. Pairs
        not named are not made.

    Returns
    -------
    Matching
        As from :func:`match_reciprocally`, its pairs without shares.

    Raises
    ------
    InputError
        Also when a score is out of range, given twice, or for somebody unknown.

    Notes
    -----
    As for :func:`match_reciprocally`; linear in the scores.

    Examples
    --------
    >>> people = [Person("ann", "primary"), Person("bob", "university")]
    >>> match_by_scores(people, {("bob", "ann"): 0.5}).pairs[0].score
    0.5
    """
    by_id = _checked(people)
    ordered = _checked_scores(scores, by_id)
    terms = Terms(
        settings=settings,
        pins=in_order(pins),
        vetoes=in_order(vetoes),
        kept=in_order(kept),
        scores_sha256=digest_of_scores(ordered),
    )

    def given(pair: PairOfIds) -> Candidate:
        score = ordered.get(pair, 0.0)
        return Candidate(*pair, score, score, score)

    return run_round(Round(by_id, terms, NO_TREE, given, in_order(ordered)))


def match_one_way(
    people: Iterable[Person],
    *,
    after: Matching,
    tree: PracticeTree | None = None,
    settings: Settings | None = None,
    vetoes: Iterable[PairOfIds] = (),
    kept: Iterable[PairOfIds] = (),
) -> Matching:
    """Choose pairs in which exactly one side gains, with the room that is left over.

    Parameters
    ----------
    people
        The same as for `after`.
    after
        The two-way matching. One-way pairs that are agreed were pins there.
    tree, settings
        By default those of `after`. The fair stage is passed over: it has no meaning where
        one side gains nothing.
    vetoes, kept
        As for :func:`match_reciprocally`, for one-way pairs.

    Returns
    -------
    Matching
        One-way pairs only; the score is the one benefit above 0. Nobody gets a second partner
        here before everybody who can has a first, in either matching.

    Raises
    ------
    InputError
        As for :func:`match_reciprocally`, or when `after` was made by scores.

    Notes
    -----
    As for :func:`match_reciprocally`.

    Examples
    --------
    >>> ann = Person("ann", "primary", gives={"talk": 0.8})
    >>> bob = Person("bob", "university", asks={"talk": 1})
    >>> one_way = match_one_way([ann, bob], after=match_reciprocally([ann, bob]))
    >>> [(pair.first, pair.second, pair.score) for pair in one_way.pairs]
    [('ann', 'bob', 0.8)]
    """
    before = after.certificate.terms
    if before.scores_sha256 is not None:
        raise InputError("Scores from outside have no direction, so nothing is one-way.")
    tree = after.tree if tree is None else tree
    terms = Terms(
        direction=Direction.ONE_WAY,
        settings=_without_fair_stage(settings or before.settings),
        discount=tree.discount,
        vetoes=in_order(vetoes),
        kept=in_order(kept),
        practices_sha256=digest_of_practices(tree),
    )
    by_id = _checked(people)
    benefits = benefits_across_sectors(by_id.values(), tree)
    met = {pair.ids for pair in after.pairs}
    pairs = [pair for pair in in_order(benefits) if pair not in met]
    partners = Counter(person for pair in after.pairs for person in pair.ids)
    return run_round(Round(by_id, terms, tree, _scoring(benefits, terms), pairs, partners))


def _without_fair_stage(settings: Settings) -> Settings:
    stages = tuple(stage for stage in settings.stages if stage is not Stage.FAIR)
    return replace(settings, stages=stages)


def _scoring(
    benefits: Mapping[PairOfIds, float], terms: Terms
) -> Callable[[PairOfIds], Candidate]:
    return lambda pair: scored_pair(pair, benefits, terms.direction)


def _checked(people: Iterable[Person]) -> dict[str, Person]:
    listed = tuple(people)
    check_people(listed)
    return {person.id: person for person in sorted(listed, key=lambda person: person.id)}


def _checked_scores(
    scores: Mapping[PairOfIds, float], people: Mapping[str, Person]
) -> dict[PairOfIds, float]:
    ordered = {}
    for pair, score in scores.items():
        if not 0 <= score <= 1:
            raise InputError(f"The score of {' and '.join(pair)} is not between 0 and 1.")
        for person in pair:
            if person not in people:
                raise InputError(f'A score names "{person}", whom nobody here is.')
        ordered[min(pair), max(pair)] = round(score, DECIMALS)
    if len(ordered) < len(scores):
        raise InputError("A pair has two scores, one in each order.")
    return ordered
