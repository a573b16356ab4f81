"""Claims that lapse unless renewed: which workers live, which one is elected."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from ecotone.foundation.models import Lease

WORKERS = "worker:"


def lease_length() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


@transaction.atomic
def take_lease(name: str, *, holder: str, at: datetime) -> bool:
    """Take or renew a lease; say no while somebody else's holds."""
    until = at + lease_length()
    lease, is_new = Lease.objects.select_for_update().get_or_create(
        name=name, defaults={"holder": holder, "until": until}
    )
    if is_new:
        return True
    if lease.holder != holder and lease.until > at:
        return False
    lease.holder, lease.until = holder, until
    lease.save()
    return True


def give_up_lease(name: str, *, holder: str) -> None:
    Lease.objects.filter(name=name, holder=holder).delete()


def is_any_worker_alive(*, at: datetime) -> bool:
    return Lease.objects.filter(name__startswith=WORKERS, until__gt=at).exists()
