"""How practices lie inside each other, so that a near give still serves an ask."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ecotone.engine.kernel import InputError

__all__ = ["PracticeTree"]


@dataclass(frozen=True, slots=True)
class PracticeTree:
    """Practices and the broader practice each belongs to.

    A give on a narrower practice serves an ask on the broader one at a discount, and the
    other way round; several levels multiply. Practices on two branches do not serve each
    other.

    Parameters
    ----------
    parents
        Practice to its broader practice; practices not named are on their own.
    discount
        Factor in [0, 1] for each level between give and ask.

    Raises
    ------
    InputError
        When the discount is out of range or a practice lies inside itself.

    Examples
    --------
    >>> PracticeTree({"quizzes": "assessment"}).reach("quizzes")
    {'quizzes': 1.0, 'assessment': 0.5}
    """

    parents: Mapping[str, str] = field(default_factory=dict)
    discount: float = 0.5
    _children: Mapping[str, list[str]] = field(init=False, repr=False, compare=False)

    __hash__ = None  # type: ignore[assignment]  # two trees are compared, never looked up

    def __post_init__(self) -> None:
        if not 0 <= self.discount <= 1:
            raise InputError("The discount between practice levels is not between 0 and 1.")
        children: dict[str, list[str]] = defaultdict(list)
        for practice in sorted(self.parents):
            children[self.parents[practice]].append(practice)
            self._refuse_circle(practice)
        object.__setattr__(self, "_children", MappingProxyType(children))

    def _refuse_circle(self, start: str) -> None:
        seen = {start}
        practice = self.parents.get(start)
        while practice is not None:
            if practice in seen:
                raise InputError(f'The practice "{start}" lies inside itself.')
            seen.add(practice)
            practice = self.parents.get(practice)

    def reach(self, practice: str) -> dict[str, float]:
        """Return the practices that a give on this one serves, each with its factor.

        Parameters
        ----------
        practice
            Any practice, also one the tree does not name.

        Returns
        -------
        dict
            Practice to factor in (0, 1]; this practice itself comes first, with 1.

        Notes
        -----
        Linear in the number of practices above and below.

        Examples
        --------
        >>> tree = PracticeTree({"quizzes": "tests", "tests": "assessment"}, discount=0.5)
        >>> tree.reach("assessment")
        {'assessment': 1.0, 'tests': 0.5, 'quizzes': 0.25}
        """
        reached = {practice: 1.0}
        self._climb(practice, reached)
        self._descend(practice, reached)
        return {near: factor for near, factor in reached.items() if factor > 0}

    def _climb(self, practice: str, reached: dict[str, float]) -> None:
        factor = self.discount
        broader = self.parents.get(practice)
        while broader is not None:
            reached[broader] = factor
            factor *= self.discount
            broader = self.parents.get(broader)

    def _descend(self, practice: str, reached: dict[str, float]) -> None:
        below = [practice]
        while below:
            broader = below.pop()
            for narrower in self._children.get(broader, ()):
                reached[narrower] = reached[broader] * self.discount
                below.append(narrower)
