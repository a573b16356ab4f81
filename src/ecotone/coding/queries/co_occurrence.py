"""Which codes come together: in the words of one person, and in the very same words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby
from operator import itemgetter

from ecotone.coding.models import Code, Coding
from ecotone.coding.queries.passages import (
    SPEAKER,
    BehindCode,
    Passage,
    behind_code,
    counted_codings,
    once_each,
    passages,
)
from ecotone.foundation.models import Programme
from ecotone.listening.models import TextRevision

Pair = tuple[int, int]
Span = tuple[int, int, int]  # start, end, code


@dataclass(frozen=True, slots=True)
class Together:
    """Two codes, how many people speak of both, and how often in the same words."""

    first: Code
    second: Code
    people: int
    passages: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """Words to which two codes were given, from where the first begins to where both end."""

    behind: BehindCode
    both: tuple[Passage, ...]


def codes_together(programme: Programme) -> list[Together]:
    """Return every two codes that come together, the most people first. Two queries."""
    rows = (
        counted_codings(programme)
        .order_by("revision", "start", "end", "code")
        .values_list("revision", "start", "end", "code", SPEAKER)
        .distinct()
    )
    people, overlaps = _counted(rows.iterator())
    codes = Code.objects.filter(programme=programme).in_bulk()
    pairs = [
        Together(codes[a], codes[b], number, overlaps[a, b])
        for (a, b), number in people.items()
    ]
    return sorted(pairs, key=_most_first)


def _most_first(pair: Together) -> tuple[int, int, str, str]:
    return -pair.people, -pair.passages, pair.first.key, pair.second.key


def _counted(
    rows: Iterable[tuple[int, int, int, int, int]],
) -> tuple[Mapping[Pair, int], Counter[Pair]]:
    spoken_of: dict[int, set[int]] = defaultdict(set)
    overlaps: Counter[Pair] = Counter()
    for _revision, said in groupby(rows, key=itemgetter(0)):
        here = list(said)
        spoken_of[here[0][4]].update(code for *_span, code, _speaker in here)
        overlaps.update(
            _in_order(one[2], other[2])
            for one, other in overlapping(
                [(start, end, code) for _r, start, end, code, _s in here]
            )
            if one[2] != other[2]
        )
    people: Counter[Pair] = Counter()
    for codes in spoken_of.values():
        people.update(combinations(sorted(codes), 2))
    return people, overlaps


def _in_order(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def overlapping(spans: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield every two spans that share at least one character.

    Spans come by start. Each is held against those still open where it begins, so a long
    text costs no more than its overlaps.

    >>> list(overlapping([(0, 5, 1), (3, 8, 2), (5, 6, 3)]))
    [((0, 5, 1), (3, 8, 2)), ((3, 8, 2), (5, 6, 3))]
    """
    still_open: list[Span] = []
    for span in spans:
        still_open = [earlier for earlier in still_open if earlier[1] > span[0]]
        yield from ((earlier, span) for earlier in still_open)
        still_open.append(span)


# --- the passages behind one number ----------------------------------------------------------


def people_with_both(programme: Programme, first: Code, second: Code) -> list[int]:
    """Return the keys of everybody who speaks of both, by sector and name."""
    codings = counted_codings(programme)
    with_second = codings.filter(code=second).order_by().values(SPEAKER)
    both = codings.filter(code=first, **{f"{SPEAKER}__in": with_second})
    order = f"{SPEAKER}__sector__position", f"{SPEAKER}__pseudonym"
    return list(dict.fromkeys(both.order_by(*order).values_list(SPEAKER, flat=True)))


def passages_with_both(
    programme: Programme, first: Code, second: Code, *, people: Iterable[int]
) -> list[BehindCode]:
    """Return what these people say of either code, in reading order, between its words."""
    codings = counted_codings(programme).filter(
        code__in=(first, second), **{f"{SPEAKER}__in": list(people)}
    )
    return behind_code(passages(programme, codings=once_each(codings)))


def overlaps_of(programme: Programme, first: Code, second: Code) -> list[Overlap]:
    """Return every overlap a count counts, in reading order, between its words."""
    codings = Coding.objects.filter(
        pk__in=counted_codings(programme).filter(code__in=(first, second)).values("pk")
    )
    found = {
        (passage.revision_id, passage.start, passage.end, passage.code.pk): passage
        for passage in passages(programme, codings=codings)
    }
    pairs = [
        (one, other)
        for _revision, here in groupby(found.values(), key=lambda said: said.revision_id)
        for one, other in _pairs_in(list(here))
    ]
    return _between_their_words(pairs, first)


def _pairs_in(said: list[Passage]) -> Iterator[tuple[Passage, Passage]]:
    placed = {(passage.start, passage.end, passage.code.pk): passage for passage in said}
    for one, other in overlapping(sorted(placed)):
        if one[2] != other[2]:
            yield placed[one], placed[other]


def _between_their_words(pairs: list[tuple[Passage, Passage]], first: Code) -> list[Overlap]:
    texts = TextRevision.objects.in_bulk({one.revision_id for one, _other in pairs})
    joined = []
    for pair in pairs:
        start, end = pair[0].start, max(passage.end for passage in pair)
        words = texts[pair[0].revision_id].passage(start, end)
        joined.append(replace(pair[0], start=start, end=end, text=words))
    return [
        Overlap(behind, tuple(sorted(pair, key=lambda said: said.code.pk != first.pk)))
        for behind, pair in zip(behind_code(joined), pairs, strict=True)
    ]


# --- the codes that come together most, as a square ------------------------------------------

IN_SQUARE = 10
STEPS = 5


@dataclass(frozen=True, slots=True)
class SquareCell:
    """One number of the square, and how deep it is tinted: 1 to 5."""

    pair: Together | None
    step: int


@dataclass(frozen=True, slots=True)
class Square:
    """Codes by codes; each pair stands once, below the diagonal."""

    codes: tuple[Code, ...]
    rows: tuple[tuple[Code, tuple[SquareCell, ...]], ...]


def square_of(pairs: Sequence[Together]) -> Square:
    """Choose the codes that come together with most, and set every two of them in a square."""
    met: Counter[Code] = Counter()
    for pair in pairs:
        met.update({pair.first: pair.people, pair.second: pair.people})
    codes = tuple(code for code, _people in met.most_common(IN_SQUARE))
    by_codes = {frozenset((pair.first.pk, pair.second.pk)): pair for pair in pairs}
    most = max((pair.people for pair in pairs), default=1)
    rows = tuple(
        (row, tuple(_cell(by_codes.get(frozenset((row.pk, code.pk))), most) for code in left))
        for row, left in ((row, codes[:place]) for place, row in enumerate(codes))
    )
    return Square(codes, rows)


def _cell(pair: Together | None, most: int) -> SquareCell:
    return SquareCell(pair, -(-STEPS * pair.people // most) if pair else 0)
