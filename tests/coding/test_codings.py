"""Marking passages and taking codes off them again."""

import pytest

from ecotone.coding.choices import Pole, Verb
from ecotone.coding.models import Change, Code, Coding, Step
from ecotone.coding.operations import Marking, code_passage, code_passages, remove_coding
from ecotone.consent.choices import Grant
from ecotone.consent.operations import (
    rehearse_withdrawal,
    withdraw_grant,
    withdraw_participant,
)
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Role, User
from ecotone.listening.models import TextRevision
from tests.factories.coding import (
    PLENTY,
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
)
from tests.factories.foundation import NOON, make_member

pytestmark = pytest.mark.django_db


def code_span(revision: TextRevision, start: int, end: int, *, by: User) -> Coding:
    programme = revision.response.conversation.participant.programme
    code = Code.objects.get(programme=programme, key="grp")
    return code_passage(marking=Marking(revision, start, end, code, Pole.GIVES), at=NOON, by=by)


def test_a_coding_holds_the_words_its_coder_and_one_step() -> None:
    study = make_study()
    coder, revision = make_coder(study), make_revision(make_speaker(study))

    coding = make_coding(revision, "Each of them marks the others", by=coder)

    assert revision.passage(coding.start, coding.end) == "Each of them marks the others"
    assert coding.coder == coder
    assert [change.step.verb for change in coding.changes.all()] == [Verb.CODED]
    assert AuditEvent.objects.filter(subject=f"coding:{coding.key}").count() == 1


def test_white_space_at_the_edges_is_left_out() -> None:
    study = make_study()
    coder, revision = make_coder(study), make_revision(make_speaker(study), "One  two\n three")

    coding = code_span(revision, 3, 10, by=coder)

    assert revision.passage(coding.start, coding.end) == "two"


def test_positions_are_counted_in_code_points() -> None:
    study = make_study()
    text = "👩🏽‍🏫 We bring 🧪 to class. Again."
    coder, revision = make_coder(study), make_revision(make_speaker(study), text)

    coding = make_coding(revision, "🧪 to class", by=coder)

    assert revision.passage(coding.start, coding.end) == "🧪 to class"
    assert coding.end - coding.start == 10


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (0, 0, "The passage is empty."),
        (2, 3, "The passage is empty."),
        (5, 2, "The passage reaches beyond the text."),
        (-1, 4, "The passage reaches beyond the text."),
        (0, len(PLENTY) + 1, "The passage reaches beyond the text."),
    ],
)
def test_a_span_without_words_of_the_text_is_refused(
    start: int, end: int, message: str
) -> None:
    study = make_study()
    coder, revision = make_coder(study), make_revision(make_speaker(study))

    with pytest.raises(Refused) as refusal:
        code_span(revision, start, end, by=coder)

    assert refusal.value.message == message
    assert Coding.objects.count() == 0


def test_the_same_coding_twice_is_refused_with_a_way_on() -> None:
    study = make_study()
    coder, revision = make_coder(study), make_revision(make_speaker(study))
    make_coding(revision, "We plan", by=coder)

    with pytest.raises(Refused) as refusal:
        make_coding(revision, "We plan", by=coder)

    assert refusal.value.remedy == "Choose other words, another code or another pole."


def test_two_coders_may_agree_and_one_may_see_two_things_in_the_same_words() -> None:
    study = make_study()
    revision = make_revision(make_speaker(study))
    first, second = make_coder(study), make_coder(study, name="Dana Reed")

    make_coding(revision, "We plan", by=first)
    make_coding(revision, "We plan", by=second)
    make_coding(revision, "We plan", by=first, pole=Pole.ASKS)

    assert Coding.objects.count() == 3


def test_words_of_somebody_who_took_their_leave_back_are_not_coded() -> None:
    study = make_study()
    coder, speaker = make_coder(study), make_speaker(study)
    revision = make_revision(speaker)
    withdraw_grant(participant=speaker, grant=Grant.INTERVIEW, at=NOON, by=None)

    with pytest.raises(Refused) as refusal:
        make_coding(revision, "We plan", by=coder)

    assert refusal.value.message == "This text may not be coded any more."


def test_a_code_of_another_programme_does_not_fit_a_text() -> None:
    study, other = make_study(), make_study()
    coder = make_coder(other)
    revision = make_revision(make_speaker(study))
    foreign = Code.objects.get(programme=other, key="grp")

    with pytest.raises(Refused):
        code_passage(marking=Marking(revision, 0, 2, foreign, Pole.GIVES), at=NOON, by=coder)

    assert Coding.objects.count() == 0


def test_only_coders_and_brokers_code() -> None:
    study = make_study()
    interviewer = make_member(study, Role.INTERVIEWER)
    revision = make_revision(make_speaker(study))

    with pytest.raises(NotYours):
        make_coding(revision, "We plan", by=interviewer)

    assert Coding.objects.count() == 0


def test_removing_a_coding_keeps_its_story() -> None:
    study = make_study()
    coder = make_coder(study)
    coding = make_coding(make_revision(make_speaker(study)), "We plan", by=coder)

    remove_coding(coding=coding, at=NOON, by=coder)

    assert Coding.objects.get().is_removed
    assert [change.step.verb for change in coding.changes.order_by("pk")] == [
        Verb.CODED,
        Verb.REMOVED,
    ]


def test_a_coding_is_removed_once_and_by_its_own_coder() -> None:
    study = make_study()
    coder, other = make_coder(study), make_coder(study, name="Dana Reed")
    coding = make_coding(make_revision(make_speaker(study)), "We plan", by=coder)

    with pytest.raises(Refused, match="put here by Robin Brook"):
        remove_coding(coding=coding, at=NOON, by=other)
    remove_coding(coding=coding, at=NOON, by=coder)
    with pytest.raises(Refused, match="off the passage already"):
        remove_coding(coding=coding, at=NOON, by=coder)

    assert Step.objects.filter(by=coder).count() == 2


def test_many_passages_are_coded_at_once_or_not_at_all() -> None:
    study = make_study()
    coder, revision = make_coder(study), make_revision(make_speaker(study))
    code = Code.objects.get(programme=study, key="grp")
    good = Marking(revision, 0, 7, code, Pole.GIVES)
    empty = Marking(revision, 2, 3, code, Pole.ASKS)

    asked = Marking(revision, 0, 7, code, Pole.ASKS)

    for refused in ([good, empty], [good, good]):
        with pytest.raises(Refused):
            code_passages(programme=study, markings=refused, at=NOON, by=coder)
        assert Coding.objects.count() == 0
    codings = code_passages(programme=study, markings=[good, asked], at=NOON, by=coder)

    assert [coding.pole for coding in codings] == [Pole.GIVES, Pole.ASKS]
    step = Step.objects.get(verb=Verb.CODED)
    assert [change.coding for change in step.changes.order_by("pk")] == codings


def test_leaving_takes_the_codings_of_ones_words_along_and_nobody_elses() -> None:
    study = make_study()
    coder, leaving = make_coder(study), make_speaker(study)
    gone = make_coding(make_revision(leaving), "We plan", by=coder)
    remove_coding(coding=gone, at=NOON, by=coder)
    kept = make_coding(make_revision(make_speaker(study)), "We plan", by=coder)

    promised = rehearse_withdrawal(participant=leaving, by=None)
    withdrawal = withdraw_participant(participant=leaving, at=NOON, by=None)

    assert promised["coded passages"] == 1
    assert withdrawal.removed["coded passages"] == 1
    assert list(Coding.objects.all()) == [kept]
    assert {change.coding for change in Change.objects.filter(code__isnull=True)} == {kept}
