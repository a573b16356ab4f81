"""What the pages of rounds show beside the rounds themselves: their texts, and what is next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from ecotone.coding.choices import RoundState, Verb
from ecotone.coding.models import CodingRound, RoundCoder
from ecotone.coding.queries.history import undoable_steps
from ecotone.coding.queries.rounds import RoundStanding
from ecotone.coding.queries.texts import progress_of, texts_to_code
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import Conversation


@dataclass(frozen=True, slots=True)
class RoundText:
    """One text of a round: how far its reader is with it, and how much is left to settle."""

    conversation: Conversation
    answers: int
    coded: int
    portion: int
    undecided: int


def standing_of(coding_round: CodingRound) -> RoundStanding:
    members = coding_round.members.select_related("coder").order_by("coder__name", "pk")
    return RoundStanding(coding_round, tuple(members), coding_round.texts.count())


def member_in(standing: RoundStanding, reader: User) -> RoundCoder | None:
    return next((each for each in standing.members if each.coder == reader), None)


def texts_of_round(coding_round: CodingRound) -> QuerySet[Conversation]:
    """Return the texts of a round that may be read now, in the order of the list of texts."""
    return texts_to_code(coding_round.programme).filter(coding_rounds=coding_round)


def texts_in_round(
    coding_round: CodingRound,
    texts: Iterable[Conversation],
    reader: User,
    undecided: Mapping[int, int],
) -> list[RoundText]:
    """Say how far each text is. Of what others coded blind nothing is counted."""
    return [
        RoundText(
            text.conversation,
            text.answers,
            text.coded,
            text.portion,
            undecided.get(text.conversation.pk, 0),
        )
        for text in progress_of(coding_round.programme, texts, reader)
    ]


def texts_free_for_a_round(programme: Programme) -> QuerySet[Conversation]:
    """Return the texts that are in no round, or only in rounds that are closed."""
    rounds = CodingRound.objects.filter(texts=OuterRef("pk")).exclude(state=RoundState.CLOSED)
    return texts_to_code(programme).filter(~Exists(rounds))


def next_text_to_settle(
    coding_round: CodingRound, undecided: Mapping[int, int]
) -> Conversation | None:
    """Return the first text of a round in which something is left to settle."""
    open_ones = [text for text, number in undecided.items() if number]
    return texts_of_round(coding_round).filter(pk__in=open_ones).first()


def has_just_settled(programme: Programme, coder: User) -> bool:
    """Say whether the last thing a coder did, and can undo, was to settle a difference."""
    last = undoable_steps(programme, coder).first()
    return last is not None and last.verb == Verb.SETTLED


def round_to_code(conversation: Conversation, reader: User) -> RoundStanding | None:
    """Return the round in which a text is read side by side, or coded blind by this reader."""
    found = conversation.coding_rounds.order_by("-opened_at", "-pk").first()
    if found is None or (found.is_secret and not found.coders.contains(reader)):
        return None
    return standing_of(found)
