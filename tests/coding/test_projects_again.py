"""Projects come in once, wait for a while, and go out again as one act."""

from datetime import timedelta

import pytest

from ecotone.coding.choices import Pole, ProjectState, Target
from ecotone.coding.errors import ProjectRefused
from ecotone.coding.exports.refi.package import package_of
from ecotone.coding.models import BroughtProject, Code, Coding, ProjectPiece, QuoteCheck
from ecotone.coding.operations import Marking, code_passage
from ecotone.coding.operations.projects.bringing import (
    check_project,
    choose_for_project,
    erase_projects,
    leave_forgotten_projects,
    leave_project,
)
from ecotone.coding.operations.projects.taking_in import take_in_project
from ecotone.coding.operations.projects.undoing import undo_project
from ecotone.coding.queries.projects.choices import PersonChoice, ProjectChoices, Who
from ecotone.foundation.errors import NotYours, Refused
from ecotone.listening.models import TextRevision
from ecotone.register.models import Participant
from tests.factories.foundation import NOON
from tests.factories.projects import (
    guid,
    make_broker,
    make_brought,
    make_coded_study,
    make_empty_study,
    make_said,
    quotes_standing,
    state_of_coding,
    take_in,
)

pytestmark = pytest.mark.django_db


def test_the_same_file_twice_changes_nothing() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    content = package_of(make_coded_study()).content
    take_in(programme, content, by=by)
    before = state_of_coding()

    again = take_in(programme, content, by=by)

    assert state_of_coding() == before
    assert again.traces["counts"]["codings"]["same"] == 3
    assert again.traces["codings"] == again.traces["conversations"] == []


def test_a_programmes_own_export_comes_back_without_a_double() -> None:
    programme = make_coded_study()
    by = make_broker(programme)
    before = state_of_coding()

    take_in(programme, package_of(programme).content, by=by)

    assert state_of_coding() == before


def test_what_changed_in_the_file_changes_and_what_is_gone_stays_and_is_counted() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    words = "I mix groups. I mark work."
    take_in(programme, make_said(words, "mix groups", "mark work"), by=by)

    changed = make_brought(programme, make_said(words, "I mix groups."), by=by)
    counts = changed.report["counts"]["codings"]
    take_in_project(brought=changed, at=NOON, by=by)

    assert (counts["changed"], counts["new"], counts["gone"]) == (1, 0, 1)
    standing = [found for found, _code, _coder in quotes_standing()]
    assert standing == ["I mix groups.", "mark work"]


def test_identities_made_anew_are_known_by_name_and_place() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    take_in(programme, make_said("I mix groups.", "mix groups"), by=by)

    take_in(
        programme,
        make_said("I mix groups.", "mix groups", anew="again "),
        by=by,
    )

    assert Code.objects.count() == 1
    assert len(quotes_standing()) == 1


def test_who_is_left_out_stays_out_though_their_text_is_here() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    words = "I mix groups. I mark work."
    take_in(programme, make_said(words, "mix groups"), by=by)
    brought = make_brought(programme, make_said(words, "mix groups", "mark work"), by=by)
    left_out = {guid("case"): PersonChoice(Who.LEFT_OUT)}
    choices = ProjectChoices(people=left_out)

    chosen = choose_for_project(brought=brought, choices=choices, at=NOON, by=by)
    looked_at = check_project(brought=chosen, at=NOON, by=by)

    assert looked_at.report["counts"]["texts"] == {"new": 0, "same": 0, "out": 1}
    assert looked_at.report["counts"]["codings"]["new"] == 0
    assert looked_at.report["problems"] != []


# --- undoing ---------------------------------------------------------------------------------


def test_undoing_leaves_everything_as_it_was_and_it_may_come_in_again() -> None:
    programme = make_coded_study()
    by = make_broker(programme)
    before = state_of_coding()
    content = make_said("I mix groups.", "mix groups", values=True)
    brought = take_in(programme, content, by=by)
    within = state_of_coding()

    undone = undo_project(brought=brought, at=NOON, by=by)

    assert undone.state == ProjectState.UNDONE
    assert state_of_coding() == before
    take_in(programme, content, by=by)
    assert state_of_coding()[:2] == within[:2]


def test_undoing_sets_back_what_was_changed() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    words = "I mix groups. I mark work."
    take_in(programme, make_said(words, "mix groups"), by=by)
    before = state_of_coding()
    second = take_in(programme, make_said(words, "I mix groups."), by=by)

    undo_project(brought=second, at=NOON, by=by)

    assert state_of_coding() == before


def test_what_somebody_has_worked_on_since_is_not_undone() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    brought = take_in(programme, make_said("I mix groups.", "mix groups"), by=by)
    revision = TextRevision.objects.get()
    marking = Marking(revision, 0, 5, Code.objects.get(), Pole.GIVES, Target.SELF)
    code_passage(marking=marking, at=NOON, by=by)

    with pytest.raises(Refused, match="rests on"):
        undo_project(brought=brought, at=NOON, by=by)

    assert len(quotes_standing()) == 2


def test_a_quote_that_waits_for_its_speakers_word_keeps_a_project_in() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    brought = take_in(programme, make_said("I mix groups.", "mix groups"), by=by)
    QuoteCheck.objects.create(coding=Coding.objects.get(), chosen_by=by, chosen_at=NOON)

    with pytest.raises(Refused, match="rests on"):
        undo_project(brought=brought, at=NOON, by=by)


# --- waiting ---------------------------------------------------------------------------------


def test_what_waits_is_encrypted_and_goes_when_it_is_left() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    brought = make_brought(programme, make_said("I mix groups.", "mix groups"), by=by)

    leave_project(brought=brought, at=NOON, by=by)

    left = BroughtProject.objects.get()
    assert (left.state, left.report, left.file_name) == (ProjectState.LEFT, {}, "")
    assert not ProjectPiece.objects.exists()


def test_what_nobody_decides_about_is_left_after_a_fortnight() -> None:
    programme = make_empty_study()
    make_brought(programme, make_said("I mix groups.", "mix groups"), by=make_broker(programme))

    assert leave_forgotten_projects(at=NOON + timedelta(days=13)) == 0
    assert leave_forgotten_projects(at=NOON + timedelta(days=15)) == 1


def test_whoever_did_not_bring_it_decides_nothing() -> None:
    programme = make_empty_study()
    brought = make_brought(
        programme, make_said("I mix groups.", "mix groups"), by=make_broker(programme)
    )

    with pytest.raises(NotYours):
        leave_project(brought=brought, at=NOON, by=make_broker(programme, name="Else"))


def test_a_file_larger_than_allowed_is_refused_before_it_is_read(settings: object) -> None:
    settings.PROJECT_MEGABYTES = 0
    programme = make_empty_study()

    with pytest.raises(ProjectRefused, match="larger than 0 MB"):
        make_brought(programme, b"PK\x03\x04", by=make_broker(programme))

    assert not BroughtProject.objects.exists()


def test_who_leaves_takes_along_what_waits_and_what_another_program_said() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    content = make_said("I mix groups.", "mix groups", values=True)
    take_in(programme, content, by=by)
    make_brought(programme, content, by=by)

    gone = erase_projects(Participant.objects.get())

    assert gone == {"projects that waited": 1, "what another program said of them": 1}
