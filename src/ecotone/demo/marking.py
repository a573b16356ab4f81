"""A quote of the story, found in the text it was said in."""

from collections.abc import Mapping

from ecotone.coding.choices import Pole, Target
from ecotone.coding.models import Code
from ecotone.coding.operations import Marking
from ecotone.demo.tale import CodedQuote
from ecotone.listening.models import TextRevision


def marking_of(revision: TextRevision, coded: CodedQuote, codes: Mapping[str, Code]) -> Marking:
    start = revision.text.index(coded.quote)
    return Marking(
        revision=revision,
        start=start,
        end=start + len(coded.quote),
        code=codes[coded.code],
        pole=Pole(coded.pole),
        target=Target(coded.target),
    )
