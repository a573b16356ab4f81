"""Finding listed names in a text: one walk over its words, the longest name wins."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, Union

from ecotone.engine.kernel.words import APOSTROPHES, HYPHENS, begins_sentence, words_of
from ecotone.engine.pseudonyms.common import AFTER_A_VERB, BEFORE_A_DATE, CALENDAR
from ecotone.engine.pseudonyms.listed import Form, Listed, forms_of

__all__ = ["DOUBTFUL", "OF_SEVERAL", "Mention", "Names", "find_names"]

DOUBTFUL = "[name?]"
OF_SEVERAL = "[name]"

_LINE_BREAK = r"[^\S\n\r]*(?:\r\n?|\n)[^\S\n\r]*"
_GAP = re.compile(rf"[._{APOSTROPHES}{HYPHENS}]?(?:{_LINE_BREAK}|[^\S\n\r]*)")
_BROKEN = re.compile(rf"[{HYPHENS}\u00ad]{_LINE_BREAK}")

_CUTS = frozenset("-\u2010\u2011\u00ad")

_Tree: TypeAlias = dict[str, Union["_Tree", Form]]  # "" leads to the form that ends here


@dataclass(frozen=True, slots=True)
class Mention:
    """A listed name at [start, end), and what is said instead.

    `is_doubtful` when it may be an ordinary word whose capital comes from the sentence: it is
    hidden until somebody has looked.
    """

    start: int
    end: int
    text: str
    replacement: str
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """Listed names, made ready to be found. Make one with :meth:`listing` and keep it."""

    tree: Mapping[str, _Tree | Form]
    spared: frozenset[str]

    @classmethod
    def listing(cls, listed: Iterable[Listed], *, spared: Iterable[str] = ()) -> "Names":
        """Make names ready.

        Parameters
        ----------
        listed
            In any order. A form that two names share, such as a first name, says of neither
            who is meant and becomes `[name]`; one that was judged is as it was judged.
        spared
            Folded words somebody judged to be ordinary. A doubtful name among them stays.

        Notes
        -----
        Linear in the number of names and their words.
        """
        tree: _Tree = {}
        for name in listed:
            for form in forms_of(name):
                _plant(tree, form)
        return cls(tree, frozenset(spared))

    def replacement_of(self, name: str) -> str | None:
        """Return what is said instead of exactly this form; nothing when it is not listed.

        >>> from ecotone.engine.pseudonyms.listed import Kind
        >>> Names.listing([Listed("Will Kerr", Kind.PERSON, "Jo")]).replacement_of("Will")
        'Jo'
        """
        tree: Mapping[str, _Tree | Form] | Form = self.tree
        for word in words_of(name):
            tree = tree.get(word.key, {}) if not isinstance(tree, Form) else {}
        form = tree.get("") if not isinstance(tree, Form) else None
        return form.replacement if isinstance(form, Form) else None


def _plant(tree: _Tree, form: Form) -> None:
    for key in form.keys:
        tree = tree.setdefault(key, {})  # type: ignore[assignment]  # only "" leads to a form
    held = tree.get("")
    tree[""] = _agreed(held, form) if isinstance(held, Form) else form


def _agreed(held: Form, form: Form) -> Form:
    if held.replacement == form.replacement or held.is_exact != form.is_exact:
        return held if held.is_exact else form
    return Form(
        keys=form.keys,
        replacement=OF_SEVERAL,
        needs_capital=held.needs_capital and form.needs_capital,
        is_doubtful=held.is_doubtful and form.is_doubtful,
        is_exact=form.is_exact,
    )


def find_names(text: str, names: Names) -> tuple[Mention, ...]:
    r"""Find every listed name in a text, in order and without overlap.

    Case, diacritics, the kind of apostrophe, several spaces and one line break make no
    difference. A possessive ending stays outside the mention.

    Notes
    -----
    The names stand in a tree of words (Fredkin 1960, "Trie memory"); at each place the longest
    wins. Linear in the words of the text, times the words of the longest name where one begins.

    Examples
    --------
    >>> from ecotone.engine.pseudonyms.listed import Kind
    >>> names = Names.listing([Listed("Hope Llŷr", Kind.PERSON, "Ruth")])
    >>> said = "I saw HOPE\nLLYR's class. Hope it works."
    >>> [(mention.text, mention.replacement) for mention in find_names(said, names)]
    [('HOPE\nLLYR', 'Ruth')]
    >>> [m.is_doubtful for m in find_names("Hope, too, came.", names)]
    [True]
    """
    return tuple(_Reading(text, names).mentions())


class _Reading:
    """One walk over one text."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.words = list(words_of(text))
        self.keys = [word.key for word in self.words]

    def mentions(self) -> Iterator[Mention]:
        place = 0
        tree = self.names.tree
        while place < len(self.words):
            found = None
            if self.keys[place] in tree or self._is_broken(place):
                found = self._longest(place)
            if found is None:
                place += 1
                continue
            after, form = found
            yield from self._mention(place, after, form)
            place = after

    def _is_broken(self, place: int) -> bool:
        """Say whether a hyphen and the end of a line cut a word in two here."""
        end = self.words[place].end
        if self.text[end : end + 1] not in _CUTS or place + 1 == len(self.words):
            return False
        return bool(_BROKEN.fullmatch(self.text[end : self.words[place + 1].start]))

    def _longest(self, place: int) -> tuple[int, Form] | None:
        best: tuple[int, Form] | None = None
        waiting: list[tuple[int, Mapping[str, _Tree | Form]]] = [(place, self.names.tree)]
        while waiting:
            at, tree = waiting.pop()
            form = tree.get("")
            if isinstance(form, Form) and self._fits(place, at, form):
                best = max(best or (0, form), (at, form), key=lambda found: found[0])
            waiting += self._onward(place, at, tree)
        return best

    def _onward(
        self, place: int, at: int, tree: Mapping[str, _Tree | Form]
    ) -> Iterator[tuple[int, Mapping[str, _Tree | Form]]]:
        if at >= len(self.words) or (at > place and not self._joins(at)):
            return
        following = tree.get(self.keys[at])
        if isinstance(following, dict):
            yield at + 1, following
        if self._is_broken(at):
            following = tree.get(self.keys[at] + self.keys[at + 1])
            if isinstance(following, dict):
                yield at + 2, following

    def _joins(self, at: int) -> bool:
        gap = self.text[self.words[at - 1].end : self.words[at].start]
        return gap == " " or bool(_GAP.fullmatch(gap))

    def _fits(self, place: int, after: int, form: Form) -> bool:
        if after == place:
            return False
        if form.needs_capital and not self.words[place].is_capitalised:
            return False
        return not (form.is_doubtful and self._is_ordinary(place))

    def _is_ordinary(self, place: int) -> bool:
        word = self.words[place]
        if self._is_unsure(place) and self.keys[place] in self.names.spared:
            return True
        following = self.words[place + 1 : place + 2]
        is_a_verb = any(
            next_word.key in AFTER_A_VERB and self.text[word.end : next_word.start].isspace()
            for next_word in following
        )
        return is_a_verb and begins_sentence(self.text, word.start)

    def _is_unsure(self, place: int) -> bool:
        word = self.words[place]
        is_shouted = word.text.isupper() and len(word.text) > 1
        return is_shouted or self._is_a_date(place) or begins_sentence(self.text, word.start)

    def _is_a_date(self, place: int) -> bool:
        if self.keys[place] not in CALENDAR:
            return False
        before = self.keys[place - 1] if place else ""
        following = self.keys[place + 1] if place + 1 < len(self.keys) else ""
        return before in BEFORE_A_DATE or before.isdigit() or following.isdigit()

    def _mention(self, place: int, after: int, form: Form) -> Iterator[Mention]:
        start, end = self.words[place].start, self.words[after - 1].end
        is_doubtful = form.is_doubtful and self._is_unsure(place)
        replacement = DOUBTFUL if is_doubtful else form.replacement
        yield Mention(start, end, self.text[start:end], replacement, is_doubtful)
