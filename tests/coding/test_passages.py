"""Passages: from whom, about whom, and never without leave."""

import pytest
from pytest_django import DjangoAssertNumQueries

from ecotone.coding.choices import Pole, Target
from ecotone.coding.models import Code, Coding
from ecotone.coding.operations import remove_coding
from ecotone.coding.queries import (
    behind_code,
    codings_behind,
    institutional_actions,
    matching_passages,
    passages,
    passages_beside,
)
from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.foundation.models import Programme
from ecotone.listening.choices import InstrumentKind
from ecotone.listening.models import TextRevision
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_conversation,
    make_revision,
    make_speaker,
    make_study,
)
from tests.factories.foundation import NOON

pytestmark = pytest.mark.django_db


def words_of(programme: Programme) -> list[str]:
    return [passage.text for passage in passages(programme)]


def test_a_passage_knows_its_words_its_speaker_and_where_it_stands() -> None:
    study = make_study()
    coder, speaker = make_coder(study, name="Dana Reed"), make_speaker(study, pseudonym="Tom")
    conversation = make_conversation(
        speaker, {3: "I would 🧪 like\nto mark teams."}, kind=InstrumentKind.REFLECTION
    )
    revision = TextRevision.objects.get(response__conversation=conversation)
    make_coding(
        revision,
        "like\nto mark",
        by=coder,
        code="asm.group",
        pole=Pole.ASKS,
        target=Target.STUDENTS,
    )

    (passage,) = passages(study)

    assert passage.text == "like\nto mark"
    assert (passage.start, passage.end) == (10, 22)
    assert passage.participant.pseudonym == "Tom"
    assert (passage.code.key, passage.pole, passage.target) == (
        "asm.group",
        Pole.ASKS,
        Target.STUDENTS,
    )
    assert (passage.instrument_kind, passage.question_number) == ("reflection", 3)
    assert passage.coder_initials == "DR"


def test_passages_stand_in_the_order_of_sectors_speakers_and_places() -> None:
    study = make_study()
    coder = make_coder(study)
    university = make_revision(make_speaker(study, sector="university", pseudonym="Ann"))
    primary = make_revision(make_speaker(study, pseudonym="Zoe"))
    make_coding(university, "We plan", by=coder)
    make_coding(primary, "It took me years", by=coder)
    make_coding(primary, "in groups", by=coder)

    found = [(passage.participant.pseudonym, passage.text) for passage in passages(study)]

    assert found == [("Zoe", "in groups"), ("Zoe", "It took me years"), ("Ann", "We plan")]


def test_removed_codings_and_words_taken_back_are_no_passages() -> None:
    study = make_study()
    coder, leaving = make_coder(study), make_speaker(study)
    removed = make_coding(make_revision(make_speaker(study)), "We plan", by=coder)
    make_coding(make_revision(leaving), "in groups", by=coder)
    remove_coding(coding=removed, at=NOON, by=coder)
    before = words_of(study)

    withdraw_grant(participant=leaving, grant=Grant.INTERVIEW, at=NOON, by=None)

    assert before == ["in groups"]
    assert words_of(study) == []


def test_only_what_people_give_and_ask_themselves_is_matched_and_only_with_leave() -> None:
    study = make_study()
    coder = make_coder(study)
    willing = make_revision(make_speaker(study, Grant.MATCHING))
    unwilling = make_revision(make_speaker(study))
    make_coding(willing, "We plan", by=coder)
    make_coding(willing, "in groups", by=coder, pole=Pole.ASKS)
    make_coding(willing, "the work", by=coder, pole=Pole.ASKS, target=Target.COLLEAGUES)
    make_coding(willing, "It took me years", by=coder, pole=Pole.BARRIER)
    make_coding(willing, "Each of them", by=coder, pole=Pole.OBSERVATION)
    make_coding(unwilling, "We plan", by=coder)

    matched = [(passage.text, passage.pole) for passage in matching_passages(study)]

    assert matched == [("We plan", Pole.GIVES), ("in groups", Pole.ASKS)]


def test_two_coders_who_agree_make_one_passage_of_evidence() -> None:
    study = make_study()
    first, second = make_coder(study), make_coder(study, name="Dana Reed")
    revision = make_revision(make_speaker(study, Grant.MATCHING))
    early, late = (make_coding(revision, "We plan", by=coder) for coder in (first, second))
    for coder in (first, second):
        make_coding(revision, "the work", by=coder, pole=Pole.BARRIER)

    both = [passage.coding_id for passage in matching_passages(study)]
    (action,) = institutional_actions(study)
    remove_coding(coding=early, at=NOON, by=first)

    assert both == [early.pk]
    assert action.number_of_passages == 1
    assert [passage.coding_id for passage in matching_passages(study)] == [late.pk]


def test_matching_forgets_somebody_the_moment_they_take_their_leave_back() -> None:
    study = make_study()
    speaker = make_speaker(study, Grant.MATCHING)
    make_coding(make_revision(speaker), "We plan", by=make_coder(study))

    withdraw_grant(participant=speaker, grant=Grant.MATCHING, at=NOON, by=None)

    assert matching_passages(study) == []
    assert words_of(study) == ["We plan"]


