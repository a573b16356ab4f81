"""What the register leaves to a worker."""

from datetime import timedelta

from django.utils import timezone

from ecotone.foundation.jobs import job
from ecotone.register import operations


@job(every=timedelta(minutes=5))
def remind_of_invitations() -> None:
    operations.queue_due_reminders(at=timezone.now())
