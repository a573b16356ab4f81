"""How far coders agree about each code, worked out when it is asked for and never stored."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.db.models import Count

from ecotone.coding.models import Code, CodingRound, RoundCoder
from ecotone.coding.queries.compared import Compared
from ecotone.coding.queries.memos import readable_memos
from ecotone.engine.agreement import (
    Agreement,
    Estimate,
    Kind,
    Note,
    Ratings,
    Sampling,
    Unit,
    agreement_of,
    differences,
    krippendorff_alpha,
    ratings_by_code,
)
from ecotone.foundation.models import Programme, User

# One seed for every page: a figure changes with the codings and with nothing else.
SAMPLING = Sampling(samples=1_000, seed=0)


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """One code: every figure, what differs and how, and how far that is settled.

    Attributes
    ----------
    told
        The figures as coded, before anything was settled.
    after_settling
        Alpha once what was settled counts for every coder; None where nothing was settled.
    by_kind
        How many pairs of coders differ in how many units, by the way they differ.
    """

    code: Code
    told: Agreement
    after_settling: Estimate | None
    settled: int
    by_kind: Counter[Kind]

    @property
    def differing(self) -> int:
        return len(self.told.differing)

    @property
    def is_uneven(self) -> bool:
        return Note.LOPSIDED in self.told.notes

    @property
    def is_rare(self) -> bool:
        return 2 * (self.told.applied or 0) < self.told.judgements

    @property
    def ways(self) -> list[tuple[Kind, int]]:
        return [(kind, self.by_kind[kind]) for kind in Kind if self.by_kind[kind]]

    @property
    def boundaries(self) -> int:
        """Answers that all gave the code, to other words."""
        return self.by_kind[Kind.BOUNDARY]


@dataclass(frozen=True, slots=True)
class Waited:
    """What a blind round is waiting for: nothing of it is compared before."""

    through: int
    coders: int
    missing: tuple[User, ...]


def waited_for(coding_round: CodingRound) -> Waited | None:
    """Say whom a blind round waits for; None once it may be compared."""
    if not coding_round.is_secret:
        return None
    members = list(
        RoundCoder.objects.filter(round=coding_round).select_related("coder").order_by("pk")
    )
    missing = tuple(member.coder for member in members if member.submitted_at is None)
    return Waited(len(members) - len(missing), len(members), missing)


def rounds_to_compare(programme: Programme) -> list[CodingRound]:
    """Return the rounds of a programme, the newest first."""
    return list(CodingRound.objects.filter(programme=programme).order_by("-opened_at", "-pk"))


def codes_compared(compared: Compared, programme: Programme) -> tuple[list[Code], list[Code]]:
    """Return the codes somebody used in these texts, most differing first, and the others."""
    where = {(found.code, found.unit) for found in differences(compared.coded)}
    differing = Counter(code for code, _unit in where)
    book = Code.objects.in_book(programme).order_by("name", "pk")
    named = set(compared.coded.codes)
    used = [code for code in book if str(code.pk) in named]
    used.sort(key=lambda code: -differing[str(code.pk)])
    return used, [code for code in book if str(code.pk) not in named]


def agreement_about(compared: Compared, codes: Sequence[Code]) -> list[CodeAgreement]:
    """Work out the figures of these codes."""
    wanted = [str(code.pk) for code in codes]
    ratings = ratings_by_code(compared.coded, wanted)
    kinds = _kinds(compared, wanted)
    return [
        _about(code, ratings[str(code.pk)], compared, kinds.get(str(code.pk), Counter()))
        for code in codes
    ]


def _about(
    code: Code, ratings: Ratings, compared: Compared, by_kind: Counter[Kind]
) -> CodeAgreement:
    told = agreement_of(ratings, sampling=SAMPLING)
    decisions = [compared.decision_on(unit, str(code.pk)) for unit in told.differing]
    settled = sum(decided is not None for decided in decisions)
    after = None
    if settled:
        after = krippendorff_alpha(_settled(ratings, code, compared), sampling=SAMPLING)
    return CodeAgreement(code, told, after, settled, by_kind)


def _kinds(compared: Compared, codes: Sequence[str]) -> dict[str, Counter[Kind]]:
    units: dict[str, set[tuple[Unit, Kind]]] = {}
    for found in differences(compared.coded, codes):
        units.setdefault(found.code, set()).add((found.unit, found.kind))
    return {code: Counter(kind for _unit, kind in found) for code, found in units.items()}


def _settled(ratings: Ratings, code: Code, compared: Compared) -> Ratings:
    """Let what was settled count for everybody who judged the unit."""
    values = ratings.values.copy()
    for place, unit in enumerate(ratings.units):
        decided = compared.decision_on(unit, str(code.pk))
        if decided is not None:
            judged = ~np.isnan(values[:, place])
            values[judged, place] = float(decided)
    return replace(ratings, values=values)


def memos_on(codes: Sequence[Code], programme: Programme, reader: User) -> dict[int, int]:
    """Count what was thought about each of these codes, in one query."""
    memos = readable_memos(programme, reader).filter(code__in=codes).order_by()
    return dict(memos.values_list("code").annotate(Count("pk")))
