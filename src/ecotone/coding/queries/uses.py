"""What the end of a grant takes out of sight in this room."""

from collections.abc import Mapping

from django.utils.translation import ngettext

from ecotone.coding.queries.passages import SPEAKER, counted_codings, once_each
from ecotone.coding.queries.quotes import uses_in_print
from ecotone.consent.choices import Grant
from ecotone.register.models import Participant


def uses_in_codings(participant: Participant, grant: Grant) -> Mapping[str, int]:
    """Count the passages that would no longer be read or counted, and those meant for print."""
    if grant in {Grant.QUOTED, Grant.PUBLICATION}:
        return uses_in_print(participant)
    if grant != Grant.INTERVIEW:
        return {}
    said = counted_codings(participant.programme).filter(**{SPEAKER: participant})
    number = once_each(said).count()
    return {ngettext("%(number)s coded passage", "%(number)s coded passages", number): number}
