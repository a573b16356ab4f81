"""The complaint log: what waits, what is late, what came of it."""

from datetime import datetime

from django.db.models import F, QuerySet

from ecotone.consent.models import Complaint
from ecotone.consent.models.complaints import TIME_TO_ACKNOWLEDGE
from ecotone.foundation.models import Programme
from ecotone.register.models import Participant
from ecotone.register.queries import Told, said_at


def complaints_in(programme: Programme) -> QuerySet[Complaint]:
    """Return a programme's complaints: what waits longest first, what is closed last."""
    found = Complaint.objects.filter(programme=programme)
    return found.select_related("participant__sector", "recorded_by").order_by(
        F("closed_at").desc(nulls_first=True),
        F("acknowledged_at").desc(nulls_first=True),
        "received_at",
        "pk",
    )


def complaints_of(participant: Participant) -> QuerySet[Complaint]:
    return Complaint.objects.filter(participant=participant).order_by("-received_at", "-pk")


def count_unacknowledged(programme: Programme) -> int:
    return Complaint.objects.filter(programme=programme, acknowledged_at__isnull=True).count()


def count_overdue(programme: Programme, *, at: datetime) -> int:
    """Count the complaints nobody acknowledged within 30 days."""
    waiting = Complaint.objects.filter(programme=programme, acknowledged_at__isnull=True)
    return waiting.filter(received_at__lt=at - TIME_TO_ACKNOWLEDGE).count()


def complaints_told(participant: Participant) -> list[Told]:
    """Tell somebody what they complained of and what came of it."""
    return [
        {
            "received": said_at(complaint.received_at),
            "words": complaint.text,
            "outcome": complaint.outcome,
        }
        for complaint in complaints_of(participant)
    ]
