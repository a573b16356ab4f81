"""Gives and asks: what each participant offers or wants, read from the codings every time.

A claim is one participant's give or ask of one practice. It weighs more the more passages
it rests on, and it is gone when the last of them is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from ecotone.coding.choices import Pole
from ecotone.coding.models import Code
from ecotone.coding.queries import matching_codings
from ecotone.coding.queries.passages import MATCHED_AS
from ecotone.coding.queries.taxonomy import starter_practices
from ecotone.engine.matching import Person, PracticeTree
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant

ANOTHER_PASSAGE_HALVES_THE_DOUBT = 0.5

SPEAKER = "revision__response__conversation__participant"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one participant gives or asks for, and how many passages say so."""

    participant_id: int
    practice: str
    pole: Pole
    passages: int

    @property
    def weight(self) -> float:
        """For a give 1 - 0.5 ** passages, in [0, 1); for an ask the number of passages.

        One sentence makes a give half believed, two make it three quarters, and no number
        makes it certain. Asks are only ever compared with the same person's other asks.
        """
        if self.pole == Pole.GIVES:
            return 1 - ANOTHER_PASSAGE_HALVES_THE_DOUBT**self.passages
        return float(self.passages)


def claims_in(programme: Programme) -> tuple[Claim, ...]:
    """Return everybody's gives and asks: in one query, however many passages there are."""
    rows = (
        matching_codings(programme)
        .annotate(practice=MATCHED_AS)
        .values_list(SPEAKER, "practice", "pole")
        .annotate(passages=Count("pk"))
        .order_by(SPEAKER, "practice", "pole")
    )
    return tuple(Claim(who, practice, Pole(pole), count) for who, practice, pole, count in rows)


@dataclass(frozen=True, slots=True)
class Practices:
    """The codebook as the exchange needs it: what practices are called and how they nest."""

    names: Mapping[str, str]
    tree: PracticeTree


def practices_of(programme: Programme) -> Practices:
    codes = Code.objects.filter(programme=programme)
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    for key, name, parent, practice in codes.values_list(
        "key", "name", "parent__key", "practice"
    ):
        names[key] = name
        if parent:
            parents[key] = parent
        named = starter_practices().get(practice)
        if named is not None:
            names.setdefault(named.key, named.name)
    return Practices(names, PracticeTree(parents))


def people_to_match(
    participants: Iterable[Participant], claims: Iterable[Claim]
) -> tuple[Person, ...]:
    """Turn participants and their claims into what the matching instrument takes.

    People are known to it by their key: neither name nor pseudonym goes in, so neither can
    come out in a certificate.
    """
    listed = tuple(participants)
    gives, asks = _by_participant(claims)
    keys = {participant.reference: str(participant.key) for participant in listed}
    return tuple(
        _person(participant, gives[participant.pk], asks[participant.pk], keys)
        for participant in listed
    )


def _by_participant(
    claims: Iterable[Claim],
) -> tuple[Mapping[int, dict[str, float]], Mapping[int, dict[str, float]]]:
    gives: dict[int, dict[str, float]] = defaultdict(dict)
    asks: dict[int, dict[str, float]] = defaultdict(dict)
    for claim in claims:
        side = gives if claim.pole == Pole.GIVES else asks
        side[claim.participant_id][claim.practice] = claim.weight
    return gives, asks


def _person(
    participant: Participant,
    gives: Mapping[str, float],
    asks: Mapping[str, float],
    keys: Mapping[str, str],
) -> Person:
    return Person(
        id=str(participant.key),
        sector=participant.sector.key,
        gives=gives,
        asks=asks,
        capacity=participant.capacity,
        at_least=participant.at_least,
        free=frozenset(participant.free),
        speaks=frozenset(participant.speaks),
        avoid=frozenset(keys[other] for other in participant.avoid if other in keys),
        latitude=participant.latitude,
        longitude=participant.longitude,
        travel_minutes=participant.travel_minutes,
    )
