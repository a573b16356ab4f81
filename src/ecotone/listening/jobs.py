"""What listening leaves to a worker."""

from datetime import timedelta

from django.utils import timezone

from ecotone.consent.jobs import leave_no_copies
from ecotone.foundation.jobs import job
from ecotone.listening import operations


@job(every=timedelta(days=1))
def forget_what_was_taken_back() -> None:
    if operations.forget_what_was_taken_back(at=timezone.now()):
        leave_no_copies.enqueue()
