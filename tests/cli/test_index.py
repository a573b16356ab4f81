"""The index of words is made anew at a terminal."""

import pytest
from click.testing import CliRunner

from ecotone.cli.index import index
from ecotone.engine.searching import wanted
from ecotone.listening.models import SearchedPiece
from ecotone.listening.queries import pieces_holding
from tests.factories.coding import make_revision, make_speaker, make_study

pytestmark = pytest.mark.django_db


def test_an_index_that_was_lost_is_made_again_from_the_texts() -> None:
    study = make_study()
    make_revision(make_speaker(study), "We plan.")
    SearchedPiece.objects.all().delete()

    said = CliRunner().invoke(index, catch_exceptions=False)

    assert said.output == "1 texts are indexed.\n"
    assert pieces_holding(wanted("plan"), study).count() == 1
