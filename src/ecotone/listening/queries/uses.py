"""What the end of a grant takes out of sight in this room."""

from collections.abc import Mapping

from django.utils.translation import ngettext

from ecotone.consent.choices import Grant
from ecotone.listening.models import Conversation
from ecotone.register.models import Participant


def uses_of_words(participant: Participant, grant: Grant) -> Mapping[str, int]:
    """Count the conversations nobody could read any more."""
    if grant != Grant.INTERVIEW:
        return {}
    number = Conversation.objects.filter(participant=participant).count()
    return {ngettext("%(number)s conversation", "%(number)s conversations", number): number}
