"""A code of a programme's own that is the same as a practice meets what others give and ask."""

import pytest

from ecotone.coding.choices import Pole
from ecotone.coding.models import Code
from ecotone.coding.operations import CodeWording, add_code, describe_code
from ecotone.exchange.queries.claims import claims_in, practices_of
from ecotone.exchange.queries.words import passages_behind
from tests.factories.coding import make_study
from tests.factories.exchange import make_broker, make_voice
from tests.factories.foundation import NOON

pytestmark = pytest.mark.django_db


def test_a_local_code_is_matched_as_the_practice_it_is_the_same_as() -> None:
    programme = make_study()
    broker = make_broker(programme)
    wording = CodeWording(name="Marking circles", practice="asm.peerself")
    add_code(programme=programme, wording=wording, parent=None, at=NOON, by=broker)

    speaker = make_voice(programme, broker, sector="primary", gives="marking-circles")

    (claim,) = claims_in(programme)
    behind = passages_behind(
        programme, voice=str(speaker.key), pole=Pole.GIVES, practices=["asm.peerself"]
    )
    assert claim.practice == "asm.peerself"
    assert [passage.code.name for passage in behind] == ["Marking circles"]


def test_a_practice_that_is_not_in_the_book_has_its_name_from_the_taxonomy() -> None:
    programme = make_study()
    broker = make_broker(programme)
    Code.objects.filter(programme=programme, key="asm.peerself").delete()
    code = Code.objects.get(programme=programme, key="grp")
    wording = CodeWording(name="Teams", practice="asm.peerself")
    describe_code(code=code, wording=wording, at=NOON, by=broker)

    names = practices_of(programme).names

    assert names["asm.peerself"] == "Peer and self assessment"
