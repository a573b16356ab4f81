"""What listening leaves to a worker."""

from datetime import timedelta

from django.utils import timezone

from ecotone.foundation.jobs import job
from ecotone.foundation.models import Programme
from ecotone.listening import operations


@job(every=timedelta(days=1))
def hide_new_names() -> None:
    """Hide whoever came to a register since the texts arrived that speak of them."""
    for programme in Programme.objects.order_by("pk"):
        operations.hide_names_anew(programme=programme, at=timezone.now())


@job(every=timedelta(days=1))
def delete_recordings_that_are_due() -> None:
    """Delete recordings on their day. The audit trail says what went and what failed."""
    operations.delete_due_recordings(at=timezone.now())


@job(every=timedelta(days=1))
def leave_forgotten_transcripts() -> None:
    operations.leave_forgotten_transcripts(at=timezone.now())
