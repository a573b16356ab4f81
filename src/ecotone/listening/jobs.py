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
