"""What consent leaves to a worker."""

from datetime import timedelta

from django.utils import timezone

from ecotone.consent import operations
from ecotone.foundation.compaction import compact_database
from ecotone.foundation.jobs import job


@job(attempts=8)
def leave_no_copies() -> None:
    """Have the files of the database rewritten after something was removed for good."""
    if not compact_database():
        raise TimeoutError("Somebody was reading all the while; old pages could not go yet.")


@job(every=timedelta(days=1))
def erase_what_was_taken_back() -> None:
    if operations.erase_what_was_taken_back(at=timezone.now()):
        leave_no_copies.enqueue()
