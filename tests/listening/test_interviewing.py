"""Talks as an interviewer writes them down: begun, noted, finished; and paper typed in."""

from datetime import date, timedelta

import pytest

from ecotone.consent.choices import Grant
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Programme, Role, User
from ecotone.listening import operations
from ecotone.listening.choices import InstrumentKind, Mode
from ecotone.listening.models import Conversation, TextRevision
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON, make_member
from tests.factories.talks import (
    make_finished,
    make_interviewer,
    make_paper,
    make_returned,
    make_talk,
    note_down,
)

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


# --- beginning -------------------------------------------------------------------------------


def test_a_talk_keeps_who_asked_when_in_which_way_and_that_consent_was_read_back(
    jane: Participant, ines: User
) -> None:
    talk = make_talk(jane, {}, by=ines)

    talk.refresh_from_db()
    assert (talk.mode, talk.asked_by, talk.held_on) == (Mode.LIVE, ines, date(2026, 3, 2))
    assert (talk.started_at, talk.read_back_at, talk.finished_at) == (NOON, NOON, None)
    assert talk.instrument.kind == InstrumentKind.INTERVIEW
    assert verbs()[-2:] == ["began interview", "read back and confirmed what they allow"]


def test_nobody_is_talked_with_who_has_not_said_yes_to_it(
    programme: Programme, ines: User
) -> None:
    silent = make_consenting(programme, Grant.QUOTED)

    with pytest.raises(Refused, match="has not said yes"):
        make_talk(silent, {}, by=ines)

    assert Conversation.objects.count() == 0


def test_a_talk_needs_somebody_who_may_listen(jane: Participant) -> None:
    with pytest.raises(NotYours):
        make_talk(jane, {}, by=make_member(jane.programme, Role.CODER))


def test_a_talk_begun_twice_goes_on(jane: Participant, ines: User) -> None:
    first = make_talk(jane, {1: "a note"}, by=ines)

    second = make_talk(jane, {}, by=ines, at=NOON + timedelta(hours=1))

    assert second.pk == first.pk
    assert second.held_on == date(2026, 3, 2)


def test_nobody_goes_on_with_a_talk_that_somebody_else_began(
    jane: Participant, ines: User
) -> None:
    make_talk(jane, {1: "a note"}, by=ines)

    with pytest.raises(Refused, match="Ines Marsh is writing this down already"):
        make_talk(jane, {}, by=make_interviewer(jane, name="Robin Brook"))


def test_a_second_talk_on_another_day_is_a_record_of_its_own(
    jane: Participant, ines: User
) -> None:
    first = make_finished(jane, {1: "in March"}, by=ines)

    second = make_finished(jane, {1: "in April"}, by=ines, at=NOON + timedelta(days=30))

    first.refresh_from_db()
    assert second.pk != first.pk
    assert (first.held_on, second.held_on) == (date(2026, 3, 2), date(2026, 4, 1))
    assert first.responses.get(question__number=1).draft == "in March"


def test_a_second_paper_of_another_day_leaves_the_first_as_it_was(
    jane: Participant, ines: User
) -> None:
    first = make_paper(jane, {1: "after the first day"}, by=ines, held_on=date(2026, 2, 10))
    second = make_paper(jane, {1: "after the second"}, by=ines, held_on=date(2026, 2, 20))

    again = make_paper(jane, {2: "found later"}, by=ines, held_on=date(2026, 2, 10))

    first.refresh_from_db()
    assert (again.pk, second.pk != first.pk) == (first.pk, True)
    assert first.held_on == date(2026, 2, 10)
    assert first.responses.get(question__number=1).draft == "after the first day"


# --- noting ----------------------------------------------------------------------------------


def test_nobody_writes_into_the_notes_of_somebody_else(jane: Participant, ines: User) -> None:
    talk = make_talk(jane, {}, by=ines)
    other = make_interviewer(jane, name="Robin Brook")

    with pytest.raises(NotYours):
        note_down(talk, {1: "not heard by me"}, by=other)

    assert talk.responses.count() == 0


