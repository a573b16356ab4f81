"""From the bytes somebody brings to a project, whichever program wrote them."""

import io
from collections.abc import Mapping
from typing import IO

from ecotone.engine.refiqda.gathered import gather
from ecotone.engine.refiqda.identities import normal_guid
from ecotone.engine.refiqda.intake import Intake
from ecotone.engine.refiqda.offset_model import OffsetModel
from ecotone.engine.refiqda.origins import model_by_origin
from ecotone.engine.refiqda.package import (
    MOST_PROJECT_BYTES,
    BoundedStream,
    Package,
    is_zip,
)
from ecotone.engine.refiqda.placing import model_of
from ecotone.engine.refiqda.reading import MissingText, Reading
from ecotone.engine.refiqda.refusals import RefusalReason, UnreadablePackage
from ecotone.engine.refiqda.resolving import resolved

__all__ = ["read_project"]


def read_project(
    content: bytes | IO[bytes],
    *,
    offsets: OffsetModel | None = None,
    texts: Mapping[str, str] | None = None,
) -> Reading:
    r"""Read a package (`.qdpx`), a codebook (`.qdc`) or a bare project (`.qde`).

    Parameters
    ----------
    content
        The bytes, or a binary file that can seek.
    offsets
        How its positions count; by default the likeliest way is detected.
    texts
        Texts for sources that came without: by the GUID of the source, or by file name.

    Raises
    ------
    UnreadablePackage
        When it cannot be read, or would not be safe to; its `reason` names why. Anything less
        is a line in `losses`.

    Notes
    -----
    Linear in the size of the package. At most 100 MB of XML, 20 MB of one text and 100 MB of
    all texts are unpacked; recordings and pictures are not. Nothing is written to disk, and
    no file outside the package is opened.

    Examples
    --------
    >>> codebook = b'''<CodeBook xmlns="urn:QDA-XML:codebook:1:0"><Codes>
    ... <Code guid="{1E8B7CC6-1FEE-55A4-B69F-5BAD2A5048FC}" name="Group work" color="#F0a"
    ...  isCodable="true"/></Codes></CodeBook>'''
    >>> read_project(codebook).project.codes[0].colour
    '#ff00aa'
    """
    stream: IO[bytes] = io.BytesIO(content) if isinstance(content, bytes) else content
    supplied = {_key(name): words for name, words in (texts or {}).items()}
    if is_zip(stream):
        package = Package(stream)
        return _read(package.project(), Intake(package=package, supplied=supplied), offsets)
    _check_xml(stream)
    bounded = BoundedStream(stream, most=MOST_PROJECT_BYTES, name="the project")
    return _read(bounded, Intake(supplied=supplied), offsets)


def _read(stream: BoundedStream, intake: Intake, offsets: OffsetModel | None) -> Reading:
    gathered = gather(stream, intake)
    known = model_by_origin(gathered.head.origin)
    model = offsets or known or model_of(gathered.sources)
    project = resolved(gathered, model, intake)
    missing = tuple(
        MissingText(raw.source.guid, raw.source.name, raw.path)
        for raw in gathered.sources
        if raw.counted is None
    )
    return Reading(project, model, intake.losses.all(), missing)


def _key(name: str) -> str:
    """Return a name of a text as it is looked up: GUIDs in our form, file names lower."""
    has_ending = "." in name
    return name.lower() if has_ending else normal_guid(name)


def _check_xml(stream: IO[bytes]) -> None:
    """Refuse what is neither zip nor XML in words of its own; XML has its faults told later."""
    head = stream.read(64)
    stream.seek(0)
    if b"<" not in head:
        raise UnreadablePackage(
            RefusalReason.NOT_A_PACKAGE,
            "This is neither a REFI-QDA project (.qdpx) nor a codebook (.qdc).",
            remedy="Export as “REFI-QDA project” in the program it comes from.",
        )
