"""Packages as other programs write them: each habit on its own, and a vendor's together.

Nothing of the writer under test is used: positions are counted character by character in the
file as it is written, so that a mistake of ours cannot hide behind itself.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from ecotone.engine.refiqda import (
    Case,
    Code,
    Coding,
    Project,
    Selection,
    Source,
    User,
    Value,
    ValueKind,
    Variable,
)

EXAMPLES: Final = Path(__file__).resolve().parent.parent / "data" / "refi"
PROJECT: Final = "urn:QDA-XML:project:1.0"
BOM: Final = "\ufeff"


@dataclass(frozen=True)
class Dialect:
    """How a program writes; the defaults are the standard's own way."""

    units: str = "codepoints"
    crlf: bool = False
    crlf_twice: bool = False
    bom: bool = False
    bom_counted: bool = False
    end_inclusive: bool = False
    project_bom: bool = False
    inner_name: str = "project.qde"
    folder: str = "sources/"
    ending: str = ".txt"
    scheme: str = "internal://"
    braces: bool = False
    upper_case: bool = False
    inline: bool = False
    one_selection_per_coding: bool = False
    values_on: str = "case"
    case_as_coding: bool = False
    namespace: str = PROJECT


ATLAS: Final = Dialect(crlf=True, inner_name="Trial.qde")
MAXQDA: Final = Dialect(
    crlf=True, crlf_twice=True, bom=True, project_bom=True, braces=True, values_on="source"
)
NVIVO_WINDOWS: Final = Dialect(
    crlf=True, crlf_twice=True, inner_name="Project.qde", folder="Sources/", upper_case=True
)
NVIVO_MAC: Final = Dialect(units="utf16", one_selection_per_coding=True, case_as_coding=True)


def identity(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"refi test {name}"))


def expected() -> dict[str, object]:
    content: dict[str, object] = json.loads((EXAMPLES / "expected.json").read_bytes())
    return content


def make_project(more: str = "") -> Project:
    """Return the invented interview of `expected.json`, with whatever is added to its end."""
    told = expected()
    codes = tuple(
        Code(
            identity(code["name"]),
            code["name"],
            parent=identity(code["parent"]) if code["parent"] else None,
            is_codable=code["codable"],
        )
        for code in told["codes"]
    )
    users = tuple(User(identity(name), name) for name in ("coder A", "coder B"))
    variable = Variable(identity("years"), "years", ValueKind.INTEGER)
    source = Source(
        identity("source"),
        "Robin phase 1",
        text=str(told["text"]) + more,
        selections=tuple(
            Selection(
                identity(f"selection {number}"),
                coding["start_cp"],
                coding["end_cp"],
                codings=(
                    Coding(
                        identity(f"coding {number}"),
                        identity(coding["code"]),
                        coder=identity(coding["coder"]),
                    ),
                ),
            )
            for number, coding in enumerate(told["codings"])
        ),
    )
    case = Case(
        identity("case"), "Robin", values=(Value(variable.guid, "7"),), sources=(source.guid,)
    )
    return Project(
        name="synthetic",
        users=users,
        codes=codes,
        variables=(variable,),
        cases=(case,),
        sources=(source,),
    )


def quotes_of(project: Project) -> list[tuple[str, str, str]]:
    """Return quote, code and coder of every coding, in one order whoever wrote them."""
    codes = {code.guid: code.name for code in project.codes}
    coders = {user.guid: user.name for user in project.users}
    return sorted(
        (source.quote(selection), codes[coding.code], coders[coding.coder])
        for source, selection, coding in project.coded()
        if selection is not None
    )


def expected_quotes() -> list[tuple[str, str, str]]:
    return sorted((one["quote"], one["code"], one["coder"]) for one in expected()["codings"])


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_package(project: Project, dialect: Dialect = Dialect()) -> bytes:
    """Write a project as a program of this dialect would."""
    writing = _Writing(project, dialect)
    xml = (BOM if dialect.project_bom else "") + writing.project()
    files: dict[str, str | bytes] = {dialect.inner_name: xml.encode()}
    if not dialect.inline:
        for source in project.sources:
            name = writing.file_name(source)
            files[dialect.folder + name] = writing.file_text(source).encode()
    return zipped(files)


def xml_of(project: Project, dialect: Dialect = Dialect()) -> str:
    return _Writing(project, dialect).project()


