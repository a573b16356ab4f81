"""Writing down who took what out of the coding room, in which form."""

from datetime import datetime

from ecotone.foundation import audit
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require


def note_taken_away(*, programme: Programme, what: str, at: datetime, by: User) -> None:
    """Keep that somebody took something away, e.g. "the quote list as csv"."""
    require(by, Action.READ_WORDS, programme)
    audit.record_in(f"took away {what}", programme, at=at, by=by)