def test_a_question_marked_as_skipped_is_not_studied(jane: Participant, ines: User) -> None:
    talk = make_talk(jane, {1: "one", 2: "two"}, by=ines)
    question = talk.instrument.questions.get(number=2)

    operations.mark_skipped(conversation=talk, question=question, at=NOON, by=ines)
    operations.finish_interview(conversation=talk, at=NOON, by=ines)

    assert [text.text for text in TextRevision.objects.all()] == ["one"]
    assert talk.responses.get(question=question).is_skipped


def test_a_note_that_its_person_put_right_is_closed_to_the_interviewer(
    jane: Participant, ines: User
) -> None:
    talk = make_returned(jane, {1: "roughly", 2: "noted"}, by=ines)
    note = talk.responses.get(question__number=1)
    operations.correct_note(note=note, text="Exactly.", at=NOON)

    with pytest.raises(Refused, match="has put this note right"):
        note_down(talk, {1: "roughly, I insist"}, by=ines)

    note_down(talk, {2: "noted again"}, by=ines)
    assert talk.responses.get(question__number=1).draft == "Exactly."


# --- finishing -------------------------------------------------------------------------------


def test_finishing_hands_the_notes_to_study_and_keeps_the_end(
    jane: Participant, ines: User
) -> None:
    talk = make_finished(jane, {1: "one", 3: "three"}, by=ines)

    assert [text.text for text in TextRevision.objects.order_by("pk")] == ["one", "three"]
    assert talk.finished_at == NOON
    assert verbs()[-1] == "sent interview"


def test_a_talk_that_was_only_recorded_is_finished_without_notes(
    jane: Participant, ines: User
) -> None:
    talk = make_finished(jane, {}, by=ines)

    talk.refresh_from_db()
    assert talk.finished_at == NOON
    assert TextRevision.objects.count() == 0
    assert verbs()[-1] == "held interview without notes"


def test_finishing_again_without_a_change_changes_nothing(
    jane: Participant, ines: User
) -> None:
    talk = make_finished(jane, {1: "one"}, by=ines)

    operations.finish_interview(conversation=talk, at=NOON + timedelta(days=1), by=ines)

    talk.refresh_from_db()
    assert (talk.finished_at, TextRevision.objects.count()) == (NOON, 1)


def test_a_yes_taken_back_in_the_middle_ends_the_talk_for_study(
    jane: Participant, ines: User
) -> None:
    talk = make_talk(jane, {1: "one"}, by=ines)
    answer_grants(jane, {Grant.INTERVIEW: False})

    with pytest.raises(Refused, match="has not said yes"):
        operations.finish_interview(conversation=talk, at=NOON, by=ines)

    assert TextRevision.objects.count() == 0


# --- paper and notes written up --------------------------------------------------------------


def test_paper_is_typed_in_with_the_day_it_was_filled_in(jane: Participant, ines: User) -> None:
    paper = make_paper(jane, {1: "In their hand."}, by=ines, held_on=date(2026, 2, 20))

    paper.refresh_from_db()
    assert (paper.mode, paper.held_on) == (Mode.PAPER, date(2026, 2, 20))
    assert (paper.is_verbatim, paper.read_back_at) == (True, None)
    assert paper.instrument.kind == InstrumentKind.REFLECTION


def test_nothing_is_typed_in_of_a_day_to_come(jane: Participant, ines: User) -> None:
    with pytest.raises(Refused, match="3 March 2026 has not come yet"):
        make_paper(jane, {1: "early"}, by=ines, held_on=date(2026, 3, 3))


def test_a_paper_without_a_word_is_not_taken_in(jane: Participant, ines: User) -> None:
    with pytest.raises(Refused, match="Nothing is written down yet"):
        make_paper(jane, {}, by=ines)


def test_notes_and_a_transcript_of_one_talk_stand_side_by_side(
    jane: Participant, ines: User
) -> None:
    make_finished(jane, {1: "roughly this"}, by=ines)

    operations.paste_text(
        participant=jane, kind=InstrumentKind.INTERVIEW, text="Exactly that.", at=NOON, by=ines
    )

    kinds = jane.conversations.values_list("instrument__kind", "mode").order_by("pk")
    assert list(kinds) == [("interview", "LIVE"), ("interview", "TEXT")]
