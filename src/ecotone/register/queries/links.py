"""Which personal link lets whom in, and whose it is."""

import hashlib
from datetime import datetime

from django.db.models import Q, QuerySet

from ecotone.foundation.encryption import fingerprint
from ecotone.foundation.models import OutboxMessage
from ecotone.register.models import Participant, PersonalLink

MOST_ATTEMPTS = 5


def token_digest(token: str) -> str:
    """Digest a link's token. It is random over 256 bits, so no key is needed to protect it."""
    return hashlib.sha256(token.encode()).hexdigest()


def code_digest(participant: Participant, code: str) -> str:
    """Digest a code with the site's secret and its owner: six digits alone are soon tried."""
    return fingerprint(f"{participant.key} {code}")


def open_link(token: str, *, at: datetime) -> PersonalLink | None:
    return _open_links(at).filter(token_digest=token_digest(token)).first()


def open_link_with_id(link_id: int, *, at: datetime) -> PersonalLink | None:
    return _open_links(at).filter(pk=link_id).first()


def participant_by_link(token: str, *, at: datetime) -> Participant | None:
    """Return whose link this is while it is open; looking changes nothing."""
    link = open_link(token, at=at)
    return link.participant if link else None


def links_of(participant: Participant, *, at: datetime) -> QuerySet[PersonalLink]:
    """Return the open links of somebody: the one in a message, then the one on paper."""
    return _open_links(at).filter(participant=participant).order_by("is_printed", "-created_at")


def links_to_try(who: str, *, at: datetime) -> QuerySet[PersonalLink]:
    """Find the open links a code may belong to, by e-mail address or pseudonym."""
    named = Q(participant__pseudonym__iexact=who.strip()) | Q(
        participant__person__email_fingerprint=fingerprint(who)
    )
    usable = _open_links(at).exclude(code_digest="").filter(code_attempts__lt=MOST_ATTEMPTS)
    return usable.filter(named).order_by("pk")


def is_link_open(message: OutboxMessage) -> bool:
    """Say at the moment of sending whether the link made for this message still opens a page.

    A link made since, to hand over in person, has closed it.
    """
    made_for_it = PersonalLink.objects.filter(
        participant__key=message.regarding.removeprefix("participant:"),
        created_at=message.queued_at,
        is_printed=False,
        revoked_at__isnull=True,
    )
    return made_for_it.exists()


def _open_links(at: datetime) -> QuerySet[PersonalLink]:
    links = PersonalLink.objects.open_at(at)
    return links.select_related("participant__programme", "participant__sector")
