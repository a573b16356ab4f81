"""Words a person should look at: capitals and numbers that no list knows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ecotone.engine.kernel.words import APOSTROPHES, HYPHENS, begins_sentence, key_of
from ecotone.engine.pseudonyms.common import FUNCTION_WORDS
from ecotone.engine.pseudonyms.finding import Names, find_names

__all__ = ["Place", "UnlistedForm", "unlisted_forms"]

_TOKEN = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}{HYPHENS}][^\W_]+)*")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]\Z")
_PRONOUN = re.compile(rf"[Ii][{APOSTROPHES}]")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a form stands: in which of the texts, and from where to where."""

    text_number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class UnlistedForm:
    """One word or number, and everywhere it stands.

    `is_doubtful` when it is a listed name that may be an ordinary word here; it is hidden.
    """

    form: str
    places: tuple[Place, ...]
    is_doubtful: bool = False

    @property
    def key(self) -> str:
        return key_of(self.form)

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def is_number(self) -> bool:
        return any(letter.isdigit() for letter in self.form)


def unlisted_forms(texts: Sequence[str], names: Names) -> tuple[UnlistedForm, ...]:
    """List capitalised words and numbers outside every listed name, the most frequent first.

    A word whose capital may come from its sentence is left out when the same word stands in
    lower case somewhere in the texts, or is one of the few that hold sentences together.
    Doubtful names come before all others.

    Notes
    -----
    Linear in the words of the texts.

    Examples
    --------
    >>> texts = ["We saw 30 pupils at Seaview. Pupils liked it. Seaview's head: Lessons work."]
    >>> [(found.form, found.count) for found in unlisted_forms(texts, Names.listing([]))]
    [('Seaview', 2), ('Lessons', 1), ('30', 1)]
    """
    gathered = _Gathered()
    for number, text in enumerate(texts):
        gathered.read(number, text, names)
    return tuple(gathered.doubtful_forms() + gathered.unlisted_forms())


_Found = tuple[str, Place]


class _Gathered:
    """What one walk over all texts has seen, by the key of each word."""

    def __init__(self) -> None:
        self.spoken: set[str] = set()  # in lower case, somewhere
        self.sure: dict[str, list[_Found]] = defaultdict(list)
        self.unsure: dict[str, list[_Found]] = defaultdict(list)
        self.doubtful: dict[str, list[_Found]] = defaultdict(list)

    def read(self, number: int, text: str, names: Names) -> None:
        mentions = find_names(text, names)
        for mention in mentions:
            if mention.is_doubtful:
                found = mention.text, Place(number, mention.start, mention.end)
                self.doubtful[key_of(mention.text)].append(found)
        hidden = [(mention.start, mention.end) for mention in mentions]
        for word, start in _outside(text, hidden):
            key = key_of(word)
            if not _asks_for_a_look(word):
                self.spoken.add(key)
            elif key not in names.spared:
                may_be_owed = word[0].isalpha() and begins_sentence(text, start)
                seen = self.unsure if may_be_owed else self.sure
                seen[key].append((word, Place(number, start, start + len(word))))

    def doubtful_forms(self) -> list[UnlistedForm]:
        forms = (_gathered(found, is_doubtful=True) for found in self.doubtful.values())
        return sorted(forms, key=_first_numbers_last)

    def unlisted_forms(self) -> list[UnlistedForm]:
        owed = self.spoken | FUNCTION_WORDS
        forms = (
            _gathered(self.sure.get(key, []) + self.unsure.get(key, []))
            for key in self.sure.keys() | (self.unsure.keys() - owed)
        )
        return sorted(forms, key=_first_numbers_last)


def _outside(text: str, hidden: Iterable[tuple[int, int]]) -> Iterator[tuple[str, int]]:
    """Give every word that no listed name covers, without its possessive ending."""
    spans = iter([*hidden, (len(text) + 1, len(text) + 1)])
    start, end = next(spans)
    for found in _TOKEN.finditer(text):
        while found.start() >= end:
            start, end = next(spans)
        if found.end() <= start:
            word = _POSSESSIVE.sub("", found.group())
            yield word, found.start()


def _asks_for_a_look(word: str) -> bool:
    if word == "I" or _PRONOUN.match(word):
        return False
    return word[0].isupper() or any(letter.isdigit() for letter in word)


def _gathered(found: Sequence[_Found], *, is_doubtful: bool = False) -> UnlistedForm:
    places = sorted(place for _word, place in found)
    return UnlistedForm(found[0][0], tuple(places), is_doubtful)


def _first_numbers_last(form: UnlistedForm) -> tuple[bool, int, str]:
    return form.is_number, -form.count, form.key
