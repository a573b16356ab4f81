"""Each conversation as the one text that other programs code, and where its answers stand."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ecotone.foundation.models import Programme
from ecotone.listening.models import Conversation, TextRevision
from ecotone.listening.queries import readable_revisions

BETWEEN_ANSWERS = "\n\n"


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A conversation as one text; `starts` say where in it each answer begins."""

    conversation: Conversation
    text: str
    revisions: tuple[TextRevision, ...]
    starts: tuple[int, ...]

    def start_of(self, revision_id: int) -> int:
        place = [revision.pk for revision in self.revisions].index(revision_id)
        return self.starts[place]

    def located(self, start: int, end: int) -> tuple[TextRevision, int, int] | None:
        """Return the answer a span lies in, with its place there; None outside any one."""
        place = bisect_right(self.starts, start) - 1
        if place < 0 or end > self.starts[place] + len(self.revisions[place].text):
            return None
        first = self.starts[place]
        return self.revisions[place], start - first, end - first


def texts_laid_out(
    programme: Programme, conversations: Collection[int] | None = None
) -> Iterator[LaidOut]:
    """Yield every conversation that may be read now; of these only, when given."""
    revisions = readable_revisions(programme).select_related(
        "response__question",
        "response__conversation__instrument",
        "response__conversation__participant__sector",
        "response__conversation__participant__organisation",
    )
    if conversations is not None:
        revisions = revisions.filter(response__conversation__in=conversations)
    rows = revisions.defer("response__draft").iterator(chunk_size=500)
    for _conversation, group in groupby(rows, key=lambda one: one.response.conversation_id):
        yield _laid_out(list(group))


def _laid_out(revisions: Sequence[TextRevision]) -> LaidOut:
    conversation = revisions[0].response.conversation
    starts, written, length = [], [], 0
    for revision in revisions:
        heading = _heading(revision, conversation)
        starts.append(length + len(heading))
        written.append(heading + revision.text)
        length += len(written[-1]) + len(BETWEEN_ANSWERS)
    text = BETWEEN_ANSWERS.join(written)
    return LaidOut(conversation, text, tuple(revisions), tuple(starts))


def _heading(revision: TextRevision, conversation: Conversation) -> str:
    """Write the question above its answer; a text that was brought has none."""
    question = revision.response.question
    if question is None:
        return ""
    return f"{question.number}. {question.put_to(conversation.participant).text}\n"
