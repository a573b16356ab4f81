"""What removes somebody's words."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_who_took_back
from ecotone.foundation import audit
from ecotone.listening.models import Conversation
from ecotone.register.models import Participant

SECOND_THOUGHTS = timedelta(days=14)


def forget_conversations(participant: Participant) -> Mapping[str, int]:
    """Remove everything this participant said: the eraser of this room."""
    said = Conversation.objects.filter(participant=participant)
    _total, by_model = said.delete()
    return {
        gettext_noop("conversations"): by_model.get("listening.Conversation", 0),
        gettext_noop("answers and texts"): by_model.get("listening.Response", 0),
        gettext_noop("frozen versions of them"): by_model.get("listening.TextRevision", 0),
    }


@transaction.atomic
def forget_what_was_taken_back(*, at: datetime) -> int:
    """Remove the words of people who took back their leave to be asked, 14 days ago or more.

    The consent form promises this: until then a slip can be undone. Returns of how many.
    """
    silent = participants_who_took_back(Grant.INTERVIEW, before=at - SECOND_THOUGHTS)
    waiting = silent.filter(conversations__isnull=False).distinct()
    people = list(waiting.select_related("programme"))
    for participant in people:
        forget_conversations(participant)
        audit.record(
            "forgot their words",
            participant.subject,
            programme=participant.programme,
            actor=audit.actor_key(None),
            at=at,
        )
    return len(people)
