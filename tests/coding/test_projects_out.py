"""What goes out as a project: what may be read, by those who may be known."""

import io
import zipfile

import pytest

from ecotone.coding.choices import Layer, Pole
from ecotone.coding.exports.refi.package import ExportChoices, package_of, project_of
from ecotone.coding.models import (
    Code,
    Coding,
    CodingRound,
    RoundCoder,
)
from ecotone.coding.queries.code_wording import described, wording_in
from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.engine.refiqda import (
    Value,
)
from ecotone.register.models import Participant
from tests.factories.coding import make_coding
from tests.factories.foundation import NOON
from tests.factories.projects import (
    guid,
    make_broker,
    make_coded_study,
    make_empty_study,
    make_said,
    take_in,
)

pytestmark = pytest.mark.django_db


def test_what_has_no_table_here_goes_out_as_it_came() -> None:
    programme = make_empty_study()
    content = make_said("I mix groups.", "mix groups", values=True)
    take_in(programme, content, by=make_broker(programme))

    project = project_of(programme)

    assert "Years of teaching" in [variable.name for variable in project.variables]
    assert Value(guid("variable"), "7") in project.cases[0].values
    assert "On the whole" in [note.text for note in project.notes]
    assert project.notes_on_project == (guid("free note"),)
    assert "Pilot" in [group.name for group in project.sets]
    assert [link.name for link in project.links] == ["leads to"]


def test_coders_may_go_out_as_numbers_and_memos_stay_in() -> None:
    programme = make_coded_study()

    project = project_of(programme, ExportChoices(are_coders_named=False, with_memos=False))

    assert {user.name for user in project.users} == {"Coder 1", "Coder 2"}
    assert project.notes == ()


def test_what_was_settled_goes_out_as_a_coder_of_its_own() -> None:
    programme = make_coded_study()
    Coding.objects.filter(pole=Pole.ASKS, code__key="asm").update(layer=Layer.SETTLED)

    project = project_of(programme)

    assert "Settled together" in [user.name for user in project.users]


def test_who_takes_their_yes_back_goes_out_no_more() -> None:
    programme = make_coded_study()
    alder = Participant.objects.get(pseudonym="Alder")

    withdraw_grant(participant=alder, grant=Grant.INTERVIEW, at=NOON, by=None)

    project = project_of(programme)
    assert [case.name for case in project.cases] == ["Rowan"]
    assert b"marks the others" not in zipfile.ZipFile(
        io.BytesIO(package_of(programme).content)
    ).read("project.qde")


def test_what_is_coded_blind_goes_out_to_nobody() -> None:
    programme = make_coded_study()
    coding = Coding.objects.get(code__key="asm")
    blind = CodingRound.objects.create(programme=programme, name="Blind", opened_at=NOON)
    blind.texts.add(coding.revision.response.conversation)
    coder = coding.coder
    RoundCoder.objects.create(round=blind, coder=coder)
    make_coding(coding.revision, "I lecture", by=coder, code="grp")

    project = project_of(programme)

    starts = [one.start for source in project.sources for one in source.selections]
    assert len(starts) == 2
    assert "Round: Blind" not in [group.name for group in project.sets]


def test_a_description_says_everything_the_codebook_says_and_is_read_back() -> None:
    code = Code(
        name="Group work",
        definition="People work together.",
        use_for="Shared tasks",
        not_for="Seating",
        example="We mix groups.",
        other_names=["teams", "pairs"],
        source="Own",
    )

    said = wording_in(described(code))

    assert said == {
        "definition": "People work together.",
        "use_for": "Shared tasks",
        "not_for": "Seating",
        "example": "We mix groups.",
        "other_names": ["teams", "pairs"],
        "source": "Own",
    }
