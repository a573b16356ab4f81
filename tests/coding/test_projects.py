"""Projects of other programs come in whole, under pseudonyms, or not at all."""

import zipfile
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from ecotone.coding.choices import Pole
from ecotone.coding.exports.refi.package import package_of
from ecotone.coding.models import Coding
from ecotone.coding.operations import undo_last
from ecotone.coding.operations.projects.bringing import (
    choose_for_project,
)
from ecotone.coding.operations.projects.taking_in import take_in_project
from ecotone.coding.queries.projects.choices import PersonChoice, Who
from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.consent.queries import has_granted
from ecotone.foundation.errors import Refused
from ecotone.listening.models import Conversation, RawText, TextRevision
from ecotone.register.models import Participant
from tests.factories.coding import make_speaker
from tests.factories.foundation import NOON
from tests.factories.projects import (
    everybody_new,
    guid,
    make_broker,
    make_brought,
    make_empty_study,
    make_said,
    quotes_standing,
    take_in,
)
from tests.factories.refi import (
    ATLAS,
    EXAMPLES,
    MAXQDA,
    Dialect,
    expected_quotes,
    make_package,
    make_project,
    quotes_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", sorted(file.name for file in EXAMPLES.glob("v*.qdpx")))
def test_whatever_program_wrote_it_the_same_words_are_coded_by_the_same_people(
    name: str,
) -> None:
    programme = make_empty_study()

    take_in(programme, (EXAMPLES / name).read_bytes(), by=make_broker(programme))

    assert [
        (words, code.split("/")[-1], coder) for words, code, coder in quotes_standing()
    ] == sorted((words, code.split("/")[-1], coder) for words, code, coder in expected_quotes())


@pytest.mark.parametrize("dialect", [ATLAS, MAXQDA], ids=["atlas.ti", "maxqda"])
def test_packages_as_vendors_write_them_come_in_alike(dialect: Dialect) -> None:
    programme = make_empty_study()
    said = make_project()

    take_in(programme, make_package(said, dialect), by=make_broker(programme))

    assert [words for words, _code, _coder in quotes_standing()] == sorted(
        words for words, _code, _coder in quotes_of(said)
    )


def test_names_in_a_text_are_replaced_and_codings_follow_their_words() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    content = make_said("Jane Eyre asked me. Jane Eyre plans in groups.", "plans in groups")
    brought = make_brought(programme, content, by=by)
    choices = everybody_new(brought)
    people = {guid("case"): PersonChoice(Who.NEW, "Birch", "primary", is_real_name=True)}
    chosen = choose_for_project(
        brought=brought, choices=replace(choices, people=people), at=NOON, by=by
    )

    take_in_project(brought=chosen, at=NOON, by=by)

    assert TextRevision.objects.get().text == "Birch asked me. Birch plans in groups."
    assert RawText.objects.get().text.startswith("Jane Eyre")
    assert quotes_standing() == [("plans in groups", "Group work", "Ada Poole")]
    assert b"Jane" not in package_of(programme).content


def test_new_people_come_in_with_the_yes_on_the_paper_that_is_held() -> None:
    programme = make_empty_study()

    take_in(programme, make_said("I mix groups.", "mix groups"), by=make_broker(programme))

    participant = Participant.objects.get()
    assert has_granted(participant, Grant.INTERVIEW)
    assert not has_granted(participant, Grant.QUOTED)


def test_without_the_paper_nothing_comes_in() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    brought = make_brought(programme, make_said("I mix groups.", "mix groups"), by=by)
    choices = replace(everybody_new(brought), has_paper=False)
    chosen = choose_for_project(brought=brought, choices=choices, at=NOON, by=by)

    with pytest.raises(Refused, match="written consent"):
        take_in_project(brought=chosen, at=NOON, by=by)

    assert Participant.objects.count() == Conversation.objects.count() == Coding.objects.count()
    assert Coding.objects.count() == 0


def test_somebody_here_who_has_not_said_yes_keeps_it_out() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    speaker = make_speaker(programme, pseudonym="Alder")
    withdraw_grant(participant=speaker, grant=Grant.INTERVIEW, at=NOON, by=None)
    brought = make_brought(
        programme, make_said("I mix groups.", "mix groups", case="alder"), by=by
    )

    assert brought.report["problems"] == ["Alder has not said yes to being asked questions."]


def test_a_text_is_somebodys_who_is_here_when_they_are_called_as_here() -> None:
    programme = make_empty_study()
    speaker = make_speaker(programme, pseudonym="Alder")

    take_in(
        programme,
        make_said("I mix groups.", "mix groups", case="alder"),
        by=make_broker(programme),
    )

    assert Conversation.objects.get().participant == speaker


def test_a_coder_who_is_nobody_here_has_no_way_in() -> None:
    programme = make_empty_study()

    take_in(programme, make_said("I mix groups.", "mix groups"), by=make_broker(programme))

    coder = Coding.objects.get().coder
    assert (coder.name, coder.is_active) == ("Ada Poole", False)
    assert coder.email.endswith(".invalid")
    assert not coder.memberships.exists()


def test_no_code_to_sign_in_is_ever_sent_to_a_coder_who_came_with_a_project(
    client: Client, mailoutbox: list[object]
) -> None:
    programme = make_empty_study()
    take_in(programme, make_said("I mix groups.", "mix groups"), by=make_broker(programme))
    email = Coding.objects.get().coder.email

    client.post(reverse("account_request_login_code"), {"email": email})

    assert mailoutbox == []


def test_what_came_with_a_project_is_not_taken_back_by_ctrl_z() -> None:
    programme = make_empty_study()
    by = make_broker(programme, name="Ada Poole")

    take_in(programme, make_said("I mix groups.", "mix groups"), by=by)

    assert Coding.objects.get().coder == by
    assert undo_last(programme=programme, at=NOON, by=by) is None


def test_a_coding_without_a_pole_gets_the_one_that_was_chosen() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    brought = make_brought(programme, make_said("I mix groups.", "mix groups"), by=by)
    choices = replace(everybody_new(brought), pole=Pole.ASKS.value)
    chosen = choose_for_project(brought=brought, choices=choices, at=NOON, by=by)

    take_in_project(brought=chosen, at=NOON, by=by)

    assert Coding.objects.get().pole == Pole.ASKS


def test_a_text_that_is_missing_is_asked_for_and_may_be_given() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    content = (EXAMPLES / "bad1_missing_source_file.qdpx").read_bytes()
    brought = make_brought(programme, content, by=by)
    missing = brought.report["missing"]
    whole = zipfile.ZipFile(EXAMPLES / "v1_spec_codepoints_lf.qdpx")
    text = next(name for name in whole.namelist() if name.endswith(".txt"))
    given = {missing[0]["guid"]: whole.read(text).decode()}

    choices = replace(everybody_new(brought), texts=given)
    chosen = choose_for_project(brought=brought, choices=choices, at=NOON, by=by)
    take_in_project(brought=chosen, at=NOON, by=by)

    assert len(missing) == 1
    assert len(quotes_standing()) == len(expected_quotes())
