"""Writing, sending, sending again, and what is kept of it."""

import hashlib
from datetime import timedelta

import pytest

from ecotone.consent.choices import Grant
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.languages import speaking
from ecotone.foundation.models import AuditEvent, Programme, Role
from ecotone.listening import operations
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.errors import WrittenElsewhere
from ecotone.listening.models import (
    Conversation,
    Instrument,
    Question,
    Response,
    TextRevision,
)
from ecotone.listening.operations import Sheet
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON, make_member
from tests.factories.listening import make_conversation, make_sent
from tests.factories.register import make_participant, make_register

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
INTERVIEW = InstrumentKind.INTERVIEW


@pytest.fixture
def jane(programme: Programme) -> Participant:
    return make_consenting(programme, Grant.INTERVIEW, sector="university")


def save(
    conversation: Conversation, text: str, *, number: int = 1, sheet: Sheet | None = None
) -> Response:
    return operations.save_answer(
        conversation=conversation,
        question=conversation.instrument.questions.get(number=number),
        text=text,
        at=LATER,
        by=None,
        sheet=sheet,
    )


# --- questions -------------------------------------------------------------------------------


def test_a_programme_gets_eight_questions_for_before_and_seven_and_four_for_after(
    programme: Programme,
) -> None:
    numbers = {
        instrument.kind: [
            question.number for question in instrument.questions.order_by("number")
        ]
        for instrument in Instrument.objects.filter(programme=programme)
    }

    assert numbers == {
        "interview": list(range(1, 9)),
        "reflection": list(range(1, 8)),
        "expectation": list(range(1, 5)),
    }


def test_a_question_is_worded_for_the_sector_it_is_put_to(programme: Programme) -> None:
    seventh = Instrument.objects.get(programme=programme, kind=INTERVIEW).questions.get(
        number=7
    )

    worded = {
        seventh.worded_for(sector, "en").text
        for sector in ("primary", "secondary", "university")
    }

    assert len(worded) == 3
    assert seventh.worded_for("industry", "en").text == seventh.text


def test_adopting_the_questions_again_adds_nothing(programme: Programme) -> None:
    assert operations.adopt_instruments(programme=programme, at=LATER, by=None) == []


# --- leave -----------------------------------------------------------------------------------


def test_without_a_yes_to_being_asked_nothing_is_kept(programme: Programme) -> None:
    silent = make_consenting(programme, Grant.QUOTED)

    with pytest.raises(Refused):
        make_conversation(silent, {1: "words"})

    assert Conversation.objects.count() == 0


def test_after_the_yes_is_taken_back_nothing_more_is_kept(jane: Participant) -> None:
    conversation = make_conversation(jane, {1: "before"})
    answer_grants(jane, {Grant.INTERVIEW: False})

    with pytest.raises(Refused):
        save(conversation, "after")
    with pytest.raises(Refused):
        operations.send_answers(conversation=conversation, at=LATER, by=None)

    assert Response.objects.get().draft == "before"


def test_a_coder_cannot_write_for_somebody(programme: Programme, jane: Participant) -> None:
    coder = make_member(programme, Role.CODER)

    with pytest.raises(NotYours):
        operations.paste_text(participant=jane, kind=INTERVIEW, text="x", at=NOON, by=coder)

    assert Conversation.objects.count() == 0


def test_without_questions_there_is_no_conversation() -> None:
    participant = make_consenting(make_register())

    with pytest.raises(Refused) as refused:
        operations.open_conversation(
            participant=participant, kind=INTERVIEW, mode=Mode.WRITTEN, at=NOON, by=None
        )

    assert "no questions" in refused.value.message


# --- writing ---------------------------------------------------------------------------------


def test_opening_twice_goes_on_where_somebody_left_off(jane: Participant) -> None:
    assert make_conversation(jane, {1: "a"}) == make_conversation(jane, {2: "b"})
    assert Response.objects.count() == 2


