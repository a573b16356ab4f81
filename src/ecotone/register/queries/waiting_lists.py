"""Somebody in lists that wait for a decision: which rows are about them."""

from collections.abc import Callable, Mapping

from ecotone.foundation.encryption import fingerprint
from ecotone.foundation.imports import waiting_rows
from ecotone.register.models import Participant
from ecotone.register.queries.telling import Told

PEOPLE_LIST = "people"  # the key of the lists in which somebody may wait unseen


def row_about(participant: Participant) -> Callable[[Mapping[str, str]], bool]:
    """Know a row by the id of the list, or by the address, in whichever column it stands."""
    reference, address = participant.reference, participant.person.email_fingerprint

    def is_about(row: Mapping[str, str]) -> bool:
        if reference and row.get("id") == reference:
            return True
        addresses = (cell for cell in row.values() if address and "@" in cell)
        return any(fingerprint(cell) == address for cell in addresses)

    return is_about


def waiting_rows_told(participant: Participant) -> list[Told]:
    """Tell what stands about somebody in lists nobody has taken in yet."""
    found = waiting_rows(
        programme=participant.programme, kind=PEOPLE_LIST, is_about=row_about(participant)
    )
    return [dict(row) for row in found]