class _Writing:
    """One project in one dialect."""

    def __init__(self, project: Project, dialect: Dialect) -> None:
        self.whole, self.dialect = project, dialect
        self.counted: dict[str, list[int]] = {}

    def guid(self, guid: str) -> str:
        cased = guid.upper() if self.dialect.upper_case else guid
        return f"{{{cased}}}" if self.dialect.braces else cased

    def file_name(self, source: Source) -> str:
        cased = source.guid.upper() if self.dialect.upper_case else source.guid
        return cased + self.dialect.ending

    def file_text(self, source: Source) -> str:
        text = source.text.replace("\n", "\r\n") if self.dialect.crlf else source.text
        return (BOM if self.dialect.bom else "") + text

    def position(self, source: Source, place: int) -> int:
        """Count every character before a place, one by one."""
        if source.guid not in self.counted:
            head = int(self.dialect.bom and self.dialect.bom_counted)
            self.counted[source.guid] = list(
                accumulate(map(self.width, source.text), initial=head)
            )
        return self.counted[source.guid][place]

    def width(self, character: str) -> int:
        if character == "\n":
            return 2 if self.dialect.crlf_twice else 1
        units = len(character.encode("utf-16-le")) // 2
        return units if self.dialect.units == "utf16" else 1

    # --- xml ---------------------------------------------------------------------------------

    def project(self) -> str:
        sections = (
            ("Users", self.users()),
            ("CodeBook", ("<Codes>", *self.codes(None), "</Codes>")),
            ("Variables", self.variables()),
            ("Cases", self.cases()),
            ("Sources", self.sources()),
        )
        inside = "".join(f"<{name}>{''.join(parts)}</{name}>" for name, parts in sections)
        name = quoteattr(self.whole.name)
        return (
            '<?xml version="1.0" encoding="utf-8"?>'
            f'<Project xmlns="{self.dialect.namespace}" name={name}>{inside}</Project>'
        )

    def users(self) -> Iterator[str]:
        for user in self.whole.users:
            yield f'<User guid="{self.guid(user.guid)}" name={quoteattr(user.name)}/>'

    def codes(self, parent: str | None) -> Iterator[str]:
        for code in self.whole.codes:
            if code.parent == parent:
                codable = "true" if code.is_codable else "false"
                below = "".join(self.codes(code.guid))
                yield (
                    f'<Code guid="{self.guid(code.guid)}" name={quoteattr(code.name)} '
                    f'isCodable="{codable}" color="#F0a">{below}</Code>'
                )

    def variables(self) -> Iterator[str]:
        for variable in self.whole.variables:
            guid, name = self.guid(variable.guid), quoteattr(variable.name)
            yield f'<Variable guid="{guid}" name={name} typeOfVariable="{variable.kind}"/>'

    def values(self, holder: str) -> str:
        if holder != self.dialect.values_on:
            return ""
        return "".join(
            f'<VariableValue><VariableRef targetGUID="{self.guid(value.variable)}"/>'
            f"<IntegerValue>{value.value}</IntegerValue></VariableValue>"
            for case in self.whole.cases
            for value in case.values
        )

    def cases(self) -> Iterator[str]:
        for case in self.whole.cases:
            sources = "".join(
                f'<SourceRef targetGUID="{self.guid(guid)}"/>' for guid in case.sources
            )
            guid, name = self.guid(case.guid), quoteattr(case.name)
            yield f'<Case guid="{guid}" name={name}>{self.values("case")}{sources}</Case>'

    def sources(self) -> Iterator[str]:
        for source in self.whole.sources:
            path = f'plainTextPath="{self.dialect.scheme}{self.file_name(source)}"'
            text = f"<PlainTextContent>{escape(self.file_text(source))}</PlainTextContent>"
            is_inline = self.dialect.inline
            yield (
                f'<TextSource guid="{self.guid(source.guid)}" name={quoteattr(source.name)} '
                f"{'' if is_inline else path}>{text if is_inline else ''}"
                f"{''.join(self.selections(source))}{self.values('source')}</TextSource>"
            )

    def selections(self, source: Source) -> Iterator[str]:
        for selection in source.selections:
            if self.dialect.one_selection_per_coding:
                for number, coding in enumerate(selection.codings):
                    guid = identity(f"{selection.guid} {number}")
                    yield self.selection(source, replace(selection, guid=guid), (coding,))
            else:
                yield self.selection(source, selection, selection.codings)
        if self.dialect.case_as_coding:
            yield from self.case_texts(source)

    def selection(
        self, source: Source, selection: Selection, codings: tuple[Coding, ...]
    ) -> str:
        start = self.position(source, selection.start)
        end = self.position(source, selection.end) - self.dialect.end_inclusive
        inside = "".join(
            f'<Coding guid="{self.guid(coding.guid)}" creatingUser="{self.guid(coding.coder)}">'
            f'<CodeRef targetGUID="{self.guid(coding.code)}"/></Coding>'
            for coding in codings
        )
        return (
            f'<PlainTextSelection guid="{self.guid(selection.guid)}" '
            f'startPosition="{start}" endPosition="{end}">{inside}</PlainTextSelection>'
        )

    def case_texts(self, source: Source) -> Iterator[str]:
        """Say that the first selection is a case's, as NVivo does: by coding it with it."""
        for case in self.whole.cases:
            first = replace(source.selections[0], guid=identity(f"case text {case.guid}"))
            coder = self.whole.users[0].guid
            yield self.selection(source, first, (Coding(case.guid, case.guid, coder=coder),))
