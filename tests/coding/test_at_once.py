"""A coder saves in the very moment in which something else happens to the text."""

import pytest

from ecotone.coding import queries
from ecotone.coding.models import Code, Coding
from ecotone.coding.operations import delete_code, merge_codes
from ecotone.consent.operations import withdraw_participant
from ecotone.foundation.errors import Refused
from ecotone.register.models import Participant
from tests.coding.test_carrying import SAID, Coded
from tests.factories.at_once import while_undecided
from tests.factories.coding import make_coder, make_coding, text_of
from tests.factories.foundation import NOON
from tests.foundation.conftest import migrated_file, shared_database  # noqa: F401  # fixtures

pytestmark = pytest.mark.usefixtures("shared_database")


def test_a_code_saved_while_its_text_is_derived_anew_is_refused_with_a_remedy() -> None:
    coded = Coded()
    Coding.objects.all().delete()
    text = text_of(coded.conversation)

    came = while_undecided(
        lambda: coded.judge("Seaview", "Hilltop"),
        lambda: make_coding(text, "marks the others", by=coded.coder),
    )

    assert isinstance(came, Refused)
    assert "Go back to the list of texts" in came.remedy
    assert Coding.objects.count() == 0


def test_a_code_saved_just_before_its_text_is_derived_anew_goes_along() -> None:
    coded = Coded()
    Coding.objects.all().delete()
    text = text_of(coded.conversation)

    came = while_undecided(
        lambda: make_coding(text, "At Seaview we plan", by=coded.coder),
        lambda: coded.judge("Seaview", "Hilltop"),
    )

    assert came is None
    assert list(coded.quotes().values()) == ["At Hilltop we plan"]
    assert SAID.replace("Seaview", "Hilltop") == text_of(coded.conversation).text
    assert len(queries.passages(coded.study)) == 1


def leave(coded: Coded) -> None:
    withdraw_participant(participant=coded.speaker, at=NOON, by=None)


def test_leaving_takes_along_a_code_that_is_being_saved_at_that_moment() -> None:
    coded = Coded()
    text = text_of(coded.conversation)

    came = while_undecided(
        lambda: make_coding(text, "in groups", by=coded.coder), lambda: leave(coded)
    )

    assert came is None
    assert (Coding.objects.count(), Participant.objects.count()) == (0, 0)


def test_a_code_saved_while_its_speaker_leaves_is_refused() -> None:
    coded = Coded()
    text = text_of(coded.conversation)

    came = while_undecided(
        lambda: leave(coded), lambda: make_coding(text, "in groups", by=coded.coder)
    )

    assert isinstance(came, Refused)
    assert Coding.objects.count() == 0


def merge(coded: Coded) -> None:
    codes = Code.objects.filter(programme=coded.study)
    editor = make_coder(coded.study, name="Colm Reed")
    group, other = codes.get(key="grp"), codes.get(key="asm.group")
    merge_codes(code=group, into=other, at=NOON, by=editor)


def test_a_code_put_on_words_while_it_is_being_merged_is_refused() -> None:
    coded = Coded()
    Coding.objects.all().delete()
    text = text_of(coded.conversation)

    came = while_undecided(
        lambda: merge(coded), lambda: make_coding(text, "in groups", by=coded.coder)
    )

    assert isinstance(came, Refused)
    assert "Choose another code" in came.remedy
    assert Coding.objects.count() == 0


def test_a_passage_that_is_being_coded_goes_along_when_its_code_is_merged() -> None:
    coded = Coded()
    Coding.objects.all().delete()
    text = text_of(coded.conversation)

    came = while_undecided(
        lambda: make_coding(text, "in groups", by=coded.coder), lambda: merge(coded)
    )

    assert came is None
    assert [coding.code.key for coding in Coding.objects.all()] == ["asm.group"]


def test_a_delete_that_meets_a_use_not_yet_stored_keeps_the_code_as_retired() -> None:
    coded = Coded()
    Coding.objects.all().delete()
    text = text_of(coded.conversation)
    code = Code.objects.select_related("programme").get(programme=coded.study, key="grp.comm")
    editor = make_coder(coded.study, name="Colm Reed")

    while_undecided(
        lambda: make_coding(text, "in groups", by=coded.coder, code="grp.comm"),
        lambda: delete_code(code=code, at=NOON, by=editor),
    )

    code.refresh_from_db()
    assert (code.is_retired, code.is_removed) == (True, False)
