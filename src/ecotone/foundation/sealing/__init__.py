"""Large files that lie encrypted: written as they arrive, read from any place without the rest.

A file has a key of its own. Every 64 kB of it are sealed apart with AES-GCM; the number of the
piece and whether it is the last are part of what is sealed, so pieces cannot be changed,
swapped, left out or cut off unnoticed. The key is kept by whoever keeps the file's row, in an
encrypted field: changing the keys of the installation never touches the files.
"""

from ecotone.foundation.sealing.arriving import SealedUpload, SealingUploadHandler
from ecotone.foundation.sealing.pieces import (
    PIECE_BYTES,
    BrokenSeal,
    SealedWriter,
    new_key,
    read_sealed,
    sealed_size,
)
from ecotone.foundation.sealing.ranges import ByteRange, NoSuchRange, wanted_range

__all__ = [
    "PIECE_BYTES",
    "BrokenSeal",
    "ByteRange",
    "NoSuchRange",
    "SealedUpload",
    "SealedWriter",
    "SealingUploadHandler",
    "new_key",
    "read_sealed",
    "sealed_size",
    "wanted_range",
]
