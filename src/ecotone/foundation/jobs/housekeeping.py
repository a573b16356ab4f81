"""What the house does by itself."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ecotone.foundation import outbox
from ecotone.foundation.jobs.declaring import job
from ecotone.foundation.models import Lease

KEPT = timedelta(days=30)


@job(every=timedelta(seconds=5), attempts=1)
def send_due_messages() -> None:
    outbox.send_due(at=timezone.now())


@job(every=timedelta(days=1))
def sweep() -> None:
    """Forget what nobody asks for any more: old jobs, leases of the dead, ended sessions."""
    now = timezone.now()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()
    Lease.objects.filter(until__lt=now - KEPT).delete()
    SessionStore.clear_expired()
