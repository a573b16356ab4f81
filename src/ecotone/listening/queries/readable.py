"""What may be read. Words leave only while INTERVIEW is granted."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.foundation.models import Programme
from ecotone.listening.models import Conversation, Question, RawText, TextRevision
from ecotone.register.models import Participant


def newest_revisions() -> QuerySet[TextRevision]:
    """Keep the newest text of each response; an answer taken back has none."""
    return newest_even_if_empty().exclude(text="")


def newest_even_if_empty() -> QuerySet[TextRevision]:
    """Keep the newest revision of each response, also where it took the words back.

    Newest is what arrived last. What arrived before may be derived anew later than that.
    """
    same = TextRevision.objects.filter(response=OuterRef("response"))
    later = same.order_by("-raw", "-number")
    return TextRevision.objects.filter(pk=Subquery(later.values("pk")[:1]))


def readable_revisions(programme: Programme) -> QuerySet[TextRevision]:
    """Keep what may be read and studied now, in the order in which it was said."""
    speaking = participants_granting(Grant.INTERVIEW, programme)
    return (
        newest_revisions()
        .filter(response__conversation__participant__in=speaking)
        .order_by("response__conversation", "response__question__number", "pk")
    )


def readable_revisions_of(conversation: Conversation) -> QuerySet[TextRevision]:
    """Keep what may be read of one conversation, with the questions it answers.

    `sendings` counts how often an answer arrived; a text derived anew is no new answer.
    """
    arrived = RawText.objects.filter(response=OuterRef("response")).order_by()
    sendings = arrived.values("response").annotate(number=Count("pk")).values("number")
    return (
        readable_revisions(conversation.participant.programme)
        .filter(response__conversation=conversation)
        .select_related("response__question")
        .defer("response__draft")
        .annotate(sendings=Subquery(sendings), arrived_at=F("raw__arrived_at"))
    )


@dataclass(frozen=True, slots=True)
class ReadableAnswer:
    """A question as it was put, with the words said to it; a brought text has no question."""

    question: Question | None
    wording: str
    revision: TextRevision | None
    is_skipped: bool = False


def answers_in(conversation: Conversation) -> list[ReadableAnswer]:
    """Return a conversation as it may be read now: every question, answered or not."""
    revisions = list(readable_revisions_of(conversation))
    if conversation.is_brought:
        return [ReadableAnswer(None, "", revision) for revision in revisions]
    said = {revision.response.question_id: revision for revision in revisions}
    skipped = conversation.responses.filter(is_skipped=True)
    left_out = set(skipped.values_list("question", flat=True))
    return [
        ReadableAnswer(
            question,
            question.put_to(conversation.participant).text,
            said.get(question.pk),
            is_skipped=question.pk in left_out,
        )
        for question in conversation.instrument.questions.order_by("number")
    ]


def conversations_in(programme: Programme) -> QuerySet[Conversation]:
    """Return a programme's conversations, with whom, about what and in whose hand."""
    return (
        Conversation.objects.filter(participant__in=Participant.objects.in_programme(programme))
        .select_related(
            "participant__programme",
            "participant__sector",
            "participant__organisation",
            "instrument",
            "asked_by",
        )
        .order_by("started_at", "pk")
    )
