"""A second coder reads two of the interviews, so that there is something to settle."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import QuerySet

from ecotone.coding.models import Code, Coding
from ecotone.coding.operations import (
    Marking,
    RoundPlan,
    begin_settling,
    code_passages,
    open_round,
)
from ecotone.demo.marking import marking_of
from ecotone.demo.tale import CodedQuote, read_second_reading
from ecotone.foundation.models import Programme, User
from ecotone.listening.choices import InstrumentKind
from ecotone.listening.models import Conversation


def read_twice(
    programme: Programme, codes: Mapping[str, Code], *, broker: User, at: datetime
) -> None:
    """Have the second coder code as the first did, but for a few passages; begin to settle."""
    reading = read_second_reading()
    coder = User.objects.get(email=reading.coder)
    texts = Conversation.objects.filter(
        participant__programme=programme,
        participant__pseudonym__in=reading.speakers,
        instrument__kind=InstrumentKind.INTERVIEW,
    )
    markings = _read_again(texts, reading.otherwise, codes)
    code_passages(programme=programme, markings=markings, at=at, by=coder)
    plan = RoundPlan(reading.name, coders=[broker, coder], texts=list(texts), is_blind=False)
    opened = open_round(programme=programme, plan=plan, at=at, by=broker)
    begin_settling(coding_round=opened, at=at, by=broker)


def _read_again(
    texts: QuerySet[Conversation],
    otherwise: Mapping[str, CodedQuote | None],
    codes: Mapping[str, Code],
) -> Iterator[Marking]:
    first = Coding.objects.filter(revision__response__conversation__in=texts, is_removed=False)
    for coding in first.select_related("revision__response", "code").order_by("pk"):
        words = coding.revision.passage(coding.start, coding.end)
        same = CodedQuote(words, coding.code.key, coding.pole, coding.target)
        coded = otherwise.get(words, same)
        if coded is not None:
            yield marking_of(coding.revision, coded, codes)
