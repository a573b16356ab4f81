"""What the broker notes down: contacts with people, and filters they come back to."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, require
from ecotone.register import queries
from ecotone.register.choices import ContactKind
from ecotone.register.models import Contact, InvitationLetter, Participant, SavedFilter
from ecotone.register.operations.trail import record_about


@transaction.atomic
def log_contact(
    *,
    participant: Participant,
    kind: ContactKind,
    on: date,
    note: str,
    at: datetime,
    by: User,
) -> Contact:
    """Keep that the hub and somebody were in touch; what was said is kept encrypted."""
    require(by, Action.MANAGE_PEOPLE, participant.programme)
    if on > queries.calendar_of(participant.programme).today(at):
        raise Refused(
            _("This day is still to come."), remedy=_("Write it down once you have spoken.")
        )
    contact = Contact.objects.create(
        participant=participant, kind=kind, on=on, note=note.strip(), by=by, written_at=at
    )
    record_about("logged a contact", participant, at=at, by=by)
    return contact


@transaction.atomic
def remove_contact(*, contact: Contact, at: datetime, by: User) -> None:
    """Take back what was written down by mistake."""
    require(by, Action.MANAGE_PEOPLE, contact.participant.programme)
    contact.delete()
    record_about("removed a contact", contact.participant, at=at, by=by)


@transaction.atomic
def forget_contacts(participant: Participant) -> Mapping[str, int]:
    """Erase what was noted of talking and writing to somebody who leaves."""
    contacts, _by_model = Contact.objects.filter(participant=participant).delete()
    letters = InvitationLetter.objects.filter(participant=participant)
    written = letters.count()
    letters.delete()
    return {
        gettext_noop("entries in the contact log"): contacts,
        gettext_noop("letters written"): written,
    }


@transaction.atomic
def save_filter(
    *, programme: Programme, name: str, query: str, at: datetime, by: User
) -> SavedFilter:
    """Give a place in the pipeline a name; the same name used again moves there."""
    require(by, Action.MANAGE_PEOPLE, programme)
    saved, _is_new = SavedFilter.objects.update_or_create(
        user=by, programme=programme, name=name, defaults={"query": query}
    )
    _audit_filter("saved a filter", saved, at, by)
    return saved


@transaction.atomic
def forget_filter(*, saved: SavedFilter, at: datetime, by: User) -> None:
    """Drop one of one's own; the people in it stay where they are."""
    require(by, Action.MANAGE_PEOPLE, saved.programme)
    _audit_filter("dropped a filter", saved, at, by)
    saved.delete()


def _audit_filter(verb: str, saved: SavedFilter, at: datetime, by: User) -> None:
    audit.record(
        verb,
        f"filter:{saved.pk}",
        programme=saved.programme,
        actor=audit.actor_key(by),
        at=at,
    )
