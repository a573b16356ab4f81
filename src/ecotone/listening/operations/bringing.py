"""What takes in a text that was written down elsewhere."""

from datetime import datetime

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
def bring_text(  # a brought text is these six facts
    *,
    participant: Participant,
    kind: InstrumentKind,
    file_name: str,
    content: bytes,
    at: datetime,
    by: User | None,
) -> TextRevision:
    """Take in a text file or Word document with what somebody said, word for word."""
    check_leave(participant, by)
    text = read_document(content, file_name=file_name)
    return paste_text(participant=participant, kind=kind, text=text, at=at, by=by)


@transaction.atomic
def paste_text(
    *, participant: Participant, kind: InstrumentKind, text: str, at: datetime, by: User | None
) -> TextRevision:
    """Take in a pasted text with what somebody said, word for word."""
    conversation = open_conversation(
        participant=participant, kind=kind, mode=Mode.TEXT, at=at, by=by
    )
    words = with_plain_line_ends(text)
    if not words.strip():
        raise Refused(_("There are no words in it."), remedy=_("Paste the text itself."))
    response = Response.objects.create(conversation=conversation, draft=words, saved_at=at)
    conversation.finished_at = at
    conversation.save(update_fields=["finished_at"])
    return freeze(response, at, by=by)
