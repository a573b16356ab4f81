"""Taking one yes back, putting a slip right within 14 days, and the erasure after them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ecotone.consent import operations
from ecotone.consent.choices import Grant, Source, Standing
from ecotone.consent.jobs import erase_what_was_taken_back
from ecotone.consent.models import ConsentRecord
from ecotone.consent.queries import has_granted, held_by
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Programme, Role
from ecotone.listening.models import Conversation, TextRevision
from ecotone.register.models import Participant
from tests.factories.consent import answer_grants, make_consenting
from tests.factories.foundation import NOON, make_member
from tests.factories.listening import make_sent
from tests.factories.register import make_participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def jane(programme: Programme) -> Participant:
    return make_consenting(programme)


def undo(participant: Participant, grant: Grant, *, days: int) -> ConsentRecord:
    return operations.undo_withdrawal(
        participant=participant, grant=grant, at=NOON + timedelta(days=days), by=None
    )


def test_a_slip_put_right_restores_the_yes_as_it_was_and_the_record_shows_both(
    jane: Participant,
) -> None:
    end = timezone.now() + timedelta(days=400)
    ConsentRecord.objects.filter(participant=jane).update(holds_until=end)
    answer_grants(jane, {Grant.QUOTED: False})
    assert not has_granted(jane, Grant.QUOTED)

    undo(jane, Grant.QUOTED, days=13)

    history = ConsentRecord.objects.filter(participant=jane, grant=Grant.QUOTED).order_by("pk")
    given, slip, restored = history
    assert [record.is_given for record in history] == [True, False, True]
    assert (restored.undoes, restored.holds_until) == (slip, given.holds_until)
    assert has_granted(jane, Grant.QUOTED)


def test_after_fourteen_days_a_slip_cannot_be_put_right(jane: Participant) -> None:
    answer_grants(jane, {Grant.QUOTED: False})

    with pytest.raises(Refused, match="14 days"):
        undo(jane, Grant.QUOTED, days=14)

    assert not has_granted(jane, Grant.QUOTED)


@pytest.mark.parametrize("grant", [Grant.QUOTED, Grant.AUDIO])
def test_what_was_not_taken_back_cannot_be_undone(programme: Programme, grant: Grant) -> None:
    never_yes = make_consenting(programme, Grant.QUOTED)

    with pytest.raises(Refused, match="nothing to undo"):
        undo(never_yes, grant, days=1)

    assert ConsentRecord.objects.filter(participant=never_yes).count() == 7


def test_staff_who_undo_do_so_by_word_of_mouth_and_only_with_the_right(
    programme: Programme, jane: Participant
) -> None:
    answer_grants(jane, {Grant.QUOTED: False})
    interviewer = make_member(programme, Role.INTERVIEWER)

    restored = operations.undo_withdrawal(
        participant=jane, grant=Grant.QUOTED, at=NOON, by=interviewer
    )

    assert (restored.source, restored.recorded_by) == (Source.READ_BACK, interviewer)
    with pytest.raises(NotYours):
        operations.undo_withdrawal(
            participant=jane,
            grant=Grant.QUOTED,
            at=NOON,
            by=make_member(programme, Role.VIEWER),
        )


def test_words_taken_back_are_erased_after_fourteen_days_and_not_before(
    programme: Programme, jane: Participant
) -> None:
    stays = make_consenting(programme)
    for person in (jane, stays):
        make_sent(person, {1: "words"})
    answer_grants(jane, {Grant.INTERVIEW: False})

    erased = [
        operations.erase_what_was_taken_back(at=NOON + timedelta(days=days))
        for days in (13, 15, 16)
    ]

    assert erased == [0, 1, 0]
    assert [c.participant for c in Conversation.objects.all()] == [stays]
    assert AuditEvent.objects.get(verb="erased what was taken back").subject == jane.subject


def test_what_was_erased_cannot_be_undone_even_if_the_clock_goes_back(
    jane: Participant,
) -> None:
    answer_grants(jane, {Grant.INTERVIEW: False})
    operations.erase_what_was_taken_back(at=NOON + timedelta(days=15))

    with pytest.raises(Refused, match="14 days"):
        undo(jane, Grant.INTERVIEW, days=1)

    assert held_by([jane])[jane.pk][Grant.INTERVIEW].standing == Standing.TAKEN_BACK


def test_quotes_taken_back_go_out_of_sight_and_the_words_stay(jane: Participant) -> None:
    make_sent(jane, {1: "words"})
    answer_grants(jane, {Grant.QUOTED: False})

    erased = operations.erase_what_was_taken_back(at=NOON + timedelta(days=30))

    assert erased == 0
    assert TextRevision.objects.count() == 1


def test_a_slip_put_right_in_time_erases_nothing(jane: Participant) -> None:
    make_sent(jane, {1: "words"})
    answer_grants(jane, {Grant.INTERVIEW: False})
    undo(jane, Grant.INTERVIEW, days=3)

    assert operations.erase_what_was_taken_back(at=NOON + timedelta(days=30)) == 0
    assert TextRevision.objects.count() == 1


def test_somebody_never_asked_has_nothing_to_erase(programme: Programme) -> None:
    make_participant(programme)

    assert operations.erase_what_was_taken_back(at=NOON + timedelta(days=30)) == 0


@pytest.mark.parametrize(("days", "left", "cleaning"), [(15, 0, True), (1, 1, False)])
def test_the_nightly_job_leaves_no_copy_of_what_it_erased(
    jane: Participant,
    days: int,
    left: int,
    cleaning: bool,  # noqa: FBT001  # a row of the table
) -> None:
    make_sent(jane, {1: "words"})
    answer_grants(jane, {Grant.INTERVIEW: False}, at=timezone.now() - timedelta(days=days))

    erase_what_was_taken_back.call()

    waiting = list(DBTaskResult.objects.values_list("task_path", flat=True))
    assert Conversation.objects.count() == left
    assert waiting == ["ecotone.consent.jobs.leave_no_copies"] * cleaning
