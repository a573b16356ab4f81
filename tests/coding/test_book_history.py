"""The codebook's history: versions, told steps, differences, and the book as it stood."""

import pytest
from pytest_django import DjangoAssertNumQueries

from ecotone.coding.models import Code, CodingRound, RoundCoder
from ecotone.coding.operations import (
    CodeWording,
    Grounds,
    add_code,
    describe_code,
    merge_codes,
    retire_code,
    undo_codebook_step,
)
from ecotone.coding.queries.book_history import (
    BookStep,
    book_steps,
    book_version,
    codebook_as_of,
    told_steps,
)
from ecotone.coding.queries.rewording import Fate, Rewording, compared
from ecotone.coding.templatetags.codebook import book_step, difference
from ecotone.foundation.models import Programme, User
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_conversation,
    make_speaker,
    make_study,
    text_of,
)
from tests.factories.foundation import NOON

pytestmark = pytest.mark.django_db


def code_of(study: Programme, key: str) -> Code:
    return Code.objects.select_related("programme", "parent").get(programme=study, key=key)


def told(study: Programme, reader: User) -> list[BookStep]:
    newest = book_version(study).number
    return told_steps(study, book_steps(study), reader=reader, newest=newest)


def test_every_step_is_a_version_told_in_words_with_its_reason() -> None:
    study = make_study()
    robin = make_coder(study)
    text = text_of(make_conversation(make_speaker(study)))
    make_coding(text, "We plan", by=robin, code="asm.peerself")
    peer, group = code_of(study, "asm.peerself"), code_of(study, "asm.group")
    because = Grounds("Nobody told them apart.")
    merge_codes(code=peer, into=group, at=NOON, by=robin, grounds=because)
    retire_code(code=group, at=NOON, by=robin)

    steps = told(study, robin)

    assert [step.number for step in steps] == [3, 2, 1]
    assert [book_step(step) for step in steps] == [
        "Robin Brook retired “Assessing group work”.",
        "Robin Brook merged “Peer and self assessment” into “Assessing group work”: 1 passage.",
        "The installation took over the starter codebook: 157 codes.",
    ]
    assert steps[1].step.why == "Nobody told them apart."


def test_an_undone_step_and_its_undo_both_stay_in_the_history() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reed")
    step = retire_code(code=code_of(study, "asm.group"), at=NOON, by=robin)
    undo_codebook_step(step=step, at=NOON, by=colm)

    undo, retired = told(study, robin)[:2]

    assert book_step(undo) == (
        "Colm Reed undid this: Robin Brook retired “Assessing group work”."
    )
    assert (undo.may_be_undone, retired.may_be_undone, retired.is_undone) == (
        False,
        False,
        True,
    )


def test_a_rewording_shows_word_by_word_what_went_and_what_came() -> None:
    study = make_study()
    robin = make_coder(study)
    wording = CodeWording(name="Marking group work")
    describe_code(code=code_of(study, "asm.group"), wording=wording, at=NOON, by=robin)

    name = told(study, robin)[0].rewordings[0]

    assert difference(name) == "<del>Assessing</del><ins>Marking</ins> group work"


def test_signs_in_a_wording_stay_signs() -> None:
    reworded = Rewording("Teams", "Name", tuple(compared("", "<b>")))

    assert difference(reworded) == "<ins>&lt;b&gt;</ins>"


def test_wordings_are_compared_with_what_stands_between_their_words() -> None:
    pieces = list(compared("peers, marks", "peers, marks, talk"))

    assert [(piece.fate, piece.text) for piece in pieces] == [
        (Fate.KEPT, "peers, marks"),
        (Fate.NEW, ", talk"),
    ]


def test_the_codebook_is_shown_as_it_stood_at_any_version() -> None:
    study = make_study()
    robin = make_coder(study)
    roles = CodeWording(name="Roles")
    add_code(programme=study, wording=roles, parent=None, at=NOON, by=robin)
    with_roles = book_steps(study).first()
    merge_codes(code=code_of(study, "roles"), into=code_of(study, "grp"), at=NOON, by=robin)
    renamed = CodeWording(name="Teams")
    describe_code(code=code_of(study, "grp"), wording=renamed, at=NOON, by=robin)

    then = {entry.code.key: entry.code.name for entry in codebook_as_of(with_roles)}
    first = {entry.code.key for entry in codebook_as_of(book_steps(study).last())}

    assert (then["roles"], len(then), len(first)) == ("Roles", 158, 157)
    assert then["grp"] != "Teams"
    assert code_of(study, "grp").name == "Teams"


def test_the_history_counts_nothing_that_was_coded_blind_by_somebody_else() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reed")
    conversation = make_conversation(make_speaker(study))
    blind = CodingRound.objects.create(programme=study, name="Round 1", opened_at=NOON)
    blind.texts.add(conversation)
    for coder in (robin, colm):
        RoundCoder.objects.create(round=blind, coder=coder)
    make_coding(text_of(conversation), "We plan", by=colm, code="asm.peerself")
    merge_codes(
        code=code_of(study, "asm.peerself"),
        into=code_of(study, "asm.group"),
        at=NOON,
        by=robin,
    )

    seen = [told(study, reader)[0].passages for reader in (robin, colm)]

    assert seen == [0, 1]


def test_the_history_takes_as_many_queries_for_three_steps_as_for_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    study = make_study()
    robin = make_coder(study)
    for number in range(3):
        wording = CodeWording(name=f"Roles {number}")
        add_code(programme=study, wording=wording, parent=None, at=NOON, by=robin)

        with django_assert_num_queries(4):
            [book_step(step) for step in told(study, robin)]

    assert book_version(study).number == 4
