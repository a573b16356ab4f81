"""What goes out comes back: nothing but what the loss report says is lost."""

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ecotone.engine.refiqda import (
    Code,
    Coding,
    Loss,
    LossKind,
    Note,
    OffsetModel,
    Project,
    Selection,
    Source,
    Units,
    read_project,
    write_codebook,
    write_project,
)
from tests.engine.refiqda.projects import TEXTS, projects, spans
from tests.factories.refi import EXAMPLES, Dialect, identity, make_package, make_project

PROJECT_XSD = etree.XMLSchema(etree.parse(EXAMPLES / "Project.xsd"))
CODEBOOK_XSD = etree.XMLSchema(etree.parse(EXAMPLES / "Codebook.xsd"))


def project_xml(package: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read("project.qde")


@settings(max_examples=50, deadline=None)
@given(projects())
def test_any_project_is_valid_and_comes_back_as_itself(project: Project) -> None:
    written = write_project(project)

    PROJECT_XSD.assertValid(etree.fromstring(project_xml(written.content)))
    again = read_project(written.content)
    assert again.project == project
    assert (again.losses, again.missing, written.losses) == ((), (), ())
    assert write_project(again.project).content == written.content


@settings(max_examples=20, deadline=None)
@given(projects())
def test_positions_in_utf16_come_back_the_same(project: Project) -> None:
    written = write_project(project, units=Units.UTF16)

    PROJECT_XSD.assertValid(etree.fromstring(project_xml(written.content)))
    assert read_project(written.content).project.sources == project.sources


@settings(max_examples=20, deadline=None)
@given(projects())
def test_any_codebook_is_valid_and_comes_back_as_itself(project: Project) -> None:
    written = write_codebook(project)

    CODEBOOK_XSD.assertValid(etree.fromstring(written.content))
    bare = tuple(replace(code, notes=()) for code in project.codes)
    sets = tuple(replace(group, sources=(), notes=()) for group in project.sets)
    again = read_project(written.content).project
    assert (again.codes, again.sets) == (bare, sets)


@st.composite
def foreign(draw: st.DrawFn) -> tuple[Project, Dialect]:
    """Draw one text with some spans, and a program that counts them its own way."""
    text = draw(TEXTS)
    selections = tuple(
        Selection(identity(str(number)), *draw(spans(len(text))))
        for number in range(draw(st.integers(1, 4)))
    )
    source = Source(identity("source"), "text", text, selections)
    dialect = Dialect(
        units=draw(st.sampled_from(["codepoints", "utf16"])),
        crlf=draw(st.booleans()),
        crlf_twice=draw(st.booleans()),
        bom=draw(st.booleans()),
        bom_counted=draw(st.booleans()),
        end_inclusive=draw(st.booleans()),
        inline=draw(st.booleans()),
        braces=draw(st.booleans()),
    )
    return replace(make_project(), sources=(source,), cases=()), dialect


@settings(max_examples=80, deadline=None)
@given(foreign())
def test_a_known_way_of_counting_gives_every_word_back(drawn: tuple[Project, Dialect]) -> None:
    project, dialect = drawn
    model = OffsetModel(
        units=Units(dialect.units),
        crlf_twice=dialect.crlf_twice,
        bom_counted=dialect.bom_counted,
        end_inclusive=dialect.end_inclusive,
    )

    (source,) = read_project(make_package(project, dialect), offsets=model).project.sources

    assert source.text == project.sources[0].text
    expected = [(one.start, one.end) for one in project.sources[0].selections]
    assert [(one.start, one.end) for one in source.selections] == expected


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(alphabet="ab é😀", min_size=1, max_size=9), min_size=1, max_size=5))
def test_line_ends_of_any_kind_are_written_as_one_kind(lines: list[str]) -> None:
    text = "\ufeff" + "\r\n".join(lines) + "\r"
    starts = [1 + sum(len(line) + 2 for line in lines[:n]) for n in range(len(lines))]
    selections = tuple(
        Selection(identity(str(start)), start, start + len(line))
        for start, line in zip(starts, lines, strict=True)
    )
    source = Source(identity("source"), "text", text, selections)

    written = write_project(Project(sources=(source,)))

    (again,) = read_project(written.content).project.sources
    assert again.text == "\n".join(lines) + "\n"
    assert [again.quote(one) for one in again.selections] == lines
    assert [loss.kind for loss in written.losses] == [LossKind.TEXT_CHANGED]


