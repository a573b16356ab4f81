"""Memos that may be read now, whom they speak to, and where each belongs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from ecotone.coding.choices import MemoKind
from ecotone.coding.models import Code, Coding, Memo, MemoAddress, MemoQuerySet
from ecotone.coding.queries.passages import SPEAKER, readable_codings
from ecotone.foundation.models import Programme, User
from ecotone.foundation.permissions import Action, users_who_may
from ecotone.listening.models import Conversation
from ecotone.listening.queries import readable_revisions
from ecotone.register.models import Participant
from ecotone.register.queries import Told, said_at

MemoSubject: TypeAlias = Coding | Code | Conversation | Participant
PASSAGE_OF = f"coding__{SPEAKER}"


def readable_memos(programme: Programme, reader: User | None = None) -> MemoQuerySet:
    """Keep the memos on what may be read now, that this reader may see; newest first.

    Nothing reads memos around this. `reader` is nobody for what leaves the house.
    """
    memos = memos_on_what_is_read(programme, reader).in_programme(programme)
    return memos.seen_by(reader).order_by("-written_at", "-pk")


def memos_on_what_is_read(programme: Programme, reader: User | None) -> MemoQuerySet:
    """Keep the memos whose thing may be read now, those taken away included."""
    revisions = readable_revisions(programme).order_by()
    passages = readable_codings(programme, reader).values("pk")
    texts = revisions.values("response__conversation")
    people = revisions.values("response__conversation__participant")
    may_be_read = (
        Q(code__isnull=False)
        | Q(coding__in=passages)
        | Q(conversation__in=texts)
        | Q(participant__in=people)
    )
    return Memo.objects.filter(may_be_read, programme=programme)


def with_their_places(memos: QuerySet[Memo]) -> QuerySet[Memo]:
    """Fetch what a page needs to say what each memo is about, and whom it speaks to."""
    addresses = MemoAddress.objects.select_related("to").order_by("pk")
    return (
        memos.select_related(
            "author",
            "code",
            "coding__code",
            "coding__revision__response__conversation__participant",
            "coding__revision__response__conversation__instrument",
            "conversation__participant",
            "conversation__instrument",
            "participant",
        )
        .defer("coding__revision__response__draft")
        .prefetch_related(Prefetch("addresses", queryset=addresses))
    )


@dataclass(frozen=True, slots=True)
class MemoFilter:
    """Which memos a page shows; nothing given shows all."""

    kind: MemoKind | None = None
    about: str = ""
    written_by: User | None = None
    to: User | None = None
    on: MemoSubject | None = None

    def of(self, memos: MemoQuerySet) -> MemoQuerySet:
        if self.kind:
            memos = memos.filter(kind=self.kind)
        if self.about:
            memos = memos.filter(**{f"{self.about}__isnull": False})
        if self.written_by:
            memos = memos.filter(author=self.written_by)
        if self.to:
            memos = waiting_for(memos, self.to)
        return memos.filter(**{_field_of(self.on): self.on}) if self.on else memos


def _field_of(about: MemoSubject) -> str:
    return type(about).__name__.lower()


def waiting_for(memos: MemoQuerySet, coder: User) -> MemoQuerySet:
    """Keep what speaks to a coder who is not done with it."""
    waiting = MemoAddress.objects.filter(memo=OuterRef("pk"), to=coder, done_at=None)
    return memos.filter(Exists(waiting))


def count_memos_for(programme: Programme, coder: User) -> int:
    return waiting_for(readable_memos(programme, coder), coder).count()


def people_addressed(programme: Programme, words: str) -> QuerySet[User]:
    """Find the coders whom `@RB`, `@Robin` or `@Robin Brook` in a memo speaks to."""
    coders = users_who_may(Action.CODE, programme)
    meant = [coder.pk for coder in coders if _speaks_to(words, coder)]
    return coders.filter(pk__in=meant)


def _speaks_to(words: str, coder: User) -> bool:
    names = {coder.initials, coder.name, *coder.name.split()[:1]} - {""}
    called = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.search(rf"(?<!\w)@(?:{called})(?!\w)", words, re.IGNORECASE) is not None


# --- where a memo belongs --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MemoPlace:
    """What a memo is on, in the words of a page; `words` are the passage's own."""

    field: str
    name: str
    key: str
    words: str = ""
    is_verbatim: bool = True
    conversation_id: int | None = None
    coding_id: int | None = None


