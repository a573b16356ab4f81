"""What is left of somebody in places nobody thinks of: it is told, and it goes."""

import io
from collections.abc import Callable

import pytest

from ecotone.consent.operations import withdraw_participant
from ecotone.consent.queries.telling import everything_about
from ecotone.foundation import imports
from ecotone.foundation.imports.storage import blocks_of
from ecotone.foundation.models import Programme, Role, TableImport
from ecotone.listening.choices import NameKind
from ecotone.listening.models import ListedName, TextRevision
from ecotone.listening.operations import Judgement, hide_names_anew, judge_words
from ecotone.register.choices import ContactKind
from ecotone.register.imports import PEOPLE
from ecotone.register.models import Participant
from ecotone.register.operations import log_contact
from tests.consent.test_withdrawal import ADDRESS, PSEUDONYM, make_zephyrine
from tests.factories.consent import make_consenting
from tests.factories.foundation import NOON, make_member
from tests.factories.listening import make_sent

pytestmark = pytest.mark.django_db

Leave = Callable[[], None]


@pytest.fixture
def zephyrine(programme: Programme) -> Participant:
    return make_zephyrine(programme)


@pytest.fixture
def leave(zephyrine: Participant) -> Leave:
    return lambda: withdraw_participant(participant=zephyrine, at=NOON, by=None)  # type: ignore[return-value]  # what is left does not matter here


def bring(programme: Programme, content: str) -> TableImport:
    return imports.bring_table(
        programme=programme,
        kind=PEOPLE,
        file=io.BytesIO(content.encode()),
        file_name="people.csv",
        at=NOON,
        by=make_member(programme, Role.BROKER),
    )


def cells_in(brought: TableImport) -> str:
    return str([block.lines for block in blocks_of(brought)])


def test_rows_that_wait_in_a_list_are_told_to_whom_they_are_about(
    programme: Programme, zephyrine: Participant
) -> None:
    bring(programme, f"id,sector,email\nz9,primary,{ADDRESS}\nother,primary,o@school.example\n")

    told = everything_about(zephyrine)["waiting in lists"]

    assert told == [{"id": "z9", "sector": "primary", "email": ADDRESS}]


def test_a_row_is_forgotten_in_a_list_whose_columns_nobody_has_named(
    programme: Programme, leave: Leave
) -> None:
    brought = bring(programme, f"Kürzel,Wohin\nz9,{ADDRESS}\nother,o@school.example\n")
    before = cells_in(brought)

    leave()

    assert (ADDRESS in before, ADDRESS in cells_in(brought)) == (True, False)
    assert "o@school.example" in cells_in(brought)


def test_nobody_else_keeps_the_id_of_who_left_among_those_to_avoid(
    programme: Programme, zephyrine: Participant, leave: Leave
) -> None:
    Participant.objects.filter(pk=zephyrine.pk).update(reference="z9")
    zephyrine.refresh_from_db()
    other = make_consenting(programme)
    Participant.objects.filter(pk=other.pk).update(avoid=["z9", "y8"])

    leave()

    other.refresh_from_db()
    assert other.avoid == ["y8"]


def test_the_contact_log_is_told_without_naming_anybody_of_the_hub(
    programme: Programme, zephyrine: Participant
) -> None:
    log_contact(
        participant=zephyrine,
        kind=ContactKind.CALL,
        on=NOON.date(),
        note="Left word with the office.",
        at=NOON,
        by=make_member(programme, Role.BROKER, name="Robin Secretname"),
    )

    told = str(everything_about(zephyrine))

    assert "Left word with the office." in told
    assert "Secretname" not in told


def test_forms_of_a_name_are_told_and_go_and_hide_it_still_where_others_said_it(
    programme: Programme, zephyrine: Participant, leave: Leave
) -> None:
    make_sent(make_consenting(programme), {3: "Then Zippy came in."})
    judge_words(
        programme=programme,
        judgements=[Judgement("Zippy", NameKind.PERSON, PSEUDONYM)],
        at=NOON,
        by=make_member(programme, Role.INTERVIEWER),
    )
    told = everything_about(zephyrine)["names"]

    leave()
    hide_names_anew(programme=programme, at=NOON)

    assert told == ["Zippy"]
    assert not ListedName.objects.filter(replacement__iexact=PSEUDONYM).exists()
    assert TextRevision.objects.get().text == f"Then {PSEUDONYM} came in."
