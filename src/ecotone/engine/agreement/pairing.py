"""What several coders marked in one text, sorted into what they say alike and what not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ecotone.engine.agreement.coded import Stretch
from ecotone.engine.agreement.differences import Kind

__all__ = ["Group", "Mark", "groups_of"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One use of one code by one coder in the text.

    Parameters
    ----------
    key
        What the caller knows it by.
    coder, code
        Who used which code.
    start, end
        Half-open, in code points; not empty.
    manner
        What the passage does with the code: its pole, and whatever else coders may differ in.
    """

    key: int
    coder: str
    code: str
    start: int
    end: int
    manner: str = ""

    @property
    def stretch(self) -> Stretch:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Group:
    """Marks that are one matter, to be settled together.

    Parameters
    ----------
    kind
        In what way the coders differ; None where all of them say the same.
    marks
        By place, then coder and key.
    """

    kind: Kind | None
    marks: tuple[Mark, ...]

    @property
    def start(self) -> int:
        return min(mark.start for mark in self.marks)

    @property
    def end(self) -> int:
        return max(mark.end for mark in self.marks)

    @property
    def coders(self) -> frozenset[str]:
        return frozenset(mark.coder for mark in self.marks)


def groups_of(marks: Iterable[Mark], coders: Iterable[str]) -> tuple[Group, ...]:
    """Sort the marks of all coders who read a text into matters to settle.

    What every coder says of the same words is one group. Of the rest, marks of one code that
    overlap belong together: all coders used the code there, in another manner or to other
    ends. Where some did not use it, but one of them put another code on words of these, the
    two codes are one group; where they put nothing, something is missing.

    Parameters
    ----------
    marks
        What was marked, in any order.
    coders
        Everybody who read the text, those who marked nothing among them.

    Returns
    -------
    tuple of Group
        By first word, last word and code. Each mark lies in exactly one.

    Notes
    -----
    M log M for M marks, and the square of those that overlap and that not all coders share.

    Examples
    --------
    >>> said = (Mark(1, "ann", "maths", 0, 20), Mark(2, "bob", "maths", 0, 24),
    ...         Mark(3, "ann", "labs", 30, 40))
    >>> [(found.kind.value, [mark.key for mark in found.marks])
    ...  for found in groups_of(said, ("ann", "bob"))]
    [('boundary', [1, 2]), ('missing', [3])]
    """
    everybody = frozenset(coders)
    alike, apart = _alike(sorted(marks, key=_place), everybody)
    shared: list[Group] = []
    partial: list[Group] = []
    for group in _of_one_code(apart):
        (shared if group.coders >= everybody else partial).append(group)
    found = [*alike, *shared, *_with_codes_for_each_other(partial)]
    return tuple(
        sorted(found, key=lambda group: (group.start, group.end, _place(group.marks[0])))
    )


def _place(mark: Mark) -> tuple[int, int, str, str, int]:
    return mark.start, mark.end, mark.code, mark.coder, mark.key


def _alike(marks: Sequence[Mark], everybody: frozenset[str]) -> tuple[list[Group], list[Mark]]:
    same: dict[tuple[object, ...], list[Mark]] = defaultdict(list)
    for mark in marks:
        same[mark.stretch, mark.code, mark.manner].append(mark)
    alike, apart = [], []
    for said in same.values():
        if everybody <= {mark.coder for mark in said}:
            alike.append(Group(None, tuple(said)))
        else:
            apart.extend(said)
    return alike, sorted(apart, key=_place)


def _of_one_code(marks: Iterable[Mark]) -> Iterator[Group]:
    """Join marks of one code that overlap, straight or by way of others."""
    by_code: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_code[mark.code].append(mark)
    for of_code in by_code.values():
        run: list[Mark] = []
        for mark in of_code:
            if run and mark.start >= max(other.end for other in run):
                yield _told(run)
                run = []
            run.append(mark)
        yield _told(run)


def _told(marks: Sequence[Mark]) -> Group:
    """Say in what way marks of one code differ, supposing that every coder made some."""
    manners = defaultdict(set)
    for mark in marks:
        manners[mark.coder].add(mark.manner)
    differ = len({frozenset(found) for found in manners.values()}) > 1
    return Group(Kind.POLE if differ else Kind.BOUNDARY, tuple(marks))


def _with_codes_for_each_other(groups: Sequence[Group]) -> list[Group]:
    """Join one code with the other that was used in its place, the largest overlap first."""
    matters = [Group(Kind.MISSING, group.marks) for group in groups]
    for _apart, first, second in sorted(_overlaps(groups)):
        one, other = matters[first], matters[second]
        if not one.coders & other.coders:
            joined = Group(Kind.CODE, tuple(sorted((*one.marks, *other.marks), key=_place)))
            matters = [joined if each is one or each is other else each for each in matters]
    return list(dict.fromkeys(matters))


def _overlaps(groups: Sequence[Group]) -> Iterator[tuple[int, int, int]]:
    """Yield how much each two groups share, less than nothing, and their places in the list."""
    order = sorted(range(len(groups)), key=lambda place: groups[place].start)
    for number, first in enumerate(order):
        for second in order[number + 1 :]:
            if groups[second].start >= groups[first].end:
                break
            ends = groups[first].end, groups[second].end
            yield groups[second].start - min(ends), first, second
