"""Random projects: every kind of thing, referring to one another, in awkward characters."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import strategies as st

from ecotone.engine.refiqda import (
    POLES,
    TARGETS,
    Case,
    Code,
    CodeSet,
    Coding,
    Direction,
    Link,
    Note,
    Project,
    Selection,
    Source,
    User,
    Value,
    ValueKind,
    Variable,
)

WORDS = st.text(alphabet="ab \n\t<&>\"'é😀\ufeff", max_size=12)
NAMES = st.text(alphabet="ab <&\"'é😀", max_size=8)
# In our form: LF, and no byte order mark at the head.
TEXTS = st.text(alphabet="ab .\né😀🔬", min_size=1, max_size=40)
FIRST, LAST = (datetime(year, 1, 1) for year in (1970, 2100))  # noqa: DTZ001 - zoned below
TIMES = st.none() | st.datetimes(FIRST, LAST, timezones=st.just(UTC))
COLOURS = st.sampled_from(["", "#aa00ff", "#000000"])


class Guids:
    """Hands out identities in order, the same for the same draw."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> str:
        self.last += 1
        return str(UUID(int=self.last))


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Draw a project that may be written, and comes back as itself."""
    guids = Guids()
    users = tuple(User(guids.next(), draw(NAMES)) for _ in range(draw(st.integers(0, 2))))
    user = st.sampled_from([None, *(user.guid for user in users)])
    notes = tuple(
        Note(guids.next(), draw(WORDS), draw(NAMES), draw(user), draw(TIMES))
        for _ in range(draw(st.integers(0, 2)))
    )
    some_notes = some([note.guid for note in notes])
    codes = draw_codes(draw, guids, some_notes)
    variables = tuple(
        Variable(guids.next(), draw(NAMES), draw(st.sampled_from(ValueKind)), draw(WORDS))
        for _ in range(draw(st.integers(0, 2)))
    )
    values = st.tuples(*(st.builds(Value, st.just(one.guid), NAMES) for one in variables))
    sources = tuple(
        draw_source(draw, guids, user, codes, some_notes, values)
        for _ in range(draw(st.integers(0, 2)))
    )
    some_codes = some([code.guid for code in codes])
    some_sources = some([source.guid for source in sources])
    selections = [one.guid for source in sources for one in source.selections]
    case = Case(
        guids.next(),
        draw(NAMES),
        draw(WORDS),
        draw(values),
        draw(some_sources),
        draw(some(selections)),
        draw(some_codes),
    )
    ends = st.sampled_from([None, case.guid, *selections])
    direction = st.sampled_from([None, *Direction])
    link = Link(
        guids.next(), draw(NAMES), draw(direction), draw(COLOURS), draw(ends), draw(ends)
    )
    group = CodeSet(
        guids.next(),
        draw(NAMES),
        draw(WORDS),
        draw(some_codes),
        draw(some_sources),
        draw(some_notes),
    )
    return Project(
        name=draw(NAMES),
        origin="Ecotone",
        description=draw(WORDS),
        creator=draw(user),
        created=draw(TIMES),
        users=users,
        codes=codes,
        variables=variables,
        cases=(case,),
        sources=sources,
        notes=notes,
        links=(replace(link, notes=draw(some_notes)),),
        sets=(group,),
        notes_on_project=draw(some_notes),
    )


def some(guids: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    if not guids:
        return st.just(())
    return st.lists(st.sampled_from(guids), unique=True, max_size=2).map(tuple)


def draw_codes(
    draw: st.DrawFn, guids: Guids, some_notes: st.SearchStrategy[tuple[str, ...]]
) -> tuple[Code, ...]:
    """Draw a tree in its own order: each code under one on the way to the last."""
    way: list[str] = []
    codes = []
    for _ in range(draw(st.integers(1, 5))):
        depth = draw(st.integers(0, len(way)))
        parent = way[depth - 1] if depth else None
        code = Code(
            guids.next(),
            draw(NAMES),
            parent,
            draw(WORDS),
            draw(COLOURS),
            draw(st.booleans()),
            draw(some_notes),
        )
        codes.append(code)
        way = [*way[:depth], code.guid]
    return tuple(codes)


def draw_source(
    draw: st.DrawFn,
    guids: Guids,
    user: st.SearchStrategy[str | None],
    codes: tuple[Code, ...],
    some_notes: st.SearchStrategy[tuple[str, ...]],
    values: st.SearchStrategy[tuple[Value, ...]],
) -> Source:
    text = draw(TEXTS)

    def codings() -> tuple[Coding, ...]:
        return tuple(
            draw_coding(draw, guids, user, codes, some_notes)
            for _ in range(draw(st.integers(0, 2)))
        )

    selections = tuple(
        Selection(
            guids.next(),
            *draw(spans(len(text))),
            codings(),
            draw(NAMES),
            draw(WORDS),
            draw(user),
            draw(TIMES),
            draw(some_notes),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    return Source(
        guids.next(),
        draw(NAMES),
        text,
        selections,
        codings(),
        draw(WORDS),
        draw(user),
        draw(TIMES),
        draw(values),
        draw(some_notes),
    )


def draw_coding(
    draw: st.DrawFn,
    guids: Guids,
    user: st.SearchStrategy[str | None],
    codes: tuple[Code, ...],
    some_notes: st.SearchStrategy[tuple[str, ...]],
) -> Coding:
    is_stated = draw(st.booleans())
    return Coding(
        guids.next(),
        draw(st.sampled_from([code.guid for code in codes])),
        draw(user),
        draw(TIMES),
        draw(st.sampled_from(POLES)) if is_stated else "",
        draw(st.sampled_from(TARGETS)) if is_stated else "",
        draw(some_notes),
    )


@st.composite
def spans(draw: st.DrawFn, length: int) -> tuple[int, int]:
    start = draw(st.integers(0, length - 1))
    return start, draw(st.integers(start + 1, length))