def test_barriers_and_asks_of_others_are_for_institutions_the_most_widely_felt_first() -> None:
    study = make_study()
    coder = make_coder(study)
    first, second = (make_revision(make_speaker(study)) for _ in range(2))
    make_coding(first, "We plan", by=coder, code="bar.leadership", pole=Pole.BARRIER)
    make_coding(
        second,
        "We plan",
        by=coder,
        code="bar.leadership",
        pole=Pole.ASKS,
        target=Target.COLLEAGUES,
    )
    make_coding(first, "in groups", by=coder, pole=Pole.ASKS, target=Target.OWN_SECTOR)
    make_coding(first, "the work", by=coder, code="asm", pole=Pole.ASKS)
    make_coding(first, "the work", by=coder, code="asm", target=Target.COLLEAGUES)
    make_coding(first, "the work", by=coder, code="asm", pole=Pole.ASKS, target=Target.STUDENTS)

    actions = institutional_actions(study)

    assert [(action.code.key, action.people) for action in actions] == [
        ("bar.leadership", 2),
        ("grp", 1),
    ]
    assert {passage.text for passage in actions[0].passages} == {"We plan"}
    assert [action.is_few for action in actions] == [True, True]


def test_an_institutional_action_shows_its_first_words_and_counts_the_rest() -> None:
    study = make_study()
    coder = make_coder(study)
    for _ in range(8):
        revision = make_revision(make_speaker(study))
        make_coding(revision, "We plan", by=coder, pole=Pole.BARRIER)

    (action,) = institutional_actions(study)

    assert (action.people, action.number_of_passages) == (8, 8)
    assert (len(action.passages), action.not_shown) == (6, 2)
    assert not action.is_few


def test_beside_a_text_stand_words_of_other_sectors_on_the_same_practice() -> None:
    study = make_study()
    coder = make_coder(study)
    here = make_revision(make_speaker(study))
    make_coding(here, "We plan", by=coder, pole=Pole.ASKS)
    same_sector = make_revision(make_speaker(study))
    make_coding(same_sector, "We plan", by=coder)
    for words, code in (("in groups", "grp"), ("the work", "asm")):
        other = make_revision(make_speaker(study, sector="secondary"))
        make_coding(other, words, by=coder, code=code)

    beside = passages_beside(study, here.response.conversation, reader=coder)

    assert [passage.text for passage in beside] == ["in groups"]


def test_beside_a_code_being_chosen_stand_words_of_other_sectors_on_it() -> None:
    study = make_study()
    coder = make_coder(study)
    here = make_revision(make_speaker(study))
    for words, code in (("in groups", "grp"), ("the work", "asm")):
        other = make_revision(make_speaker(study, sector="secondary"))
        make_coding(other, words, by=coder, code=code)
    chosen = Code.objects.get(programme=study, key="asm")

    beside = passages_beside(study, here.response.conversation, reader=coder, code=chosen)

    assert [passage.text for passage in beside] == ["the work"]


def test_a_code_in_context_shows_the_words_around() -> None:
    study = make_study()
    coder = make_coder(study)
    text = f"{'before ' * 40}the very words {'after ' * 40}end"
    long = make_revision(make_speaker(study, pseudonym="Ann"), text)
    short = make_revision(make_speaker(study, pseudonym="Ben"), "Just the very words.")
    make_coding(long, "the very words", by=coder)
    make_coding(short, "the very words", by=coder)

    shown = behind_code(passages(study))

    assert [behind.passage.text for behind in shown] == ["the very words"] * 2
    assert shown[0].before.startswith("…before ")
    assert shown[0].after.endswith(" after…")
    assert (shown[1].before, shown[1].after) == ("Just ", ".")


def test_the_passages_of_a_code_can_be_kept_to_one_pole() -> None:
    study = make_study()
    coder, revision = make_coder(study), make_revision(make_speaker(study))
    given = make_coding(revision, "We plan", by=coder)
    asked = make_coding(revision, "in groups", by=coder, pole=Pole.ASKS)
    code = Code.objects.get(programme=study, key="grp")

    assert list(codings_behind(study, code, pole=None)) == [given, asked]
    assert list(codings_behind(study, code, pole=Pole.ASKS)) == [asked]


@pytest.mark.parametrize("people", [1, 3])
def test_passages_take_the_same_queries_for_one_person_and_for_three(
    people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    study = make_study()
    coder = make_coder(study)
    for _ in range(people):
        revision = make_revision(make_speaker(study, Grant.MATCHING))
        make_coding(revision, "We plan", by=coder)
        make_coding(revision, "in groups", by=coder, pole=Pole.BARRIER)

    with django_assert_num_queries(1):
        found = passages(study)
    with django_assert_num_queries(1):
        matched = matching_passages(study)
    with django_assert_num_queries(2):
        (action,) = institutional_actions(study)

    assert (len(found), len(matched), action.people) == (2 * people, people, people)
    assert Coding.objects.count() == 2 * people
