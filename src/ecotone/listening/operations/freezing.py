"""What turns words that can still change into a text that no longer does."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from ecotone.engine.pseudonyms import Mention, Names, changes_between, hide_names
from ecotone.foundation.errors import Refused
from ecotone.foundation.models import User
from ecotone.listening.models import Conversation, RawText, Response, TextRevision
from ecotone.listening.operations.aliases import listed_names
from ecotone.listening.operations.followers import (
    Succession,
    let_everything_follow,
    rests_on,
)
from ecotone.listening.operations.indexing import index_texts

MOST_CHARACTERS = 1_000_000


def freeze(
    response: Response, at: datetime, *, by: User | None = None, names: Names | None = None
) -> TextRevision:
    """Keep an answer as it arrived, and derive from it the text that is studied.

    What rests on earlier texts of the same answer follows where its words are untouched.
    Whoever freezes many answers of one programme hands over its `names`, once.
    """
    names = names or listed_names(response.conversation.participant.programme, at)
    raw = RawText.objects.create(response=response, text=response.answer, arrived_at=at)
    earlier = list(response.revisions.order_by("-raw", "-number"))
    revision = derive(raw, names, at)
    if revision.text:
        for old in earlier:
            if rests_on(old):
                places = changes_between(old.text, revision.text)
                let_everything_follow(Succession(old, revision, places, at, by))
    return revision


def derive(
    raw: RawText, names: Names, at: datetime, *, kept: Iterable[Mention] = ()
) -> TextRevision:
    """Make the text that is studied: every listed name in the raw text replaced."""
    hidden = hide_names(raw.text, names, kept=kept)
    held = TextRevision.objects.filter(response=raw.response_id)
    newest = held.aggregate(newest=Max("number"))["newest"] or 0
    revision = TextRevision.objects.create(
        response=raw.response,
        raw=raw,
        number=newest + 1,
        text=hidden.text,
        offset_map=hidden.offset_map.as_lists(),
        sha256=TextRevision.digest(hidden.text),
        frozen_at=at,
    )
    index_texts([revision])
    return revision


def arrived_last(conversation: Conversation) -> dict[int, RawText]:
    """Return what arrived last in answer to each question, names and all, by response."""
    arrived = RawText.objects.filter(response__conversation=conversation).order_by("pk")
    return {raw.response_id: raw for raw in arrived}


def with_plain_line_ends(text: str) -> str:
    """Return the same characters, with every line end as a line feed."""
    if len(text) > MOST_CHARACTERS:
        raise Refused(
            _("This text has more than a million characters."),
            remedy=_("Bring it in parts, one conversation each."),
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")
