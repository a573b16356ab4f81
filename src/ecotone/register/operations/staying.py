"""Having somebody stay until what is being written about them is stored."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused
from ecotone.register.models import Participant


def hold_here(participants: Collection[int]) -> None:
    """Let nobody of these leave before the caller's transaction ends.

    Whoever writes words down, derives a text or puts a code on one holds its speaker first, and
    so does leaving: neither ever meets half of the other.

    Raises
    ------
    Refused
        When somebody has left in this very moment.
    """
    people = Participant.objects.filter(pk__in=participants).order_by("pk")
    held = people.select_for_update(no_key=True).values_list("pk", flat=True)
    if set(held) != set(participants):
        raise Refused(
            _("This person has left in this very moment."),
            remedy=_("Nothing was kept, and nothing of them is here any more."),
        )