def test_a_draft_is_kept_but_is_no_frozen_text(jane: Participant) -> None:
    make_conversation(jane, {1: "half a thought"})

    assert Response.objects.get().draft == "half a thought"
    assert TextRevision.objects.count() == 0


def test_a_question_of_another_instrument_is_refused(
    programme: Programme, jane: Participant
) -> None:
    conversation = make_conversation(jane, {1: "words"})
    reflection = Instrument.objects.get(programme=programme, kind=InstrumentKind.REFLECTION)

    with pytest.raises(Refused):
        operations.save_answer(
            conversation=conversation,
            question=reflection.questions.get(number=1),
            text="lost",
            at=LATER,
            by=None,
        )

    assert Response.objects.count() == 1


def test_a_late_save_of_the_same_page_does_not_overwrite_a_newer_one(jane: Participant) -> None:
    conversation = make_conversation(jane, {})
    empty = TextRevision.digest("")

    save(conversation, "second", sheet=Sheet("page", 2, empty))
    save(conversation, "first", sheet=Sheet("page", 1, empty))

    assert Response.objects.get().draft == "second"


def test_the_same_save_arriving_twice_is_one(jane: Participant) -> None:
    conversation = make_conversation(jane, {})
    sheet = Sheet("page", 1, TextRevision.digest(""))

    for _ in range(2):
        save(conversation, "words", sheet=sheet)

    assert Response.objects.get().draft == "words"


def test_a_second_device_does_not_overwrite_what_the_first_wrote(jane: Participant) -> None:
    conversation = make_conversation(jane, {})
    empty = TextRevision.digest("")
    save(conversation, "on the phone", sheet=Sheet("phone", 1, empty))

    with pytest.raises(WrittenElsewhere) as refused:
        save(conversation, "on the laptop", sheet=Sheet("laptop", 1, empty))

    assert refused.value.other_text == "on the phone"
    assert Response.objects.get().draft == "on the phone"


def test_a_second_device_that_has_seen_the_draft_goes_on_with_it(jane: Participant) -> None:
    conversation = make_conversation(jane, {})
    save(conversation, "on the phone", sheet=Sheet("phone", 1, TextRevision.digest("")))

    seen = TextRevision.digest("on the phone")
    save(conversation, "on the phone, and more", sheet=Sheet("laptop", 1, seen))

    assert Response.objects.get().draft == "on the phone, and more"


# --- sending ---------------------------------------------------------------------------------


def test_sending_freezes_each_answer_with_its_digest(jane: Participant) -> None:
    revisions = make_sent(jane, {1: "one", 3: "three", 5: "  \n "})

    assert [(r.response.question.number, r.number, r.text) for r in revisions] == [
        (1, 1, "one"),
        (3, 1, "three"),
    ]
    assert revisions[0].sha256 == hashlib.sha256(b"one").hexdigest()


def test_line_ends_become_line_feeds_and_nothing_else_is_changed(jane: Participant) -> None:
    composed, decomposed = "\u00e9", "e\u0301"
    (revision,) = make_sent(jane, {1: f" {composed}\r\n{decomposed}\rend \U0001f44b\n"})

    assert revision.text == f" {composed}\n{decomposed}\nend \U0001f44b\n"
    assert revision.passage(1, 2) == composed


def test_only_what_changed_gets_a_next_revision(jane: Participant) -> None:
    make_sent(jane, {1: "one", 2: "two"})

    again = make_sent(jane, {1: "one", 2: "two, thought over"})

    assert [(r.response.question.number, r.number, r.text) for r in again] == [
        (2, 2, "two, thought over")
    ]
    assert sorted(TextRevision.objects.values_list("text", flat=True)) == [
        "one",
        "two",
        "two, thought over",
    ]


