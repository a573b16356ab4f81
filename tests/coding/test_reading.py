"""Texts laid out to be read, with their codings beside them, and how far they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from ecotone.coding.choices import Pole, Target
from ecotone.coding.models import Code
from ecotone.coding.operations import remove_coding
from ecotone.coding.queries import (
    CodeEntry,
    Note,
    answers_of,
    codebook,
    progress_of,
    readable_conversation,
    texts_around,
    texts_to_code,
)
from ecotone.coding.queries.reading import paragraphs_of
from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.foundation.models import Programme, User
from ecotone.listening.choices import InstrumentKind
from ecotone.listening.models import Conversation, TextRevision
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_conversation,
    make_speaker,
    make_study,
)
from tests.factories.foundation import NOON


def note(start: int, end: int) -> Note:
    code = Code(name="Group work")
    entry = CodeEntry(code=code, line=(code,), hue=1, uses={})
    return Note(
        coding_ids=(start * 100 + end,),
        first_key="",
        entry=entry,
        pole=Pole.GIVES,
        target=Target.SELF,
        start=start,
        end=end,
        words="",
        coders=(),
        own_key="",
    )


# --- cutting a text --------------------------------------------------------------------------


def test_a_text_is_cut_where_codings_begin_and_end() -> None:
    (paragraph,) = paragraphs_of("one two three four", [note(4, 13), note(8, 18)])

    assert [(run.text, len(run.notes)) for run in paragraph.runs] == [
        ("one ", 0),
        ("two ", 1),
        ("three", 2),
        (" four", 1),
    ]


def test_a_coding_over_two_paragraphs_is_marked_in_both_and_named_where_it_begins() -> None:
    first, second = paragraphs_of("one two\n\nthree", [note(4, 12)], first_number=5)

    assert [(run.text, len(run.notes)) for run in first.runs] == [("one ", 0), ("two", 1)]
    assert [(run.text, len(run.notes)) for run in second.runs] == [("thr", 1), ("ee", 0)]
    assert (first.number, second.number) == (5, 6)
    assert (len(first.notes), len(second.notes)) == (1, 0)
    assert second.start == 9


def test_sentences_end_at_full_stops_and_keep_their_quotation_marks() -> None:
    text = "He said “stop.” Why? I waited, 3.5 minutes… No end"

    (paragraph,) = paragraphs_of(text, [])

    assert [sentence.text for sentence in paragraph.sentences] == [
        "He said “stop.”",
        "Why?",
        "I waited, 3.5 minutes…",
        "No end",
    ]
    assert paragraph.sentence_bounds.startswith("0 15 16 20 ")


texts = st.text(alphabet="ab .\n👩🏽\u200dé", max_size=60)
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6)


@given(texts, spans)
def test_no_letter_of_a_text_is_lost_or_moved_by_cutting_it(
    text: str, marked: list[tuple[int, int]]
) -> None:
    notes = [note(start, start + length) for start, length in marked]

    for paragraph in paragraphs_of(text, notes):
        whole = "".join(run.text for run in paragraph.runs)
        assert text[paragraph.start : paragraph.start + len(whole)] == whole
        assert "\n" not in whole
        for sentence in paragraph.sentences:
            assert text[sentence.start : sentence.end] == sentence.text
            assert sentence.text == sentence.text.strip() != ""


# --- a conversation --------------------------------------------------------------------------


def lay_out(
    conversation: Conversation, reader: User, study: Programme, *, only_own: bool = False
) -> list[Note]:
    answers = answers_of(
        conversation, codebook(study), programme=study, reader=reader, only_own=only_own
    )
    return [found for answer in answers for found in answer.notes]


@pytest.mark.django_db
def test_answers_stand_under_their_questions_in_the_wording_of_the_sector() -> None:
    study = make_study()
    conversation = make_conversation(
        make_speaker(study, sector="university"), {7: "Noisy.\nWarm.", 2: "Group work."}
    )

    answers = answers_of(
        conversation, codebook(study), programme=study, reader=make_coder(study)
    )

    assert [answer.number for answer in answers] == [2, 7]
    assert "at primary school and at secondary school" in answers[1].question
    numbers = [[paragraph.number for paragraph in answer.paragraphs] for answer in answers]
    assert numbers == [[1], [2, 3]]


@pytest.mark.django_db
def test_coders_who_agree_share_a_note_and_each_may_remove_their_own() -> None:
    study = make_study()
    first, second = make_coder(study, name="Lynne Brook"), make_coder(study, name="Dana Reed")
    conversation = make_conversation(make_speaker(study))
    revision = TextRevision.objects.get(response__conversation=conversation)
    own = make_coding(revision, "We plan", by=first)
    make_coding(revision, "We plan", by=second)
    make_coding(revision, "We plan", by=second, pole=Pole.ASKS)

    everyone = lay_out(conversation, first, study)
    mine = lay_out(conversation, first, study, only_own=True)

    assert [(found.pole, found.coders, found.own_key) for found in everyone] == [
        (Pole.ASKS, ("DR",), ""),
        (Pole.GIVES, ("DR", "LB"), str(own.key)),
    ]
    assert [found.coders for found in mine] == [("LB",)]


@pytest.mark.django_db
def test_a_conversation_without_leave_cannot_be_opened() -> None:
    study, other = make_study(), make_study()
    speaker = make_speaker(study)
    conversation = make_conversation(speaker)
    before = readable_conversation(study, conversation.pk)

    withdraw_grant(participant=speaker, grant=Grant.INTERVIEW, at=NOON, by=None)

    assert before == conversation
    assert readable_conversation(other, conversation.pk) is None
    assert readable_conversation(study, conversation.pk) is None


# --- how far texts are -----------------------------------------------------------------------


@pytest.mark.django_db
def test_progress_counts_answers_with_a_code_and_names_the_coders() -> None:
    study = make_study()
    coder = make_coder(study, name="Dana Reed")
    conversation = make_conversation(make_speaker(study), {2: "One.", 3: "Two.", 5: "Three."})
    revisions = TextRevision.objects.filter(response__conversation=conversation).order_by("pk")
    make_coding(revisions[0], "One", by=coder)
    make_coding(revisions[0], "One", by=coder, pole=Pole.ASKS)
    removed = make_coding(revisions[1], "Two", by=coder)
    remove_coding(coding=removed, at=NOON, by=coder)

    (progress,) = progress_of(study, texts_to_code(study), coder)

    assert (progress.coded, progress.answers, progress.portion) == (1, 3, 33)
    assert progress.coders == ("DR",)


@pytest.mark.django_db
def test_interviews_come_before_reflections_then_sector_then_pseudonym() -> None:
    study = make_study()
    speaker = make_speaker(study, pseudonym="Tom")
    reflection = make_conversation(speaker, kind=InstrumentKind.REFLECTION)
    interview = make_conversation(speaker)
    academic = make_conversation(make_speaker(study, sector="university", pseudonym="Ann"))

    shelf = texts_around(study, interview, make_coder(study))

    assert list(texts_to_code(study)) == [interview, academic, reflection]
    assert (shelf.place, shelf.total, shelf.following_id) == (1, 3, academic.pk)
    assert texts_around(study, reflection, make_coder(study)).following_id is None


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_the_list_of_texts_takes_the_same_queries_for_one_and_for_three(
    people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    study = make_study()
    for _ in range(people):
        make_conversation(make_speaker(study))
    coder = make_coder(study)

    with django_assert_num_queries(4):
        progress = progress_of(study, texts_to_code(study), coder)

    assert len(progress) == people
