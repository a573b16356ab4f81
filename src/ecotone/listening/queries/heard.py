"""Who has been heard, in which way, and how much there is of it.

Somebody has been heard when a conversation with them was sent or finished. Whether a sentence
of theirs was ever quoted, or even coded, does not come into it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.foundation.models import Programme
from ecotone.listening.choices import Fairness, HearingState, InstrumentKind, Mode
from ecotone.listening.models import Conversation
from ecotone.listening.queries.fairness import fairness_of
from ecotone.listening.queries.readable import newest_revisions
from ecotone.register.models import Participant, Sector
from ecotone.register.queries import sectors_of

# --- person by person ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heard:
    """One conversation in the listening list: how it came about and how much there is."""

    conversation: Conversation
    texts: int
    questions: int
    fairness: Fairness | None

    @property
    def state(self) -> HearingState:
        is_heard = self.texts or self.conversation.finished_at
        return HearingState.SENT if is_heard else HearingState.IN_PROGRESS


@dataclass(frozen=True, slots=True)
class HeardOf:
    """What was heard of one participant of one kind."""

    kind: InstrumentKind
    conversations: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class HearingRow:
    """One participant in the listening list, with what was heard of each kind."""

    participant: Participant
    may_be_asked: bool
    heard: tuple[HeardOf, ...]


def hearing_rows(participants: Sequence[Participant], programme: Programme) -> list[HearingRow]:
    """Line up people with the kinds of conversation; without leave, nothing is counted."""
    asked = participants_granting(Grant.INTERVIEW, programme).filter(
        pk__in=[person.pk for person in participants]
    )
    speaking = set(asked.values_list("pk", flat=True))
    heard = _heard_by_person(speaking)
    return [
        HearingRow(
            participant=person,
            may_be_asked=person.pk in speaking,
            heard=tuple(
                HeardOf(kind, tuple(heard.get((person.pk, kind), ())))
                for kind in InstrumentKind
            ),
        )
        for person in participants
    ]


def _heard_by_person(people: Iterable[int]) -> Mapping[tuple[int, str], list[Heard]]:
    with_words = Q(responses__in=newest_revisions().values("response"))
    conversations = Conversation.objects.filter(participant__in=people).annotate(
        texts=Count("responses", filter=with_words, distinct=True),
        questions=Count("instrument__questions", distinct=True),
    )
    found = list(conversations.select_related("instrument").order_by("started_at", "pk"))
    fairness = fairness_of(found)
    heard: dict[tuple[int, str], list[Heard]] = defaultdict(list)
    for talk in found:
        heard[talk.participant_id, talk.instrument.kind].append(
            Heard(talk, talk.texts, talk.questions, fairness.get(talk.pk))
        )
    return heard


# --- sector by sector ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KindHeard:
    """How many people of one sector were heard about one set of questions, and how.

    Somebody heard in two ways is one person, and counts once under each way.
    """

    kind: InstrumentKind
    people: int
    ways: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SectorHeard:
    """One sector as it should be and as it has been heard; posts say who they were."""

    sector: Sector
    wanted: int
    consented: int
    kinds: tuple[KindHeard, ...]
    posts: tuple[tuple[str, int], ...]


def sectors_heard(programme: Programme) -> list[SectorHeard]:
    """Count people per sector from the records of having been heard, never from quotes."""
    speaking = participants_granting(Grant.INTERVIEW, programme)
    consented = Counter(speaking.values_list("sector", flat=True))
    people: dict[tuple[int, str, str], set[int]] = defaultdict(set)
    posts: dict[int, dict[int, str]] = defaultdict(dict)
    for sector, kind, mode, person, post in _hearings(speaking):
        people[sector, kind, mode].add(person)
        posts[sector][person] = post
    return [
        SectorHeard(
            sector=sector,
            wanted=sector.quota,
            consented=consented[sector.pk],
            kinds=tuple(_kind_heard(sector.pk, kind, people) for kind in InstrumentKind),
            posts=tuple(sorted(Counter(filter(None, posts[sector.pk].values())).items())),
        )
        for sector in sectors_of(programme)
    ]


def _hearings(speaking: QuerySet[Participant]) -> Iterable[tuple[int, str, str, int, str]]:
    """Return sector, kind, way, person and post of every conversation sent or finished."""
    heard = Conversation.objects.filter(participant__in=speaking, finished_at__isnull=False)
    rows = heard.values_list(
        "participant__sector", "instrument__kind", "mode", "participant", "participant__title"
    )
    return rows.distinct()


def _kind_heard(
    sector: int, kind: InstrumentKind, people: Mapping[tuple[int, str, str], set[int]]
) -> KindHeard:
    by_way = {mode: people.get((sector, kind, mode), set()) for mode in Mode}
    return KindHeard(
        kind=kind,
        people=len(set().union(*by_way.values())),
        ways=tuple((str(mode.label), len(found)) for mode, found in by_way.items() if found),
    )


def count_heard(programme: Programme, kind: InstrumentKind) -> int:
    """Count the people heard about these questions, quoted or not."""
    heard = Conversation.objects.filter(
        participant__in=participants_granting(Grant.INTERVIEW, programme),
        instrument__kind=kind,
        finished_at__isnull=False,
    )
    return heard.values("participant").distinct().count()