def place_of(about: MemoSubject) -> MemoPlace:
    field = _field_of(about)
    match about:
        case Coding():
            said_in = about.revision.response.conversation
            words = about.revision.passage(about.start, about.end)
            name = f"{said_in.participant}: {about.code}"
            return MemoPlace(
                field,
                name,
                str(about.key),
                words=words,
                is_verbatim=said_in.is_verbatim,
                conversation_id=said_in.pk,
                coding_id=about.pk,
            )
        case Conversation():
            name = f"{about.participant}: {about.instrument.get_kind_display()}"
            return MemoPlace(field, name, str(about.pk), conversation_id=about.pk)
        case _:
            return MemoPlace(field, str(about), str(about.key))


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """Another thing a memo could be on instead, named as the address names it."""

    asked: str
    key: str
    label: str
    is_chosen: bool


def places_around(about: MemoSubject) -> list[OtherPlace]:
    """Return a thing and what it belongs to: a passage its code, its text and its speaker."""
    return [
        OtherPlace(*_asked_as(thing), is_chosen=thing is about)
        for thing in (about, *_belongs_to(about))
    ]


def _belongs_to(about: MemoSubject) -> list[MemoSubject]:
    match about:
        case Coding():
            said_in = about.revision.response.conversation
            return [about.code, said_in, said_in.participant]
        case Conversation():
            return [about.participant]
        case _:
            return []


def _asked_as(thing: MemoSubject) -> tuple[str, str, str]:
    match thing:
        case Coding():
            return "passage", str(thing.key), _("this passage")
        case Code():
            return "code", thing.key, _("the code")
        case Conversation():
            return "text", str(thing.pk), _("the whole text")
        case Participant():
            return "person", str(thing.key), _("the person")


@dataclass(frozen=True, slots=True)
class ShownMemo:
    """A memo with its place, whom it speaks to, and what its reader can do with it."""

    memo: Memo
    place: MemoPlace
    to: tuple[User, ...]
    is_own: bool
    is_waiting: bool


def shown_memos(memos: Iterable[Memo], reader: User) -> list[ShownMemo]:
    """Make memos, fetched with their places, ready for a page."""
    return [_shown(memo, reader) for memo in memos]


def _shown(memo: Memo, reader: User) -> ShownMemo:
    addresses = list(memo.addresses.all())
    return ShownMemo(
        memo=memo,
        place=place_of(memo.about),
        to=tuple(address.to for address in addresses),
        is_own=memo.author_id == reader.pk,
        is_waiting=any(
            address.to_id == reader.pk and address.done_at is None for address in addresses
        ),
    )


# --- for the person themselves ---------------------------------------------------------------


def memos_told(participant: Participant) -> Told:
    """Tell what was written down about somebody and their words, reworded or not.

    Authors stay unnamed. What was taken back lies here until it is erased, so it is told; what
    was written blind is told once it is revealed.
    """
    memos = with_their_places(_memos_on(participant).seen_by(None))
    return {
        "memos": [
            {
                "written": said_at(memo.written_at),
                "kind": memo.get_kind_display(),
                "on": _on(memo),
                "memo": memo.words,
                "state": _("taken back since") if memo.is_removed else _("stands"),
            }
            for memo in memos.order_by("written_at", "pk")
        ]
    }


def _memos_on(participant: Participant) -> MemoQuerySet:
    return Memo.objects.filter(
        Q(participant=participant)
        | Q(conversation__participant=participant)
        | Q(**{PASSAGE_OF: participant})
    )


def _on(memo: Memo) -> str:
    """Say what a memo is on, to whoever it is about: their words, a text, or themselves."""
    if memo.coding is not None:
        return memo.coding.revision.passage(memo.coding.start, memo.coding.end)
    if memo.conversation is not None:
        return str(memo.conversation.instrument)
    return str(memo.participant)
