"""What the broker noted down: filters with a name, and contacts with one person."""

from django.db.models import QuerySet

from ecotone.foundation.models import Programme, User
from ecotone.register.models import Contact, Participant, SavedFilter


def saved_filters_of(user: User, programme: Programme) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(user=user, programme=programme).order_by("name")


def contacts_of(participant: Participant) -> QuerySet[Contact]:
    """Return every contact with somebody, the latest first."""
    contacts = Contact.objects.filter(participant=participant).select_related("by")
    return contacts.order_by("-on", "-pk")
