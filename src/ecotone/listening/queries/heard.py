"""Who has been heard, in which way, and how much there is of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.foundation.models import Programme
from ecotone.listening.choices import HearingState, InstrumentKind, Mode
from ecotone.listening.models import Conversation
from ecotone.listening.queries.readable import newest_revisions, readable_revisions
from ecotone.register.models import Participant


@dataclass(frozen=True, slots=True)
class Heard:
    """One conversation in the listening list: how it came about and how much there is."""

    conversation: Conversation
    texts: int
    questions: int

    @property
    def state(self) -> HearingState:
        return HearingState.SENT if self.texts else HearingState.IN_PROGRESS

    @property
    def is_text(self) -> bool:
        return self.conversation.mode == Mode.TEXT


@dataclass(frozen=True, slots=True)
class HearingRow:
    """One participant in the listening list, with what was heard of each kind."""

    participant: Participant
    may_be_asked: bool
    heard: tuple[tuple[Heard, ...], ...]


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
            heard=tuple(tuple(heard.get((person.pk, kind), ())) for kind in InstrumentKind),
        )
        for person in participants
    ]


def _heard_by_person(people: Iterable[int]) -> Mapping[tuple[int, str], list[Heard]]:
    with_words = Q(responses__in=newest_revisions().values("response"))
    conversations = Conversation.objects.filter(participant__in=people).annotate(
        texts=Count("responses", filter=with_words, distinct=True),
        questions=Count("instrument__questions", distinct=True),
    )
    heard: dict[tuple[int, str], list[Heard]] = {}
    for conversation in conversations.select_related("instrument").order_by("started_at", "pk"):
        place = (conversation.participant_id, conversation.instrument.kind)
        heard.setdefault(place, []).append(
            Heard(conversation, conversation.texts, conversation.questions)
        )
    return heard


def count_heard(programme: Programme, kind: InstrumentKind) -> int:
    """Count the people of whom there is something to read."""
    words = readable_revisions(programme).filter(response__conversation__instrument__kind=kind)
    return words.values("response__conversation__participant").distinct().count()
