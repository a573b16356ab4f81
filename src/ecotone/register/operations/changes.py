"""What a list changes in people who are here already, kept so that it can be undone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecotone.foundation import audit
from ecotone.foundation.encryption import fingerprint
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import TableImport, User
from ecotone.foundation.parts import in_parts
from ecotone.foundation.permissions import Action, require
from ecotone.register import queries
from ecotone.register.models import (
    EarlierValues,
    Organisation,
    Participant,
    Person,
    Post,
    Sector,
)
from ecotone.register.operations.organisations import organisations_named

BATCH = 500
IDENTITY = ("name", "email", "phone")
POST = ("sector", "organisation", "title")
OWN = (
    "reference",
    "capacity",
    "at_least",
    "language",
    "free",
    "speaks",
    "avoid",
    "latitude",
    "longitude",
    "travel_minutes",
)


@dataclass(frozen=True, slots=True)
class ParticipantChange:
    """What is to be different in somebody, by the names `NewParticipant` has for it."""

    participant_id: int
    values: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every one of the changes needs, read once."""

    table: TableImport
    sectors: Mapping[str, Sector]
    organisations: Mapping[str, Organisation]
    today: date


@transaction.atomic
def change_participants(
    *, table: TableImport, changes: Sequence[ParticipantChange], at: datetime, by: User | None
) -> int:
    """Change everybody a list changes. A change of post ends one and begins another.

    `by` is nobody at the terminal. What stood there before is kept for `restore_participants`.
    """
    programme = table.programme
    if by is not None:
        require(by, Action.MANAGE_PEOPLE, programme)
    ground = _Ground(
        table=table,
        sectors={sector.key: sector for sector in queries.sectors_of(programme)},
        organisations=organisations_named(
            (change.values.get("organisation", "") for change in changes), programme=programme
        ),
        today=timezone.localdate(at),
    )
    for few in in_parts(changes, BATCH):
        _change(few, ground)
    audit.record_in(
        "changed participants by a list", programme, at=at, by=by, reason=str(len(changes))
    )
    return len(changes)


def _change(changes: list[ParticipantChange], ground: _Ground) -> None:
    people = _locked(change.participant_id for change in changes)
    earlier: dict[int, EarlierValues] = {}
    for change in changes:
        participant = people[change.participant_id]
        kept = EarlierValues(table=ground.table, participant=participant)
        kept.before = _values_of(participant, change.values)
        _write(participant, {k: v for k, v in change.values.items() if k not in POST})
        kept.after = _values_of(participant, change.values)
        earlier[participant.pk] = kept
    moving = [change for change in changes if any(name in change.values for name in POST)]
    _change_posts(moving, people, earlier, ground)
    _save(people.values())
    EarlierValues.objects.bulk_create(earlier.values())


def _locked(ids: Iterable[int]) -> dict[int, Participant]:
    people = Participant.objects.select_for_update(of=("self",)).select_related(
        "person", "sector", "organisation"
    )
    return people.in_bulk(list(ids))


def _values_of(participant: Participant, names: Iterable[str]) -> dict[str, Any]:
    """Read values as JSON will give them back. A post is history of its own, not a value."""
    person = participant.person
    return {
        name: getattr(person if name in IDENTITY else participant, name)
        for name in names
        if name not in POST
    }


def _write(participant: Participant, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        plain = list(value) if isinstance(value, tuple) else value
        setattr(participant.person if name in IDENTITY else participant, name, plain)
    if "email" in values:
        email = values["email"]
        participant.person.email_fingerprint = fingerprint(email) if email else ""


def _save(participants: Iterable[Participant]) -> None:
    people = list(participants)
    Person.objects.bulk_update(
        [participant.person for participant in people], [*IDENTITY, "email_fingerprint"]
    )
    Participant.objects.bulk_update(people, [*OWN, *POST])


def _change_posts(
    changes: list[ParticipantChange],
    people: Mapping[int, Participant],
    earlier: Mapping[int, EarlierValues],
    ground: _Ground,
) -> None:
    held = _posts_held(change.participant_id for change in changes)
    for change in changes:
        post = held[change.participant_id]
        post.until = ground.today
        earlier[change.participant_id].post_before = post
    Post.objects.bulk_update(held.values(), ["until"])
    begun = [_begun(people[change.participant_id], change, ground) for change in changes]
    for post in Post.objects.bulk_create(begun):
        earlier[post.participant_id].post_after = post


def _posts_held(participant_ids: Iterable[int]) -> dict[int, Post]:
    held = Post.objects.filter(participant__in=list(participant_ids), until__isnull=True)
    return {post.participant_id: post for post in held}


def _begun(participant: Participant, change: ParticipantChange, ground: _Ground) -> Post:
    values = change.values
    if "sector" in values:
        participant.sector = ground.sectors[values["sector"]]
    if "organisation" in values:
        participant.organisation = ground.organisations.get(values["organisation"])
    participant.title = values.get("title", participant.title)
    return Post(
        participant=participant,
        sector=participant.sector,
        organisation=participant.organisation,
        title=participant.title,
        since=ground.today,
    )


# --- undo ------------------------------------------------------------------------------------


@transaction.atomic
def restore_participants(*, table: TableImport, at: datetime, by: User | None) -> int:
    """Give everybody a list changed what they had before, or refuse to touch any of them."""
    if by is not None:
        require(by, Action.IMPORT, table.programme)
    kept = list(
        EarlierValues.objects.filter(table=table).select_related("post_before", "post_after")
    )
    for few in in_parts(kept, BATCH):
        _restore(few)
    EarlierValues.objects.filter(table=table).delete()
    audit.record_in(
        "restored participants a list had changed",
        table.programme,
        at=at,
        by=by,
        reason=str(len(kept)),
    )
    return len(kept)


def _restore(kept: list[EarlierValues]) -> None:
    people = _locked(earlier.participant_id for earlier in kept)
    held = _posts_held(people)
    for earlier in kept:
        participant = people[earlier.participant_id]
        _check_untouched(participant, earlier, held.get(participant.pk))
        _write(participant, earlier.before)
        if earlier.post_before is not None:
            _go_back_to(participant, earlier.post_before)
    _reopen(kept)
    _save(people.values())


def _check_untouched(
    participant: Participant, earlier: EarlierValues, held: Post | None
) -> None:
    is_same = _values_of(participant, earlier.after) == earlier.after
    has_its_post = earlier.post_before is None or held == earlier.post_after
    if not is_same or not has_its_post:
        raise Refused(
            _("The list cannot be undone: %(pseudonym)s was changed again since.")
            % {"pseudonym": participant.pseudonym},
            remedy=_("Mend people one by one on their own pages."),
        )


def _go_back_to(participant: Participant, post: Post) -> None:
    participant.sector_id = post.sector_id
    participant.organisation_id = post.organisation_id
    participant.title = post.title
    post.until = None


def _reopen(kept: Iterable[EarlierValues]) -> None:
    """End what the list began before reopening what it ended: only one post is current."""
    moved = [earlier for earlier in kept if earlier.post_before is not None]
    Post.objects.filter(pk__in=[earlier.post_after_id for earlier in moved]).delete()
    Post.objects.bulk_update(
        [earlier.post_before for earlier in moved if earlier.post_before], ["until"]
    )
