"""Packages made to do harm are refused by name; nothing outside them is read or written."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from ecotone.engine.refiqda import (
    RefusalReason,
    UnreadablePackage,
    package,
    read_project,
    xml_parts,
)
from tests.factories.refi import EXAMPLES, make_package, make_project, xml_of, zipped

XML = xml_of(make_project())
LAUGHS = "".join(f'<!ENTITY a{depth} "{f"&a{depth - 1};" * 10}">' for depth in range(1, 10))


def refusal_of(content: bytes) -> UnreadablePackage:
    with pytest.raises(UnreadablePackage) as refused:
        read_project(content)
    return refused.value


def with_declaration(inside: str, *, used: str) -> str:
    head, root, rest = XML.partition("<Project")
    doctype = f"<!DOCTYPE Project [{inside}]>"
    return head + doctype + root + rest.replace("synthetic", used, 1)


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "sources\\..\\..\\evil.txt", "C:\\evil.txt"]
)
def test_a_name_that_leads_outside_is_refused(name: str) -> None:
    refusal = refusal_of(zipped({"project.qde": XML, name: "evil"}))

    assert refusal.reason is RefusalReason.OUTSIDE_PATH
    assert "evil.txt" in refusal.message


def test_a_link_in_the_package_is_refused() -> None:
    stream = io.BytesIO(zipped({"project.qde": XML}))
    link = zipfile.ZipInfo("sources/link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(link, "/etc/hostname")

    assert refusal_of(stream.getvalue()).reason is RefusalReason.OUTSIDE_PATH


def test_the_example_that_reads_another_file_is_refused() -> None:
    content = (EXAMPLES / "bad4_xxe.qdpx").read_bytes()

    assert refusal_of(content).reason is RefusalReason.DOCUMENT_TYPE


@pytest.mark.parametrize(
    "xml",
    [
        with_declaration('<!ENTITY e SYSTEM "file:///etc/hostname">', used="&e;"),
        with_declaration(f'<!ENTITY a0 "ha">{LAUGHS}', used="&a9;"),
        with_declaration('<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;', used="x"),
        XML.replace("<Project", '<!DOCTYPE Project SYSTEM "file:///etc/hostname"><Project', 1),
    ],
    ids=["another file", "a billion laughs", "a parameter entity", "a subset elsewhere"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_anything_grows(xml: str, encoding: str) -> None:
    content = xml.replace('encoding="utf-8"', f'encoding="{encoding}"').encode(encoding)

    reason = refusal_of(zipped({"project.qde": content})).reason

    assert reason is RefusalReason.DOCUMENT_TYPE


def test_two_projects_are_refused_and_both_named() -> None:
    refusal = refusal_of(zipped({"project.qde": XML, "Other.QDE": XML}))

    assert refusal.reason is RefusalReason.SEVERAL_PROJECTS
    assert "“project.qde” and “Other.QDE”" in refusal.message


def test_what_a_mac_adds_to_a_zip_is_no_second_project() -> None:
    files = {"project.qde": XML, "__MACOSX/._project.qde": "x"}

    assert read_project(zipped(files)).project.name == "synthetic"


def test_a_package_without_a_project_is_refused() -> None:
    assert refusal_of(zipped({"notes.txt": "x"})).reason is RefusalReason.NO_PROJECT


def test_a_size_claimed_beyond_all_measure_is_refused_unread() -> None:
    content = bytearray(zipped({"project.qde": XML}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (2**31).to_bytes(4, "little")

    assert refusal_of(bytes(content)).reason is RefusalReason.TOO_LARGE


def test_a_text_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_TEXT_BYTES", 1000)
    project = make_project("long " * 1000)

    refusal = refusal_of(make_package(project))

    assert refusal.reason is RefusalReason.TOO_LARGE
    assert project.sources[0].guid in refusal.message


def test_texts_that_are_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_TEXTS_BYTES", 100)

    assert refusal_of(make_package(make_project())).reason is RefusalReason.TOO_LARGE


def test_a_stream_longer_than_it_claims_is_refused() -> None:
    stream = package.BoundedStream(io.BytesIO(b"x" * 11), most=10, name="a text")

    with pytest.raises(UnreadablePackage) as refused:
        stream.read()

    assert refused.value.reason is RefusalReason.TOO_LARGE


def test_a_project_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_parts, "MOST_NODES", 20)

    assert refusal_of(make_package(make_project())).reason is RefusalReason.TOO_LARGE


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_FILES", 1)

    assert refusal_of(make_package(make_project())).reason is RefusalReason.TOO_MANY_FILES


def test_a_codebook_nested_without_end_is_refused() -> None:
    code = f'<Code guid="{"1" * 8}" name="x" isCodable="true">'
    nested = f"<CodeBook><Codes>{code * 5000}{'</Code>' * 5000}</Codes></CodeBook>"

    assert refusal_of(nested.encode()).reason is RefusalReason.NOT_XML


def test_a_locked_package_is_refused() -> None:
    content = bytearray(zipped({"project.qde": XML}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1

    assert refusal_of(bytes(content)).reason is RefusalReason.ENCRYPTED


def test_a_document_type_behind_a_long_comment_is_found() -> None:
    comment = f"<!--{'x' * 200_000}-->"
    xml = XML.replace("<Project", f'{comment}<!DOCTYPE Project SYSTEM "x"><Project', 1)

    assert refusal_of(xml.encode()).reason is RefusalReason.DOCUMENT_TYPE


def test_a_first_tag_without_end_is_refused() -> None:
    xml = f'<Project name="{"x" * 2_000_000}"/>'

    assert refusal_of(xml.encode()).reason is RefusalReason.NOT_XML


def test_every_refusal_says_what_to_do() -> None:
    refusal = refusal_of(b"plain words")

    assert refusal.remedy == "Export as “REFI-QDA project” in the program it comes from."


def test_a_damaged_package_is_refused() -> None:
    content = make_package(make_project())
    flipped = bytearray(content)
    flipped[60:90] = bytes(30)

    assert refusal_of(content[: len(content) // 2]).reason is RefusalReason.DAMAGED
    assert refusal_of(bytes(flipped)).reason is RefusalReason.DAMAGED


def test_a_directory_that_points_before_the_beginning_is_refused() -> None:
    content = bytearray(zipped({"project.qde": XML}))
    end = content.index(b"PK\x05\x06")
    content[end + 16 : end + 20] = (len(content) * 9).to_bytes(4, "little")

    assert refusal_of(bytes(content)).reason is RefusalReason.DAMAGED


def test_a_way_of_packing_nobody_knows_is_refused() -> None:
    content = bytearray(zipped({"project.qde": XML}))
    directory = content.index(b"PK\x01\x02")
    content[8] = content[directory + 10] = 77

    assert refusal_of(bytes(content)).reason is RefusalReason.DAMAGED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", RefusalReason.NOT_A_PACKAGE),
        (b"plain words", RefusalReason.NOT_A_PACKAGE),
        (b"<html/>", RefusalReason.NOT_REFI),
        (b'<Project xmlns="urn:other"/>', RefusalReason.NOT_REFI),
        (b"<Project><Users>", RefusalReason.NOT_XML),
        (b"<!-- nothing follows -->", RefusalReason.NOT_XML),
        (b'<?xml version="1.0" encoding="of-mars"?><Project/>', RefusalReason.NOT_XML),
        (b'<?xml version="1.0" encoding="shift_jis"?><Project/>', RefusalReason.NOT_XML),
        (b"<Project>&unknown;</Project>", RefusalReason.NOT_XML),
    ],
)
def test_what_is_no_project_is_refused_in_its_own_words(
    content: bytes, reason: RefusalReason
) -> None:
    assert refusal_of(content).reason is reason


def test_a_path_to_another_file_is_asked_for_and_not_followed(tmp_path: Path) -> None:
    planted = tmp_path / "planted.txt"
    planted.write_text("a secret of this machine", encoding="utf-8")
    paths = (f"absolute://{planted}", f"file://{planted}", str(planted), f"../..{planted}")

    for path in paths:
        name = f"internal://{make_project().sources[0].guid}.txt"
        reading = read_project(zipped({"project.qde": XML.replace(name, path)}))

        assert [missing.path for missing in reading.missing] == [path]
        assert "secret" not in repr(reading)
