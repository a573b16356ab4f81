"""What takes in many texts at once that were written down elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.engine.pseudonyms import Names
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.models import Response, TextRevision
from ecotone.listening.operations.aliases import listed_names
from ecotone.listening.operations.freezing import freeze, with_plain_line_ends
from ecotone.listening.operations.writing import open_conversation
from ecotone.register.models import Participant


@dataclass(frozen=True, slots=True)
class BroughtWords:
    """What one person said on one occasion, word for word."""

    participant: Participant
    kind: InstrumentKind
    text: str
    held_on: date | None = None


@transaction.atomic
def bring_texts(
    *, programme: Programme, brought: Iterable[BroughtWords], at: datetime, by: User
) -> Iterator[TextRevision]:
    """Take in texts one by one, in the caller's transaction, with one list of names for all.

    Each needs its speaker's yes to being asked, as any text does.
    """
    require(by, Action.LISTEN, programme)
    names = listed_names(programme, at)
    return (_bring(words, names, at, by) for words in brought)


def _bring(words: BroughtWords, names: Names, at: datetime, by: User) -> TextRevision:
    text = with_plain_line_ends(words.text)
    if not text.strip():
        raise Refused(_("There are no words in it."), remedy=_("Leave this text out."))
    conversation = open_conversation(
        participant=words.participant, kind=words.kind, mode=Mode.TEXT, at=at, by=by
    )
    response = Response.objects.create(conversation=conversation, draft=text, saved_at=at)
    conversation.held_on, conversation.finished_at = words.held_on, at
    conversation.save(update_fields=["held_on", "finished_at"])
    return freeze(response, at, by=by, names=names)
