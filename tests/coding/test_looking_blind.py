"""Search, suggestions and passages beside give nothing of a blind round away."""

import pytest
from django.urls import reverse

from ecotone.coding.models import Code, CodingRound
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import TextRevision
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
    page,
    signed_in,
)
from tests.factories.foundation import NOON
from tests.factories.memos import make_memo

pytestmark = pytest.mark.django_db


def code_blind(study: Programme, text: TextRevision, *coders: User) -> CodingRound:
    opened = CodingRound.objects.create(
        programme=study, name="First", is_blind=True, opened_at=NOON
    )
    opened.texts.add(text.response.conversation)
    opened.coders.add(*coders)
    return opened


def seen_beside(study: Programme, reader: User, text: TextRevision) -> str:
    address = reverse("coding:beside", args=(study.slug, text.response.conversation_id))
    code = Code.objects.get(programme=study, key="grp")
    return signed_in(reader).get(address, {"code": code.pk}).content.decode()


def found_by(study: Programme, reader: User, typed: str) -> str:
    return signed_in(reader).get(page("coding:search", study), {"q": typed}).content.decode()


def test_passages_beside_wait_until_a_blind_round_is_revealed() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reid")
    here = make_revision(make_speaker(study))
    there = make_revision(make_speaker(study, sector="secondary"))
    opened = code_blind(study, there, robin, colm)
    make_coding(there, "in groups", by=robin)

    blind = seen_beside(study, colm, here)
    CodingRound.objects.filter(pk=opened.pk).update(revealed_at=NOON)

    assert "in groups" not in blind
    assert "in groups" in seen_beside(study, colm, here)


def test_who_codes_a_text_blind_does_not_see_beside_another_what_was_coded_in_it() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reid")
    here = make_revision(make_speaker(study))
    there = make_revision(make_speaker(study, sector="secondary"))
    make_coding(there, "in groups", by=robin)

    code_blind(study, there, colm)

    assert "in groups" not in seen_beside(study, colm, here)
    assert "in groups" in seen_beside(study, robin, here)


def test_a_memo_of_a_blind_round_is_found_by_its_author_alone() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reid")
    text = make_revision(make_speaker(study))
    code_blind(study, text, robin, colm)
    make_memo(text.response.conversation, "Is this a quorndle?", by=robin)

    found = [
        "in-memos" in found_by(study, reader, "quorndle")
        for reader in (robin, colm, make_coder(study, name="Dee Early"))
    ]

    assert found == [True, False, False]
