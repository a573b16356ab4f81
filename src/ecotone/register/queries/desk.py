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


def contacts_told(participant: Participant) -> list[dict[str, str]]:
    """Return the contact log in plain words, for the person it is about."""
    return [
        {
            "how": contact.get_kind_display(),
            "day": contact.on.isoformat(),
            "note": contact.note,
            "by": str(contact.by),
        }
        for contact in contacts_of(participant)
    ]
