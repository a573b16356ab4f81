"""Why two people are matched, or are not, in terms they can check."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecotone.engine.kernel import InputError
from ecotone.engine.matching.benefit import Share, reciprocal_score, shares_of_benefit
from ecotone.engine.matching.people import Person
from ecotone.engine.matching.practices import PracticeTree
from ecotone.engine.matching.result import Matching, Pair
from ecotone.engine.matching.rules import Rule, minutes_apart, rules_against

__all__ = ["Absence", "Explanation", "explain", "explain_absence"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a pair rests on.

    The shares of a direction sum to its benefit, so nothing is left unexplained. `unmet` lists
    what either person asks for and does not get here: what speaks against the pair.
    """

    pair: Pair
    first_gets: tuple[Share, ...]
    second_gets: tuple[Share, ...]
    first_unmet: tuple[str, ...]
    second_unmet: tuple[str, ...]
    common_windows: tuple[str, ...]
    common_languages: tuple[str, ...]
    minutes_apart: float | None

    def in_words(self, practices: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """Return the explanation as plain sentences, with practices by their names if given.

        Examples
        --------
        >>> ann = Person("ann", "primary", gives={"talk": 0.8}, asks={"maths": 1})
        >>> bob = Person("bob", "university", gives={"maths": 0.4}, asks={"talk": 1})
        >>> explain(ann, bob, PracticeTree()).in_words({"talk": "pupil talk"})
        ('ann asked for maths (0.40), which bob gives.', \
'bob asked for pupil talk (0.80), which ann gives.')
        """
        named = practices or {}
        first, second = self.pair.ids
        return (
            *(_sentence(share, first, second, named) for share in self.first_gets),
            *(_sentence(share, second, first, named) for share in self.second_gets),
        )


@dataclass(frozen=True, slots=True)
class Absence:
    """Why two people are not a pair of a matching.

    `missing` is how far the score lies below the price of one place with either person: at 0
    or less the pair is as good as those chosen, and others were preferred for reach or
    fairness. It is None where rules forbid the pair.
    """

    rules: tuple[Rule, ...]
    score: float
    missing: float | None


def explain(
    first: Person, second: Person, tree: PracticeTree, *, minutes_per_km: float = 1.5
) -> Explanation:
    """Say what two people would bring each other, practice by practice.

    Parameters
    ----------
    first, second
        Two people, in either order.
    tree
        The practices the matching was made with.
    minutes_per_km
        Travel time for a kilometre as the crow flies.

    Returns
    -------
    Explanation
        With the people in order of id.

    Notes
    -----
    Linear in what the two give and ask. Kleinerman, Rosenfeld and Kraus (2018) found that
    two-sided explanations help where saying yes is costly, as a day out of school is.

    Examples
    --------
    >>> ann = Person("ann", "primary", gives={"talk": 0.8}, asks={"maths": 1, "art": 1})
    >>> bob = Person("bob", "university", gives={"maths": 0.4}, asks={"talk": 1})
    >>> explanation = explain(bob, ann, PracticeTree())
    >>> explanation.first_gets, explanation.first_unmet
    ((Share(asked='maths', given='maths', share=0.2),), ('art',))
    """
    if first.id > second.id:
        first, second = second, first
    first_gets = shares_of_benefit(second, first, tree)
    second_gets = shares_of_benefit(first, second, tree)
    there = sum((share.share for share in second_gets), start=0.0)
    back = sum((share.share for share in first_gets), start=0.0)
    score = reciprocal_score(there, back)
    return Explanation(
        pair=Pair(first.id, second.id, score, there, back, second_gets, first_gets),
        first_gets=first_gets,
        second_gets=second_gets,
        first_unmet=_unmet(first, first_gets),
        second_unmet=_unmet(second, second_gets),
        common_windows=tuple(sorted(first.free & second.free)),
        common_languages=tuple(sorted(first.speaks & second.speaks)),
        minutes_apart=minutes_apart(first, second, minutes_per_km=minutes_per_km),
    )


def explain_absence(first: Person, second: Person, matching: Matching) -> Absence:
    """Say why two people are not paired: a rule, or how much is missing at today's prices.

    Parameters
    ----------
    first, second
        Two people of the two-way matching, in either order.
    matching
        A two-way matching in which they are not a pair.

    Returns
    -------
    Absence
        `missing` is y_first + y_second - score, the reduced cost: exact to the bound's prices.

    Raises
    ------
    InputError
        When the two are a pair.

    Notes
    -----
    Linear in what the two give and ask.

    Examples
    --------
    >>> ann = Person("ann", "primary", gives={"talk": 0.8}, asks={"maths": 1})
    >>> bob = Person("bob", "university", gives={"maths": 0.4}, asks={"talk": 1})
    >>> cyd = Person("cyd", "secondary", gives={"maths": 0.2}, asks={"talk": 1})
    >>> from ecotone.engine.matching.match import match_reciprocally
    >>> matching = match_reciprocally([ann, bob, cyd])
    >>> explain_absence(ann, cyd, matching).score
    0.32
    """
    pair = explain(first, second, matching.tree).pair
    certificate = matching.certificate
    if pair.ids in {chosen.ids for chosen in matching.pairs}:
        raise InputError(f"{pair.first} and {pair.second} are a pair of this matching.")
    rules = rules_against(
        first, second, minutes_per_km=certificate.terms.settings.minutes_per_km
    )
    if pair.ids in certificate.terms.vetoes:
        rules = (*rules, Rule.VETOED)
    if rules:
        return Absence(rules, pair.score, None)
    prices = certificate.prices
    return Absence((), pair.score, prices[pair.first] + prices[pair.second] - pair.score)


def _unmet(person: Person, gets: tuple[Share, ...]) -> tuple[str, ...]:
    served = {share.asked for share in gets}
    return tuple(
        sorted(
            practice
            for practice, weight in person.asks.items()
            if weight > 0 and practice not in served
        )
    )


def _sentence(share: Share, asker: str, giver: str, named: Mapping[str, str]) -> str:
    asked, given = (named.get(practice, practice) for practice in (share.asked, share.given))
    what = "which" if share.asked == share.given else f"and the nearby {given} is what"
    return f"{asker} asked for {asked} ({share.share:.2f}), {what} {giver} gives."
