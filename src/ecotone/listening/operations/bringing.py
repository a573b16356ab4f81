"""What takes in a text that was written down elsewhere."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ecotone.foundation.documents import read_document
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.models import Response, TextRevision
from ecotone.listening.operations.freezing import freeze, with_plain_line_ends
from ecotone.listening.operations.leave import check_leave
from ecotone.listening.operations.writing import open_conversation
from ecotone.register.models import Participant


@transaction.atomic
def bring_text(  # noqa: PLR0913  # a brought text is these seven facts
    *,
    participant: Participant,
    kind: InstrumentKind,
    file_name: str,
    content: bytes,
    at: datetime,
    by: User | None,
    held_on: date | None = None,
) -> TextRevision:
    """Take in a document with what one person said or wrote, word for word."""
    check_leave(participant, by)
    text = read_document(content, file_name=file_name)
    return paste_text(
        participant=participant, kind=kind, text=text, at=at, by=by, held_on=held_on
    )


@transaction.atomic
def paste_text(  # a pasted text is these six facts
    *,
    participant: Participant,
    kind: InstrumentKind,
    text: str,
    at: datetime,
    by: User | None,
    held_on: date | None = None,
) -> TextRevision:
    """Take in a pasted text with what somebody said, word for word."""
    conversation = open_conversation(
        participant=participant, kind=kind, mode=Mode.TEXT, at=at, by=by
    )
    words = with_plain_line_ends(text)
    if not words.strip():
        raise Refused(_("There are no words in it."), remedy=_("Paste the text itself."))
    response = Response.objects.create(conversation=conversation, draft=words, saved_at=at)
    conversation.held_on, conversation.finished_at = held_on, at
    conversation.save(update_fields=["held_on", "finished_at"])
    return freeze(response, at, by=by)
