"""Names for people whose own names stay unsaid."""

import tomllib
from collections.abc import Container, Iterable, Iterator
from functools import cache
from itertools import count, product
from pathlib import Path

from ecotone.engine.kernel import seeded_generator

LISTS = Path(__file__).resolve().parent.parent / "data" / "pseudonyms.toml"


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(LISTS.read_text(encoding="utf-8"))


def pseudonyms_for(
    real_names: Iterable[str], *, taken: Container[str], seed: int
) -> Iterator[str]:
    """Draw one free pseudonym for each person, none of them sharing a word with their name.

    First names come first; when they are used up, a word from nature follows ("Ada Rowan").
    `taken` holds the pseudonyms in use, in small letters.
    """
    free = (name for name in _shuffled(seed) if name.casefold() not in taken)
    put_back: list[str] = []
    for real_name in real_names:
        yield _first_unlike(real_name, free, put_back)


def _first_unlike(real_name: str, free: Iterator[str], put_back: list[str]) -> str:
    own_words = set(real_name.casefold().split())
    for number, name in enumerate(put_back):
        if own_words.isdisjoint(name.casefold().split()):
            return put_back.pop(number)
    for name in free:
        if own_words.isdisjoint(name.casefold().split()):
            return name
        put_back.append(name)
    raise AssertionError("the list of pseudonyms never ends")


def _shuffled(seed: int) -> Iterator[str]:
    draw = seeded_generator(seed)
    given, nature = _lists()["given"], _lists()["nature"]
    yield from (given[index] for index in draw.permutation(len(given)))
    pairs = [f"{first} {second}" for first, second in product(given, nature)]
    yield from (pairs[index] for index in draw.permutation(len(pairs)))
    for number in count(2):
        yield from (f"{pair} {number}" for pair in pairs)
