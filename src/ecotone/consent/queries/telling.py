"""Everything held about one person, gathered from every room, for the person themselves.

Other people stay out of it: partners are named by pseudonym, and the hub's people by what they
do. What a room holds it tells itself; see `Holding.tell`.
"""

from collections.abc import Mapping

from django.db.models import Q

from ecotone.consent.queries.holdings import holdings_from_the_top
from ecotone.consent.queries.standing import history_of
from ecotone.foundation.models import AuditEvent, Membership, OutboxMessage, Programme, Role
from ecotone.register.models import Participant
from ecotone.register.queries.telling import (
    Told,
    earlier_values_told,
    identity_of,
    invitations_told,
    links_told,
    posts_told,
    said_at,
)
from ecotone.register.queries.waiting_lists import waiting_rows_told


def everything_about(participant: Participant) -> Mapping[str, object]:
    """Return all there is, by heading, in the order in which somebody would want to read it."""
    rooms = reversed(list(holdings_from_the_top()))
    return {
        "who you are": identity_of(participant),
        "posts": posts_told(participant),
        "how you were invited": invitations_told(participant),
        "what you allow": _consent(participant),
        **{holding.key: holding.tell(participant) for holding in rooms},
        "messages to you": _messages(participant),
        "changed by lists": earlier_values_told(participant),
        "waiting in lists": waiting_rows_told(participant),
        "personal links": links_told(participant),
        "what was done, and by whom": _trail(participant),
    }


def _consent(participant: Participant) -> list[Told]:
    wordings = {
        (wording.form_id, wording.grant): wording
        for form in {record.form for record in history_of(participant)}
        for wording in form.wordings.all()
    }
    return [
        {
            "day": said_at(record.recorded_at),
            "answer": "yes" if record.is_given else "no",
            "to": record.get_grant_display(),
            "as it was asked": wordings[record.form_id, record.grant].question,
            "version of the wording": record.form.version,
            "how": record.get_source_display(),
            "holds until": said_at(record.holds_until),
            "erased": said_at(record.erased_at),
        }
        for record in history_of(participant).order_by("pk")
    ]


def _messages(participant: Participant) -> list[Told]:
    """Tell of every message. Of those that have left there is no text here any more."""
    messages = OutboxMessage.objects.filter(regarding=participant.subject).order_by("pk")
    return [
        {
            "subject": message.subject,
            "queued": said_at(message.queued_at),
            "state": message.get_state_display(),
            "to": message.address,
            "text": message.body,
        }
        for message in messages
    ]


def _trail(participant: Participant) -> list[Told]:
    own = participant.subject
    events = AuditEvent.objects.filter(Q(subject=own) | Q(actor=own))
    roles = _roles(participant.programme)
    return [
        {
            "when": said_at(event.at),
            "by": "you" if event.actor == own else roles.get(event.actor, "the system"),
            "what": event.verb,
            "reason": event.reason,
        }
        for event in events.filter(programme=participant.programme).order_by("position")
    ]


def _roles(programme: Programme) -> Mapping[str, str]:
    """Say of everybody of the hub what they do there, and not who they are."""
    held: dict[str, str] = {}
    for user, role in Membership.objects.filter(programme=programme).values_list(
        "user", "role"
    ):
        name = str(Role(role).label)
        held[f"user:{user}"] = (
            f"{held[f'user:{user}']}, {name}" if f"user:{user}" in held else name
        )
    return held
