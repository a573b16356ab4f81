"""A participant's own way in: one link in a message, one on paper, each with its code."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused
from ecotone.foundation.models import OutboxMessage, Programme, User
from ecotone.foundation.outbox import Draft, queue_messages
from ecotone.foundation.permissions import Action, require
from ecotone.register import queries
from ecotone.register.models import Participant, PersonalLink
from ecotone.register.operations.trail import record_about

LIFE = timedelta(days=90)
LIFE_ON_PAPER = timedelta(days=14)  # a sheet is for one occasion, and is left lying about
TOKEN_BYTES = 32
CODE_DIGITS = 6
TIME_TO_RECALL = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A link as it exists once: on the page, in the message or on the sheet that carries it."""

    participant: Participant
    token: str = field(repr=False)
    code: str = field(repr=False)
    expires_at: datetime

    @property
    def address(self) -> str:
        return settings.PUBLIC_ADDRESS + reverse("register:my_link", args=(self.token,))

    @property
    def code_address(self) -> str:
        return settings.PUBLIC_ADDRESS + reverse("register:my_code")

    @property
    def short_code_address(self) -> str:
        """As it is typed from paper: a browser adds the rest."""
        return self.code_address.partition("://")[2].rstrip("/")

    @property
    def spaced_code(self) -> str:
        """Two groups of three are easier to read aloud and to copy."""
        return f"{self.code[:3]} {self.code[3:]}"


@transaction.atomic
def open_personal_link(
    *, participant: Participant, at: datetime, by: User | None
) -> IssuedLink:
    """Give somebody a new link for a message; the one sent before closes.

    What stands on paper stays open. `by` is nobody at the terminal.
    """
    if by is not None:
        require(by, Action.INVITE, participant.programme)
    _close_links(participant, at, is_printed=False)
    issued = _issue(participant, at=at, expires_at=at + LIFE)
    record_about("opened a personal link", participant, at=at, by=by)
    return issued


@transaction.atomic
def print_personal_links(
    *,
    programme: Programme,
    participants: Sequence[Participant],
    leads_to: str,
    at: datetime,
    by: User,
) -> list[IssuedLink]:
    """Make links that go onto a sheet of paper and open one set of questions.

    The link in everybody's e-mail stays open; a sheet printed before closes, so that there
    is one sheet to look after and not a pile of them.
    """
    require(by, Action.LISTEN, programme)
    return [
        _issue_on_paper(participant, leads_to, at, by)
        for participant in participants
        if participant.programme_id == programme.pk
    ]


def _issue_on_paper(
    participant: Participant, leads_to: str, at: datetime, by: User
) -> IssuedLink:
    _close_links(participant, at, is_printed=True)
    issued = _issue(
        participant, at=at, expires_at=at + LIFE_ON_PAPER, is_printed=True, leads_to=leads_to
    )
    record_about("printed a personal link", participant, at=at, by=by)
    return issued


def _issue(
    participant: Participant,
    *,
    at: datetime,
    expires_at: datetime,
    is_printed: bool = False,
    leads_to: str = "",
) -> IssuedLink:
    issued = IssuedLink(
        participant=participant,
        token=secrets.token_urlsafe(TOKEN_BYTES),
        code=f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}",
        expires_at=expires_at,
    )
    PersonalLink.objects.create(
        participant=participant,
        token_digest=queries.token_digest(issued.token),
        code_digest=queries.code_digest(participant, issued.code),
        created_at=at,
        expires_at=expires_at,
        is_printed=is_printed,
        leads_to=leads_to,
    )
    return issued


@transaction.atomic
def revoke_personal_links(*, participant: Participant, at: datetime, by: User | None) -> int:
    """Close every link somebody has, on paper too, at once. `by` is nobody at the terminal."""
    if by is not None:
        require(by, Action.INVITE, participant.programme)
    closed = _open_links(participant).update(revoked_at=at)
    record_about("revoked the personal link", participant, at=at, by=by)
    return closed


@transaction.atomic
def send_personal_link(*, participant: Participant, at: datetime, by: User) -> OutboxMessage:
    """Put a new link for its owner into the outbox; until it goes it can be recalled."""
    require(by, Action.SEND, participant.programme)
    if not participant.person.email:
        raise Refused(
            _("There is no e-mail address for %(person)s.") % {"person": participant},
            remedy=_("Make a link that is shown here, and hand it over yourself."),
        )
    issued = open_personal_link(participant=participant, at=at, by=by)
    (message,) = queue_messages(
        [_draft(participant, issued, by)],
        batch=f"link:{participant.key}:{at.isoformat()}",
        send_at=at + TIME_TO_RECALL,
        at=at,
        by=by,
    )
    return message


@transaction.atomic
def enter_by_code(*, who: str, code: str, at: datetime) -> PersonalLink | None:
    """Find the link a code opens, counting the attempt against every link it may mean.

    A wrong code is no refusal: an exception would roll the count back. The right one is no
    attempt on that person's other link either.
    """
    digits = "".join(code.split())
    candidates = list(queries.links_to_try(who, at=at).select_for_update(of=("self",)))
    PersonalLink.objects.filter(pk__in=[link.pk for link in candidates]).update(
        code_attempts=F("code_attempts") + 1
    )
    opened = next((link for link in candidates if _fits(link, digits)), None)
    if opened is not None:
        _open_links(opened.participant).update(code_attempts=0)
    return opened


def _fits(link: PersonalLink, digits: str) -> bool:
    return constant_time_compare(
        link.code_digest, queries.code_digest(link.participant, digits)
    )


def _close_links(participant: Participant, at: datetime, *, is_printed: bool) -> None:
    _open_links(participant).filter(is_printed=is_printed).update(revoked_at=at)


def _open_links(participant: Participant) -> QuerySet[PersonalLink]:
    return PersonalLink.objects.filter(participant=participant, revoked_at__isnull=True)


def _draft(participant: Participant, issued: IssuedLink, by: User) -> Draft:
    programme = participant.programme
    return Draft(
        programme=programme,
        regarding=participant.subject,
        recipient_label=participant.pseudonym,
        address=participant.person.email,
        subject=_("Your own page in %(programme)s") % {"programme": programme},
        body=render_to_string(
            "register/personal_link.txt",
            {"issued": issued, "participant": participant, "sender": by},
        ),
    )
