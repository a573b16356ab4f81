"""The codebook as a page shows it: in the order of the tree, each code with its uses."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count

from ecotone.coding.choices import Pole
from ecotone.coding.models import HUES, Code
from ecotone.coding.queries.passages import counted_codings
from ecotone.coding.queries.taxonomy import starter_practices
from ecotone.engine.kernel.words import words_of
from ecotone.foundation.models import Programme

Tree = Mapping[int | None, list[Code]]
FILLS_A_WINDOW = 16  # lines


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code in its place: the codes above it, its family's colour, how often it is used.

    `line` goes from the family down to the code itself.
    """

    code: Code
    line: tuple[Code, ...]
    hue: int
    uses: Mapping[Pole, int]

    @property
    def family(self) -> Code:
        return self.line[0]

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(code.name for code in self.line)

    @property
    def depth(self) -> int:
        return len(self.path) - 1

    @property
    def above(self) -> tuple[str, ...]:
        return self.path[:-1]

    @property
    def is_starter(self) -> bool:
        """Say whether it came with our taxonomy; all others are the programme's own."""
        return self.code.key in starter_practices()

    @property
    def practice_name(self) -> str:
        """The practice of our taxonomy that a code of one's own is the same as."""
        practice = starter_practices().get(self.code.practice)
        return practice.name if practice else ""

    @property
    def total(self) -> int:
        return sum(self.uses.values())

    @property
    def advice(self) -> str:
        """When to use this code, in a line; its definition where nobody has said."""
        return self.code.use_for or self.code.definition

    @property
    def uses_by_pole(self) -> list[tuple[Pole, int]]:
        return [(pole, self.uses[pole]) for pole in Pole if self.uses[pole]]


def codebook(programme: Programme) -> list[CodeEntry]:
    """Return every code, parents before children, with its uses in what may be read now."""
    codes = Code.objects.in_book(programme).order_by("position", "pk")
    return laid_out(codes, _uses(programme))


def laid_out(codes: Iterable[Code], uses: Mapping[int, Counter[Pole]]) -> list[CodeEntry]:
    """Lay out codes, in the order of their positions, as a tree."""
    tree: dict[int | None, list[Code]] = defaultdict(list)
    for code in codes:
        tree[code.parent_id].append(code)
    return [
        entry
        for family in tree[None]
        for entry in _branch((family,), hue_of(family), tree, uses)
    ]


def hue_of(family: Code) -> int:
    """Give a family the colour people chose, or one that stays when others come or move."""
    return family.hue or (family.pk - 1) % HUES + 1


@dataclass(frozen=True, slots=True)
class Branch:
    """A code with the branches below it."""

    entry: CodeEntry
    below: tuple["Branch", ...]

    @property
    def total(self) -> int:
        return self.entry.total + sum(branch.total for branch in self.below)


def branches_of(entries: Iterable[CodeEntry], depth: int = 0) -> tuple[Branch, ...]:
    """Fold a codebook, which lists codes one after another, into the tree it came from."""
    branches: list[Branch] = []
    below: list[CodeEntry] = []
    for entry in reversed(list(entries)):
        if entry.depth > depth:
            below.insert(0, entry)
        else:
            branches.insert(0, Branch(entry, branches_of(below, depth + 1)))
            below = []
    return tuple(branches)


def found_in(entries: Iterable[CodeEntry], typed: str) -> list[CodeEntry]:
    """Keep the codes whose names, path or wording hold every typed word, and those above."""
    listed = list(entries)
    wanted = {word.key for word in words_of(typed)}
    fitting = [entry for entry in listed if all(_holds(entry, word) for word in wanted)]
    kept = {code.pk for entry in fitting for code in entry.line}
    return [entry for entry in listed if entry.code.pk in kept]


def _holds(entry: CodeEntry, word: str) -> bool:
    code = entry.code
    said = (*entry.path, *code.other_names, code.definition, code.use_for, code.not_for)
    return any(found.key.startswith(word) for text in said for found in words_of(text))


@dataclass(frozen=True, slots=True)
class Family:
    """A code at the top of the tree with everything below it."""

    head: CodeEntry
    members: tuple[CodeEntry, ...]

    @property
    def is_long(self) -> bool:
        """Say whether its lines fill a window, so that a page may reckon with that room."""
        return len(self.members) > FILLS_A_WINDOW

    @property
    def total(self) -> int:
        return self.head.total + sum(member.total for member in self.members)


def families_of(entries: Iterable[CodeEntry]) -> list[Family]:
    groups = (tuple(group) for _, group in groupby(entries, key=lambda entry: entry.family.pk))
    return [Family(group[0], group[1:]) for group in groups]


MOST_OPEN = 80  # lines of codes: more hide what is below them


def families_to_open(families: Iterable[Family], spoken_of: Collection[int]) -> set[int]:
    """Say which families a panel opens: those a text speaks of, up to a screen or two."""
    opened, lines = set(), 0
    for family in families:
        more = 1 + len(family.members)
        if family.head.code.pk in spoken_of and lines + more <= MOST_OPEN:
            opened.add(family.head.code.pk)
            lines += more
    return opened


def _branch(
    line: tuple[Code, ...], hue: int, tree: Tree, uses: Mapping[int, Counter[Pole]]
) -> Iterator[CodeEntry]:
    code = line[-1]
    yield CodeEntry(code, line, hue, uses.get(code.pk, Counter()))
    for child in tree.get(code.pk, []):
        yield from _branch((*line, child), hue, tree, uses)


def _uses(programme: Programme) -> dict[int, Counter[Pole]]:
    rows = counted_codings(programme).values_list("code", "pole").annotate(Count("pk"))
    uses: dict[int, Counter[Pole]] = defaultdict(Counter)
    for code, pole, number in rows.order_by():
        uses[code][Pole(pole)] = number
    return uses
