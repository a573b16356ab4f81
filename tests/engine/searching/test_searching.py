"""Search: what was typed, what a text holds, and the words around it."""

import pytest

from ecotone.engine.kernel import InputError
from ecotone.engine.searching import (
    MOST_CHARACTERS,
    Term,
    in_context,
    pieces_of,
    places_of,
    wanted,
)
from ecotone.engine.searching.pieces import MOST_WORDS


def found(typed: str, text: str) -> list[str]:
    return [text[start:end] for start, end in places_of(wanted(typed), text)]


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("GROUPS", "We plan in groups.", ["groups"]),
        ("cafe", "The Café, the CAFÉ", ["Café", "CAFÉ"]),
        ("strasse", "in der Straße", ["Straße"]),
        ("ŷsgol", "ysgol", ["ysgol"]),
        ("group", "We plan in groups.", []),
        ("group*", "We plan in groups.", ["groups"]),
        ("group of", "A group. None of it", ["group", "of"]),
        ("group missing", "A group.", []),
        ('"mark each other"', "They mark each\nother. Each mark", ["mark each\nother"]),
        ('"each mark"', "They mark each other", []),
        ('"mark ea"*', "They mark each other", ["mark each"]),
        ("don't", "I don\u2019t know, I do", ["don\u2019t"]),
        ("“mark each”", "They mark each other", ["mark each"]),
        ("a_word", "See A_WORD, aword", ["A_WORD", "aword"]),
    ],
)
def test_words_phrases_and_beginnings_are_found_without_case_or_accents(
    typed: str, text: str, expected: list[str]
) -> None:
    assert found(typed, text) == expected


def test_phrases_that_share_words_are_marked_as_one() -> None:
    assert found('"a b" "b c"', "a b c") == ["a b c"]


def test_signs_of_query_languages_are_no_more_than_punctuation() -> None:
    terms = wanted("NEAR(a b, 2) OR -c:d ^e AND {f}").terms

    assert [term.words for term in terms] == [
        ("near", "a"), ("b",), ("2",), ("or",), ("c", "d"), ("e",), ("and",), ("f",),
    ]  # fmt: skip


def test_a_quotation_mark_left_open_is_closed_at_the_end_and_said() -> None:
    asked = wanted('plan "each other')

    assert asked.terms == (Term(("plan",)), Term(("each", "other")))
    assert asked.has_open_quote


@pytest.mark.parametrize("typed", ["", "  ", '"', '""', "* ? -- ' \u00b4", "\x00"])
def test_what_holds_no_word_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="no word"):
        wanted(typed)


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(InputError, match="at most 200"):
        wanted("a" * (MOST_CHARACTERS + 1))


def test_pieces_cover_every_word_once_and_know_their_paragraph() -> None:
    long = " ".join(f"w{number}." for number in range(450))
    text = f"\n\nFirst line.\n{long}\n***\n"

    pieces = list(pieces_of(text))

    assert text[2:13] == text[pieces[0].start : pieces[0].end] == "First line."
    assert "".join(text[piece.start : piece.end] for piece in pieces[1:]) == long
    assert [piece.paragraph for piece in pieces] == [2, 14, 14, 14]
    assert "".join(piece.words for piece in pieces).split() == [
        "first", "line", *(f"w{number}" for number in range(450)),
    ]  # fmt: skip


def test_a_long_paragraph_is_cut_where_a_sentence_ends() -> None:
    text = "word " * 149 + "end. " + "more " * 100

    first, second = pieces_of(text)

    assert len(first.words.split()) == 150
    assert len(second.words.split()) == 100


def test_a_paragraph_without_sentences_is_cut_all_the_same() -> None:
    sizes = [len(piece.words.split()) for piece in pieces_of("word " * (MOST_WORDS + 1))]

    assert sizes == [MOST_WORDS, 1]


def test_a_place_is_shown_between_words_with_its_neighbours_marked() -> None:
    text = "Ah, we plan the groups well, and groups plan too. Later more groups."
    places = places_of(wanted("groups"), text)

    shown = in_context(text, places, around=4)

    assert shown.runs == (
        ("Ah, we plan the ", False), ("groups", True), (" well, and ", False),
        ("groups", True), (" plan", False),
    )  # fmt: skip
    assert (shown.begins_inside, shown.ends_inside) == (False, True)
    assert shown.start == 0


def test_a_whole_short_text_is_shown_with_its_full_stop() -> None:
    shown = in_context("We plan.", [(3, 7)])

    assert "".join(words for words, _found in shown.runs) == "We plan."
    assert not shown.ends_inside


def test_without_a_place_the_beginning_is_shown() -> None:
    shown = in_context("One two three four.", [], around=1)

    assert shown.runs == (("One two", False),)
    assert shown.ends_inside
    assert in_context("", []).runs == ()


def test_what_stands_together_is_shown_rather_than_what_stands_first() -> None:
    text = f"Work alone. {'and so on ' * 9} they work in groups."
    places = places_of(wanted("work groups"), text)

    shown = in_context(text, places, around=4)

    assert [words for words, found in shown.runs if found] == ["work", "groups"]
