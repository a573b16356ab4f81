"""The one file of a backup: a tar with the manifest first, then the parts it names."""

import io
import os
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from ecotone.foundation.backups.manifest import FILE, Manifest, Part, digest, not_a_backup
from ecotone.foundation.errors import Refused

MOST_OF_A_MANIFEST = 64 * 1024 * 1024


def pack(out: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    """Write the file as a whole, for its owner's eyes only."""
    draft = out.with_name(f".{out.name}.unfinished")
    try:
        with _private(draft) as raw, tarfile.open(fileobj=raw, mode="w") as tar:
            first = manifest.as_text().encode()
            about = tarfile.TarInfo(FILE)
            about.size = len(first)
            tar.addfile(about, io.BytesIO(first))
            for part in manifest.parts:
                _add(tar, part, files[part.name])
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _private(path: Path) -> Iterator[io.BufferedWriter]:
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(number, "wb") as file:
        yield file
        file.flush()
        os.fsync(number)


def _add(tar: tarfile.TarFile, part: Part, path: Path) -> None:
    about = tarfile.TarInfo(part.name)
    about.size = part.bytes
    with path.open("rb") as file:
        tar.addfile(about, file)


@contextmanager
def opened(archive: Path, *, beside: Path) -> Iterator[tuple[Manifest, Path]]:
    """Yield the manifest and a folder with every part, each as it was when it was packed.

    The folder lies in `beside`, and is gone afterwards. Nothing is yielded from a file that is
    cut short, changed, or holds anything the manifest does not name.
    """
    beside.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="restoring-", dir=beside) as folder:
        try:
            with tarfile.open(archive, mode="r:") as tar:
                manifest = _unpack(tar, Path(folder))
        except (tarfile.TarError, EOFError, UnicodeDecodeError):
            raise not_a_backup() from None
        yield manifest, Path(folder)


def _unpack(tar: tarfile.TarFile, folder: Path) -> Manifest:
    first = tar.next()
    page = tar.extractfile(first) if first and first.name == FILE else None
    if page is None or first is None or first.size > MOST_OF_A_MANIFEST:
        raise not_a_backup()
    manifest = Manifest.from_text(page.read().decode())
    for part in manifest.parts:
        _unpack_part(tar, part, folder)
    return manifest


def _unpack_part(tar: tarfile.TarFile, part: Part, folder: Path) -> None:
    """Take out the next part: ours lie in the order of the manifest, so one pass is enough."""
    inside = tar.next()
    content = tar.extractfile(inside) if inside and inside.isreg() else None
    target = (folder / part.name).resolve()
    if content is None or inside is None or inside.name != part.name:
        raise _damaged(part)
    if not target.is_relative_to(folder.resolve()):
        raise not_a_backup()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        copyfileobj(content, file)
    if (target.stat().st_size, digest(target)) != (part.bytes, part.sha256):
        raise _damaged(part)


def _damaged(part: Part) -> Refused:
    return Refused(
        _("The backup is damaged: %(part)s is not as it was packed.") % {"part": part.name},
        remedy=_("Nothing was changed. Take another copy of this backup, or an older one."),
    )
