"""Opening a package that a stranger made: nothing is unpacked, and no reading is unbounded."""

import lzma
import stat
import struct
import zipfile
import zlib
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO, Final

from ecotone.engine.refiqda.refusals import RefusalReason, UnreadablePackage

__all__ = ["MOST_PROJECT_BYTES", "MOST_TEXT_BYTES", "BoundedStream", "Package", "is_zip"]

MOST_FILES: Final = 10_000
MOST_PROJECT_BYTES: Final = 100 * 2**20  # the XML; 20,000 codings take about 15 MB
MOST_TEXT_BYTES: Final = 20 * 2**20  # one text; a novel takes one
MOST_TEXTS_BYTES: Final = 100 * 2**20  # all texts
ENCRYPTED: Final = 0x1
# What Python's reader of zips raises for one that was cut, changed or made up.
_UNPACKING: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, RuntimeError, ValueError, OverflowError),
)
_NOT_AS_IT_IS: Final = "Export the project again in the program it comes from."


def is_zip(stream: IO[bytes]) -> bool:
    """Say whether a stream begins as a zip does, and go back to its beginning."""
    head = stream.read(4)
    stream.seek(0)
    return head in {b"PK\x03\x04", b"PK\x05\x06"}


class BoundedStream:
    """Reads on until there is more than there may be, whatever size was claimed."""

    def __init__(self, stream: IO[bytes], *, most: int, name: str) -> None:
        self._stream = stream
        self._left = most
        self._most = most
        self._name = name

    def read(self, size: int = -1) -> bytes:
        wanted = self._left + 1 if size < 0 else min(size, self._left + 1)
        try:
            got = self._stream.read(wanted)
        except _UNPACKING as mistake:
            raise damaged(self._name) from mistake
        if len(got) > self._left:
            raise too_large(self._name, self._most)
        self._left -= len(got)
        return got


class Package:
    """A zip whose every name stays inside it, with one project and its texts.

    Raises
    ------
    UnreadablePackage
        When it is damaged or encrypted, holds no project or several, a path that leads
        outside, a link, or too much.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        try:
            self._archive = zipfile.ZipFile(stream)
        except _UNPACKING as mistake:
            raise damaged("the package") from mistake
        files = [member for member in self._archive.infolist() if not member.is_dir()]
        _check_number(files)
        for member in files:
            _check_path(member)
        self._project = _only_project(files)
        self._texts = {_key(member.filename): member for member in reversed(files)}
        self._left = MOST_TEXTS_BYTES

    def project(self) -> BoundedStream:
        return self._open(self._project, most=MOST_PROJECT_BYTES)

    def text(self, path: str) -> bytes | None:
        """Return the bytes a path of the project leads to; None when they are not inside.

        Paths are compared without case, with and without `internal://` and `sources/`.
        """
        name = path.strip().replace("\\", "/")
        scheme, colon, rest = name.partition("://")
        if colon and scheme.lower() != "internal":
            return None
        inside = _key((rest if colon else name).lstrip("/"))
        member = self._texts.get(f"sources/{inside}") or self._texts.get(inside)
        if member is None:
            return None
        content = self._open(member, most=min(MOST_TEXT_BYTES, self._left)).read()
        self._left -= len(content)
        return content

    def _open(self, member: zipfile.ZipInfo, *, most: int) -> BoundedStream:
        if member.file_size > most:
            raise too_large(member.filename, most)
        if member.flag_bits & ENCRYPTED:
            raise UnreadablePackage(
                RefusalReason.ENCRYPTED,
                f"“{member.filename}” in the package is locked by a password.",
                remedy="Export the project without a password.",
            )
        try:
            stream = self._archive.open(member)
        except _UNPACKING as mistake:
            raise damaged(member.filename) from mistake
        return BoundedStream(stream, most=most, name=member.filename)


def damaged(name: str) -> UnreadablePackage:
    return UnreadablePackage(
        RefusalReason.DAMAGED,
        f"“{name}” is damaged: it cannot be unpacked.",
        remedy=_NOT_AS_IT_IS,
    )


def too_large(name: str, most: int) -> UnreadablePackage:
    return UnreadablePackage(
        RefusalReason.TOO_LARGE,
        f"“{name}” unpacks to more than the {most / 2**20:.0f} MB that are read.",
        remedy="Export fewer texts at a time, without recordings and pictures.",
    )


def _key(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./").lower()


def _check_number(files: list[zipfile.ZipInfo]) -> None:
    if len(files) > MOST_FILES:
        raise UnreadablePackage(
            RefusalReason.TOO_MANY_FILES,
            f"The package holds {len(files)} files; {MOST_FILES} is the most.",
            remedy="Export fewer texts at a time.",
        )


def _check_path(member: zipfile.ZipInfo) -> None:
    """Refuse a name that would climb out of a folder, though none is ever unpacked to one."""
    windows = PureWindowsPath(member.filename)
    climbs = ".." in windows.parts or windows.drive or windows.root
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    if climbs or is_link or PurePosixPath(member.filename).is_absolute():
        what = "is a link" if is_link else "leads outside the package"
        raise UnreadablePackage(
            RefusalReason.OUTSIDE_PATH,
            f"“{member.filename}” {what}. No program for coding writes that.",
            remedy="Do not use this file. Ask whoever sent it where it comes from.",
        )


def _only_project(files: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """Find the project by its ending; what a Mac adds to a zip is none."""
    projects = [
        member
        for member in files
        if member.filename.lower().endswith(".qde")
        and not member.filename.startswith("__MACOSX/")
    ]
    if not projects:
        raise UnreadablePackage(
            RefusalReason.NO_PROJECT,
            "The package holds no project: no file in it ends in .qde.",
            remedy="Export as “REFI-QDA project” (.qdpx), not as a program's own format.",
        )
    if len(projects) > 1:
        names = " and ".join(f"“{member.filename}”" for member in projects[:3])
        raise UnreadablePackage(
            RefusalReason.SEVERAL_PROJECTS,
            f"The package holds {len(projects)} projects: {names}.",
            remedy="Bring each project as a package of its own.",
        )
    return projects[0]
