"""Names that are to be hidden, and every form in which a text may speak of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from ecotone.engine.kernel.words import words_of
from ecotone.engine.pseudonyms.common import ORDINARY, PARTICLES, SCHOOL_WORDS, TITLES

__all__ = ["Form", "Kind", "Listed", "forms_of", "sort_of_organisation"]

SHORT = 2  # letters: in lower case, so short a name is some other word
LEAST_CORE = 3  # letters by which alone an organisation can be known


class Kind(Enum):
    """What a listed name names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Listed:
    """A name, and what is said instead of it.

    `is_exact` when somebody judged this very form: it is then hidden wherever it has its
    capital, and no other form is made out of it.
    """

    name: str
    kind: Kind
    replacement: str
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a name: the keys of its words, and how sure we can be."""

    keys: tuple[str, ...]
    replacement: str
    needs_capital: bool = False
    is_doubtful: bool = False
    is_exact: bool = False


def forms_of(listed: Listed) -> Iterator[Form]:
    """Give every form of a name: whole, in part, plural, inflected, mutated.

    >>> [" ".join(form.keys) for form in forms_of(Listed("Dr Mo Kerr", Kind.PERSON, "Ann"))][:7]
    ['mo kerr', 'mo kerrs', 'mo kerrem', 'mo kerrovi', 'mo kerrowi', 'mo kerrum', 'm kerr']
    """
    whole = _keys(listed.name)
    if not whole:
        return
    seen: set[tuple[str, ...]] = set()
    for keys in _ways_to_say(listed, whole):
        for form in _inflected(_form(keys, listed), listed.kind):
            if form.keys not in seen:
                seen.add(form.keys)
                yield form


def _keys(name: str) -> tuple[str, ...]:
    keys = tuple(word.key for word in words_of(name))
    return tuple(key for key in keys if key)


def _ways_to_say(listed: Listed, whole: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if listed.kind == Kind.PERSON and not listed.is_exact:
        yield from _ways_to_say_person(listed.name, whole)
    elif listed.kind == Kind.ORGANISATION and not listed.is_exact:
        yield from _ways_to_say_organisation(whole)
    else:
        yield whole
        yield from _joined(whole)


def _joined(keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Write together what an apostrophe or a hyphen set apart: marys, ohara."""
    for place in range(1, len(keys)):
        before, after = keys[place - 1], keys[place]
        if after == "s" or (before in PARTICLES and len(before) == 1):
            yield (*keys[: place - 1], before + after, *keys[place + 1 :])


