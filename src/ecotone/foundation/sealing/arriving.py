"""Files too large for memory, sealed while they arrive: nothing lies in the clear meanwhile."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from ecotone.foundation.sealing.pieces import PIECE_BYTES, SealedWriter, new_key

HEAD_BYTES = 64 * 1024
OVERLAP_BYTES = 64
FORM_BYTES = 1024 * 1024  # what the other fields of a form may add to the file


class SealedUpload(UploadedFile):  # type: ignore[type-arg]  # generic in its stubs alone
    """A file that has arrived and lies sealed under a passing name.

    Whoever keeps it gives it another name before the request ends; else it is removed then.

    Attributes
    ----------
    head
        Its first bytes, in the clear, by which its kind is told.
    marks
        Which of the marks looked for stand anywhere in it.
    """

    def __init__(
        self,
        *,
        path: Path,
        key: str,
        name: str,
        size: int,
        head: bytes,
        marks: frozenset[bytes],
    ) -> None:
        super().__init__(file=None, name=name, size=size)
        self.path = path
        self.key = key
        self.head = head
        self.marks = marks

    def close(self) -> None:
        """Remove what nobody kept. Django calls this when the request ends."""
        self.path.unlink(missing_ok=True)


class SealingUploadHandler(FileUploadHandler):
    """Seal the file of a form into a folder, and stop reading once it is too large."""

    chunk_size = PIECE_BYTES

    def __init__(
        self,
        request: HttpRequest,
        *,
        folder: Path,
        most_bytes: int,
        marks: frozenset[bytes] = frozenset(),
    ) -> None:
        super().__init__(request)
        self.folder = folder
        self.most_bytes = most_bytes
        self.looked_for = marks
        self.is_too_large = False

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ANN401, ARG002  # as the base class has it
        META: dict[str, str],  # noqa: ARG002, N803  # as above
        content_length: int,
        boundary: str,  # noqa: ARG002  # as above
        encoding: str | None = None,  # noqa: ARG002  # as above
    ) -> None:
        """Note by the length that was announced that there is no use in beginning."""
        self.is_too_large = content_length > self.most_bytes + FORM_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as above
        super().new_file(*args, **kwargs)
        if self.is_too_large:
            raise StopUpload(connection_reset=False)
        self.key = new_key()
        self.path = self.folder / f"arriving-{uuid4()}"
        self.writer = SealedWriter(self.path, self.key)
        self.head = b""
        self.tail = b""
        self.marks: set[bytes] = set()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > self.most_bytes:
            self.is_too_large = True
            self.upload_interrupted()
            raise StopUpload(connection_reset=False)
        self.writer.write(raw_data)
        if len(self.head) < HEAD_BYTES:
            self.head = (self.head + raw_data)[:HEAD_BYTES]
        seen = self.tail + raw_data
        self.marks |= {mark for mark in self.looked_for - self.marks if mark in seen}
        self.tail = seen[-OVERLAP_BYTES:]

    def file_complete(self, file_size: int) -> SealedUpload:
        self.writer.finish()
        return SealedUpload(
            path=self.path,
            key=self.key,
            name=self.file_name or "",
            size=file_size,
            head=self.head,
            marks=frozenset(self.marks),
        )

    def upload_interrupted(self) -> None:
        path = getattr(self, "path", None)  # nothing had begun to arrive
        if path is not None:
            self.writer.abandon()
            path.unlink(missing_ok=True)
