"""What turns words that can still change into a text that no longer does."""

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from ecotone.foundation.errors import Refused
from ecotone.listening.models import RawText, Response, TextRevision

MOST_CHARACTERS = 1_000_000


def freeze(response: Response, at: datetime) -> TextRevision:
    """Keep an answer as it arrived, and derive from it the text that is studied."""
    raw = RawText.objects.create(response=response, text=response.answer, arrived_at=at)
    held = response.revisions.aggregate(newest=Max("number"))["newest"] or 0
    text = raw.text
    return TextRevision.objects.create(
        response=response,
        raw=raw,
        number=held + 1,
        text=text,
        sha256=TextRevision.digest(text),
        frozen_at=at,
    )


def with_plain_line_ends(text: str) -> str:
    """Return the same characters, with every line end as a line feed."""
    if len(text) > MOST_CHARACTERS:
        raise Refused(
            _("This text has more than a million characters."),
            remedy=_("Bring it in parts, one conversation each."),
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")
