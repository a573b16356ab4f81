"""How often suggestions are right: on work held back, beside the codes used most."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ecotone.engine.suggesting.asking import MOST_SUGGESTED, suggest
from ecotone.engine.suggesting.learning import Worked, learn

__all__ = ["Measured", "Pile", "measured"]

Pile: TypeAlias = Sequence[Worked]  # what is held back together: one person's, or one text's


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts over all passages held back, each with the codes its coder gave it.

    `suggested` and `right` count suggestions; `answered` passages for which there was one,
    `helped` those with a right one among them. `most_used_right` and `most_used_helped` say
    the same of always naming the three codes used most, which never stays silent.
    """

    passages: int
    answered: int
    suggested: int
    right: int
    helped: int
    most_used_right: int
    most_used_helped: int

    @property
    def precision_at_3(self) -> float | None:
        """The share of suggestions that were right; nothing where none was made."""
        return self.right / self.suggested if self.suggested else None

    @property
    def helped_when_answered(self) -> float | None:
        return self.helped / self.answered if self.answered else None

    @property
    def most_used_precision(self) -> float | None:
        named = MOST_SUGGESTED * self.passages
        return self.most_used_right / named if named else None


def measured(piles: Sequence[Pile]) -> Measured:
    """Hold back each pile in turn, learn from all the others, and compare.

    A passage with several codes is one passage, for which each of them is right. O(piles x
    words).

    >>> pile = [Worked(f"pupils mark work {n}", "peer") for n in range(20)]
    >>> measured([pile, pile]).precision_at_3
    1.0
    """
    total: Counter[str] = Counter()
    for number, held_back in enumerate(piles):
        others = [one for pile in (*piles[:number], *piles[number + 1 :]) for one in pile]
        total += _compared(held_back, others)
    return Measured(**{field: total[field] for field in Measured.__dataclass_fields__})


def _compared(held_back: Iterable[Worked], others: Sequence[Worked]) -> Counter[str]:
    earlier = learn(others)
    most_used = {
        code for code, _n in Counter(one.code for one in others).most_common(MOST_SUGGESTED)
    }
    total: Counter[str] = Counter()
    for words, codes in _codes_of(held_back).items():
        named = {one.code for one in suggest(earlier, words).suggestions}
        total.update(
            passages=1,
            answered=bool(named),
            suggested=len(named),
            right=len(named & codes),
            helped=bool(named & codes),
            most_used_right=len(most_used & codes),
            most_used_helped=bool(most_used & codes),
        )
    return total


def _codes_of(worked: Iterable[Worked]) -> dict[str, set[Hashable]]:
    codes: dict[str, set[Hashable]] = defaultdict(set)
    for one in worked:
        codes[one.words].add(one.code)
    return codes
