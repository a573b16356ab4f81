"""Quotes on match cards and on the divide: only of people who let themselves be quoted."""

from collections.abc import Iterable
from dataclasses import replace

from ecotone.coding.queries import Passage
from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.foundation.models import Programme


def quotable(passages: Iterable[Passage], programme: Programme) -> list[Passage]:
    """Keep every passage, but empty the words of those who do not allow quotes now.

    What they give and ask still counts, as the consent form says; their words then stay in
    the coding room.
    """
    found = list(passages)
    speakers = {passage.participant.pk for passage in found}
    allowing = participants_granting(Grant.QUOTED, programme).filter(pk__in=speakers)
    quoted = set(allowing.values_list("pk", flat=True))
    return [
        passage if passage.participant.pk in quoted else replace(passage, text="")
        for passage in found
    ]
