"""A programme goes out as a project at a terminal, and a project comes in."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecotone.cli.study import study
from ecotone.coding.models import BroughtProject, Coding
from ecotone.engine.refiqda import read_project
from ecotone.foundation.errors import NotYours, Refused
from ecotone.foundation.models import AuditEvent, Programme
from tests.factories.coding import make_coder
from tests.factories.projects import (
    make_broker,
    make_coded_study,
    make_empty_study,
    make_said,
)

pytestmark = pytest.mark.django_db


def called(*words: str) -> Result:
    return CliRunner().invoke(study, words, catch_exceptions=False)


def brought(programme: Programme, folder: Path, *more: str, by: str = "") -> Result:
    file = folder / "study.qdpx"
    file.write_bytes(make_said("I mix groups.", "mix groups"))
    email = by or make_broker(programme).email
    options = ("--programme", programme.slug, "--as", email)
    return called("import", str(file), *options, *more)


def test_a_project_is_taken_in(tmp_path: Path) -> None:
    programme = make_empty_study()

    answer = brought(programme, tmp_path, "--new-in", "primary", "--paper")

    assert answer.output == (
        "Taken in: texts 1, codes 1, codings 1, memos 0; codings changed 0.\n"
    )
    assert Coding.objects.count() == 1


def test_a_dry_run_says_what_would_happen_and_stores_nothing(tmp_path: Path) -> None:
    programme = make_empty_study()

    answer = brought(
        programme, tmp_path, "--new-in", "primary", "--paper", "--dry-run", "--json"
    )

    report = json.loads(answer.output)
    assert (report["stored"], report["problems"]) == (False, [])
    assert report["counts"]["codings"]["new"] == 1
    assert not BroughtProject.objects.exists()
    assert not Coding.objects.exists()


def test_without_the_paper_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="written consent"):
        brought(make_empty_study(), tmp_path, "--new-in", "primary")

    assert not BroughtProject.objects.exists()


def test_who_may_not_bring_one_is_refused(tmp_path: Path) -> None:
    programme = make_empty_study()

    with pytest.raises(NotYours):
        brought(programme, tmp_path, by=make_coder(programme).email)
    with pytest.raises(Refused, match="Nobody here"):
        brought(programme, tmp_path, by="nobody@example.org")


def test_a_programme_is_written_to_a_file_and_that_is_written_down(tmp_path: Path) -> None:
    programme = make_coded_study()
    out = tmp_path / "out.qdpx"
    options = ("--programme", programme.slug, "--as", make_coder(programme).email)

    answer = called("export", *options, "--out", str(out), "--number-coders", "--json")

    told = json.loads(answer.output)
    assert told["bytes"] == out.stat().st_size
    assert {user.name for user in read_project(out.read_bytes()).project.users} == {
        "Coder 1",
        "Coder 2",
    }
    assert AuditEvent.objects.filter(verb__startswith="took away the programme").exists()
