"""What stands before a project's first element is looked at before anything is believed.

A document type can name other files, or entities that grow without end, and be used in the
very first tag. So a parser that does nothing else stops at its first sign.
"""

import io
from typing import IO, Final
from xml.parsers import expat

from ecotone.engine.refiqda.package import BoundedStream
from ecotone.engine.refiqda.refusals import RefusalReason, UnreadablePackage

__all__ = ["Replayed", "not_xml", "without_document_type"]

CHUNK: Final = 2**16
MOST_CHUNKS: Final = 16  # a megabyte; programs write a line. Each chunk reads a long token anew


class _FirstElement(Exception):
    """The prologue is over, and nothing was wrong with it."""


class Replayed:
    """A stream from its beginning again, though some of it was read."""

    def __init__(self, head: bytes, rest: IO[bytes] | BoundedStream) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def read(self, size: int = -1) -> bytes:
        return self._head.read(size) or self._rest.read(size)


def without_document_type(stream: IO[bytes] | BoundedStream) -> Replayed:
    """Return the stream from its beginning, its prologue having been looked at.

    Raises
    ------
    UnreadablePackage
        When it declares a document type, or is no XML up to its first element.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = _stop
    head = bytearray()
    try:
        for _ in range(MOST_CHUNKS):
            chunk = stream.read(CHUNK)
            head += chunk
            parser.Parse(chunk, not chunk)
    except _FirstElement:
        return Replayed(bytes(head), stream)
    except UnreadablePackage:
        raise
    except (expat.ExpatError, LookupError, ValueError) as mistake:
        raise not_xml(str(mistake)) from mistake
    raise not_xml("its first megabyte holds no whole element")


def not_xml(why: str) -> UnreadablePackage:
    return UnreadablePackage(
        RefusalReason.NOT_XML,
        f"The project is no XML that can be read: {why}.",
        remedy="Export the project again in the program it comes from.",
    )


def _stop(_name: str, _attributes: object) -> None:
    raise _FirstElement


def _refuse_document_type(*_declared: object) -> None:
    raise UnreadablePackage(
        RefusalReason.DOCUMENT_TYPE,
        "The project declares a document type (<!DOCTYPE …>), through which it could "
        "read other files or grow without end. The standard has none.",
        remedy="Do not use this file. Ask whoever sent it where it comes from.",
    )
