"""Two coders, a text, and a round in which both code it, to test with."""

from dataclasses import dataclass

from ecotone.coding import operations
from ecotone.coding.models import CodingRound
from ecotone.coding.operations import RoundPlan
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import TextRevision
from tests.factories.coding import make_coder, make_revision, make_speaker, make_study
from tests.factories.foundation import NOON


@dataclass(frozen=True, slots=True)
class Two:
    """Robin and Colm, who code the same text."""

    study: Programme
    robin: User
    colm: User
    text: TextRevision


def two_coders() -> Two:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reid")
    return Two(study, robin, colm, make_revision(make_speaker(study, pseudonym="Heather")))


def open_round(
    two: Two,
    *texts: TextRevision,
    name: str = "First talks",
    is_blind: bool = True,
) -> CodingRound:
    """Have Robin open a round of the two, in these texts or in theirs."""
    chosen = [text.response.conversation for text in texts or (two.text,)]
    plan = RoundPlan(name, [two.robin, two.colm], chosen, is_blind=is_blind)
    return operations.open_round(programme=two.study, plan=plan, at=NOON, by=two.robin)


def begin(two: Two, opened: CodingRound) -> CodingRound:
    """Have both submit, and Robin begin to settle."""
    for coder in (two.robin, two.colm):
        operations.submit_round(coding_round=opened, at=NOON, by=coder)
    return operations.begin_settling(coding_round=opened, at=NOON, by=two.robin)
