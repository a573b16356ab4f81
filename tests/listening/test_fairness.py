"""Notes go back to the person they are about; what they say of them holds."""

from datetime import timedelta

import pytest

from ecotone.consent.choices import Grant
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Programme, Role, User
from ecotone.listening import operations
from ecotone.listening.choices import Fairness, Mode, Verdict
from ecotone.listening.models import Conversation, NoteVerdict, Response
from ecotone.listening.queries import (
    fairness_of,
    notes_in,
    readable_revisions,
    talks_to_check,
    unconfirmed_notes,
    verbatim_revisions,
)
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants
from tests.factories.foundation import NOON, make_member
from tests.factories.listening import make_sent, make_text
from tests.factories.talks import (
    make_finished,
    make_paper,
    make_returned,
    note_down,
)

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def standing(talk: Conversation) -> Fairness | None:
    return fairness_of([talk]).get(talk.pk)


def note(talk: Conversation, number: int) -> Response:
    return talk.responses.get(question__number=number)


def studied(talk: Conversation) -> list[str]:
    texts = readable_revisions(talk.participant.programme)
    return [text.text for text in texts.filter(response__conversation=talk)]


# --- where notes stand -----------------------------------------------------------------------


def test_notes_are_first_not_shown_then_waiting_then_fair(
    jane: Participant, ines: User
) -> None:
    talk = make_finished(jane, {1: "one", 2: "two"}, by=ines)
    before = (standing(talk), talks_to_check(jane))

    operations.return_notes(conversation=talk, at=NOON, by=ines)
    waiting = (standing(talk), unconfirmed_notes(talk))
    number = operations.call_fair(conversation=talk, at=NOON)

    assert before == (Fairness.NOT_SHOWN, [])
    assert waiting == (Fairness.WAITING, Fairness.WAITING)
    assert (number, standing(talk), unconfirmed_notes(talk)) == (2, Fairness.FAIR, None)


def test_a_corrected_note_is_studied_in_its_persons_words_and_the_old_one_is_kept(
    jane: Participant, ines: User
) -> None:
    talk = make_returned(jane, {1: "roughly", 2: "two"}, by=ines)

    operations.correct_note(note=note(talk, 1), text="Exactly.", at=NOON)
    operations.call_fair(conversation=talk, at=NOON)

    assert standing(talk) == Fairness.CORRECTED
    assert studied(talk) == ["Exactly.", "two"]
    history = note(talk, 1).revisions.order_by("number").values_list("text", flat=True)
    assert list(history) == ["roughly", "Exactly."]
    verdicts = NoteVerdict.objects.order_by("pk").values_list("verdict", flat=True)
    assert list(verdicts) == [Verdict.CORRECTED, Verdict.FAIR]


def test_a_note_taken_out_is_studied_no_more_and_can_be_put_back(
    jane: Participant, ines: User
) -> None:
    talk = make_returned(jane, {1: "one", 2: "two"}, by=ines)

    operations.take_note_out(note=note(talk, 1), at=NOON)
    without = studied(talk)
    operations.take_note_out(note=note(talk, 2), at=NOON)
    all_out = (standing(talk), studied(talk))
    operations.put_note_back(note=note(talk, 1), at=NOON)

    assert without == ["two"]
    assert all_out == (Fairness.TAKEN_OUT, [])
    assert (standing(talk), studied(talk)) == (Fairness.CORRECTED, ["one"])


def test_notes_changed_after_they_were_returned_have_not_been_shown_as_they_stand(
    jane: Participant, ines: User
) -> None:
    talk = make_returned(jane, {1: "one"}, by=ines)
    operations.call_fair(conversation=talk, at=NOON)

    note_down(talk, {1: "one and more"}, by=ines, at=LATER)
    operations.finish_interview(conversation=talk, at=LATER, by=ines)

    assert standing(talk) == Fairness.NOT_SHOWN
    assert talks_to_check(jane) == []


