"""Bridges over the divide: whose gives on one bank meet whose asks on the other.

A voice is who a bridge stands on. In a small programme that is each participant; in a crowd
it is everybody of a sector together, so that a nation's divide is no larger than a hub's.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, F

from ecotone.coding.choices import Pole
from ecotone.coding.queries import matching_codings
from ecotone.coding.queries.passages import MATCHED_AS
from ecotone.engine.matching import Person, PracticeTree, served_practices
from ecotone.exchange.queries.claims import SPEAKER, Claim, Practices, practices_of
from ecotone.foundation.models import Programme
from ecotone.register.models import Sector

MOST_VOICES = 40
MOST_PRACTICES_IN_A_CROWD = 5
FEWEST_PEOPLE_SHOWN_OUTSIDE = 5


@dataclass(frozen=True, slots=True)
class Voice:
    """One participant or, in a crowd, everybody of one sector."""

    key: str
    label: str
    sector: Sector
    is_crowd: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """What one voice gives or asks for at one end of a bridge, and the passages behind it.

    `people` is how many people say so at the least: who names two narrow practices of one
    branch is counted once.
    """

    voice: Voice
    practices: tuple[str, ...]
    passages: int
    people: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """A give that meets an ask; they meet at the broader of the two practices."""

    giver: Side
    practice: str
    asker: Side


@dataclass(frozen=True, slots=True)
class Bridges:
    """Everything the divide shows: what is met, and what nobody meets yet."""

    sectors: tuple[Sector, ...]
    practices: Practices
    met: tuple[Bridge, ...]
    unmet: tuple[Side, ...]
    people_heard: int
    claims: int
    is_crowd: bool


def bridges_in(programme: Programme) -> Bridges:
    """Find every bridge, in a number of queries that does not grow with the people."""
    sectors = tuple(programme.sectors.order_by("position", "key"))
    practices = practices_of(programme)
    people_heard = matching_codings(programme).values(SPEAKER).distinct().count()
    is_crowd = people_heard > MOST_VOICES
    if is_crowd:
        heard = _hear_crowd(programme, sectors, practices.tree)
    else:
        heard = _hear_participants(programme, sectors)
    met, unmet = _meet(heard, practices.tree)
    met = _widest(met) if is_crowd else met
    return Bridges(sectors, practices, met, unmet, people_heard, heard.count, is_crowd)


def shown_outside(bridges: Bridges) -> Bridges:
    """Keep what somebody outside the team may see: no end that stands for few people."""

    def is_large(side: Side) -> bool:
        return side.people >= FEWEST_PEOPLE_SHOWN_OUTSIDE

    return replace(
        bridges,
        met=tuple(b for b in bridges.met if is_large(b.giver) and is_large(b.asker)),
        unmet=tuple(side for side in bridges.unmet if is_large(side)),
    )


@dataclass(frozen=True, slots=True)
class _Heard:
    """Who speaks, what they claim, and how many single claims that stands for."""

    voices: Mapping[int, Voice]
    claims: tuple[Claim, ...]
    count: int
    people: Mapping[Claim, int]

    def people_behind(self, claim: Claim) -> int:
        return self.people.get(claim, 1)


def _hear_participants(programme: Programme, sectors: tuple[Sector, ...]) -> _Heard:
    """Let each participant speak with a voice of their own."""
    by_id = {sector.pk: sector for sector in sectors}
    who = (SPEAKER, f"{SPEAKER}__key", f"{SPEAKER}__pseudonym", f"{SPEAKER}__sector")
    rows = (
        matching_codings(programme)
        .annotate(practice=MATCHED_AS)
        .values_list(*who, "practice", "pole")
        .annotate(passages=Count("pk"))
        .order_by(f"{SPEAKER}__pseudonym", "practice", "pole")
    )
    voices: dict[int, Voice] = {}
    claims = []
    for pk, key, pseudonym, sector, practice, pole, passages in rows:
        voices[pk] = Voice(str(key), pseudonym, by_id[sector])
        claims.append(Claim(pk, practice, Pole(pole), passages))
    return _Heard(voices, tuple(claims), len(claims), people={})


def _hear_crowd(
    programme: Programme, sectors: tuple[Sector, ...], tree: PracticeTree
) -> _Heard:
    """Let each sector speak with one voice per practice, at the root of the practice tree."""
    rows = list(
        matching_codings(programme)
        .annotate(practice=MATCHED_AS)
        .values("practice", "pole", sector=F(f"{SPEAKER}__sector"))
        .annotate(passages=Count("pk"), people=Count(SPEAKER, distinct=True))
        .order_by("sector", "practice", "pole")
    )
    passages: dict[tuple[int, str, Pole], int] = defaultdict(int)
    people: dict[tuple[int, str, Pole], int] = defaultdict(int)
    for row in rows:
        said = row["sector"], _root(row["practice"], tree), Pole(row["pole"])
        passages[said] += row["passages"]
        people[said] = max(people[said], row["people"])
    voices = {
        sector.pk: Voice(f"sector-{sector.key}", sector.name, sector, is_crowd=True)
        for sector in sectors
    }
    behind = {Claim(*said, passages[said]): people[said] for said in passages}
    return _Heard(voices, tuple(behind), sum(row["people"] for row in rows), behind)


def _root(practice: str, tree: PracticeTree) -> str:
    while practice in tree.parents:
        practice = tree.parents[practice]
    return practice


def _widest(met: tuple[Bridge, ...]) -> tuple[Bridge, ...]:
    """Keep each direction's most spoken-of practices, so that the picture keeps its size.

    Only bridges are left out, never before it is known what meets what: an ask with a
    bridge is not to be called one without.
    """
    spoken: dict[str, Counter[str]] = defaultdict(Counter)
    for bridge in met:
        spoken[bridge.giver.voice.sector.bank][bridge.practice] += bridge.asker.passages
    kept = {
        (bank, practice)
        for bank, practices in spoken.items()
        for practice, _passages in practices.most_common(MOST_PRACTICES_IN_A_CROWD)
    }
    return tuple(b for b in met if (b.giver.voice.sector.bank, b.practice) in kept)


def _meet(heard: _Heard, tree: PracticeTree) -> tuple[tuple[Bridge, ...], tuple[Side, ...]]:
    given: dict[int, dict[str, Claim]] = {pk: {} for pk in heard.voices}
    asks = []
    for claim in heard.claims:
        if claim.pole == Pole.GIVES:
            given[claim.participant_id][claim.practice] = claim
        else:
            asks.append(claim)
    served = {pk: _served(pk, gives, tree) for pk, gives in given.items()}
    builder = _Crossings(heard, given, tree)
    for ask in asks:
        builder.add(ask, served)
    return builder.met(), builder.unmet()


def _served(pk: int, gives: Mapping[str, Claim], tree: PracticeTree) -> dict[str, str]:
    """Return for each practice somebody serves the one of their gives that serves it best."""
    weights = {practice: claim.weight for practice, claim in gives.items()}
    giver = Person(id=str(pk), sector="", gives=weights)
    return {asked: by for asked, (_weight, by) in served_practices(giver, tree).items()}


class _Crossings:
    """Gathers single meetings into bridges: one per giver's practice, meeting point, asker."""

    def __init__(
        self,
        heard: _Heard,
        given: Mapping[int, Mapping[str, Claim]],
        tree: PracticeTree,
    ) -> None:
        self._heard, self._voices = heard, heard.voices
        self._given, self._tree = given, tree
        self._asked: dict[tuple[int, str, str, int], list[Claim]] = defaultdict(list)
        self._unmet: list[Claim] = []

    def add(self, ask: Claim, served: Mapping[int, Mapping[str, str]]) -> None:
        asker = self._voices[ask.participant_id]
        is_met = False
        for pk, voice in self._voices.items():
            by = served[pk].get(ask.practice)
            if by is None or voice.sector.bank == asker.sector.bank:
                continue
            is_met = True
            point = self._broader(by, ask.practice)
            self._asked[pk, by, point, ask.participant_id].append(ask)
        if not is_met:
            self._unmet.append(ask)

    def met(self) -> tuple[Bridge, ...]:
        return tuple(
            Bridge(
                giver=self._side(pk, [self._given[pk][by]]),
                practice=point,
                asker=self._side(asker, asks),
            )
            for (pk, by, point, asker), asks in self._asked.items()
        )

    def unmet(self) -> tuple[Side, ...]:
        return tuple(self._side(ask.participant_id, [ask]) for ask in self._unmet)

    def _side(self, pk: int, claims: list[Claim]) -> Side:
        return Side(
            voice=self._voices[pk],
            practices=tuple(claim.practice for claim in claims),
            passages=sum(claim.passages for claim in claims),
            people=min(self._heard.people_behind(claim) for claim in claims),
        )

    def _broader(self, one: str, other: str) -> str:
        """Of two practices on one line of the tree, return the one nearer the root."""
        practice = one
        while practice in self._tree.parents:
            practice = self._tree.parents[practice]
            if practice == other:
                return other
        return one
