"""Coded passages: only from texts whose speakers let us read them, at the moment of asking."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django.db.models.functions import Substr

from ecotone.coding.choices import Pole, Target
from ecotone.coding.models import STATED, Code, Coding, CodingQuerySet
from ecotone.consent.choices import Grant
from ecotone.consent.queries import participants_granting
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import Conversation, TextRevision
from ecotone.listening.queries import readable_revisions
from ecotone.register.models import Participant

SPEAKER = "revision__response__conversation__participant"


@dataclass(frozen=True, slots=True)
class Passage:
    """Somebody's words with the code they were given, by whom, and where they stand.

    Words that are not verbatim are somebody's notes: never shown or given out as a quote.
    """

    coding_id: int
    participant: Participant
    code: Code
    pole: Pole
    target: Target
    text: str
    start: int
    end: int
    revision_id: int
    conversation_id: int
    instrument_kind: str
    question_number: int | None
    coder_initials: str
    is_verbatim: bool
    may_be_quoted: bool


def readable_codings(programme: Programme, reader: User | None = None) -> CodingQuerySet:
    """Keep the codings that stand, in texts that may be read now, that this reader may see.

    Nothing reads codings around this: it is what keeps a blind round blind.
    """
    readable = readable_revisions(programme).values("pk")
    standing = Coding.objects.in_programme(programme).filter(revision__in=readable)
    return standing.seen_by(reader)


def counted_codings(programme: Programme) -> CodingQuerySet:
    """Keep what counts: of a text whose round is closed, what was settled in it."""
    return readable_codings(programme).counted()


def once_each(codings: CodingQuerySet) -> CodingQuerySet:
    """Keep one coding where several coders say the same of the same words.

    What two people saw in one sentence is still one sentence, not twice the evidence.
    """
    same = Coding.objects.filter(
        is_removed=False, pk__lt=OuterRef("pk"), **{field: OuterRef(field) for field in STATED}
    )
    return codings.filter(~Exists(same.counted()))


def passages(programme: Programme, *, codings: CodingQuerySet | None = None) -> list[Passage]:
    """Return passages by speaker and place, in one query; of `codings` only, when given.

    The database cuts the words out, so no whole text travels for one sentence of it.
    """
    found: QuerySet[Coding] = counted_codings(programme)
    if codings is not None:
        found = found.filter(pk__in=codings.values("pk"))
    words = Substr("revision__text", F("start") + 1, F("end") - F("start"))
    quoted = participants_granting(Grant.QUOTED, programme).filter(pk=OuterRef(SPEAKER))
    rows = (
        in_reading_order(found)
        .select_related(
            "code",
            "coder",
            f"{SPEAKER}__sector",
            f"{SPEAKER}__organisation",
            "revision__response__conversation__instrument",
            "revision__response__question",
        )
        .defer("revision__text", "revision__response__draft")
        .annotate(words=words, may_be_quoted=Exists(quoted))
    )
    return [
        _passage(coding, coding.words, may_be_quoted=coding.may_be_quoted) for coding in rows
    ]


def in_reading_order(codings: QuerySet[Coding]) -> QuerySet[Coding]:
    """Order by sector, speaker, conversation, question and place."""
    return codings.order_by(
        f"{SPEAKER}__sector__position",
        f"{SPEAKER}__pseudonym",
        "revision__response__conversation",
        "revision__response__question__number",
        "start",
        "pk",
    )


def _passage(coding: Coding, words: str, *, may_be_quoted: bool) -> Passage:
    response = coding.revision.response
    return Passage(
        coding_id=coding.pk,
        participant=response.conversation.participant,
        code=coding.code,
        pole=Pole(coding.pole),
        target=Target(coding.target),
        text=words,
        start=coding.start,
        end=coding.end,
        revision_id=coding.revision_id,
        conversation_id=response.conversation_id,
        instrument_kind=response.conversation.instrument.kind,
        question_number=response.question.number if response.question else None,
        coder_initials=coding.coder.initials,
        is_verbatim=response.conversation.is_verbatim,
        may_be_quoted=may_be_quoted,
    )


# --- what feeds matching ---------------------------------------------------------------------


MATCHED_AS = Case(
    When(code__practice="", then=F("code__key")), default=F("code__practice")
)  # what `Code.matched_as` says, for a database


def matching_codings(programme: Programme) -> CodingQuerySet:
    """Keep what people give and ask for themselves, of those who let us match them.

    What somebody asks of colleagues, leaders or a whole sector is not theirs to be matched
    on: see `institutional_actions`. Each is matched as `MATCHED_AS`: where its code is the
    same as a practice of our taxonomy, as that practice.
    """
    matched = participants_granting(Grant.MATCHING, programme).values("pk")
    own = counted_codings(programme).filter(
        pole__in=(Pole.GIVES, Pole.ASKS), target=Target.SELF, **{f"{SPEAKER}__in": matched}
    )
    return once_each(own)


def matching_passages(programme: Programme) -> list[Passage]:
    return passages(programme, codings=matching_codings(programme))


# --- what others say of the same -------------------------------------------------------------

BESIDE = 2


def passages_beside(
    programme: Programme, conversation: Conversation, *, reader: User, code: Code | None = None
) -> list[Passage]:
    """Return a few passages of other sectors on one code, or on any this text speaks of."""
    here = readable_codings(programme, reader).filter(
        revision__response__conversation=conversation, pole__in=(Pole.GIVES, Pole.ASKS)
    )
    codes = Code.objects.filter(pk=code.pk) if code else Code.objects.filter(codings__in=here)
    elsewhere = (
        counted_codings(programme)
        .seen_by(reader)
        .filter(code__in=codes.values("pk"), pole__in=(Pole.GIVES, Pole.ASKS))
        .exclude(**{f"{SPEAKER}__sector": conversation.participant.sector_id})
    )
    few = list(once_each(elsewhere).order_by("pk").values_list("pk", flat=True)[:BESIDE])
    return passages(programme, codings=Coding.objects.filter(pk__in=few)) if few else []


# --- one code in context ---------------------------------------------------------------------

CONTEXT = 140


def codings_behind(
    programme: Programme, code: Code, *, pole: Pole | None, reader: User | None = None
) -> QuerySet[Coding]:
    """Return the codings a count in the codebook counts, in reading order.

    Whoever codes a text blind is not shown what others coded there in the open.
    """
    found = counted_codings(programme).seen_by(reader).filter(code=code)
    return in_reading_order(found.filter(pole=pole) if pole else found)


@dataclass(frozen=True, slots=True)
class BehindCode:
    """A passage with the words around it."""

    passage: Passage
    before: str
    after: str


def behind_code(found: Iterable[Passage]) -> list[BehindCode]:
    """Set passages back between the words they were taken from."""
    listed = list(found)
    texts = TextRevision.objects.in_bulk({passage.revision_id for passage in listed})
    return [_in_context(passage, texts[passage.revision_id].text) for passage in listed]


def _in_context(passage: Passage, text: str) -> BehindCode:
    first = max(0, passage.start - CONTEXT)
    before = text[first : passage.start]
    after = text[passage.end : passage.end + CONTEXT]
    if first:
        before = "…" + before.partition(" ")[2]
    if passage.end + CONTEXT < len(text):
        after = after.rpartition(" ")[0] + "…"
    return BehindCode(passage, before, after)
