"""One match as a broker judges it: words first, figures after, and the case against."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypedDict

from django.db.models import Q, QuerySet

from ecotone.coding.choices import Pole
from ecotone.coding.queries import Passage, matching_codings, passages
from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.engine.matching import Person, minutes_apart
from ecotone.exchange.choices import Balance, Fit, MatchState
from ecotone.exchange.models import Match
from ecotone.exchange.queries.claims import SPEAKER
from ecotone.exchange.queries.quoting import quotable
from ecotone.exchange.queries.rounds import newest_finished
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant

STRONG, GOOD = 0.7, 0.45
EVEN, LEANING = 0.66, 0.33
OPEN_STATES = (MatchState.SUGGESTED, MatchState.KEPT, MatchState.PROPOSED, MatchState.ACCEPTED)


class Share(TypedDict):
    """One entry of a match's stored shares."""

    asked: str
    given: str
    share: float


Words: TypeAlias = dict[tuple[int, Pole, str], list[Passage]]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One practice that one person gives and the other asks for, with both their words.

    `fit` says how well the give serves the ask, in [0, 1]; `share` is how much of all that
    the asker asks for this is, times the fit.
    """

    asked: str
    given: str
    share: float
    fit: float
    given_words: tuple[Passage, ...]
    asked_words: tuple[Passage, ...]

    @property
    def band(self) -> Fit:
        return Fit.STRONG if self.fit >= STRONG else Fit.GOOD if self.fit >= GOOD else Fit.SOME

    @property
    def hundredths(self) -> int:
        """Return the fit as the length of a bar of 100."""
        return round(100 * self.fit)

    @property
    def is_thin(self) -> bool:
        """Say whether one side of this rests on a single passage."""
        return min(len(self.given_words), len(self.asked_words)) == 1


@dataclass(frozen=True, slots=True)
class Direction:
    """Everything one of the two can give the other, the most asked for first."""

    giver: Participant
    asker: Participant
    meetings: tuple[Meeting, ...]

    @property
    def benefit(self) -> float:
        return sum(meeting.share for meeting in self.meetings)


@dataclass(frozen=True, slots=True)
class MatchCard:
    """What the review page shows of one match."""

    match: Match
    directions: tuple[Direction, ...]
    minutes_apart: float | None
    shared_windows: tuple[str, ...]
    load: Mapping[int, int]

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        return tuple(m for direction in self.directions for m in direction.meetings)

    @property
    def balance(self) -> Balance:
        if not self.match.is_two_way:
            return Balance.ONE_WAY
        low, high = sorted(direction.benefit for direction in self.directions)
        if low >= EVEN * high:
            return Balance.EVEN
        return Balance.LEANING if low >= LEANING * high else Balance.UNEVEN

    @property
    def overloaded(self) -> tuple[Participant, ...]:
        """Name who stands in more suggestions than they have room for."""
        both = (self.match.first, self.match.second)
        return tuple(person for person in both if self.load[person.pk] > person.capacity)

    @property
    def coders(self) -> tuple[str, ...]:
        words = (p for m in self.meetings for p in (*m.given_words, *m.asked_words))
        return tuple(sorted({passage.coder_initials for passage in words}))


def matches_allowed(programme: Programme) -> QuerySet[Match]:
    """Keep the matches of every round between people who both allow matching now."""
    granting = participants_granting(Grant.MATCHING, programme).values("pk")
    return Match.objects.filter(
        matching_round__programme=programme, first__in=granting, second__in=granting
    )


def reviewable_matches(programme: Programme) -> QuerySet[Match]:
    """Return the newest round's matches between people who both still consent, best first."""
    found = matches_allowed(programme).filter(matching_round__in=newest_finished(programme))
    return found.select_related("first__sector", "second__sector").order_by(
        "-kind", "-score", "pk"
    )


def card_of(match: Match, programme: Programme) -> MatchCard:
    """Collect everything the broker needs to judge one match. Consent is asked here again."""
    words = _words_of(match, programme)
    directions = [_direction(match.first, match.second, match.first_to_second, words)]
    if match.is_two_way:
        directions.append(_direction(match.second, match.first, match.second_to_first, words))
    return MatchCard(
        match=match,
        directions=tuple(directions),
        minutes_apart=minutes_apart(_placed(match.first), _placed(match.second)),
        shared_windows=tuple(sorted({*match.first.free} & {*match.second.free})),
        load=_load(match),
    )


def _words_of(match: Match, programme: Programme) -> Words:
    both = (match.first_id, match.second_id)
    codings = matching_codings(programme).filter(**{f"{SPEAKER}__in": both})
    words: Words = defaultdict(list)
    for passage in quotable(passages(programme, codings=codings)):
        words[passage.participant.pk, passage.pole, passage.code.matched_as].append(passage)
    return words


def _direction(
    giver: Participant, asker: Participant, shares: Iterable[Share], words: Words
) -> Direction:
    """Order the practices of one direction, leaving out those whose words are gone."""
    all_asks = sum(
        len(said)
        for (who, pole, _), said in words.items()
        if (who, pole) == (asker.pk, Pole.ASKS)
    )
    meetings = []
    for share in sorted(shares, key=lambda share: (-share["share"], share["asked"])):
        given = words.get((giver.pk, Pole.GIVES, share["given"]), [])
        asked = words.get((asker.pk, Pole.ASKS, share["asked"]), [])
        if given and asked:
            meetings.append(_meeting(share, given, asked, all_asks))
    return Direction(giver, asker, tuple(meetings))


def _meeting(
    share: Share, given: list[Passage], asked: list[Passage], all_asks: int
) -> Meeting:
    return Meeting(
        asked=asked[0].code.name,
        given=given[0].code.name,
        share=share["share"],
        fit=min(1.0, share["share"] * all_asks / len(asked)),
        given_words=tuple(given),
        asked_words=tuple(asked),
    )


def _placed(participant: Participant) -> Person:
    return Person(
        id=str(participant.key),
        sector=participant.sector.key,
        latitude=participant.latitude,
        longitude=participant.longitude,
    )


def _load(match: Match) -> dict[int, int]:
    """Count in how many open suggestions of the round each of the two stands."""
    both = (match.first_id, match.second_id)
    open_ones = Match.objects.filter(
        Q(first__in=both) | Q(second__in=both),
        matching_round=match.matching_round_id,
        state__in=OPEN_STATES,
    ).values_list("first", "second")
    stands_in = Counter(pk for pair in open_ones for pk in pair)
    return {pk: stands_in[pk] for pk in both}
