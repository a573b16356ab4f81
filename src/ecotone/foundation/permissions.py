"""The one place that says who may do what.

Every operation asks `require` on its first line; every page asks through
`ecotone.foundation.doors`. A person without the right is told nothing: the web answers 404
and the attempt is written to the audit trail.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ecotone.foundation.errors import NotYours
from ecotone.foundation.models import Membership, Programme, Role, User


class Action(StrEnum):
    """What can be done in a programme, in the words of the loop."""

    SEE_DIVIDE = "see_divide"
    SEE_NAMES = "see_names"
    MANAGE_PEOPLE = "manage_people"
    INVITE = "invite"
    RECORD_CONSENT = "record_consent"
    WITHDRAW = "withdraw"
    LISTEN = "listen"
    READ_WORDS = "read_words"
    READ_RAW = "read_raw"
    CODE = "code"
    EDIT_CODEBOOK = "edit_codebook"
    MATCH = "match"
    SEND = "send"
    IMPORT = "import"
    BRING_PROJECT = "bring_project"
    READ_AUDIT = "read_audit"
    ADMINISTER = "administer"


_EVERYBODY = frozenset(Role)
_HUB = frozenset({Role.HUB_ADMIN, Role.BROKER})

ALLOWED: Mapping[Action, frozenset[Role]] = MappingProxyType(
    {
        Action.SEE_DIVIDE: _EVERYBODY,
        Action.SEE_NAMES: _HUB,
        Action.MANAGE_PEOPLE: _HUB,
        Action.INVITE: _HUB,
        Action.RECORD_CONSENT: _HUB | {Role.INTERVIEWER},
        Action.WITHDRAW: _HUB,
        Action.LISTEN: _HUB | {Role.INTERVIEWER},
        Action.READ_WORDS: _HUB | {Role.INTERVIEWER, Role.CODER},
        # Interviewers heard the names anyway; nobody else needs them to study what was said.
        Action.READ_RAW: frozenset({Role.INTERVIEWER}),
        Action.CODE: frozenset({Role.BROKER, Role.CODER}),
        Action.EDIT_CODEBOOK: frozenset({Role.BROKER, Role.CODER}),
        Action.MATCH: frozenset({Role.BROKER}),
        Action.SEND: _HUB,
        Action.IMPORT: _HUB,
        # It makes people, consent, texts, codes and codings at once: who may do each of these.
        Action.BRING_PROJECT: frozenset({Role.BROKER}),
        Action.READ_AUDIT: frozenset({Role.HUB_ADMIN}),
        Action.ADMINISTER: frozenset({Role.HUB_ADMIN}),
    }
)


def roles_of(user: User, programme: Programme) -> frozenset[Role]:
    held = Membership.objects.filter(user=user, programme=programme).values_list("role")
    return frozenset(Role(role) for (role,) in held)


def users_who_may(action: Action, programme: Programme) -> QuerySet[User]:
    """Keep the people of a programme's team who may do this, by name."""
    holding = Membership.objects.filter(programme=programme, role__in=ALLOWED[action])
    return User.objects.filter(pk__in=holding.values("user")).order_by("name", "pk")


def actions_of(user: User, programme: Programme) -> frozenset[Action]:
    """Return everything this user may do here, for a page that shows only that."""
    roles = roles_of(user, programme)
    return frozenset(action for action, holders in ALLOWED.items() if roles & holders)


def may(user: User, action: Action, programme: Programme) -> bool:
    return bool(roles_of(user, programme) & ALLOWED[action])


def require(user: User, action: Action, programme: Programme) -> None:
    """Let the caller go on, or raise `NotYours`."""
    if not may(user, action, programme):
        raise NotYours(
            _("You cannot do this in %(programme)s.") % {"programme": programme},
            remedy=_("Ask the hub's administrator for the role it needs."),
            attempted=f"{action} in programme:{programme.pk}",
        )
