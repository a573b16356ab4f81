"""A project that contradicts itself is not written, and the fault is named."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ecotone.engine.refiqda import (
    Code,
    Coding,
    Project,
    Selection,
    Source,
    UnwritableProject,
    User,
    write_codebook,
    write_project,
)
from tests.factories.refi import identity

ONE, TWO = identity("one"), identity("two")
CODE = Code(ONE, "Group work")


def with_selection(selection: Selection) -> Project:
    return Project(codes=(CODE,), sources=(Source(TWO, "talk", "We mix.", (selection,)),))


@pytest.mark.parametrize(
    ("project", "fault"),
    [
        (
            Project(users=(User("{A}"),)),
            "The identity “{A}” of a user is no GUID in lower case.",
        ),
        (Project(codes=(CODE, CODE)), "Two things of the kind code have one identity."),
        (Project(creator=ONE), f"Something refers to the user “{ONE}”, which is not there."),
        (
            Project(codes=(replace(CODE, parent=TWO), Code(TWO, "Teaching"))),
            "The code “Group work” stands before its parent, or has none that is there.",
        ),
        (
            with_selection(Selection(ONE, 3, 3)),
            "The selection [3, 3) is none of the text “talk”.",
        ),
        (
            with_selection(Selection(ONE, 3, 8)),
            "The selection [3, 8) is none of the text “talk”.",
        ),
        (
            with_selection(Selection(ONE, 0, 2, (Coding(ONE, TWO),))),
            f"Something refers to the code “{TWO}”, which is not there.",
        ),
        (
            Project(created=datetime(2026, 1, 5, tzinfo=UTC).replace(tzinfo=None)),
            "The time 2026-01-05 00:00:00 has no zone.",
        ),
    ],
)
def test_a_contradiction_is_named(project: Project, fault: str) -> None:
    with pytest.raises(UnwritableProject) as refused:
        write_project(project)

    assert refused.value.message == f"{fault} Nothing is written."


def test_a_codebook_without_codes_is_not_written() -> None:
    with pytest.raises(UnwritableProject, match="at least one code"):
        write_codebook(Project())
