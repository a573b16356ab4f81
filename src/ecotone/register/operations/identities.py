"""The one place of people's names and addresses: looking there, and emptying it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecotone.foundation import audit
from ecotone.foundation.errors import Refused
from ecotone.foundation.imports import forget_rows
from ecotone.foundation.models import Programme, User
from ecotone.foundation.parts import in_parts
from ecotone.foundation.permissions import Action, require
from ecotone.register.choices import Answer
from ecotone.register.models import (
    Contact,
    EarlierValues,
    Invitation,
    InvitationLetter,
    Organisation,
    Participant,
    Person,
    PersonalLink,
    Post,
)
from ecotone.register.operations.trail import record_about
from ecotone.register.queries.waiting_lists import PEOPLE_LIST, row_about

# Databases limit how many values one query may name.
BATCH = 5_000


@transaction.atomic
def look_at_identity(*, participant: Participant, at: datetime, by: User) -> Person:
    """Show who somebody really is; that it was shown, and to whom, is kept."""
    require(by, Action.SEE_NAMES, participant.programme)
    record_about("saw the name", participant, at=at, by=by)
    return participant.person


@transaction.atomic
def remove_identity(participant: Participant) -> Mapping[str, int]:
    """Blank everything here that says who somebody is, and close their way in.

    Called by withdrawal, which asks for permission and audits. The row and its pseudonym stay:
    that somebody withdrew may be known, who it was may not.
    """
    waiting = _forget_in_lists(participant)
    _forget_in_wishes(participant)
    links, _by_model = PersonalLink.objects.filter(participant=participant).delete()
    Person.objects.filter(pk=participant.person_id).update(
        name="", email="", phone="", email_fingerprint=""
    )
    EarlierValues.objects.filter(participant=participant).delete()
    posts = Post.objects.filter(participant=participant).update(organisation=None, title="")
    invitations = Invitation.objects.filter(participant=participant).update(
        evidence="", decline_note=""
    )
    _blank(participant)
    return {
        gettext_noop("names and addresses"): 1,
        gettext_noop("personal links"): links,
        gettext_noop("posts"): posts,
        gettext_noop("invitations"): invitations,
        gettext_noop("rows of lists"): waiting,
    }


def _forget_in_lists(participant: Participant) -> int:
    """Empty the rows about somebody in lists that wait for a decision."""
    return forget_rows(
        programme=participant.programme, kind=PEOPLE_LIST, is_about=row_about(participant)
    )


def _forget_in_wishes(participant: Participant) -> None:
    """Take somebody's id out of what others wish: whom not to be matched with."""
    others = Participant.objects.filter(programme=participant.programme_id).exclude(avoid=[])
    for other in others.only("avoid"):
        if participant.reference in other.avoid:
            other.avoid = [one for one in other.avoid if one != participant.reference]
            other.save(update_fields=["avoid"])


def _blank(participant: Participant) -> None:
    empty: dict[str, Any] = {
        "reference": "",
        "organisation": None,
        "title": "",
        "free": [],
        "speaks": [],
        "avoid": [],
        "latitude": None,
        "longitude": None,
        "travel_minutes": None,
    }
    for name, value in empty.items():
        setattr(participant, name, value)
    participant.save(update_fields=list(empty))


@transaction.atomic
def remove_newcomers(
    *,
    programme: Programme,
    participant_ids: Sequence[int],
    organisation_ids: Collection[int],
    at: datetime,
    by: User | None,
) -> int:
    """Undo a list that was taken in: its people, and the organisations nobody else is at.

    `by` is nobody at the terminal.
    """
    if by is not None:
        require(by, Action.IMPORT, programme)
    removed = sum(_remove(programme, few) for few in in_parts(participant_ids, BATCH))
    added = Organisation.objects.filter(programme=programme, pk__in=organisation_ids)
    added.filter(participants__isnull=True, posts__isnull=True).delete()
    audit.record_in(
        "removed participants who came in with a list",
        programme,
        at=at,
        by=by,
        reason=str(removed),
    )
    return removed


def _remove(programme: Programme, participant_ids: Sequence[int]) -> int:
    _check_untouched(participant_ids)
    newcomers = Participant.objects.filter(programme=programme, pk__in=participant_ids)
    people = list(newcomers.values_list("person_id", flat=True))
    newcomers.delete()
    Person.objects.filter(pk__in=people).delete()
    return len(people)


def _check_untouched(participant_ids: Sequence[int]) -> None:
    if any(_traces(participant_ids)):
        raise Refused(
            _("The list cannot be undone: somebody from it has answered since."),
            remedy=_("Open the people one by one and withdraw those who should not be here."),
        )


def _traces(participant_ids: Sequence[int]) -> Iterator[bool]:
    """Look for answers here, and for rows in any room above, which this room does not know."""
    answered = Invitation.objects.exclude(answer=Answer.WAITING)
    yield answered.filter(participant__in=participant_ids).exists()
    yield Contact.objects.filter(participant__in=participant_ids).exists()
    yield InvitationLetter.objects.filter(participant__in=participant_ids).exists()
    for relation in Participant._meta.related_objects:  # noqa: SLF001  # Django documents _meta
        if relation.related_model._meta.app_label != "register":  # noqa: SLF001  # as above
            met = {f"{relation.field.name}__in": participant_ids}
            yield relation.related_model._default_manager.filter(**met).exists()  # noqa: SLF001  # as above