def test_nothing_of_this_machine_or_moment_goes_in() -> None:
    with zipfile.ZipFile(io.BytesIO(write_project(make_project()).content)) as archive:
        members = archive.infolist()

    source = make_project().sources[0].guid
    assert [member.filename for member in members] == ["project.qde", f"sources/{source}.txt"]
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert not project_xml(write_project(make_project()).content).startswith(b"\xef\xbb\xbf")


def test_a_package_of_another_program_goes_out_in_the_standards_way() -> None:
    messy = make_package(make_project(), Dialect(crlf=True, crlf_twice=True, bom=True))
    first = write_project(read_project(messy).project)

    second = write_project(read_project(first.content).project)

    assert first.content == second.content
    PROJECT_XSD.assertValid(etree.fromstring(project_xml(first.content)))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("v*.qdpx")), ids=lambda path: path.stem)
def test_an_example_goes_out_and_comes_back(path: object) -> None:
    project = read_project(path.read_bytes()).project

    again = read_project(write_project(project).content)

    assert again.project == replace(project, origin="Ecotone")
    assert again.losses == ()


def test_values_that_are_none_of_their_kind_are_text() -> None:
    project = make_project()
    case = project.cases[0]
    odd = replace(case, values=(replace(case.values[0], value="about 7"),))

    written = write_project(replace(project, cases=(odd,)))

    PROJECT_XSD.assertValid(etree.fromstring(project_xml(written.content)))
    assert read_project(written.content).project.cases[0].values[0].value == "about 7"


def test_a_codebook_that_must_leave_notes_behind_says_so() -> None:
    code = Code(identity("code"), "Group work", notes=(identity("note"),))
    note = Note(identity("note"), "Why?")

    written = write_codebook(Project(codes=(code,), notes=(note,)))

    assert [loss.kind for loss in written.losses] == [LossKind.NO_PLACE]


def coded(coding: Coding) -> Project:
    project = make_project()
    source = project.sources[0]
    selection = replace(source.selections[0], codings=(coding,))
    return replace(project, sources=(replace(source, selections=(selection,)),))


def test_characters_that_cannot_be_written_are_replaced_and_told() -> None:
    source = Source(
        identity("source"), "bell \a", "one\0two", (Selection(identity("s"), 4, 7),)
    )

    written = write_project(Project(sources=(source,)))

    (again,) = read_project(written.content).project.sources
    assert (again.name, again.text) == ("bell \ufffd", "one\ufffdtwo")
    assert again.quote(again.selections[0]) == "two"
    assert [loss.kind for loss in written.losses] == [LossKind.ODD_CHARACTERS] * 2


def test_what_has_no_place_in_the_standard_leads_the_losses() -> None:
    rounds = Loss(LossKind.ROUND, "2 coding rounds")

    written = write_project(make_project(), beyond=(rounds,))

    assert written.losses == (rounds,)
    assert rounds.sentence == (
        "2 coding rounds: the standard knows no coding rounds; who coded is kept."
    )


def test_half_of_a_pole_is_told_and_left_behind() -> None:
    coding = Coding(identity("c"), identity("Pedagogy"), pole="gives")

    written = write_project(coded(coding))

    assert [loss.kind for loss in written.losses] == [LossKind.POLE]
    assert [one.pole for *_, one in read_project(written.content).project.coded()] == [""]
