"""Which texts there are to code, and how far they are."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from ecotone.coding.choices import Layer
from ecotone.coding.models import CodingQuerySet
from ecotone.coding.queries.passages import readable_codings
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
    programme: Programme, conversations: Iterable[Conversation], reader: User
) -> list[TextProgress]:
    """Say how far each text is, as far as the reader may know, in three queries."""
    listed = list(conversations)
    answered = dict(_readable_of(programme, listed).values_list("pk", "response__conversation"))
    readable = readable_codings(programme, reader).filter(layer=Layer.CODER)
    codings = readable.filter(revision__in=list(answered)).order_by()
    answers, coded, coders = Counter(answered.values()), _coded(codings), _coders(codings)
    return [
        TextProgress(
            text,
            answers[text.pk],
            coded.get(text.pk, 0),
            tuple(sorted(coders[text.pk])),
        )
        for text in listed
    ]


def texts_around(programme: Programme, conversation: Conversation, reader: User) -> Shelf:
    """Return the texts on either side of one, so that a list of thousands stays a list."""
    order = list(texts_to_code(programme).values_list("pk", flat=True))
    place = order.index(conversation.pk)
    near = order[max(0, place - NEIGHBOURS // 2) :][:NEIGHBOURS]
    found = Conversation.objects.select_related("instrument", "participant__sector")
    texts = sorted(found.filter(pk__in=near), key=lambda text: near.index(text.pk))
    return Shelf(
        texts=tuple(progress_of(programme, texts, reader)),
        place=place + 1,
        total=len(order),
        following_id=next(iter(order[place + 1 :]), None),
    )


def _readable_of(programme: Programme, texts: list[Conversation]) -> QuerySet[TextRevision]:
    """Look only into these texts, so that the others of a large programme cost nothing."""
    readable = readable_revisions(programme).filter(response__conversation__in=texts)
    return readable.order_by()


def _coded(codings: CodingQuerySet) -> dict[int, int]:
    rows = codings.values_list("revision__response__conversation")
    return dict(rows.annotate(Count("revision", distinct=True)))


def _coders(codings: CodingQuerySet) -> defaultdict[int, set[str]]:
    rows = codings.values_list(
        "revision__response__conversation", "coder__name", "coder__email"
    ).distinct()
    coders: defaultdict[int, set[str]] = defaultdict(set)
    for text, name, email in rows:
        coders[text].add(User(name=name, email=email).initials)
    return coders
