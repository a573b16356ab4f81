"""Where coders differ, and in what way."""

import pytest

from ecotone.engine.agreement import (
    Coded,
    CodedSpan,
    Difference,
    Kind,
    Reading,
    Unit,
    difference_as_dict,
    differences,
)

TALK, NEXT = Unit("talk", "1"), Unit("talk", "2")
READ = (Reading("talk", "ann"), Reading("talk", "bob"))


def span(coder: str, code: str, start: int | None = None, end: int | None = None) -> CodedSpan:
    return CodedSpan(TALK, coder, code, start, end)


def found(*spans: CodedSpan) -> list[tuple[str, Kind]]:
    return [(each.code, each.kind) for each in differences(Coded((TALK, NEXT), READ, spans))]


@pytest.mark.parametrize(
    ("spans", "kinds"),
    [
        ((), []),
        ((span("ann", "maths", 0, 9), span("bob", "maths", 0, 9)), []),
        ((span("ann", "maths"), span("bob", "maths")), []),
        (
            (span("ann", "maths", 0, 9), span("bob", "maths", 2, 9)),
            [("maths", Kind.BOUNDARY)],
        ),
        ((span("ann", "maths", 0, 9),), [("maths", Kind.MISSING)]),
        ((span("bob", "maths", 0, 9),), [("maths", Kind.MISSING)]),
        (
            (span("ann", "maths", 0, 9), span("bob", "physics", 8, 12)),
            [("maths", Kind.CODE), ("physics", Kind.CODE)],
        ),
        (
            (span("ann", "maths", 0, 9), span("bob", "physics", 9, 12)),
            [("maths", Kind.MISSING), ("physics", Kind.MISSING)],
        ),
        (
            (
                span("ann", "maths", 0, 9),
                span("ann", "physics", 0, 9),
                span("bob", "physics", 0, 9),
            ),
            [("maths", Kind.MISSING)],
        ),
    ],
)
def test_two_coders_differ(spans: tuple[CodedSpan, ...], kinds: list[tuple[str, Kind]]) -> None:
    assert found(*spans) == kinds


def test_whoever_did_not_read_a_text_differs_from_nobody() -> None:
    alone = Coded((TALK,), READ[:1], (span("ann", "maths", 0, 9),))

    assert differences(alone) == ()


def test_three_readers_are_compared_two_by_two_about_the_codes_asked_for() -> None:
    coded = Coded(
        (TALK,),
        (*READ, Reading("talk", "cat")),
        (span("ann", "maths", 0, 9), span("bob", "maths", 0, 9), span("cat", "physics", 0, 3)),
    )

    listed = differences(coded, ["maths"])

    assert [each.coders for each in listed] == [("ann", "cat"), ("bob", "cat")]
    assert listed[0] == Difference(TALK, "maths", Kind.CODE, ("ann", "cat"), (((0, 9),), ()))
    assert difference_as_dict(listed[0])["kind"] == "code"
