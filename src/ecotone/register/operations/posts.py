"""The work people hold. A change ends one post and begins another; nothing is written over."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.foundation.permissions import Action, require
from ecotone.register.models import Participant, Post, Sector
from ecotone.register.operations.organisations import organisations_named
from ecotone.register.operations.trail import record_about


@dataclass(frozen=True, slots=True)
class NewPost:
    sector: Sector
    organisation: str
    title: str
    since: date


@transaction.atomic
def change_post(
    *, participant: Participant, post: NewPost, at: datetime, by: User | None
) -> Post:
    """End the post somebody holds and begin another. `by` is nobody at the terminal."""
    if by is not None:
        require(by, Action.MANAGE_PEOPLE, participant.programme)
    held = participant.posts.select_for_update().get(until__isnull=True)
    _check_day(held, post.since, timezone.localdate(at))
    held.until = post.since
    held.save(update_fields=["until"])
    begun = _begin(participant, post)
    record_about("changed the post", participant, at=at, by=by)
    return begun


def _check_day(held: Post, since: date, today: date) -> None:
    if since < held.since:
        raise Refused(
            _("The new post would begin before the one it follows."),
            remedy=_("The post held now began on %(day)s: choose that day or a later one.")
            % {"day": held.since.isoformat()},
        )
    if since > today:
        raise Refused(
            _("The new post would begin in the future."),
            remedy=_("Come back when it has begun: until then the present post holds."),
        )


def _begin(participant: Participant, post: NewPost) -> Post:
    organisations = organisations_named([post.organisation], programme=participant.programme)
    participant.sector = post.sector
    participant.organisation = organisations.get(post.organisation)
    participant.title = post.title
    participant.save(update_fields=["sector", "organisation", "title"])
    return Post.objects.create(
        participant=participant,
        sector=post.sector,
        organisation=participant.organisation,
        title=post.title,
        since=post.since,
    )