def test_an_answer_emptied_or_skipped_after_sending_is_taken_back(jane: Participant) -> None:
    make_sent(jane, {1: "one", 2: "two"})
    conversation = make_conversation(jane, {1: ""})
    second = conversation.instrument.questions.get(number=2)
    operations.skip_question(conversation=conversation, question=second, at=LATER, by=None)

    revisions = operations.send_answers(conversation=conversation, at=LATER, by=None)

    assert [(revision.number, revision.text) for revision in revisions] == [(2, ""), (2, "")]


def test_a_skipped_question_keeps_its_draft_but_does_not_count(jane: Participant) -> None:
    conversation = make_conversation(jane, {1: "one", 2: "not this"})
    second = conversation.instrument.questions.get(number=2)

    operations.skip_question(conversation=conversation, question=second, at=LATER, by=None)
    revisions = operations.send_answers(conversation=conversation, at=LATER, by=None)

    assert [revision.text for revision in revisions] == ["one"]
    assert Response.objects.get(question=second).draft == "not this"


def test_there_must_be_something_new_to_send(jane: Participant) -> None:
    make_sent(jane, {1: "one"})

    with pytest.raises(Refused):
        make_sent(jane, {1: "one"})

    assert TextRevision.objects.count() == 1


def test_beginning_and_sending_are_audited_without_a_word_of_it(jane: Participant) -> None:
    make_sent(jane, {1: "Unmistakable"})

    events = AuditEvent.objects.filter(subject=jane.subject, verb__endswith="interview")
    assert sorted(event.verb for event in events) == ["began interview", "sent interview"]
    assert not AuditEvent.objects.filter(reason__contains="Unmistakable").exists()


# --- bringing a text, and forgetting ---------------------------------------------------------


def test_each_text_brought_is_a_conversation_of_its_own(
    programme: Programme, jane: Participant
) -> None:
    broker = make_member(programme, Role.BROKER)

    for text in ("first", "second"):
        operations.paste_text(participant=jane, kind=INTERVIEW, text=text, at=NOON, by=broker)

    texts = TextRevision.objects.order_by("pk")
    assert [revision.text for revision in texts] == ["first", "second"]
    assert {c.mode for c in Conversation.objects.all()} == {Mode.TEXT}
    assert Conversation.objects.count() == 2


def test_a_file_is_taken_in_word_for_word(jane: Participant) -> None:
    content = b"\xef\xbb\xbf<b>Hello</b>\r\nand more"

    revision = operations.bring_text(
        participant=jane, kind=INTERVIEW, file_name="a.txt", content=content, at=NOON, by=None
    )

    assert revision.text == "<b>Hello</b>\nand more"


def test_a_text_without_words_or_without_end_is_refused(jane: Participant) -> None:
    for text in (" \n ", "x" * 1_000_001):
        with pytest.raises(Refused):
            operations.paste_text(participant=jane, kind=INTERVIEW, text=text, at=NOON, by=None)

    assert Conversation.objects.count() == 0


def test_every_question_stands_in_welsh_as_in_english_with_as_many_probes(
    programme: Programme,
) -> None:
    questions = Question.objects.filter(instrument__programme=programme)

    shapes = [
        [
            (bool(said.hint), len(said.probes), said.text != question.text)
            for said in (question.worded_for("university", "cy"),)
        ]
        for question in questions
    ]
    assert shapes == [
        [(bool(question.hint), len(question.probes), True)] for question in questions
    ]


def test_a_question_is_put_to_a_participant_in_their_language(programme: Programme) -> None:
    jane = make_participant(programme)
    jane.language = "cy"
    first = Question.objects.get(instrument__kind="interview", number=1)

    assert first.put_to(jane).text.startswith("Beth yw eich swydd")


def test_a_set_of_questions_is_headed_in_the_language_of_the_page(
    programme: Programme,
) -> None:
    reflection = Instrument.objects.get(programme=programme, kind="reflection")

    with speaking("cy"):
        assert reflection.heading == "Ar ôl y diwrnod"
    assert reflection.heading == "After the day"
