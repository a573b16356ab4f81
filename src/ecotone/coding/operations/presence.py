"""Telling others where in a text one is. None of it is kept, so none of it is in the trail."""

from datetime import datetime

from django.db import transaction

from ecotone.coding.models import Presence
from ecotone.coding.queries.present import NOBODY_AFTER
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.listening.models import Conversation


@transaction.atomic
def note_presence(*, conversation: Conversation, line: int, at: datetime, by: User) -> None:
    require(by, Action.CODE, conversation.participant.programme)
    Presence.objects.update_or_create(
        conversation=conversation, coder=by, defaults={"line": line, "seen_at": at}
    )


@transaction.atomic
def leave_text(*, conversation: Conversation, by: User) -> None:
    """Be seen there no more, at once and not only when the row is too old."""
    require(by, Action.CODE, conversation.participant.programme)
    Presence.objects.filter(conversation=conversation, coder=by).delete()


@transaction.atomic
def sweep_presence(*, at: datetime) -> int:
    """Delete who is nobody by now: when somebody worked is not for this table to keep."""
    swept, _by_model = Presence.objects.filter(seen_at__lt=at - NOBODY_AFTER).delete()
    return swept
