"""The pages that reshape the codebook, tell its history, and bring and take it as a file."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from ecotone.coding.models import Code, Step
from ecotone.coding.operations import CodeWording, describe_code, merge_codes
from ecotone.coding.queries import codebook
from ecotone.coding.queries.book_history import book_version
from ecotone.engine.refiqda import read_project
from ecotone.foundation.models import Programme, Role
from tests.factories.coding import (
    make_coder,
    make_coding,
    make_revision,
    make_speaker,
    make_study,
    page,
    signed_in,
)
from tests.factories.foundation import NOON, make_member

pytestmark = pytest.mark.django_db


def code_of(study: Programme, key: str) -> Code:
    return Code.objects.select_related("programme", "parent").get(programme=study, key=key)


# --- reading and searching -------------------------------------------------------------------


def test_the_tree_marks_what_is_ours_and_searches_without_script() -> None:
    study = make_study()
    client = signed_in(make_coder(study))
    client.post(page("coding:add_code", study), {"name": "Marking moments", "hue": "3"})

    everything = client.get(page("coding:codebook", study))
    found = client.get(page("coding:codebook", study), {"q": "marking mom"})
    nothing = client.get(page("coding:codebook", study), {"q": "zeppelin"})

    assert {"coding/codebook.html", "coding/_branch.html", "coding/_code.html"} <= {
        template.name for template in everything.templates
    }
    assertContains(everything, "ours")
    assertContains(found, "Marking moments")
    assertNotContains(found, "Assessing group work")
    assertContains(nothing, "No code speaks of it")


def test_the_codebook_asks_as_much_of_the_database_for_many_codes_as_for_few(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    study = make_study()
    client = signed_in(make_coder(study))
    client.get(page("coding:codebook", study))

    with django_assert_num_queries(7):
        answer = client.get(page("coding:codebook", study))

    assertContains(answer, "tree-node", count=157)


# --- reshaping -------------------------------------------------------------------------------


def test_a_merge_says_what_will_happen_and_happens() -> None:
    study = make_study()
    coder = make_coder(study)
    make_coding(make_revision(make_speaker(study)), "We plan", by=coder, code="asm.peerself")
    client, group = signed_in(coder), code_of(study, "asm.group")
    address = page("coding:merge_code", study, "asm.peerself")

    asked = client.get(address)
    undecided = client.post(address, {"into": ""})
    done = client.post(address, {"into": group.pk, "why": "The same."}, follow=True)

    assert "coding/code_merge.html" in {template.name for template in asked.templates}
    assertContains(asked, "1 passage moves to the code that stays.")
    assertContains(undecided, "There is a problem", status_code=422)
    assertContains(done, "“Peer and self assessment” is part of “Assessing group work” now.")


def test_passages_are_split_off_to_a_new_code_by_ticking_them() -> None:
    study = make_study()
    coder = make_coder(study)
    coding = make_coding(
        make_revision(make_speaker(study)), "We plan", by=coder, code="asm.group"
    )
    client = signed_in(coder)
    address = page("coding:split_code", study, "asm.group")

    asked = client.get(address)
    unclear = client.post(address, {"codings": [coding.pk], "name": ""})
    client.post(address, {"codings": [coding.pk], "name": "Roles"})

    coding.refresh_from_db()
    assert "coding/code_split.html" in {template.name for template in asked.templates}
    assertContains(asked, "We plan")
    assertContains(unclear, "Name a new code, or choose one", status_code=422)
    assert coding.code.name == "Roles"


def test_a_code_moves_by_form_by_key_and_by_drag() -> None:
    study = make_study()
    client = signed_in(make_coder(study))
    address = page("coding:move_code", study, "asm.group")
    script = {"headers": {"accept": "application/json"}}

    asked = client.get(address)
    up = client.post(address, {"direction": "up"}, **script)
    out = client.post(address, {"direction": "out"}, **script)
    dragged = client.post(address, {"parent": code_of(study, "grp").pk}, **script)
    under_itself = client.post(
        page("coding:move_code", study, "grp"),
        {"parent": code_of(study, "asm.group").pk},
        **script,
    )

    assert "coding/code_move.html" in {template.name for template in asked.templates}
    assert [answer.status_code for answer in (up, out, dragged)] == [200, 200, 200]
    assert dragged.json()["seen"] == book_version(study).step
    assert under_itself.status_code == 422
    assert code_of(study, "asm.group").parent == code_of(study, "grp")


def test_a_code_is_retired_brought_back_and_deleted_from_one_page() -> None:
    study = make_study()
    client = signed_in(make_coder(study))
    address = page("coding:retire_code", study, "asm.group")

    asked = client.get(address)
    retired = client.post(address, {"do": "retire"}, follow=True)
    back = client.post(address, {"do": "bring_back"}, follow=True)
    deleted = client.post(address, {"do": "delete"}, follow=True)

    assert "coding/code_retire.html" in {template.name for template in asked.templates}
    assertContains(retired, "is retired: it keeps its passages")
    assertContains(back, "is offered to coders again")
    assertContains(deleted, "is out of the codebook")


def test_two_people_at_one_code_both_see_what_the_other_wrote() -> None:
    study = make_study()
    robin, colm = make_coder(study), make_coder(study, name="Colm Reed")
    client, address = signed_in(robin), page("coding:edit_code", study, "asm.group")
    opened = client.get(address)
    seen = opened.context["form"]["seen"].value()
    group = code_of(study, "asm.group")
    describe_code(code=group, wording=CodeWording(name="Team marks"), at=NOON, by=colm)

    refused = client.post(address, {"name": "Group marks", "seen": seen})
    kept_open = code_of(study, "asm.group").name
    newer = refused.context["form"]["seen"].value()
    client.post(address, {"name": "Group marks", "seen": newer})

    assertContains(refused, "Colm Reed changed “Team marks”", status_code=422)
    assertContains(refused, "<ins>Team</ins>", status_code=422)
    assertContains(refused, 'value="Group marks"', status_code=422)
    assert kept_open == "Team marks"
    assert code_of(study, "asm.group").name == "Group marks"


# --- history ---------------------------------------------------------------------------------


def test_the_history_tells_a_step_shows_the_version_and_takes_it_back() -> None:
    study = make_study()
    coder = make_coder(study)
    peer, group = code_of(study, "asm.peerself"), code_of(study, "asm.group")
    step = merge_codes(code=peer, into=group, at=NOON, by=coder)
    client = signed_in(coder)

    told = client.get(page("coding:codebook_history", study))
    version = client.get(page("coding:codebook_version", study, step.pk))
    undone = client.post(page("coding:undo_codebook_step", study, step.pk), follow=True)

    assert "coding/codebook_history.html" in {template.name for template in told.templates}
    assert {"coding/codebook_version.html", "coding/_branches_then.html"} <= {
        template.name for template in version.templates
    }
    assertContains(told, "merged “Peer and self assessment” into “Assessing group work”")
    assertContains(version, "156 codes")
    assertContains(undone, "That step is taken back.")
    assert len(codebook(study)) == 157


def test_who_only_reads_may_look_at_the_history_and_undo_nothing() -> None:
    study = make_study()
    step = Step.objects.get(programme=study)
    client = signed_in(make_member(study, Role.INTERVIEWER))

    told = client.get(page("coding:codebook_history", study))
    tried = client.post(page("coding:undo_codebook_step", study, step.pk))

    assertNotContains(told, '<button type="submit" class="btn btn-small">')
    assert tried.status_code == 404


# --- files -----------------------------------------------------------------------------------


def test_the_codebook_leaves_as_qdc_and_comes_in_again_without_changing_anything() -> None:
    study = make_study()
    client = signed_in(make_coder(study))

    taken = client.get(page("coding:codebook_qdc", study))
    file = SimpleUploadedFile("book.qdc", taken.content)
    back = client.post(page("coding:bring_codebook", study), {"file": file}, follow=True)

    assert len(read_project(taken.content).project.codes) == 157
    assertContains(back, "Nothing was changed.")
    assert book_version(study).number == 1


def test_a_codebook_of_another_program_comes_in_as_one_step_with_what_was_lost() -> None:
    study = make_study()
    client = signed_in(make_coder(study))
    address = page("coding:bring_codebook", study)

    asked = client.get(address)
    brought = client.post(address, {"file": SimpleUploadedFile("nvivo.qdc", foreign_book())})
    again = client.post(
        address, {"file": SimpleUploadedFile("nvivo.qdc", foreign_book())}, follow=True
    )

    entries = {entry.path: entry for entry in codebook(study)}
    assert "coding/codebook_bring.html" in {template.name for template in asked.templates}
    assertContains(brought, "2 codes are new, 0 were changed.")
    assertContains(brought, "The group of codes “Main” has no place")
    assert entries["Barriers", "Staff habits"].code.definition == "What colleagues do."
    assert entries[("Barriers",)].hue == 2
    assertContains(again, "Nothing was changed.")


def test_a_file_that_is_no_codebook_is_refused_by_name() -> None:
    study = make_study()
    client = signed_in(make_coder(study))
    file = SimpleUploadedFile("book.qdc", b"<html>")

    answer = client.post(page("coding:bring_codebook", study), {"file": file})

    assertContains(answer, "There is a problem", status_code=422)
    assert book_version(study).number == 1


GUIDS = [uuid4() for _ in range(3)]


def foreign_book() -> bytes:
    family, code, group = GUIDS
    return f"""<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Other 1">
  <Codes>
    <Code guid="{family}" name="Barriers" isCodable="true" color="#C03000">
      <Code guid="{code}" name="Staff habits" isCodable="true">
        <Description>What colleagues do.</Description>
      </Code>
    </Code>
  </Codes>
  <Sets><Set guid="{group}" name="Main"><MemberCode targetGUID="{code}"/></Set></Sets>
</CodeBook>""".encode()