def _ways_to_say_person(written: str, whole: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    name = tuple(key for key in whole if key not in TITLES) or whole
    yield name
    yield from _joined(name)
    if len(name) > SHORT:
        yield name[0], name[-1]
    if len(name) > 1:
        yield name[0][0], name[-1]
        yield ("".join(name[-2:]),)  # as in an address, or a hyphen lost
    yield from _parts(written, name)
    for key in name:
        if len(key) > 1 and key not in PARTICLES and not key.isdigit():
            yield (key,)


def _parts(written: str, name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give what belongs together: O'Neill, Marsh-Bowen, and a surname with its particles."""
    for chunk in map(_keys, written.split()):
        if len(chunk) > 1:
            yield chunk
            yield ("".join(chunk),)
    particles = [place for place, key in enumerate(name[:-1]) if key in PARTICLES and place]
    if particles:
        yield name[particles[0] :]


_SORTS = {
    "Primary school": {
        "primary",
        "infant",
        "infants",
        "junior",
        "juniors",
        "nursery",
        "gynradd",
    },
    "Secondary school": {
        "secondary",
        "high",
        "grammar",
        "comprehensive",
        "academy",
        "uwchradd",
    },
    "University": {"university", "prifysgol"},
    "College": {"college", "coleg"},
    "Department": {"department", "dept", "faculty", "adran"},
    "School": {"school", "ysgol"},
}


def sort_of_organisation(name: str) -> str:
    """Say what sort of organisation a name tells of, for an alias that keeps the sense.

    >>> sort_of_organisation("Ysgol Gynradd Aber"), sort_of_organisation("Acme Ltd")
    ('Primary school', 'Organisation')
    """
    keys = set(_keys(name))
    return next((sort for sort, words in _SORTS.items() if keys & words), "Organisation")


_HEADS = frozenset({"university", "prifysgol", "uni", "ysgol", "coleg"})


def _ways_to_say_organisation(whole: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    name = whole[1:] if whole[0] == "the" and len(whole) > 1 else whole
    core = _core(name)
    said = [name] if not core else [name, *_with_school_words(name, core), core]
    for keys in said:
        yield keys
        yield from _joined(keys)
        if keys[0] == "st":
            yield ("saint", *keys[1:])


def _core(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is left without School, Primary, University of; nothing if too little."""
    core = name
    if core[0] in _HEADS:
        core = tuple(core[2:] if core[1:2] == ("of",) else core[1:])
    while core and core[-1] in SCHOOL_WORDS:
        core = core[:-1]
    letters = sum(map(len, core))
    is_known = letters >= LEAST_CORE and not set(core) <= SCHOOL_WORDS | PARTICLES
    return core if core != name and is_known and "of" not in core else ()


def _with_school_words(
    name: tuple[str, ...], core: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    """Put the core beside each school word on its own, as people do."""
    place = name.index(core[0])
    tail = name[place + len(core) :]
    for length in range(len(tail) - 1, 0, -1):
        yield (*core, *tail[:length])
    for word in ("school", "primary", "academy", "college", "high", "university", "uni"):
        yield (*core, word)
    for head in ("university", "uni"):
        yield (head, "of", *core)


def _form(keys: tuple[str, ...], listed: Listed) -> Form:
    alone = keys[0] if len(keys) == 1 else ""
    is_ordinary = alone in ORDINARY
    is_a_core = listed.kind == Kind.ORGANISATION and bool(alone)
    is_initial = len(keys) > 1 and len(keys[0]) == 1
    return Form(
        keys=keys,
        replacement=listed.replacement,
        needs_capital=is_ordinary
        or is_a_core
        or is_initial
        or 0 < len(alone) <= SHORT
        or set(keys) <= ORDINARY | PARTICLES,
        is_doubtful=is_ordinary and not listed.is_exact,
        is_exact=listed.is_exact,
    )


# --- endings and beginnings ------------------------------------------------------------------

_HISSING = ("s", "x", "z", "ch", "sh")
_AFTER_CONSONANT = ("em", "ovi", "owi", "um")
_FOR_A = ("am", "ou", "ae")
_FOR_US = ("um", "i")
_VOWELS = "aeiouy"
_LEAST_INFLECTED = 4

_MUTATIONS = {  # Welsh: soft, nasal, aspirate, as far as they change the letter
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "c": ("g", "ngh", "ch"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "g": ("", "ng"),
    "m": ("f",),
    "ll": ("l",),
    "rh": ("r",),
}


def _inflected(form: Form, kind: Kind) -> Iterator[Form]:
    yield form
    last = form.keys[-1]
    if last.isdigit() or (len(last) == 1 and len(form.keys) > 1):
        return
    for ending in _endings(last, kind):
        yield replace(
            form,
            keys=(*form.keys[:-1], ending),
            replacement=form.replacement + ("s" if ending == last + "s" else ""),
        )
    if kind in {Kind.PLACE, Kind.ORGANISATION} and not form.is_doubtful:
        for beginning in _mutated(form.keys[0]):
            yield replace(form, keys=(beginning, *form.keys[1:]), needs_capital=True)


def _endings(key: str, kind: Kind) -> Iterator[str]:
    if kind in {Kind.PERSON, Kind.OTHER} or len(key) > _LEAST_INFLECTED:
        yield key + ("es" if key.endswith(_HISSING) else "s")
    if kind != Kind.PERSON or len(key) < _LEAST_INFLECTED:
        return
    if key.endswith("us"):
        yield from (key[:-2] + ending for ending in _FOR_US)
    elif key.endswith("a"):
        yield from (key[:-1] + ending for ending in _FOR_A)
    if key[-1] not in _VOWELS:
        yield from (key + ending for ending in _AFTER_CONSONANT)


def _mutated(key: str) -> Iterator[str]:
    for letters in (key[:2], key[:1]):
        if letters in _MUTATIONS and len(key) > _LEAST_INFLECTED:
            yield from (new + key[len(letters) :] for new in _MUTATIONS[letters])
            return
