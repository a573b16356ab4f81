"""Every counted passage as one flat row, with who said it, where, and between which words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Greatest, Least, Substr

from ecotone.coding.choices import Layer, Pole, Target
from ecotone.coding.models import Code, Coding
from ecotone.coding.queries.passages import (
    CONTEXT,
    SPEAKER,
    counted_codings,
    in_reading_order,
)
from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.foundation.models import Programme
from ecotone.listening.choices import InstrumentKind
from ecotone.register.models import Participant

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

SAID_IN = "revision__response__conversation"
AT_A_TIME = 500  # so many rows are held at once, however many there are


class _Words(TypedDict):
    """What the database cuts out of the text, and whether its speaker may be quoted."""

    words: str
    before: str
    after: str
    may_be_quoted: bool


Cut: TypeAlias = "WithAnnotations[Coding, _Words]"


@dataclass(frozen=True, slots=True)
class ListedPassage:
    """One passage as it leaves the house. Words that are notes are never anybody's quote."""

    participant: Participant
    conversation_id: int
    kind: InstrumentKind
    question_number: int | None
    question: str
    code: Code
    path: tuple[str, ...]
    pole: Pole
    target: Target
    coder: str
    words: str
    before: str
    after: str
    start: int
    end: int
    is_verbatim: bool
    is_settled: bool
    may_be_quoted: bool


def paths_of(programme: Programme) -> dict[int, tuple[str, ...]]:
    """Name every code by its place: the names above it, then its own. One query."""
    codes = {code.pk: code for code in Code.objects.filter(programme=programme)}
    return {pk: _path(code, codes) for pk, code in codes.items()}


def _path(code: Code, codes: Mapping[int, Code]) -> tuple[str, ...]:
    above = codes.get(code.parent_id or 0)
    return (*_path(above, codes), code.name) if above else (code.name,)


def listed_passages(
    programme: Programme, *, code: Code | None = None, pole: Pole | None = None
) -> Iterator[ListedPassage]:
    """Yield what counts as evidence and may be read now: by sector, then person, then place.

    Two queries for any number of passages. The database cuts the words out, and rows are
    handed on as they come, so that twenty thousand take no more room than five hundred.
    """
    codings: QuerySet[Coding] = counted_codings(programme)
    codings = codings.filter(code=code) if code else codings
    codings = codings.filter(pole=pole) if pole else codings
    paths = paths_of(programme)
    rows = _with_words(in_reading_order(codings), programme)
    for coding in rows.iterator(chunk_size=AT_A_TIME):
        yield _listed(coding, paths[coding.code_id])


def _with_words(codings: QuerySet[Coding], programme: Programme) -> "QuerySet[Cut]":
    text = "revision__text"
    quoted = participants_granting(Grant.QUOTED, programme).filter(pk=OuterRef(SPEAKER))
    return (
        codings.select_related(
            "code",
            "coder",
            f"{SPEAKER}__sector",
            f"{SAID_IN}__instrument",
            "revision__response__question",
        )
        .defer(text, "revision__response__draft")
        .annotate(
            words=Substr(text, F("start") + 1, F("end") - F("start")),
            before=Substr(
                text, Greatest(F("start") - CONTEXT, 0) + 1, Least(F("start"), CONTEXT)
            ),
            after=Substr(text, F("end") + 1, CONTEXT),
            may_be_quoted=Exists(quoted),
        )
    )


def _listed(coding: "Cut", path: tuple[str, ...]) -> ListedPassage:
    response = coding.revision.response
    conversation = response.conversation
    speaker, question = conversation.participant, response.question
    return ListedPassage(
        participant=speaker,
        conversation_id=conversation.pk,
        kind=InstrumentKind(conversation.instrument.kind),
        question_number=question.number if question else None,
        question=question.put_to(speaker).text if question else "",
        code=coding.code,
        path=path,
        pole=Pole(coding.pole),
        target=Target(coding.target),
        coder=coding.coder.initials,
        words=coding.words,
        before=_from_a_word(coding.before) if coding.start > CONTEXT else coding.before,
        after=_to_a_word(coding.after) if len(coding.after) == CONTEXT else coding.after,
        start=coding.start,
        end=coding.end,
        is_verbatim=conversation.is_verbatim,
        is_settled=coding.layer == Layer.SETTLED,
        may_be_quoted=conversation.is_verbatim and coding.may_be_quoted,
    )


def _from_a_word(before: str) -> str:
    return "…" + before.partition(" ")[2]


def _to_a_word(after: str) -> str:
    return after.rpartition(" ")[0] + "…"
