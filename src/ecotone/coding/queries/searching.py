"""Where the codebook and the coders' memos hold what is looked for.

Codes are few and memos are encrypted, so both are looked through here and not in an index.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ecotone.coding.models import Memo
from ecotone.coding.queries.codebook import CodeEntry
from ecotone.coding.queries.memos import (
    MemoPlace,
    place_of,
    readable_memos,
    with_their_places,
)
from ecotone.engine.searching import Excerpt, Wanted, in_context, places_of
from ecotone.foundation.models import Programme, User

MEMOS_LOOKED_THROUGH = 2_000
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code's name, and where its wording holds what was looked for, or how that begins."""

    entry: CodeEntry
    name: Excerpt
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class FoundMemo:
    memo: Memo
    place: MemoPlace
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class MemosFound:
    """The newest memos found, how many there are, and whether older ones were left out."""

    shown: tuple[FoundMemo, ...]
    total: int
    left_older_out: bool


def codes_found(wanted: Wanted, entries: Iterable[CodeEntry]) -> list[FoundCode]:
    """Keep codes that hold every term somewhere in their names and wording."""
    return [found for entry in entries if (found := _found_code(wanted, entry))]


def memos_found(wanted: Wanted, programme: Programme, reader: User) -> MemosFound:
    """Decrypt the newest memos this reader may see, and keep those that hold every term."""
    newest = readable_memos(programme, reader).only("pk", "words")
    looked_at = list(newest[: MEMOS_LOOKED_THROUGH + 1])
    keys = [memo.pk for memo in _holding(wanted, looked_at[:MEMOS_LOOKED_THROUGH])]
    first = readable_memos(programme, reader).filter(pk__in=list(islice(keys, MOST_SHOWN)))
    return MemosFound(
        shown=tuple(_found_memo(wanted, memo) for memo in with_their_places(first)),
        total=len(keys),
        left_older_out=len(looked_at) > MEMOS_LOOKED_THROUGH,
    )


def _found_code(wanted: Wanted, entry: CodeEntry) -> FoundCode | None:
    """Look through the names and the wording together, and show the wording alone."""
    code = entry.code
    names = "\n".join((code.name, *code.other_names, ""))
    wording = "\n".join(filter(None, (code.definition, code.use_for, code.not_for)))
    places = places_of(wanted, names + wording)
    if not places:
        return None
    in_name = [(start, end) for start, end in places if end <= len(code.name)]
    before = len(names)
    said = [(start - before, end - before) for start, end in places if start >= before]
    whole = len(code.name)
    return FoundCode(
        entry, in_context(code.name, in_name, around=whole), in_context(wording, said)
    )


def _holding(wanted: Wanted, memos: Iterable[Memo]) -> Iterator[Memo]:
    return (memo for memo in memos if places_of(wanted, memo.words))


def _found_memo(wanted: Wanted, memo: Memo) -> FoundMemo:
    excerpt = in_context(memo.words, places_of(wanted, memo.words))
    return FoundMemo(memo, place_of(memo.about), excerpt)
