"""Undo and redo: whatever was done, the present is the fold of what the log says."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from ecotone.coding.choices import Verb
from ecotone.coding.models import Change, Coding, Step
from ecotone.coding.operations import redo, remove_coding, undo_last
from ecotone.consent.choices import Grant
from ecotone.consent.operations import withdraw_grant
from ecotone.foundation.models import Programme, User
from ecotone.listening.models import TextRevision
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
)
from tests.factories.foundation import NOON

pytestmark = pytest.mark.django_db

WORDS = ("We plan", "the work", "in groups", "Each of them", "It took me years")


def standing(coder: User) -> frozenset[int]:
    codings = Coding.objects.filter(coder=coder, is_removed=False)
    return frozenset(codings.values_list("pk", flat=True))


def folded(coder: User) -> frozenset[int]:
    last: dict[int, bool] = {}
    for change in Change.objects.filter(step__by=coder).order_by("pk"):
        last[change.coding_id] = change.after["is_removed"]
    return frozenset(pk for pk, is_removed in last.items() if not is_removed)


def about(step: Step) -> list[tuple[Coding, bool]]:
    return [(change.coding, change.after["is_removed"]) for change in step.changes.all()]


def test_undo_takes_the_last_coding_back_and_redo_puts_it_there_again() -> None:
    study = make_study()
    coder = make_coder(study)
    coding = make_coding(make_revision(make_speaker(study)), "We plan", by=coder)

    undone = undo_last(programme=study, at=NOON, by=coder)
    after_undo = standing(coder)
    redone = redo(programme=study, at=NOON, by=coder)

    assert (about(undone), undone.is_undo) == ([(coding, True)], True)
    assert after_undo == frozenset()
    assert (redone.undoes, redone.is_undo) == (undone, False)
    assert about(redone) == [(coding, False)]
    assert standing(coder) == {coding.pk}


def test_with_nothing_to_undo_or_redo_nothing_happens() -> None:
    study = make_study()
    coder = make_coder(study)

    steps = [step(programme=study, at=NOON, by=coder) for step in (undo_last, redo)]

    assert steps == [None, None]
    assert not Step.objects.filter(by=coder).exists()


def test_a_new_coding_closes_the_way_to_what_was_undone_before() -> None:
    study = make_study()
    coder, revision = make_coder(study), make_revision(make_speaker(study))
    make_coding(revision, "We plan", by=coder)
    undo_last(programme=study, at=NOON, by=coder)
    fresh = make_coding(revision, "We plan", by=coder)

    assert redo(programme=study, at=NOON, by=coder) is None
    assert standing(coder) == {fresh.pk}


def test_everybody_undoes_only_their_own_and_only_in_this_programme() -> None:
    study, elsewhere = make_study(), make_study()
    first, second = make_coder(study), make_coder(study, name="Dana Reed")
    revision = make_revision(make_speaker(study))
    own = make_coding(revision, "We plan", by=first)
    other = make_coding(revision, "We plan", by=second)

    undo_last(programme=study, at=NOON, by=first)

    assert standing(first) == frozenset()
    assert standing(second) == {other.pk}
    assert own.changes.count() == 2
    assert not Step.objects.filter(programme=elsewhere, by=first).exists()


def test_undo_passes_over_texts_that_may_not_be_read_any_more() -> None:
    study = make_study()
    coder, leaving = make_coder(study), make_speaker(study)
    kept = make_coding(make_revision(make_speaker(study)), "We plan", by=coder)
    make_coding(make_revision(leaving), "We plan", by=coder)
    withdraw_grant(participant=leaving, grant=Grant.INTERVIEW, at=NOON, by=None)

    undone = undo_last(programme=study, at=NOON, by=coder)

    assert about(undone) == [(kept, True)]


def test_no_step_is_undone_twice() -> None:
    study = make_study()
    coder = make_coder(study)
    make_coding(make_revision(make_speaker(study)), "We plan", by=coder)
    undone = undo_last(programme=study, at=NOON, by=coder)

    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(
            programme=study, verb=Verb.CODED, by=coder, at=NOON, undoes=undone.undoes
        )

    assert Step.objects.filter(by=coder).count() == 2


# --- any sequence of steps -------------------------------------------------------------------


class Expected:
    """What one coder should see: every state they have been in, and where they stand."""

    def __init__(self) -> None:
        self.states: list[frozenset[int]] = [frozenset()]
        self.place = 0

    def advance(self, state: frozenset[int]) -> None:
        self.states = [*self.states[: self.place + 1], state]
        self.place += 1

    def back(self) -> None:
        self.place = max(0, self.place - 1)

    def forth(self) -> None:
        self.place = min(len(self.states) - 1, self.place + 1)

    @property
    def now(self) -> frozenset[int]:
        return self.states[self.place]


class Bench:
    """One text, one programme, and the four things coders do to it."""

    def __init__(self, study: Programme, revision: TextRevision) -> None:
        self.study = study
        self.revision = revision

    def take(self, step: str, which: int, coder: User, expected: Expected) -> None:
        getattr(self, step)(which, coder, expected)

    def code(self, which: int, coder: User, expected: Expected) -> None:
        words = WORDS[which % len(WORDS)]
        start = self.revision.text.index(words)
        if Coding.objects.filter(start=start, coder=coder, is_removed=False).exists():
            return
        coding = make_coding(self.revision, words, by=coder)
        expected.advance(expected.now | {coding.pk})

    def remove(self, which: int, coder: User, expected: Expected) -> None:
        there = sorted(expected.now)
        if not there:
            return
        coding = Coding.objects.get(pk=there[which % len(there)])
        remove_coding(coding=coding, at=NOON, by=coder)
        expected.advance(expected.now - {coding.pk})

    def undo(self, _which: int, coder: User, expected: Expected) -> None:
        undo_last(programme=self.study, at=NOON, by=coder)
        expected.back()

    def redo(self, _which: int, coder: User, expected: Expected) -> None:
        redo(programme=self.study, at=NOON, by=coder)
        expected.forth()


steps = st.tuples(
    st.sampled_from(["code", "code", "remove", "undo", "undo", "redo"]),
    st.integers(0, 7),
    st.integers(0, 1),
)


def test_any_sequence_of_steps_leaves_what_the_log_folds_to() -> None:
    study = make_study()
    coders = (make_coder(study), make_coder(study, name="Dana Reed"))
    bench = Bench(study, make_revision(make_speaker(study)))

    @settings(max_examples=15, deadline=None)
    @given(st.lists(steps, max_size=14))
    def holds(taken: list[tuple[str, int, int]]) -> None:
        with transaction.atomic():
            expected = (Expected(), Expected())
            for step, which, coder in taken:
                bench.take(step, which, coders[coder], expected[coder])
                assert standing(coders[coder]) == expected[coder].now
                assert folded(coders[coder]) == expected[coder].now
            transaction.set_rollback(True)

    holds()
