"""Checking a matching from the people alone, without the program that made it."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from ecotone.engine.matching.benefit import (
    DECIMALS,
    benefit,
    reciprocal_score,
    shares_of_benefit,
)
from ecotone.engine.matching.certificate import (
    digest_of_people,
    digest_of_practices,
    digest_of_scores,
    relative_gap,
    total_of,
    upper_bound,
)
from ecotone.engine.matching.people import Person, check_people
from ecotone.engine.matching.practices import PracticeTree
from ecotone.engine.matching.result import Certificate, Direction, Pair, PairOfIds
from ecotone.engine.matching.rules import rules_against

__all__ = ["verify"]

TOLERANCE = 1.000001e-6  # what files keep: one millionth
NO_TREE = PracticeTree()


@dataclass(frozen=True, slots=True)
class _Case:
    """What is to be checked, with everything worked out from the people afresh."""

    people: Mapping[str, Person]
    pairs: tuple[Pair, ...]
    certificate: Certificate
    tree: PracticeTree
    scores: Mapping[PairOfIds, float] | None
    after: tuple[Pair, ...]

    def reaches(self, giver: str, asker: str) -> float:
        """Return the benefit from one person to another, or the score given for both."""
        if self.scores is not None:
            return self.scores.get(_ordered(giver, asker), 0.0)
        return benefit(self.people[giver], self.people[asker], self.tree)

    def score(self, first: str, second: str) -> float:
        there, back = self.reaches(first, second), self.reaches(second, first)
        if self.scores is not None:
            return there
        if self.certificate.terms.direction is Direction.TWO_WAY:
            return reciprocal_score(there, back)
        return round(max(there, back), DECIMALS) if min(there, back) == 0 else 0.0

    def reasons_against(self, first: str, second: str) -> tuple[str, ...]:
        terms = self.certificate.terms
        rules = rules_against(
            self.people[first],
            self.people[second],
            minutes_per_km=terms.settings.minutes_per_km,
        )
        vetoed = _ordered(first, second) in terms.vetoes
        return (*map(str, rules), *(["the broker has ruled this pair out"] if vetoed else []))

    def allowed_scores(self) -> dict[PairOfIds, float]:
        """Score every allowed pair there is, one by one: slow, and with no list to trust."""
        met = {_ordered(*pair.ids) for pair in self.after}
        return {
            (first, second): score
            for first, second in combinations(sorted(self.people), 2)
            if self.people[first].sector != self.people[second].sector
            and (score := self.score(first, second)) > 0
            and (first, second) not in met
            and not self.reasons_against(first, second)
        }

    def room(self) -> dict[str, int]:
        most, before = self.certificate.terms.settings.partners, _partners(self.after)
        places = {
            person.id: person.capacity if most is None else min(person.capacity, most)
            for person in self.people.values()
        }
        return {person: max(0, number - before[person]) for person, number in places.items()}


def verify(
    people: Iterable[Person],
    pairs: Iterable[Pair],
    certificate: Certificate,
    *,
    tree: PracticeTree = NO_TREE,
    scores: Mapping[PairOfIds, float] | None = None,
    after: Iterable[Pair] = (),
) -> tuple[str, ...]:
    """Name every rule that a matching breaks; none means that it holds.

    Nothing is taken from the solver: benefits, scores, rules, room and the bound are worked
    out again from the people, over every pair there is.

    Parameters
    ----------
    people
        In any order.
    pairs
        The matching; its numbers may be rounded to millionths.
    certificate
        What was claimed about it.
    tree, scores
        As the matching was made with.
    after
        For a one-way matching, the two-way pairs that came first.

    Returns
    -------
    tuple of str
        One sentence for each thing that is broken.

    Raises
    ------
    InputErrors
        When people are not as :class:`Person` says.

    Notes
    -----
    Quadratic in people. That the bound holds for *any* prices is weak duality, so that a
    checker has to trust neither the prices nor how they were found.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from ecotone.engine.matching.match import match_reciprocally
    >>> ann = Person("ann", "primary", gives={"talk": 0.8}, asks={"maths": 1})
    >>> bob = Person("bob", "university", gives={"maths": 0.4}, asks={"talk": 1})
    >>> matching = match_reciprocally([ann, bob])
    >>> verify([ann, bob], matching.pairs, matching.certificate)
    ()
    >>> praised = [replace(pair, score=0.9) for pair in matching.pairs]
    >>> verify([ann, bob], praised, matching.certificate)[0]
    'ann and bob: the score is 0.533333, not 0.9.'
    """
    listed = tuple(people)
    check_people(listed)
    ordered = (
        None if scores is None else {_ordered(*ids): score for ids, score in scores.items()}
    )
    case = _Case(
        {person.id: person for person in listed},
        tuple(pairs),
        certificate,
        tree,
        ordered,
        tuple(after),
    )
    for look in (_other_input, _strangers):
        if broken := tuple(look(case)):
            return broken  # nothing else means anything before this is mended
    return tuple(sentence for look in LOOKS for sentence in look(case))


def _ordered(first: str, second: str) -> PairOfIds:
    return min(first, second), max(first, second)


def _partners(pairs: Iterable[Pair]) -> Counter[str]:
    return Counter(person for pair in pairs for person in pair.ids)


def _differs(stated: float, found: float) -> bool:
    return not abs(stated - found) <= TOLERANCE  # so written, "not a number" differs too


def _other_input(case: _Case) -> Iterator[str]:
    certificate = case.certificate
    if certificate.input_sha256 != digest_of_people(case.people.values()):
        yield "The certificate was made for other people than these."
    if certificate.terms.practices_sha256 != digest_of_practices(case.tree):
        yield "The certificate was made with another tree of practices, or with none."
    scores_digest = None if case.scores is None else digest_of_scores(case.scores)
    if certificate.terms.scores_sha256 != scores_digest:
        yield "The certificate was made with other scores, or with none."


def _strangers(case: _Case) -> Iterator[str]:
    """Look for people nobody knows, and for prices that are missing or no prices."""
    named = _partners((*case.pairs, *case.after)).keys() | case.certificate.prices.keys()
    for stranger in sorted(named - case.people.keys()):
        yield f'Nobody here has the id "{stranger}".'
    for person in sorted(case.people.keys() - case.certificate.prices.keys()):
        yield f"{person} has no price."
    for person, price in case.certificate.prices.items():
        if not 0 <= price < math.inf:
            yield f"The price of {person} is {price:g}; no price is below 0 or without end."


def _forbidden(case: _Case) -> Iterator[str]:
    terms = case.certificate.terms
    before = {_ordered(*pair.ids) for pair in case.after}
    for pair in case.pairs:
        for reason in case.reasons_against(*pair.ids):
            yield f"{_name(pair)}: {reason}."
        if _ordered(*pair.ids) not in terms.pins and case.score(*pair.ids) == 0:
            yield f"{_name(pair)}: this is no {terms.direction} pair."
        if _ordered(*pair.ids) in before:
            yield f"{_name(pair)}: the two are a two-way pair already."


def _repeated_or_missing(case: _Case) -> Iterator[str]:
    chosen = Counter(_ordered(*pair.ids) for pair in case.pairs)
    for ids, times in chosen.items():
        if times > 1:
            yield f"{' and '.join(ids)}: the pair is there {times} times."
    for first, second in case.certificate.terms.pins:
        if (first, second) not in chosen:
            yield f"{first} and {second}: the pinned pair is missing."


def _altered(case: _Case) -> Iterator[str]:
    for pair in case.pairs:
        first, second = pair.ids
        for what, stated, found in (
            ("score", pair.score, case.score(first, second)),
            (f"benefit to {second}", pair.first_to_second, case.reaches(first, second)),
            (f"benefit to {first}", pair.second_to_first, case.reaches(second, first)),
        ):
            if _differs(stated, found):
                yield f"{_name(pair)}: the {what} is {round(found, 6):g}, not {stated:g}."
        if case.scores is None:
            yield from _altered_shares(pair, case)


def _altered_shares(pair: Pair, case: _Case) -> Iterator[str]:
    first, second = case.people[pair.first], case.people[pair.second]
    for giver, asker, stated in (
        (first, second, pair.shares_first_to_second),
        (second, first, pair.shares_second_to_first),
    ):
        found = {
            share.asked: share.share for share in shares_of_benefit(giver, asker, case.tree)
        }
        claimed = {share.asked: share.share for share in stated}
        for practice in sorted(found.keys() | claimed.keys()):
            if _differs(claimed.get(practice, 0.0), found.get(practice, 0.0)):
                yield (
                    f"{_name(pair)}: {practice} brings {asker.id} "
                    f"{found.get(practice, 0.0):.6f}, not {claimed.get(practice, 0.0):.6f}."
                )


def _overfull(case: _Case) -> Iterator[str]:
    room = case.room()
    for person, partners in sorted(_partners(case.pairs).items()):
        if partners > room[person]:
            yield f"{person} has {partners} partners and room for {room[person]}."


def _left_out(case: _Case) -> Iterator[str]:
    """Look for who is without a partner or short of promised ones, and who need not be."""
    certificate = case.certificate
    partners = _partners((*case.pairs, *case.after))
    alone = sorted(case.people.keys() - partners.keys())
    if sorted(certificate.people_without_partner) != alone:
        yield f"Without a partner are: {', '.join(alone) or 'nobody'}; the certificate differs."
    short = {
        person.id: person.at_least - partners[person.id]
        for person in case.people.values()
        if person.at_least > partners[person.id]
    }
    if dict(certificate.shortfalls) != short:
        missing = ", ".join(f"{person} by {number}" for person, number in sorted(short.items()))
        yield f"Short of promised partners are: {missing or 'nobody'}; the certificate differs."
    worst_off = _worst_off(case)
    if _differs(-1 if certificate.worst_off is None else certificate.worst_off, worst_off):
        yield "The share that reaches the worst-off person is not as the certificate says."


def _worst_off(case: _Case) -> float:
    pinned = {person for pin in case.certificate.terms.pins for person in pin}
    best: dict[str, float] = {}
    for pair in case.pairs:
        for giver, asker in (pair.ids, pair.ids[::-1]):
            best[asker] = max(best.get(asker, 0.0), case.reaches(giver, asker))
    return min((share for person, share in best.items() if person not in pinned), default=-1)


def _miscounted(case: _Case) -> Iterator[str]:
    total = total_of(pair.score for pair in case.pairs)
    stated = case.certificate.objective
    if _differs(stated, total):
        yield f"The scores add up to {total:g}, not to {stated:g}."


def _unproved(case: _Case) -> Iterator[str]:
    """Work the bound out from the prices, over all pairs, and look for a pair left lying."""
    certificate, scores, room = case.certificate, case.allowed_scores(), case.room()
    bound = upper_bound(certificate.prices, room, scores)
    for reach, stated, gap in (
        ("local", certificate.bound_local, certificate.gap_local),
        ("global", certificate.bound_global, certificate.gap_global),
    ):
        if _differs(stated, bound):
            yield f"The prices prove a {reach} bound of {bound:g}, not of {stated:g}."
        if _differs(gap, relative_gap(objective=certificate.objective, bound=stated)):
            yield f"The {reach} gap of {gap:g} does not follow from objective and bound."
        if certificate.objective > stated + TOLERANCE:
            yield f"The objective lies above the {reach} bound."
    yield from _left_lying(case, scores, room)


def _left_lying(
    case: _Case, scores: Mapping[PairOfIds, float], room: Mapping[str, int]
) -> Iterator[str]:
    partners = _partners(case.pairs)
    chosen = {_ordered(*pair.ids) for pair in case.pairs}
    for first, second in sorted(scores.keys() - chosen):
        if partners[first] < room[first] and partners[second] < room[second]:
            yield f"{first} and {second} both have room, yet are no pair."


LOOKS = (
    _forbidden,
    _repeated_or_missing,
    _altered,
    _overfull,
    _left_out,
    _miscounted,
    _unproved,
)


def _name(pair: Pair) -> str:
    return f"{pair.first} and {pair.second}"
