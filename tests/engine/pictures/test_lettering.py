"""Words are measured without a browser, and cut or broken so that they fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotone.engine.pictures.lettering import shorten, width_of, wrap


@given(words=st.text(max_size=80), room=st.floats(20, 400))
def test_shortened_words_fit_and_begin_as_they_were(words: str, room: float):
    short = shorten(words, room=room, size=15)

    assert width_of(short, size=15) <= room
    assert short == words or (short.endswith("\u2026") and words.startswith(short[:-1]))


@given(words=st.text(max_size=80))
def test_wrapped_words_take_at_most_two_lines_that_fit(words: str):
    lines = wrap(words, room=212, size=16, face="serif")

    assert len(lines) in (1, 2)
    assert all(width_of(line, size=16, face="serif") <= 212 for line in lines)


def test_one_endless_word_is_cut_on_one_line():
    lines = wrap("W" * 60, room=212, size=16, face="serif")

    assert len(lines) == 1
    assert lines[0].endswith("\u2026")


def test_an_accent_takes_no_room_of_its_own():
    assert width_of("\u0175\u0177", size=10) == width_of("wy", size=10)


def test_a_wide_letter_takes_the_room_of_the_type_size():
    assert width_of("\u5b66", size=10) == pytest.approx(10)


# The right-hand figures were measured in Chromium with the fonts the pages use.
@pytest.mark.parametrize(
    ("words", "size", "face", "measured"),
    [
        ("pace, something concrete and hands-on", 14.5, "plain", 255.34),
        ("engineering science, a half-day workshop", 14.5, "plain", 263.39),
        ("Bartholomew Featherstonehaugh", 15, "bold", 232.00),
        ("Relationships and power", 16, "serif", 191.29),
        ("Hands-on, active learning", 16, "serif", 198.87),
    ],
)
def test_a_guess_is_a_little_above_what_a_browser_measures(words, size, face, measured):
    guess = width_of(words, size=size, face=face)

    assert measured <= guess <= 1.05 * measured
