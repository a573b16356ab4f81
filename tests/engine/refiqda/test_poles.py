"""Pole and target survive other programs: as a note, by its words, wherever it is put."""

import io
import zipfile
from dataclasses import replace
from itertools import product

import pytest

from ecotone.engine.refiqda import (
    POLES,
    TARGETS,
    Coding,
    Note,
    Project,
    Selection,
    read_project,
    write_project,
)
from tests.factories.refi import identity, make_project, xml_of, zipped

WORDS = "Pole: asks. About: own sector."


def make_stated(*stated: tuple[str, str]) -> Project:
    project = make_project()
    codings = tuple(
        Coding(identity(f"{pole} {target}"), identity("Pedagogy"), pole=pole, target=target)
        for pole, target in stated
    )
    source = project.sources[0]
    selection = Selection(identity("stated"), 74, 84, codings)
    return replace(project, sources=(replace(source, selections=(selection,)),))


def stated(project: Project) -> list[tuple[str, str]]:
    return [(coding.pole, coding.target) for *_, coding in project.coded()]


def with_note(
    note: str, *, on_selection: str = "", on_coding: str = "", after_coding: str = ""
) -> Project:
    source = make_project().sources[0]
    short = replace(source, selections=source.selections[:1])
    xml = xml_of(replace(make_project(), sources=(short,)))
    xml = xml.replace("<Coding", f"{on_selection}<Coding", 1)
    xml = xml.replace("</Coding>", f"{on_coding}</Coding>{after_coding}", 1)
    xml = xml.replace(
        "</Sources>", f"</Sources><Notes>{note}</Notes>" if note else "</Sources>"
    )
    files = {"project.qde": xml, f"sources/{source.guid}.txt": source.text}
    return read_project(zipped(files)).project


def test_every_pole_and_target_survives() -> None:
    pairs = list(product(POLES, TARGETS))
    written = write_project(make_stated(*pairs))

    again = read_project(written.content).project

    assert stated(again) == pairs
    assert again.notes == ()


def test_another_program_shows_each_pair_as_one_note_in_plain_words() -> None:
    project = make_stated(("gives", "self"), ("gives", "self"))
    first, second = project.sources[0].selections[0].codings
    twice = replace(
        project.sources[0].selections[0], codings=(first, replace(second, guid=identity("b")))
    )
    source = replace(project.sources[0], selections=(twice,))

    content = write_project(replace(project, sources=(source,))).content

    text = content_of(content)
    assert text.count("Pole: gives. About: self.") == 1
    assert text.count("<NoteRef") == 2


def content_of(package: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read("project.qde").decode()


@pytest.mark.parametrize("words", [WORDS, WORDS.lower(), f"\n {WORDS} \r\n"])
def test_a_note_with_a_new_identity_is_known_by_its_words(words: str) -> None:
    guid = identity("new")
    note = f'<Note guid="{guid}"><PlainTextContent>{words}</PlainTextContent></Note>'

    project = with_note(note, on_coding=f'<NoteRef targetGUID="{guid}"/>')

    assert stated(project) == [("asks", "own_sector")]
    assert project.notes == ()


def test_a_note_moved_to_the_span_states_its_codings() -> None:
    described = with_note("", on_selection=f"<Description>{WORDS}</Description>")

    assert stated(described) == [("asks", "own_sector")]
    assert described.sources[0].selections[0].description == ""


def test_a_note_hung_on_the_span_states_its_codings() -> None:
    guid = identity("new")
    note = f'<Note guid="{guid}"><PlainTextContent>{WORDS}</PlainTextContent></Note>'

    hung = with_note(note, after_coding=f'<NoteRef targetGUID="{guid}"/>')

    assert stated(hung) == [("asks", "own_sector")]
    assert (hung.notes, hung.sources[0].selections[0].notes) == ((), ())


def test_any_other_note_stays_a_note() -> None:
    guid = identity("new")
    note = f'<Note guid="{guid}"><PlainTextContent>She gives.</PlainTextContent></Note>'

    project = with_note(note, on_coding=f'<NoteRef targetGUID="{guid}"/>')

    assert stated(project) == [("", "")]
    assert project.notes == (Note(guid, "She gives."),)
