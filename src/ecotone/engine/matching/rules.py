"""Which two people may be paired at all, and the name of every rule against it."""

import math
from enum import StrEnum

from ecotone.engine.matching.people import Person

__all__ = ["Rule", "is_allowed", "minutes_apart", "rules_against"]

EARTH_RADIUS_KM = 6371.0


class Rule(StrEnum):
    """A rule that forbids a pair; the value is the reason in words."""

    SAME_SECTOR = "both are in the same sector"
    NO_COMMON_WINDOW = "they are never free at the same time"
    NO_COMMON_LANGUAGE = "they have no language in common"
    AVOIDED = "one of them is not to be paired with the other"
    TOO_FAR = "the journey is longer than one of them will make"
    VETOED = "the broker has ruled this pair out"


def rules_against(
    first: Person, second: Person, *, minutes_per_km: float = 1.5
) -> tuple[Rule, ...]:
    """Name the rules that forbid a pair; none means that it is allowed.

    Parameters
    ----------
    first, second
        Two people, in either order.
    minutes_per_km
        Travel time for a kilometre as the crow flies; only used where both places are known.

    Returns
    -------
    tuple of Rule
        In the order of :class:`Rule`. An unknown place, window or language forbids nothing.

    Notes
    -----
    Linear in the windows and languages named.

    Examples
    --------
    >>> ann = Person("ann", "primary", free=frozenset({"thu pm"}))
    >>> bob = Person("bob", "university", free=frozenset({"mon am"}))
    >>> rules_against(ann, bob)
    (<Rule.NO_COMMON_WINDOW: 'they are never free at the same time'>,)
    """
    broken = {
        Rule.SAME_SECTOR: first.sector == second.sector,
        Rule.NO_COMMON_WINDOW: _both_named_but_apart(first.free, second.free),
        Rule.NO_COMMON_LANGUAGE: _both_named_but_apart(first.speaks, second.speaks),
        Rule.AVOIDED: second.id in first.avoid or first.id in second.avoid,
        Rule.TOO_FAR: _is_too_far(first, second, minutes_per_km),
    }
    return tuple(rule for rule, is_broken in broken.items() if is_broken)


def is_allowed(first: Person, second: Person, *, minutes_per_km: float = 1.5) -> bool:
    """Tell whether no rule forbids a pair; takes what :func:`rules_against` takes.

    Examples
    --------
    >>> is_allowed(Person("ann", "primary"), Person("bob", "university"))
    True
    """
    return not rules_against(first, second, minutes_per_km=minutes_per_km)


def minutes_apart(
    first: Person, second: Person, *, minutes_per_km: float = 1.5
) -> float | None:
    """Estimate the journey between two people from the great-circle distance.

    Parameters
    ----------
    first, second
        Two people, in either order.
    minutes_per_km
        Travel time for a kilometre as the crow flies; 1.5 is 40 km/h.

    Returns
    -------
    float or None
        Minutes, one way; None where a place is not known.

    Notes
    -----
    Constant time; the haversine formula on a sphere of 6,371 km.

    Examples
    --------
    >>> pole = Person("ann", "primary", latitude=90, longitude=0)
    >>> near = Person("bob", "university", latitude=89, longitude=0)
    >>> round(minutes_apart(pole, near))
    167
    """
    if first.latitude is None or first.longitude is None:
        return None
    if second.latitude is None or second.longitude is None:
        return None
    return minutes_per_km * _kilometres(
        (first.latitude, first.longitude), (second.latitude, second.longitude)
    )


def _kilometres(start: tuple[float, float], end: tuple[float, float]) -> float:
    start_latitude, end_latitude = math.radians(start[0]), math.radians(end[0])
    half_north = math.sin((end_latitude - start_latitude) / 2)
    half_east = math.sin(math.radians(end[1] - start[1]) / 2)
    chord = half_north**2 + math.cos(start_latitude) * math.cos(end_latitude) * half_east**2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def _both_named_but_apart(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first) and bool(second) and first.isdisjoint(second)


def _is_too_far(first: Person, second: Person, minutes_per_km: float) -> bool:
    limits = [
        person.travel_minutes for person in (first, second) if person.travel_minutes is not None
    ]
    journey = minutes_apart(first, second, minutes_per_km=minutes_per_km)
    return bool(limits) and journey is not None and journey > min(limits)
