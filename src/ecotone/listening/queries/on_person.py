"""What the page of one person says of their words."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecotone.foundation.permissions import Action
from ecotone.listening.models import Conversation
from ecotone.register.models import Participant
from ecotone.register.queries import Facts, Section


def words_of(participant: Participant) -> Facts:
    talks = Conversation.objects.filter(participant=participant).select_related("instrument")
    in_order = list(talks.order_by("started_at", "pk"))
    return Facts(
        lines=tuple(_lines(in_order)) or (_("Not heard yet: send the questions, or talk."),),
        link=_("Words"),
        address=_address(participant, in_order),
    )


def _lines(talks: list[Conversation]) -> Iterator[str]:
    for talk in talks:
        if talk.finished_at is None:
            yield _("%(questions)s: begun, not sent yet.") % {"questions": talk.instrument}
        else:
            day = date_format(localtime(talk.finished_at), "j F Y")
            yield _("%(questions)s: %(day)s.") % {"questions": talk.instrument, "day": day}


def _address(participant: Participant, talks: list[Conversation]) -> str:
    finished = [talk for talk in talks if talk.finished_at is not None]
    slug = participant.programme.slug
    if finished:
        return reverse("listening:conversation", args=(slug, finished[-1].pk))
    return reverse("listening:hear", args=(slug, participant.key))


WORDS = Section("words", gettext_lazy("Words"), 20, Action.READ_WORDS, words_of)
