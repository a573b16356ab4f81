"""A line of dots or a gap of a hundred thousand spaces is read at once, as any other words."""

from collections.abc import Callable
from time import process_time

import pytest

from ecotone.coding.queries.reading import SENTENCE
from ecotone.engine.pseudonyms import Names, hide_names, unlisted_forms
from ecotone.foundation.documents import turns_in_text
from ecotone.foundation.documents.cues import VOICE
from ecotone.foundation.documents.reading import PAGE_NUMBER

MANY = 100_000
SECONDS = 5  # a slow machine's; what reads again from each place takes minutes
NOBODY = Names.listing([], spared=set())

READ: dict[str, Callable[[str], object]] = {
    "sentences": lambda text: list(SENTENCE.finditer(text)),
    "voices": lambda text: list(VOICE.finditer(text)),
    "numbers of pages": lambda text: PAGE_NUMBER.sub("", text),
    "turns": turns_in_text,
    "names": lambda text: hide_names(text, NOBODY),
    "words to judge": lambda text: unlisted_forms([text], NOBODY),
}
LONG = {
    "dots": "." * MANY + "a",
    "spaces": "<v " + " " * MANY,
    "voices left open": "<v " * MANY,
    "empty lines": "\n" * MANY + "x",
    "brackets": "( " * MANY + "A",
    "hyphens": "A-\n" * MANY,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("read", READ.values(), ids=READ)
def test_no_text_is_read_again_from_each_of_its_places(
    read: Callable[[str], object], text: str
) -> None:
    began = process_time()

    read(text)

    assert process_time() - began < SECONDS


def test_dots_and_marks_end_a_sentence_as_before() -> None:
    said = "Is it so?! \u201cYes...\u201d Well… so 1.5 it is. Good"

    sentences = [found.group() for found in SENTENCE.finditer(said)]

    assert sentences == ["Is it so?!", "\u201cYes...\u201d", "Well…", "so 1.5 it is.", "Good"]
