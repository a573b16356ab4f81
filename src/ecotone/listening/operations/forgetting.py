"""What removes somebody's words."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from ecotone.listening.models import Conversation, ListedName
from ecotone.listening.operations.indexing import leave_no_trace
from ecotone.listening.operations.recordings import forget_recordings
from ecotone.listening.operations.transcripts import forget_waiting_transcripts
from ecotone.register.models import Participant


def forget_conversations(participant: Participant) -> Mapping[str, int]:
    """Remove everything this participant said: what leaving does in this room."""
    waiting = forget_waiting_transcripts(participant)
    recorded = forget_recordings(participant)
    said = Conversation.objects.filter(participant=participant)
    _total, by_model = said.delete()
    leave_no_trace()
    return {
        gettext_noop("conversations"): by_model.get("listening.Conversation", 0),
        gettext_noop("answers and texts"): by_model.get("listening.Response", 0),
        gettext_noop("frozen versions of them"): by_model.get("listening.TextRevision", 0),
        gettext_noop("transcripts that waited"): waiting,
        **recorded,
    }


def forget_names(participant: Participant) -> Mapping[str, int]:
    """Forget by which forms of a name somebody was known: each leads to their pseudonym.

    In what others said the pseudonym stays where it stands; see `hide_names_anew`.
    """
    forms = ListedName.objects.filter(
        programme=participant.programme_id, replacement__iexact=participant.pseudonym
    )
    return {gettext_noop("forms of their name"): forms.delete()[0]}
