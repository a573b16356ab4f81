"""How fast listed names are found, beside the plain way of doing it.

The plain way is what one writes first: a regular expression that names every name, longest
first, without case. It knows no first names, no line breaks and no diacritics, so it finds
less; the time is what is compared.
"""

import random
import re
import time

from ecotone.engine.pseudonyms import Kind, Listed, Names, hide_names, unlisted_forms

WORDS, NAMES, EVERY = 100_000, 2_000, 50
SEED = 2018
SYLLABLES = [a + b for a in "bdfgklmnprst" for b in ("an", "el", "or", "is")]
PLAIN = ["the", "of", "and", "we", "it", "lessons", "pupils", "group", "They", "Each"]


def main() -> None:
    chance = random.Random(SEED)
    listed = [Listed(full_name(chance), Kind.PERSON, f"P{n}") for n in range(NAMES)]
    text = a_text(listed, chance)
    began = time.perf_counter()
    names = Names.listing(listed)
    prepared = time.perf_counter()
    hidden = hide_names(text, names)
    found = time.perf_counter()
    unlisted_forms([text], names)
    looked = time.perf_counter()
    plain_seconds, plain_found = plain_way(text, listed)
    print(f"names in {WORDS:,} words, {NAMES:,} listed: {len(hidden.mentions)} mentions")
    print(f"  list {prepared - began:.3f} s, replace {found - prepared:.3f} s")
    print(f"  unlisted words {looked - found:.3f} s; all {looked - began:.3f} s (budget 2 s)")
    print(
        f"  one regular expression of all names: {plain_seconds:.3f} s, {plain_found} mentions"
    )


def full_name(chance: random.Random) -> str:
    parts = ("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _part in range(2))
    return " ".join(part.capitalize() for part in parts)


def a_text(listed: list[Listed], chance: random.Random) -> str:
    """Name somebody in every fiftieth word: whole, by surname, with an ending."""
    return " ".join(
        spoken_of(chance.choice(listed).name, chance)
        if number % EVERY == 0
        else chance.choice(PLAIN)
        for number in range(WORDS)
    )


def spoken_of(name: str, chance: random.Random) -> str:
    return chance.choice(
        [name, name.rsplit(maxsplit=1)[-1], f"{name}'s", name.replace(" ", "\n")]
    )


def plain_way(text: str, listed: list[Listed]) -> tuple[float, int]:
    began = time.perf_counter()
    longest_first = sorted((name.name for name in listed), key=len, reverse=True)
    either = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
    _text, number = either.subn("X", text)
    return time.perf_counter() - began, number


if __name__ == "__main__":
    main()
