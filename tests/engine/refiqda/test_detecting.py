"""What the spans of a text say about how they were counted."""

from ecotone.engine.refiqda.detecting import Marked, detected_model
from ecotone.engine.refiqda.texts import counted_text

LINES = "ab cd ef\n" * 3


def marked(text: str, *spans: tuple[int, int, str]) -> list[Marked]:
    return [Marked(counted_text(text), frozenset(spans))]


def test_nothing_marked_means_our_own_way_for_certain() -> None:
    model = detected_model(marked(LINES))

    assert (model.name, model.confidence) == ("codepoints", 1.0)


def test_a_name_that_repeats_the_quote_decides() -> None:
    unnamed = detected_model(marked(LINES, (20, 22, "")))
    named = detected_model(marked(LINES, (20, 22, "ef"), (11, 13, "cd ef"), (26, 28, "cd ef")))

    assert unnamed.name == "codepoints"
    assert named.name == "codepoints,crlf-twice"


def test_a_span_beyond_the_text_speaks_against_a_way_of_counting() -> None:
    text = "ab cd ef\r\n" * 3

    model = detected_model(marked(text, (20, 28, ""), (10, 18, ""), (20, 22, "")))

    assert model.name == "codepoints,crlf-twice"


def test_a_span_inside_a_character_speaks_against_a_way_of_counting() -> None:
    text = "\U0001f52c" * 6 + " real labs."

    model = detected_model(marked(text, (3, 11, ""), (1, 5, "")))

    assert model.name == "codepoints"


def test_a_text_that_says_nothing_leaves_it_to_the_others() -> None:
    plain = marked("ab cd", (0, 2, ""))
    telling = marked("\U0001f52c\U0001f52c ab cd", (5, 7, ""), (8, 10, ""), (5, 10, ""))

    assert detected_model([*plain, *telling]).name == "utf16"


def test_more_spans_make_it_surer() -> None:
    few = detected_model(marked(LINES, (0, 2, "")))
    many = detected_model(marked(LINES, (0, 2, ""), (9, 11, ""), (18, 20, ""), (3, 5, "")))

    assert few.confidence < many.confidence
