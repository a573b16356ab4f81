"""Everything the register holds about one person, for the person themselves."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TypeAlias

from django.utils.timezone import localtime

from ecotone.register.models import Participant
from ecotone.register.queries.desk import contacts_of
from ecotone.register.queries.people import posts_of

# What a room tells somebody of what it holds: anything that JSON can carry.
Told: TypeAlias = "str | int | float | bool | Mapping[str, Told] | list[Told] | None"


def said_at(moment: datetime | date | None) -> str:
    """Write a moment by the clock of the hub, or a day; nothing where there is none."""
    if isinstance(moment, datetime):
        return localtime(moment).strftime("%Y-%m-%d %H:%M")
    return str(moment or "")


def identity_of(participant: Participant) -> Told:
    person = participant.person
    return {
        "name": person.name,
        "e-mail": person.email,
        "phone": person.phone,
        "called here": participant.pseudonym,
        "programme": str(participant.programme),
        "sector": str(participant.sector),
        "organisation": str(participant.organisation or ""),
        "post": participant.title,
        "id in the hub's list": participant.reference,
        "language": participant.language,
        "speaks": list(participant.speaks),
        "free": list(participant.free),
        "ids not to be matched with": list(participant.avoid),
        "partners at most": participant.capacity,
        "latitude": participant.latitude,
        "longitude": participant.longitude,
        "travel at most, minutes": participant.travel_minutes,
        "since": said_at(participant.registered_at),
    }


def posts_told(participant: Participant) -> list[Told]:
    return [
        {
            "post": post.title,
            "sector": str(post.sector),
            "organisation": str(post.organisation or ""),
            "since": said_at(post.since),
            "until": said_at(post.until),
        }
        for post in posts_of(participant)
    ]


def invitations_told(participant: Participant) -> list[Told]:
    """Tell why somebody was invited, what they answered, and the letters they were sent."""
    letters = participant.invitation_letters.select_related("batch").order_by("pk")
    return [
        *_invitation(participant),
        *(
            {"letter": said_at(letter.batch.send_at), "language": letter.language}
            for letter in letters
        ),
    ]


def _invitation(participant: Participant) -> Iterator[Told]:
    asked = getattr(participant, "invitation", None)
    if asked is not None:
        yield {
            "because": asked.get_criterion_display(),
            "evidence": asked.evidence,
            "invited": said_at(asked.invited_at),
            "answer": asked.get_answer_display(),
            "answered": said_at(asked.answered_at),
            "reason for a no": asked.get_decline_reason_display(),
            "in your words": asked.decline_note,
        }


def contacts_told(participant: Participant) -> list[Told]:
    """Tell what was noted of talking to somebody; who of the hub it was stays unnamed."""
    return [
        {
            "how": contact.get_kind_display(),
            "day": said_at(contact.on),
            "note": contact.note,
        }
        for contact in contacts_of(participant)
    ]


def links_told(participant: Participant) -> list[Told]:
    """Tell when links were made and until when they are open; nobody here has the links."""
    return [
        {
            "made": said_at(link.created_at),
            "open until": said_at(link.expires_at),
            "closed": said_at(link.revoked_at),
            "on paper": link.is_printed,
        }
        for link in participant.personal_links.order_by("pk")
    ]


def earlier_values_told(participant: Participant) -> list[Told]:
    """Tell what a list that was taken in had changed."""
    return [
        {"before": earlier.before, "after": earlier.after}
        for earlier in participant.earlier_values.order_by("pk")
    ]
