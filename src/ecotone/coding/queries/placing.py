"""Codings whose words were changed after they were coded."""

from dataclasses import dataclass
from uuid import UUID

from ecotone.coding.models import Coding
from ecotone.engine.pseudonyms import changes_between
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import Conversation, TextRevision
from ecotone.listening.queries import readable_revisions_of


@dataclass(frozen=True, slots=True)
class CodingToPlace:
    """A coding that stayed with an old text, and what stands in its place now.

    The old words are not shown: their speaker took them back.
    """

    coding: Coding
    revision: TextRevision
    start: int
    end: int

    @property
    def words_now(self) -> str:
        return self.revision.passage(self.start, self.end).strip()


def codings_to_place(conversation: Conversation, *, reader: User) -> list[CodingToPlace]:
    """Return the reader's codings that rest on changed answers, in reading order.

    An answer that was taken back altogether asks for nothing.
    """
    now = {revision.response_id: revision for revision in readable_revisions_of(conversation)}
    waiting = (
        Coding.objects.filter(revision__response__in=now, coder=reader, is_removed=False)
        .exclude(revision__in=[revision.pk for revision in now.values()])
        .select_related("code", "revision")
        .order_by("revision__response__question__number", "start", "pk")
    )
    return [_to_place(coding, now[coding.revision.response_id]) for coding in waiting]


def coding_to_place(programme: Programme, key: UUID, *, reader: User) -> CodingToPlace | None:
    """Return one of the reader's codings that wait, by its key."""
    coding = (
        Coding.objects.in_programme(programme)
        .filter(key=key, coder=reader)
        .select_related("revision__response__conversation__participant__programme")
        .first()
    )
    if coding is None:
        return None
    waiting = codings_to_place(coding.revision.response.conversation, reader=reader)
    return next((found for found in waiting if found.coding.pk == coding.pk), None)


def _to_place(coding: Coding, revision: TextRevision) -> CodingToPlace:
    places = changes_between(coding.revision.text, revision.text)
    return CodingToPlace(coding, revision, *places.span(coding.start, coding.end))
