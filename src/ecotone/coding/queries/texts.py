"""Which texts there are to code, and how far they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from ecotone.coding.models import Coding
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import Conversation, TextRevision
from ecotone.listening.queries import readable_revisions

NEIGHBOURS = 24


@dataclass(frozen=True, slots=True)
class TextProgress:
    """One conversation: how many of its answers hold a coding, and who coded."""

    conversation: Conversation
    answers: int
    coded: int
    coders: tuple[str, ...]

    @property
    def portion(self) -> int:
        """How far, in hundredths, for the width of a drawing. In words it is "3 of 8"."""
        return round(100 * self.coded / self.answers) if self.answers else 0


@dataclass(frozen=True, slots=True)
class Shelf:
    """The texts that stand next to one text, and where it stands."""

    texts: tuple[TextProgress, ...]
    place: int
    total: int
    following_id: int | None


def texts_to_code(programme: Programme) -> QuerySet[Conversation]:
    """Return what may be read now: interviews before reflections, then by sector and name."""
    readable = readable_revisions(programme).values("response__conversation")
    found = Conversation.objects.filter(pk__in=readable).select_related(
        "instrument", "participant__sector", "participant__organisation"
    )
    order = "instrument__kind", "participant__sector__position", "participant__pseudonym", "pk"
    return found.order_by(*order)


def progress_of(
    programme: Programme, conversations: Iterable[Conversation]
) -> list[TextProgress]:
    """Say how far each text is, in two queries however many there are."""
    listed = list(conversations)
    counts = _counts(programme, listed)
    coders = _coders(programme, listed)
    return [
        TextProgress(text, *counts.get(text.pk, (0, 0)), tuple(sorted(coders[text.pk])))
        for text in listed
    ]


def texts_around(programme: Programme, conversation: Conversation) -> Shelf:
    """Return the texts on either side of one, so that a list of thousands stays a list."""
    order = list(texts_to_code(programme).values_list("pk", flat=True))
    place = order.index(conversation.pk)
    near = order[max(0, place - NEIGHBOURS // 2) :][:NEIGHBOURS]
    texts = texts_to_code(programme).filter(pk__in=near)
    return Shelf(
        texts=tuple(progress_of(programme, texts)),
        place=place + 1,
        total=len(order),
        following_id=next(iter(order[place + 1 :]), None),
    )


def _readable_of(programme: Programme, texts: list[Conversation]) -> QuerySet[TextRevision]:
    """Look only into these texts, so that the others of a large programme cost nothing."""
    readable = readable_revisions(programme).filter(response__conversation__in=texts)
    return readable.order_by()


def _counts(programme: Programme, texts: list[Conversation]) -> dict[int, tuple[int, int]]:
    rows = (
        TextRevision.objects.filter(pk__in=_readable_of(programme, texts).values("pk"))
        .values_list("response__conversation")
        .annotate(
            answers=Count("pk", distinct=True),
            coded=Count("pk", distinct=True, filter=Q(codings__is_removed=False)),
        )
    )
    return {text: (answers, coded) for text, answers, coded in rows.order_by()}


def _coders(programme: Programme, texts: list[Conversation]) -> defaultdict[int, set[str]]:
    rows = (
        Coding.objects.in_programme(programme)
        .filter(revision__in=_readable_of(programme, texts).values("pk"))
        .values_list("revision__response__conversation", "coder__name", "coder__email")
        .order_by()
        .distinct()
    )
    coders: defaultdict[int, set[str]] = defaultdict(set)
    for text, name, email in rows:
        coders[text].add(User(name=name, email=email).initials)
    return coders
