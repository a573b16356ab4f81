"""The pages of projects: from the upload to what came of it, with and without faults."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ecotone.coding.choices import ProjectState
from ecotone.coding.models import BroughtProject, Coding
from ecotone.coding.views import projects
from ecotone.foundation.jobs import run_ready_jobs
from ecotone.foundation.models import AuditEvent, Programme
from tests.factories.coding import make_coder, page, signed_in
from tests.factories.projects import (
    make_broker,
    make_brought,
    make_coded_study,
    make_empty_study,
    make_said,
    take_in,
)
from tests.factories.refi import EXAMPLES, make_project, xml_of, zipped

pytestmark = pytest.mark.django_db

XML = xml_of(make_project())
HOSTILE = {
    "leads outside": zipped({"project.qde": XML, "../evil.txt": "evil"}),
    "document type": (EXAMPLES / "bad4_xxe.qdpx").read_bytes(),
    "no project": zipped({"readme.txt": "nothing"}),
    "2 projects": zipped({"a.qde": XML, "b.qde": XML}),
    "neither": b"words and nothing else",
    "damaged": zipped({"project.qde": XML})[:200],
}


def sent(content: bytes) -> dict[str, SimpleUploadedFile]:
    return {"project": SimpleUploadedFile("study.qdpx", content)}


def on_page(programme: Programme, name: str, brought: BroughtProject) -> str:
    return page(name, programme, brought.key)


@pytest.mark.parametrize("fault", sorted(HOSTILE))
def test_a_file_that_is_no_good_is_refused_on_the_page_and_nothing_is_kept(
    fault: str,
) -> None:
    programme = make_empty_study()
    client = signed_in(make_broker(programme))

    answer = client.post(page("coding:bring_project", programme), sent(HOSTILE[fault]))

    assert answer.status_code == 422
    assert fault in answer.content.decode().replace("&lt;", "<")
    assert not BroughtProject.objects.exists()


def walked_through(client: Client, programme: Programme) -> BroughtProject:
    content = make_said("I mix groups.", "mix groups")
    client.post(page("coding:bring_project", programme), sent(content))
    brought = BroughtProject.objects.get()
    said = {"who-0": "new", "sector-0": "primary", "pseudonym-0": "Birch", "coder-0": "0"}
    ways = {"kind": "interview", "pole": "gives", "has_paper": "on"}
    answer = client.post(on_page(programme, "coding:project", brought), said | ways)
    assert answer.headers["Location"] == on_page(programme, "coding:project_preview", brought)
    return brought


def test_a_project_comes_in_and_goes_out_through_the_pages() -> None:
    programme = make_empty_study()
    client = signed_in(make_broker(programme))
    brought = walked_through(client, programme)

    preview = client.get(on_page(programme, "coding:project_preview", brought)).content.decode()
    client.post(on_page(programme, "coding:take_in_project", brought))
    settled = client.get(on_page(programme, "coding:project", brought)).content.decode()
    coded = Coding.objects.filter(is_removed=False).count()
    client.post(on_page(programme, "coding:undo_project", brought))
    undone = client.get(on_page(programme, "coding:project", brought)).content.decode()

    assert "Take it in" in preview
    assert "The project is in" in settled
    assert coded == 1
    assert "It is out again" in undone
    assert not Coding.objects.exists()


def test_a_large_project_is_the_work_of_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projects, "MOST_CODINGS_AT_ONCE", 0)
    programme = make_empty_study()
    client = signed_in(make_broker(programme))
    content = make_said("I mix groups.", "mix groups")
    client.post(page("coding:bring_project", programme), sent(content))
    brought = BroughtProject.objects.get()
    said = {"others": "in primary", "coder-0": "0", "kind": "interview", "pole": "gives"}

    client.post(on_page(programme, "coding:project", brought), said | {"has_paper": "on"})
    run_ready_jobs()
    client.post(on_page(programme, "coding:take_in_project", brought))
    run_ready_jobs()

    assert BroughtProject.objects.get().state == ProjectState.TAKEN_IN
    client.post(on_page(programme, "coding:undo_project", brought))
    run_ready_jobs()
    assert BroughtProject.objects.get().state == ProjectState.UNDONE


def test_what_keeps_it_out_is_said_before_anything_happens() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    brought = make_brought(programme, make_said("I mix groups.", "mix groups"), by=by)
    client = signed_in(by)

    preview = client.get(on_page(programme, "coding:project_preview", brought)).content.decode()
    refused = client.post(on_page(programme, "coding:take_in_project", brought))

    assert "Say who “Jane Eyre” is, or leave them out." in preview
    assert refused.status_code == 409
    assert not Coding.objects.exists()


def test_what_would_be_lost_is_told_to_programs_as_well() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    brought = make_brought(programme, make_said("I mix groups.", "mix groups"), by=by)

    report = signed_in(by).get(on_page(programme, "coding:project_report", brought)).json()

    assert report["offset_model"]["name"] == "codepoints"
    assert report["losses"] == []
    assert report["counts"]["codings"]["new"] == 0


def test_what_waits_is_seen_by_nobody_but_whoever_brought_it() -> None:
    programme = make_empty_study()
    brought = make_brought(
        programme, make_said("I mix groups.", "mix groups"), by=make_broker(programme)
    )
    client = signed_in(make_broker(programme, name="Somebody Else"))

    seen = [
        client.get(on_page(programme, name, brought)).status_code
        for name in ("coding:project", "coding:project_preview", "coding:project_report")
    ]

    assert seen == [404, 404, 404]


def test_a_text_that_is_missing_is_asked_for_on_the_page() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    content = (EXAMPLES / "bad1_missing_source_file.qdpx").read_bytes()
    brought = make_brought(programme, content, by=by)
    client = signed_in(by)
    people = brought.report["people"]

    asked = client.get(on_page(programme, "coding:project", brought)).content.decode()
    said = {f"coder-{n}": "0" for n in range(len(brought.report["coders"]))}
    said |= {"kind": "interview", "pole": "gives", "others": "in primary", "has_paper": "on"}
    text = io.BytesIO("\ufeffHello there".encode())
    text.name = "talk.txt"
    client.post(on_page(programme, "coding:project", brought), said | {"text-0": text})

    brought.refresh_from_db()
    assert "Texts that are not in the file" in asked
    assert people
    assert list(brought.choices["texts"].values()) == ["\ufeffHello there"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    number: int, django_assert_max_num_queries: object
) -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    for _each in range(number):
        make_brought(programme, make_said("I mix groups.", "mix groups"), by=by)
    client = signed_in(by)

    with django_assert_max_num_queries(9):
        answer = client.get(page("coding:projects", programme))

    assert answer.content.decode().count("brought by Robin Brook") == number


# --- taking away -----------------------------------------------------------------------------


def test_a_programme_is_taken_away_as_a_project_and_that_is_written_down() -> None:
    programme = make_coded_study()
    client = signed_in(make_coder(programme))

    asked = client.get(page("coding:take_project", programme)).content.decode()
    losses = client.get(page("coding:take_project_report", programme)).json()
    file = client.get(page("coding:take_project_file", programme), {"coders": "on"})

    assert "the standard knows no consent" in asked
    assert [loss["kind"] for loss in losses["losses"]] == ["consent", "codebook_version"]
    assert file.content[:2] == b"PK"
    assert "Colm Dunne" not in json.dumps(file.content.decode("latin-1"))
    taken = AuditEvent.objects.get(verb="took away the programme as a REFI-QDA project")
    assert taken.programme == programme


def test_whoever_took_it_in_is_told_what_it_was() -> None:
    programme = make_empty_study()
    by = make_broker(programme)
    brought = take_in(programme, make_said("I mix groups.", "mix groups"), by=by)

    settled = signed_in(by).get(on_page(programme, "coding:project", brought))

    assert settled.context["counts"]["texts"]["new"] == 1