def test_own_words_have_no_fairness_and_neither_has_a_talk_without_notes(
    jane: Participant, ines: User
) -> None:
    paper = make_paper(jane, {1: "own words"}, by=ines)
    silent = make_finished(jane, {}, by=ines)

    assert (standing(paper), standing(silent)) == (None, None)


# --- who may do what -------------------------------------------------------------------------


def test_only_notes_are_returned_and_only_by_somebody_who_may_listen(
    jane: Participant, ines: User
) -> None:
    paper = make_paper(jane, {1: "own words"}, by=ines)
    talk = make_finished(jane, {1: "one"}, by=ines)

    with pytest.raises(Refused, match="no notes to return"):
        operations.return_notes(conversation=paper, at=NOON, by=ines)
    with pytest.raises(NotYours):
        operations.return_notes(
            conversation=talk, at=NOON, by=make_member(jane.programme, Role.CODER)
        )


def test_people_speak_only_of_notes_that_were_laid_before_them(
    jane: Participant, ines: User
) -> None:
    talk = make_finished(jane, {1: "one"}, by=ines)

    with pytest.raises(Refused, match="have not been returned"):
        operations.call_fair(conversation=talk, at=NOON)
    with pytest.raises(Refused, match="have not been returned"):
        operations.take_note_out(note=note(talk, 1), at=NOON)


def test_a_correction_without_a_word_is_refused(jane: Participant, ines: User) -> None:
    talk = make_returned(jane, {1: "one"}, by=ines)

    with pytest.raises(Refused, match="There are no words in it"):
        operations.correct_note(note=note(talk, 1), text=" \n", at=NOON)


def test_nobody_speaks_of_notes_after_taking_back_their_yes(
    jane: Participant, ines: User
) -> None:
    talk = make_returned(jane, {1: "one"}, by=ines)
    answer_grants(jane, {Grant.INTERVIEW: False})

    with pytest.raises(Refused, match="has not said yes"):
        operations.call_fair(conversation=talk, at=NOON)


def test_every_word_about_notes_is_on_the_audit_trail_in_their_own_hand(
    jane: Participant, ines: User
) -> None:
    talk = make_returned(jane, {1: "one", 2: "two", 3: "three"}, by=ines)
    operations.correct_note(note=note(talk, 1), text="One.", at=NOON)
    operations.take_note_out(note=note(talk, 2), at=NOON)
    operations.call_fair(conversation=talk, at=NOON)

    trail = list(AuditEvent.objects.order_by("-pk")[:4].values_list("verb", flat=True))
    assert trail == [
        "called notes fair",
        "took a passage out in notes",
        "corrected a passage in notes",
        "returned notes: is this fair?",
    ]


# --- never a quote ---------------------------------------------------------------------------


def test_notes_are_never_verbatim_not_even_when_called_fair_or_corrected(
    programme: Programme, jane: Participant, ines: User
) -> None:
    talk = make_returned(jane, {1: "noted", 2: "noted too"}, by=ines)
    operations.correct_note(note=note(talk, 1), text="In my words.", at=NOON)
    operations.call_fair(conversation=talk, at=NOON)
    make_sent(jane, {1: "written"})
    make_text(jane, "a text", by=make_member(programme, Role.BROKER))
    make_paper(jane, {1: "on paper"}, by=ines)

    quotable = {text.text for text in verbatim_revisions(programme)}

    assert quotable == {"written", "a text", "on paper"}
    assert Mode.verbatim() == [Mode.WRITTEN, Mode.PAPER, Mode.TEXT, Mode.TRANSCRIPT]


def test_the_notes_of_a_talk_are_listed_with_their_verdicts(
    jane: Participant, ines: User
) -> None:
    talk = make_returned(jane, {2: "two", 1: "one"}, by=ines)
    operations.take_note_out(note=note(talk, 1), at=NOON)

    listed = [(each.question.number, each.is_out, each.waits) for each in notes_in(talk)]

    assert listed == [(1, True, False), (2, False, True)]
