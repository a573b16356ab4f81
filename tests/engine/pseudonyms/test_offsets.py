"""Every character that was not replaced has one place in each text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotone.engine.kernel import InputError
from ecotone.engine.pseudonyms import OffsetMap, Segment, changes_between

OLD = 60


@st.composite
def maps(draw: st.DrawFn, *, length: int = OLD, at_least: int = 0) -> OffsetMap:
    bounds = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    return OffsetMap(
        tuple(
            Segment(start, end, draw(st.integers(1 if start == end else at_least, 5)))
            for start, end in dict.fromkeys(pairs)
        )
    )


def untouched(places: OffsetMap, length: int = OLD) -> list[int]:
    return [at for at in range(length) if not places.touches(at, at + 1)]


def rewritten(text: list[object], places: OffsetMap, sign: str) -> list[object]:
    """Replace the segments of a text by characters that no other text holds."""
    out, reached = [], 0
    for number, segment in enumerate(places.segments):
        put: list[object] = [(sign, number, n) for n in range(segment.length)]
        out += text[reached : segment.start] + put
        reached = segment.end
    return out + text[reached:]


@given(maps())
def test_an_untouched_character_maps_exactly(places: OffsetMap) -> None:
    old: list[object] = list(range(OLD))
    new = rewritten(old, places, "a")

    spans = [(at, places.span(at, at + 1)) for at in untouched(places)]

    assert [new[start:end] for _at, (start, end) in spans] == [[at] for at, _span in spans]


@given(maps())
def test_the_way_back_of_the_way_back_is_the_way(places: OffsetMap) -> None:
    assert places.inverse().inverse() == places


@given(maps(at_least=1), st.integers(0, OLD), st.integers(0, OLD))
def test_a_span_that_goes_there_and_back_holds_all_it_held(
    places: OffsetMap, one: int, other: int
) -> None:
    start, end = min(one, other), max(one, other)

    there = places.span(start, end)
    back = places.inverse().span(*there)

    if there[0] < there[1] and not places.touches(start, end):
        assert back == (start, end)
    if there[0] < there[1]:
        assert back[0] <= start
        assert back[1] >= end


@given(maps(), st.data())
def test_two_steps_at_once_lead_where_two_steps_lead(
    first: OffsetMap, data: st.DataObject
) -> None:
    middle_length = OLD + sum(segment.growth for segment in first.segments)
    second = data.draw(maps(length=middle_length))
    old: list[object] = list(range(OLD))
    newest = rewritten(rewritten(old, first, "a"), second, "b")

    both = first.then(second)

    assert OLD + sum(s.growth for s in both.segments) == len(newest)
    for at in untouched(both):
        start, end = both.span(at, at + 1)
        assert newest[start:end] == [at]
    kept = {at for at in old if at in newest}
    assert set(untouched(both)) <= kept


@given(maps())
def test_what_is_stored_reads_back(places: OffsetMap) -> None:
    assert OffsetMap.from_lists(places.as_lists()) == places


@given(st.text("ab \n.", max_size=40), st.text("ab \n.", max_size=40))
def test_what_a_change_left_untouched_reads_the_same(old: str, new: str) -> None:
    places = changes_between(old, new)

    kept = untouched(places, len(old))

    assert len(new) == len(old) + sum(segment.growth for segment in places.segments)
    for at in kept:
        start, end = places.span(at, at + 1)
        assert new[start:end] == old[at]


def test_what_was_taken_out_has_no_place() -> None:
    places = OffsetMap((Segment(2, 6, 0),))

    assert places.span(3, 5) == (2, 2)
    assert places.touches(3, 5)


@pytest.mark.parametrize(
    "segments",
    [(Segment(3, 2, 1),), (Segment(0, 4, 1), Segment(3, 5, 1)), (Segment(0, 1, -1),)],
)
def test_segments_that_cannot_be_are_refused(segments: tuple[Segment, ...]) -> None:
    with pytest.raises(InputError):
        OffsetMap(segments)


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(InputError, match="no span"):
        OffsetMap().span(3, 2)
