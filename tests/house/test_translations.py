"""Every sentence of the house is said in every language, with all that it takes in."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message

from tools.translations import catalogues, gathered, read, untranslated

TAKEN_IN = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
TAGS = re.compile(r"</?\w+")
GATHER = "run `./run translations`, and translate what is new"


@pytest.fixture(params=sorted(catalogues()))
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return read(request.param, catalogues()[request.param])


@pytest.fixture(scope="module")
def said() -> Catalog:
    return gathered()


def test_the_catalogue_holds_what_the_sources_say_and_nothing_else(
    catalogue: Catalog, said: Catalog
) -> None:
    assert names_of(catalogue) ^ names_of(said) == set(), GATHER


def test_every_sentence_is_translated(catalogue: Catalog) -> None:
    assert [first_of(message) for message in untranslated(catalogue)] == [], GATHER


def test_a_translation_takes_in_what_its_sentence_takes_in(catalogue: Catalog) -> None:
    wrong = [
        (sentence, translation)
        for sentence, translation in pairs_in(catalogue)
        if Counter(TAKEN_IN.findall(sentence)) != Counter(TAKEN_IN.findall(translation))
    ]

    assert wrong == []


def test_a_translation_keeps_the_marks_and_edges_of_its_sentence(catalogue: Catalog) -> None:
    wrong = [
        (sentence, translation)
        for sentence, translation in pairs_in(catalogue)
        if Counter(TAGS.findall(sentence)) != Counter(TAGS.findall(translation))
        or edges_of(sentence) != edges_of(translation)
    ]

    assert wrong == []


def test_welsh_counts_in_six_forms() -> None:
    welsh = read("cy", catalogues()["cy"])
    counted = [message for message in welsh if message.pluralizable]

    assert {len(message.string) for message in counted} == {6}


def names_of(catalog: Catalog) -> set[tuple[str | None, str]]:
    return {(message.context, first_of(message)) for message in catalog if message.id}


def first_of(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, tuple) else message.id)


def pairs_in(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield each sentence beside its translation; of a count, the form for many."""
    for message in catalog:
        if message.id and message.pluralizable:
            yield from ((str(message.id[1]), form) for form in message.string[3:])
        elif message.id:
            yield str(message.id), str(message.string)


def edges_of(sentence: str) -> tuple[bool, bool]:
    return sentence[:1].isspace(), sentence[-1:].isspace()
